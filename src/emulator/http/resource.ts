import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../access/caller.js';
import { API_VERSION, MIN_API_VERSION } from '../org/embeddedOrg.js';
import { ApiError } from '../org/apiError.js';
import { authenticated } from './orgServer.js';
import type { OrgServer } from './orgServer.js';

export type Params = Readonly<Record<string, string>>;

/** A request whose sender and API version are known. */
export type ApiCall = {
  readonly caller: Caller;
  /** 67 for `v67.0`. */
  readonly version: number;
  /** `/services/data/v67.0` */
  readonly basePath: string;
  readonly params: Params;
  readonly query: URLSearchParams;
  readonly request: ApiRequest;
  readonly reply: ApiReply;
  /** Set inside a composite request that keeps all of its subrequests' work or none. */
  readonly allOrNone?: true;
};

/** What handlers read of a request: one over HTTP, or one that came inside another (composite resources). */
export type ApiRequest = Pick<FastifyRequest, 'method' | 'url' | 'headers' | 'body'>;

/** How handlers answer when status, headers or type are not the usual ones. */
export type ApiReply = {
  code(status: number): ApiReply;
  header(name: string, value: string): ApiReply;
  type(contentType: string): ApiReply;
  send(body?: unknown): ApiReply;
};

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
export type Handlers = Partial<Record<Method, (call: ApiCall) => unknown>>;

const METHODS: readonly Method[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** A resource below `/services/data/vXX.0`, for callers with a session. Methods without a handler are answered 405. */
export function addResource(app: FastifyInstance, server: OrgServer, path: string, handlers: Handlers): void {
  const url = `/services/data/:version${path}`;
  const allowed = allowedMethods(handlers);
  server.resources.push({ path, handlers });
  for (const method of METHODS) {
    const handler = handlers[method];
    app.route({
      method,
      url,
      handler: async (request, reply: FastifyReply) => {
        const version = apiVersion((request.params as Params)['version'] ?? '');
        const caller = authenticated(server, request.headers.authorization);
        if (handler === undefined) throw methodNotAllowed(method, allowed);
        const result = handler({
          caller,
          version,
          basePath: `/services/data/v${version}.0`,
          params: request.params as Params,
          query: new URLSearchParams(request.url.split('?').slice(1).join('?')),
          request,
          reply,
        });
        return result ?? reply;
      },
    });
  }
}

export function allowedMethods(handlers: Handlers): Method[] {
  return METHODS.filter((method) => handlers[method] !== undefined);
}

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm (405) */
export function methodNotAllowed(method: string, allowed: readonly string[]): ApiError {
  const list = allowed.includes('GET') ? ['HEAD', ...allowed] : allowed;
  return new ApiError(405, 'METHOD_NOT_ALLOWED', `HTTP Method '${method}' not allowed. Allowed are ${list.join(',')}`);
}

export function notFound(): ApiError {
  return new ApiError(404, 'NOT_FOUND', 'The requested resource does not exist');
}

/** 67 for `v67.0`; throws for one that the org does not speak. */
export function apiVersion(text: string): number {
  const version = Number(/^v(\d{2,3})\.0$/.exec(text)?.[1]);
  if (!(version >= MIN_API_VERSION && version <= API_VERSION)) throw notFound();
  return version;
}
