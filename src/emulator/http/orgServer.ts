import { timingSafeEqual, type KeyObject } from 'node:crypto';
import type { Caller } from '../access/caller.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { Faults } from '../faults/faults.js';
import { QueryCursors } from '../soql/cursors.js';
import { ApiError } from '../org/apiError.js';
import type { Handlers } from './resource.js';
import type { Sessions } from './sessions.js';

/** What an org's daily allowance of requests is said to be. Source: https://developer.salesforce.com/docs/atlas.en-us.salesforce_app_limits_cheatsheet.meta/salesforce_app_limits_cheatsheet/salesforce_app_limits_platform_api.htm */
export const DAILY_API_REQUESTS = 15_000;

/** One org as its HTTP server sees it. */
export type OrgServer = {
  readonly org: EmbeddedOrg;
  readonly admin: Caller;
  readonly sessions: Sessions;
  /** Whose signatures JWT bearer assertions may have. */
  readonly jwtKeys: readonly KeyObject[];
  /** `http://127.0.0.1:<port>`; known once the server listens. */
  url: string;
  /** Requests answered since the start. Nothing is refused when the allowance is used up. */
  apiRequests: number;
  readonly cursors: Map<string, QueryCursors>;
  /** What goes wrong on purpose, and the counts of calls. */
  readonly faults: Faults;
  /** The resources below a version, so that a composite request can call them without HTTP. */
  readonly resources: { readonly path: string; readonly handlers: Handlers }[];
};

export function newOrgServer(
  org: EmbeddedOrg,
  admin: Caller,
  sessions: Sessions,
  jwtKeys: readonly KeyObject[] = [],
): OrgServer {
  return {
    org,
    admin,
    sessions,
    jwtKeys,
    url: '',
    apiRequests: 0,
    cursors: new Map(),
    faults: new Faults(),
    resources: [],
  };
}

/** Query cursors are a user's own. */
export function cursorsOf(server: OrgServer, caller: Caller): QueryCursors {
  const known = server.cursors.get(caller.userId) ?? new QueryCursors();
  server.cursors.set(caller.userId, known);
  return known;
}

export function bearerToken(authorization: string | undefined): string | undefined {
  return /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(authorization ?? '')?.[1];
}

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm (401) */
export function authenticated(server: OrgServer, authorization: string | undefined): Caller {
  const token = bearerToken(authorization);
  const caller = token === undefined ? undefined : server.sessions.authenticate(token);
  if (caller === undefined) throw new ApiError(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
  return caller;
}

/** Compares secrets in constant time. */
export function sameSecret(given: string | undefined, secret: string): boolean {
  const left = Buffer.from(given ?? '');
  const right = Buffer.from(secret);
  return left.length === right.length && timingSafeEqual(left, right);
}
