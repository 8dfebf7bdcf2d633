import type { Caller } from '../../access/caller.js';
import { RecordError } from '../../records/records.js';
import { ApiError, errorBody, notEmulated } from '../../org/apiError.js';
import type { OrgServer } from '../orgServer.js';
import { allowedMethods, apiVersion, methodNotAllowed, notFound } from '../resource.js';
import type { ApiReply, Handlers, Method, Params } from '../resource.js';

/** A request that came inside another one. `url` begins with `/services/data/vXX.0/`. */
export type Subrequest = {
  readonly method: string;
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** Whether the request around it is all or none. */
  readonly allOrNone?: boolean;
};

export type Subanswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
};

/**
 * Answers a subrequest at once and in this process, so that everything it writes is part of the transaction around it.
 * Errors of the platform are answers; an unexpected one is thrown on.
 */
export function dispatch(server: OrgServer, caller: Caller, subrequest: Subrequest): Subanswer {
  try {
    return handle(server, caller, subrequest);
  } catch (error) {
    if (error instanceof ApiError) return errorAnswer(error);
    throw error;
  }
}

export function errorAnswer(error: ApiError): Subanswer {
  return { status: error.status, headers: {}, body: error instanceof RecordError ? error.problems : errorBody(error) };
}

function handle(server: OrgServer, caller: Caller, subrequest: Subrequest): Subanswer {
  const { method, url, headers, body, allOrNone = false } = subrequest;
  const [address, query] = split(url, '?');
  const [, , , versionText = '', ...rest] = address
    .split('/')
    .filter((segment, index) => index === 0 || segment !== '');
  const version = apiVersion(versionText);
  const { handlers, params } = findResource(server, rest);
  const handler = handlers[method as Method];
  if (handler === undefined) throw methodNotAllowed(method, allowedMethods(handlers));
  const reply = new Reply();
  const result = handler({
    caller,
    version,
    basePath: `/services/data/v${version}.0`,
    params,
    query: new URLSearchParams(query),
    request: { method, url, headers, body },
    reply,
    ...(allOrNone ? { allOrNone } : {}),
  });
  const answer = result === undefined || result === reply ? reply.body : result;
  if (Buffer.isBuffer(answer)) throw notEmulated('binary content inside a composite request');
  return { status: reply.status, headers: reply.headers, body: answer ?? null };
}

function split(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

/** Of several resources that fit, the one with the fewest parameters is meant, as it is for the HTTP router. */
function findResource(server: OrgServer, encoded: readonly string[]): { handlers: Handlers; params: Params } {
  const segments = encoded.map(decoded);
  const found = server.resources
    .flatMap(({ path, handlers }) => {
      const params = matchPath(path, segments);
      return params === undefined ? [] : [{ handlers, params }];
    })
    .sort((left, right) => Object.keys(left.params).length - Object.keys(right.params).length);
  const [best] = found;
  if (best === undefined) throw notFound();
  return best;
}

function matchPath(path: string, segments: readonly string[]): Params | undefined {
  const pattern = path.split('/').filter((part) => part !== '');
  if (pattern.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? '';
    if (part.startsWith(':')) params[part.slice(1)] = segment;
    else if (part !== segment) return undefined;
  }
  return params;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (error) {
    if (error instanceof URIError) throw notFound();
    throw error;
  }
}

/** Keeps what a handler answers. */
class Reply implements ApiReply {
  public status = 200;
  public body: unknown = undefined;
  public readonly headers: Record<string, string> = {};

  public code(status: number): this {
    this.status = status;
    return this;
  }

  public header(name: string, value: string): this {
    this.headers[name] = value;
    return this;
  }

  public type(contentType: string): this {
    return this.header('Content-Type', contentType);
  }

  public send(body?: unknown): this {
    this.body = body;
    return this;
  }
}
