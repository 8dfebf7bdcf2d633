import type { RunningEmulator } from '../../../src/emulator/http/server.js';

export const V = '/services/data/v67.0';

/** What the tests read of the answers; each has only some of it. */
export type Body = {
  readonly id: string;
  readonly identity: string;
  readonly access_token: string;
  readonly totalSize: number;
  readonly nextRecordsUrl: string;
  readonly records: readonly { readonly attributes: { readonly url: string }; readonly [field: string]: unknown }[];
  readonly sobjects: readonly { readonly name: string }[];
  readonly DailyApiRequests: object;
};

export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Body;
};

export type Client = {
  readonly url: string;
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  get(path: string, options?: CallOptions): Promise<Answer>;
  query(soql: string, resource?: string): Promise<Answer>;
};

type CallOptions = { body?: unknown; headers?: Record<string, string>; token?: string | null };

/** Speaks to one org as jsforce does: every request announces JSON, even without a body. */
export function clientOf(emulator: Partial<RunningEmulator> & Pick<RunningEmulator, 'orgs'>, index = 0): Client {
  const { url, accessToken } = emulator.orgs[index]!;
  const call: Client['call'] = async (method, path, { body, headers = {}, token = accessToken } = {}) => {
    const response = await fetch(url + path, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json') === true && text !== '';
    const parsed = (json ? JSON.parse(text) : undefined) as Body;
    return { status: response.status, headers: response.headers, text, body: parsed };
  };
  return {
    url,
    call,
    get: (path, options) => call('GET', path, options),
    query: (soql, resource = 'query') => call('GET', `${V}/${resource}?q=${encodeURIComponent(soql)}`),
  };
}

/** The platform's error answer with one entry. */
export function refusal(status: number, errorCode: string, message: unknown = expect.any(String)): object {
  return { status, body: [{ errorCode, message }] };
}
