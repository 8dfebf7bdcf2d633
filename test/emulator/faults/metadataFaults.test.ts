import { unzipSync } from 'fflate';
import type { WrittenFaultPlan } from '../../../src/emulator/faults/faultPlan.js';
import { startEmulator, type RunningEmulator } from '../../../src/emulator/http/server.js';
import { clientOf, V } from '../http/client.js';
import { envelope, markerField, objectPackage, zip } from '../metadata/support.js';

let emulator: RunningEmulator;
beforeEach(async () => {
  emulator = await startEmulator({ orgs: [{ name: 'prod', kind: 'production' }] });
});
afterEach(() => emulator.stop());

type WrittenFault = NonNullable<WrittenFaultPlan['faults']>[number];
const given = (...faults: WrittenFault[]): void => emulator.faults('prod').set({ faults });

async function soap(body: string): Promise<{ status: number; xml: string }> {
  const { url, accessToken } = emulator.orgs[0]!;
  const response = await fetch(`${url}//services/Soap/m/67.0`, {
    method: 'POST',
    headers: { 'content-type': 'text/xml', soapaction: '""' },
    body: envelope(body, accessToken),
  });
  return { status: response.status, xml: await response.text() };
}

const value = (xml: string, name: string): string | undefined =>
  new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml.replace(/<details>.*<\/details>/s, ''))?.[1];

async function deploy(checkOnly = false): Promise<string> {
  const files = objectPackage('Account', markerField, { CustomField: ['Account.Is_Synthetic__c'] });
  const { xml } = await soap(
    `<deploy><ZipFile>${Buffer.from(zip(files)).toString('base64')}</ZipFile><DeployOptions><checkOnly>${checkOnly}</checkOnly><rollbackOnError>true</rollbackOnError><singlePackage>true</singlePackage></DeployOptions></deploy>`,
  );
  return value(xml, 'id') ?? xml;
}

const poll = async (id: string): Promise<string> =>
  (
    await soap(
      `<checkDeployStatus><asyncProcessId>${id}</asyncProcessId><includeDetails>true</includeDetails></checkDeployStatus>`,
    )
  ).xml;

/** Polls until it is done. */
async function end(id: string): Promise<string> {
  for (let polls = 0; polls < 50; polls++) {
    const xml = await poll(id);
    if (value(xml, 'done') === 'true') return xml;
  }
  throw new Error('The deploy does not end.');
}

const hasField = async (): Promise<boolean> =>
  (await clientOf(emulator).get(`${V}/sobjects/Account/describe`)).text.includes('Is_Synthetic__c') ||
  (await soap('<listMetadata><queries><type>CustomField</type></queries></listMetadata>')).xml.includes(
    'Is_Synthetic__c',
  );

describe('Given a deploy that a fault takes over', () => {
  it('When a component fails, then the poll names it and nothing is in the org; the next deploy succeeds', async () => {
    given({ kind: 'deployFails', problem: 'Something is wrong', when: { nth: 1 } });
    const id = await deploy();
    const xml = await end(id);
    expect(['id', 'status', 'success', 'checkOnly', 'numberComponentErrors'].map((name) => value(xml, name))).toEqual([
      id,
      'Failed',
      'false',
      'false',
      '1',
    ]);
    expect(xml).toMatch(
      /<componentFailures>.*<fullName>Account.Is_Synthetic__c<.*<problem>Something is wrong<.*<\/componentFailures>/s,
    );
    expect(await hasField()).toBe(false);
    expect(value(await end(await deploy()), 'status')).toBe('Succeeded');
    expect(await hasField()).toBe(true);
  });

  it('When it meets an unexpected error, then the poll has its message, and nothing is in the org', async () => {
    given({ kind: 'deployFails', as: 'unexpectedError' });
    const xml = await end(await deploy());
    expect(value(xml, 'status')).toBe('Failed');
    expect(value(xml, 'errorStatusCode')).toBe('UNKNOWN_EXCEPTION');
    expect(value(xml, 'errorMessage')).toMatch(/^UNKNOWN_EXCEPTION: An unexpected error occurred/);
    expect(await hasField()).toBe(false);
  });

  it('When somebody cancels it, then a poll says that it runs, the next that it is cancelled', async () => {
    given({ kind: 'deployCancelled' });
    const id = await deploy();
    expect(value(await poll(id), 'status')).toBe('InProgress');
    const xml = await end(id);
    expect([value(xml, 'status'), value(xml, 'success')]).toEqual(['Canceled', 'false']);
    expect(value(xml, 'canceledBy')).toMatch(/^005/);
    expect(await hasField()).toBe(false);
  });

  it('When it hangs for some polls, then it is deployed after them, under the same id', async () => {
    given({ kind: 'deployHangs', polls: 2 });
    const id = await deploy();
    for (const _ of [1, 2]) {
      const xml = await poll(id);
      expect([value(xml, 'status'), value(xml, 'done'), value(xml, 'completedDate')]).toEqual([
        'InProgress',
        'false',
        undefined,
      ]);
    }
    expect(await hasField()).toBe(false);
    const xml = await end(id);
    expect([value(xml, 'id'), value(xml, 'status'), value(xml, 'checkOnly')]).toEqual([id, 'Succeeded', 'false']);
    expect(await hasField()).toBe(true);
  });

  it('When it hangs for ever, then it can be cancelled, and no more than once', async () => {
    given({ kind: 'deployHangs' });
    const id = await deploy();
    for (let polls = 0; polls < 5; polls++) expect(value(await poll(id), 'done')).toBe('false');
    const cancel = `<cancelDeploy><String>${id}</String></cancelDeploy>`;
    expect(value((await soap(cancel)).xml, 'id')).toBe(id);
    expect(value(await end(id), 'status')).toBe('Canceled');
    expect((await soap(cancel)).status).toBe(500);
    expect(await hasField()).toBe(false);
  });

  it('When the faults are cleared, then it goes on', async () => {
    given({ kind: 'deployHangs' });
    const id = await deploy();
    expect(value(await poll(id), 'status')).toBe('InProgress');
    emulator.faults('prod').clear();
    expect(value(await end(id), 'status')).toBe('Succeeded');
    expect(await hasField()).toBe(true);
  });

  it('When it was a validation, then it ends as one', async () => {
    given({ kind: 'deployHangs', polls: 1 });
    const id = await deploy(true);
    expect(value(await poll(id), 'status')).toBe('InProgress');
    const xml = await end(id);
    expect([value(xml, 'status'), value(xml, 'checkOnly')]).toEqual(['Succeeded', 'true']);
    expect(await hasField()).toBe(false);
  });
});

describe('Given a retrieve', () => {
  const retrieve = async (...members: string[]): Promise<string> => {
    const named = members.map((each) => `<members>${each}</members>`).join('');
    const { xml } = await soap(
      `<retrieve><request><apiVersion>67.0</apiVersion><unpackaged><types>${named}<name>CustomObject</name></types><version>67.0</version></unpackaged></request></retrieve>`,
    );
    const id = value(xml, 'id') ?? '';
    for (let polls = 0; polls < 50; polls++) {
      const answer = await soap(`<checkRetrieveStatus><asyncProcessId>${id}</asyncProcessId></checkRetrieveStatus>`);
      if (answer.xml.includes('<done>true')) return answer.xml;
    }
    throw new Error('The retrieve does not end.');
  };
  const zipIn = (xml: string): Uint8Array => new Uint8Array(Buffer.from(value(xml, 'zipFile') ?? '', 'base64'));

  it('When its zip is cut, then it cannot be read', async () => {
    const whole = zipIn(await retrieve('Account'));
    given({ kind: 'retrieveTruncated', keep: 0.4 });
    const cut = zipIn(await retrieve('Account'));
    expect(cut.length).toBe(Math.floor(whole.length * 0.4));
    expect(() => unzipSync(cut)).toThrow('invalid zip data');
  });

  it('When it is partial, then a member is missing without a message', async () => {
    given({ kind: 'retrievePartial', members: 'Con*' });
    const xml = await retrieve('Account', 'Contact');
    expect(Object.keys(unzipSync(zipIn(xml))).sort()).toEqual([
      'unpackaged/objects/Account.object',
      'unpackaged/package.xml',
    ]);
    expect(xml).not.toContain('Contact');
    expect(value(xml, 'status')).toBe('Succeeded');
  });
});

describe('Given faults of SOAP calls', () => {
  it.each([
    ['requestLimit', 500, 'REQUEST_LIMIT_EXCEEDED: TotalRequests Limit exceeded.'],
    ['unavailable', 503, 'SERVER_UNAVAILABLE: Too many requests waiting for connections'],
  ] as const)('When it is %s, then the answer is a fault', async (kind, status, message) => {
    given({ kind, on: { operation: 'listMetadata' } });
    const answer = await soap('<listMetadata><queries><type>CustomObject</type></queries></listMetadata>');
    expect(answer.status).toBe(status);
    expect(answer.xml).toContain(`<faultcode>sf:${message.split(':')[0]}</faultcode><faultstring>${message}`);
  });

  it('When the session expires, then it has ended for REST as well', async () => {
    given({ kind: 'sessionExpired', on: { call: 'metadata' } });
    const { status, xml } = await soap('<describeMetadata><asOfVersion>67.0</asOfVersion></describeMetadata>');
    expect(status).toBe(500);
    expect(xml).toContain('sf:INVALID_SESSION_ID');
    expect((await clientOf(emulator).get(`${V}/limits`)).status).toBe(401);
  });
});
