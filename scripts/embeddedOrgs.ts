/** Talks to embedded orgs over REST, as an integration would. */
import { join } from 'node:path';
import { listEmulators } from '../lib/emulator/process/emulators.js';

/** Where a running embedded org is, and how its administrator gets in. */
type EmbeddedOrg = { readonly url: string; readonly accessToken: string };

/** The running embedded org of that name, as the registry of the CLI in `home` knows it. */
export async function embeddedOrg(home: string, name: string): Promise<EmbeddedOrg> {
  const { running } = await listEmulators(join(home, '.sf', 'synthetic', 'emulators'));
  const org = running.flatMap(({ orgs }) => orgs).find((each) => each.name === name);
  if (org === undefined) throw new Error(`No embedded org "${name}" is running.`);
  return org;
}

export type RestError = { readonly errorCode: string; readonly message: string };
export type RestAnswer = {
  readonly status: number;
  /** The parsed JSON; undefined when there is none. */
  readonly body: unknown;
  /** What the org refused; empty when it accepted. */
  readonly errors: readonly RestError[];
};

export type RestClient = {
  /** Id of the user the calls are made as. */
  readonly userId: string;
  query(soql: string): Promise<Record<string, unknown>[]>;
  create(object: string, values: object): Promise<RestAnswer>;
  update(object: string, id: string, values: object): Promise<RestAnswer>;
};

const API = '/services/data/v67.0';

/** A client that calls one org as its administrator. */
export async function restClient({ url, accessToken }: EmbeddedOrg): Promise<RestClient> {
  const call = async (method: string, path: string, values?: object): Promise<RestAnswer> => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
      ...(values === undefined ? {} : { body: JSON.stringify(values) }),
    });
    const text = await response.text();
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    return { status: response.status, body, errors: response.ok ? [] : (body as RestError[]) };
  };
  const read = async (path: string): Promise<unknown> => {
    const answer = await call('GET', path);
    if (answer.status !== 200)
      throw new Error(`${path} was answered with ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const { user_id: userId } = (await read('/services/oauth2/userinfo')) as { user_id: string };
  return {
    userId,
    query: async (soql) =>
      ((await read(`${API}/query?q=${encodeURIComponent(soql)}`)) as { records: Record<string, unknown>[] }).records,
    create: (object, values) => call('POST', `${API}/sobjects/${object}`, values),
    update: (object, id, values) => call('PATCH', `${API}/sobjects/${object}/${id}`, values),
  };
}
