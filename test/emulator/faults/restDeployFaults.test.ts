import type { WrittenFaultPlan } from '../../../src/emulator/faults/faultPlan.js';
import { startEmulator, type RunningEmulator } from '../../../src/emulator/http/server.js';
import { V } from '../http/client.js';
import { envelope, markerField, objectPackage, zip } from '../metadata/support.js';

type Message = { readonly fullName: string; readonly componentType: string; readonly problem?: string };
type Deploy = {
  readonly id: string;
  readonly url: string;
  readonly deployOptions: { readonly checkOnly: boolean };
  readonly deployResult: {
    readonly id: string;
    readonly status: string;
    readonly done: boolean;
    readonly success: boolean;
    readonly checkOnly: boolean;
    readonly completedDate: string | null;
    readonly canceledBy: string | null;
    readonly errorMessage: string | null;
    readonly numberComponentErrors: number;
    readonly details?: {
      readonly allComponentMessages: readonly Message[];
      readonly componentFailures: readonly Message[];
      readonly componentSuccesses: readonly Message[];
    };
  };
};

const PATH = `${V}/metadata/deployRequest`;

let emulator: RunningEmulator;
beforeEach(async () => {
  emulator = await startEmulator({ orgs: [{ name: 'prod', kind: 'production' }] });
});
afterEach(() => emulator.stop());

type WrittenFault = NonNullable<WrittenFaultPlan['faults']>[number];
const given = (...faults: WrittenFault[]): void => emulator.faults('prod').set({ faults });

async function call(method: string, path: string, body?: string | FormData): Promise<{ status: number; body: Deploy }> {
  const { url, accessToken } = emulator.orgs[0]!;
  const response = await fetch(url + path, {
    method,
    headers: {
      authorization: `Bearer ${accessToken}`,
      ...(typeof body === 'string' ? { 'content-type': 'application/json' } : {}),
    },
    ...(body === undefined ? {} : { body }),
  });
  return { status: response.status, body: (await response.json()) as Deploy };
}

async function deploy(options: object = {}, part = 'entity_content'): Promise<Deploy> {
  const files = objectPackage('Account', markerField, { CustomField: ['Account.Is_Synthetic__c'] });
  const form = new FormData();
  form.append('file', new Blob([zip(files)], { type: 'application/zip' }), 'package.xml');
  const deployOptions = { rollbackOnError: true, singlePackage: true, ...options };
  form.append(part, new Blob([JSON.stringify({ deployOptions })], { type: 'application/json' }));
  const { status, body } = await call('POST', PATH, form);
  expect(status).toBe(201);
  return body;
}

const poll = async (id: string): Promise<Deploy> => (await call('GET', `${PATH}/${id}?includeDetails=true`)).body;
const cancel = (id: string): ReturnType<typeof call> =>
  call('PATCH', `${PATH}/${id}`, JSON.stringify({ deployResult: { status: 'Canceling' } }));

/** Polls until it is done. */
async function end(id: string): Promise<Deploy['deployResult']> {
  for (let polls = 0; polls < 50; polls++) {
    const { deployResult } = await poll(id);
    if (deployResult.done) return deployResult;
  }
  throw new Error('The deploy does not end.');
}

async function soap(body: string): Promise<string> {
  const { url, accessToken } = emulator.orgs[0]!;
  const headers = { 'content-type': 'text/xml', soapaction: '""' };
  const response = await fetch(`${url}/services/Soap/m/67.0`, {
    method: 'POST',
    headers,
    body: envelope(body, accessToken),
  });
  return response.text();
}

const hasField = async (): Promise<boolean> =>
  (await soap('<listMetadata><queries><type>CustomField</type></queries></listMetadata>')).includes('Is_Synthetic__c');

describe('Given a deploy over REST that a fault takes over', () => {
  it('When a component fails, then the poll names it and nothing is in the org; the next deploy succeeds', async () => {
    given({ kind: 'deployFails', problem: 'Something is wrong', when: { nth: 1 } });
    const begun = await deploy();
    expect(begun.deployResult).toMatchObject({ status: 'Pending', done: false, success: false, checkOnly: false });
    expect(begun.deployOptions.checkOnly).toBe(false);
    const result = await end(begun.id);
    expect(result).toMatchObject({
      id: begun.id,
      status: 'Failed',
      success: false,
      checkOnly: false,
      numberComponentErrors: 1,
    });
    const { componentFailures = [], allComponentMessages = [] } = result.details ?? {};
    expect(componentFailures).toEqual([
      expect.objectContaining({ fullName: 'Account.Is_Synthetic__c', problem: 'Something is wrong', success: false }),
    ]);
    expect(allComponentMessages).toEqual(expect.arrayContaining([...componentFailures]));
    expect(await hasField()).toBe(false);
    expect((await end((await deploy()).id)).status).toBe('Succeeded');
    expect(await hasField()).toBe(true);
  });

  it('When it meets an unexpected error, then the poll has its message and no components', async () => {
    given({ kind: 'deployFails', as: 'unexpectedError' });
    const result = await end((await deploy()).id);
    expect(result.status).toBe('Failed');
    expect(result.errorMessage).toMatch(/^UNKNOWN_EXCEPTION: An unexpected error occurred/);
    expect(result.details).toMatchObject({ componentFailures: [], componentSuccesses: [], allComponentMessages: [] });
    expect(await hasField()).toBe(false);
  });

  it('When it hangs for some polls, then it is deployed after them, under the same id and address', async () => {
    given({ kind: 'deployHangs', polls: 2 });
    const { id, url } = await deploy();
    for (const _ of [1, 2]) {
      const { deployResult } = await poll(id);
      expect(deployResult).toMatchObject({ status: 'InProgress', done: false, completedDate: null });
    }
    expect(await hasField()).toBe(false);
    const result = await end(id);
    expect(result).toMatchObject({ id, status: 'Succeeded', success: true, checkOnly: false });
    expect((await call('GET', `${PATH}/${id}`)).body).toMatchObject({ id, url, deployOptions: { checkOnly: false } });
    expect(await hasField()).toBe(true);
  });

  it('When it hangs for ever, then it can be cancelled, and no more than once', async () => {
    given({ kind: 'deployHangs' });
    const { id } = await deploy();
    expect((await poll(id)).deployResult.done).toBe(false);
    expect((await call('PATCH', `${PATH}/${id}`, '{}')).status).toBe(400);
    const { status, body } = await cancel(id);
    expect([status, body.id, body.deployResult.status]).toEqual([202, id, 'Canceling']);
    expect((await poll(id)).deployResult).toMatchObject({ status: 'Canceled', done: true, success: false });
    expect((await poll(id)).deployResult.canceledBy).toMatch(/^005/);
    expect((await cancel(id)).status).toBe(400);
    expect(await hasField()).toBe(false);
  });

  it('When it was a validation, then it ends as one', async () => {
    given({ kind: 'deployHangs', polls: 1 });
    const { id } = await deploy({ checkOnly: true }, 'json');
    expect((await poll(id)).deployResult.status).toBe('InProgress');
    expect(await end(id)).toMatchObject({ status: 'Succeeded', checkOnly: true });
    expect(await hasField()).toBe(false);
  });

  it('When it is polled and cancelled over SOAP, then that is the same deploy', async () => {
    given({ kind: 'deployHangs' });
    const { id } = await deploy();
    const asked = `<checkDeployStatus><asyncProcessId>${id}</asyncProcessId></checkDeployStatus>`;
    expect(await soap(asked)).toContain('<status>InProgress</status>');
    expect(await soap(`<cancelDeploy><String>${id}</String></cancelDeploy>`)).toContain(`<id>${id}</id>`);
    expect((await end(id)).status).toBe('Canceled');
  });

  it('When its package cannot be read, then the org says so', async () => {
    given({ kind: 'deployHangs' });
    const form = new FormData();
    form.append('json', new Blob(['{'], { type: 'application/json' }));
    expect((await call('POST', PATH, form)).status).toBe(400);
  });

  it('When the calls are counted, then they have the names of the operations', async () => {
    given();
    const { id } = await deploy();
    await poll(id);
    await cancel(id);
    await call('POST', PATH, JSON.stringify({ validatedDeployRequestId: id }));
    expect(emulator.faults('prod').report().calls).toMatchObject({
      byKind: { deploy: 4, rest: 4 },
      byOperation: { deploy: 1, checkDeployStatus: 1, cancelDeploy: 1, deployRecentValidation: 1 },
    });
  });
});
