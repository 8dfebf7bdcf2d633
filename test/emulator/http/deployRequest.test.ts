import { readMultipart } from '../../../src/emulator/http/multipart.js';
import { startEmulator, type RunningEmulator } from '../../../src/emulator/http/server.js';
import { file, manifest, markerField, zip } from '../metadata/support.js';
import { V } from './client.js';

type Deploy = {
  readonly id: string;
  readonly url: string;
  readonly validatedDeployRequestId?: string;
  readonly deployOptions: Record<string, unknown>;
  readonly deployResult: {
    readonly status: string;
    readonly done: boolean;
    readonly success: boolean;
    readonly checkOnly: boolean;
    readonly canceledBy: string | null;
    readonly numberComponentsTotal: number;
    readonly numberComponentsDeployed: number;
    readonly details?: { readonly componentSuccesses: readonly { readonly fullName: string }[] };
  };
};

const PATH = `${V}/metadata/deployRequest`;
const files = {
  'package.xml': manifest({ CustomField: ['Account.Is_Synthetic__c'] }),
  'objects/Account.object': file('CustomObject', markerField),
};

/** So many objects with so many fields each, a file an object: large enough not to be deployed at once. */
function manyFields(objects: number, fields: number): Record<string, string> {
  const names = Array.from({ length: objects }, (_, n) => `Big${n}__c`);
  const field = (n: number): string =>
    `<fields><fullName>F${n}__c</fullName><label>F${n}</label><length>20</length><type>Text</type></fields>`;
  const inner = `<deploymentStatus>Deployed</deploymentStatus>${Array.from({ length: fields }, (_, n) => field(n)).join('')}<label>Big</label><nameField><label>Name</label><type>Text</type></nameField><pluralLabel>Bigs</pluralLabel><sharingModel>ReadWrite</sharingModel>`;
  return {
    'package.xml': manifest({ CustomObject: names }),
    ...Object.fromEntries(names.map((name) => [`objects/${name}.object`, file('CustomObject', inner)])),
  };
}

let emulator: RunningEmulator;
beforeAll(async () => {
  emulator = await startEmulator({ orgs: [{ name: 'rest', kind: 'sandbox' }] });
});
afterAll(() => emulator.stop());

async function call(method: string, path: string, body?: unknown): Promise<{ status: number; body: Deploy }> {
  const { url, accessToken } = emulator.orgs[0]!;
  const response = await fetch(url + path, {
    method,
    headers: {
      authorization: `Bearer ${accessToken}`,
      ...(body instanceof FormData ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Deploy };
}

function form(content: Record<string, string>, deployOptions: object = {}, optionsPart = 'json'): FormData {
  const body = new FormData();
  const options = { rollbackOnError: true, singlePackage: true, ...deployOptions };
  body.append(optionsPart, new Blob([JSON.stringify({ deployOptions: options })], { type: 'application/json' }));
  body.append('file', new Blob([zip(content)], { type: 'application/zip' }), 'deploy.zip');
  return body;
}

async function untilDone(id: string): Promise<Deploy['deployResult']> {
  for (;;) {
    const { body } = await call('GET', `${PATH}/${id}?includeDetails=true`);
    if (body.deployResult.done) return body.deployResult;
  }
}

describe('deployRequest', () => {
  it.each(['json', 'entity_content'])(
    'Given options in the part %s, When a package is posted, Then it is deployed',
    async (part) => {
      const posted = await call('POST', PATH, form(files, {}, part));
      expect(posted).toMatchObject({
        status: 201,
        body: {
          id: expect.stringMatching(/^0Af\w{15}$/) as string,
          url: expect.stringContaining(`${PATH}/${posted.body.id}`) as string,
          deployOptions: { rollbackOnError: true, checkOnly: false, testLevel: null },
          deployResult: { checkOnly: false, rollbackOnError: true },
        },
      });
      expect(posted.body.deployResult.details).toBeUndefined();
      const { body } = await call('GET', `${PATH}/${posted.body.id}?includeDetails=true`);
      expect(body.deployResult).toMatchObject({ status: 'Succeeded', done: true, success: true, canceledBy: null });
      expect(body.deployResult.details?.componentSuccesses.map(({ fullName }) => fullName)).toContain(
        'Account.Is_Synthetic__c',
      );
    },
  );

  it.each([
    ['in the body', (id: string) => ['', { validatedDeployRequestId: id }] as const],
    ['in the address', (id: string) => [`/${id}`, { validatedDeployRequestId: id }] as const],
  ])(
    'Given a validation that ran tests, When its id is posted %s, Then it is deployed by its own id',
    async (_, request) => {
      const validated = await call('POST', PATH, form(files, { checkOnly: true, testLevel: 'RunLocalTests' }));
      expect(validated.body.deployResult).toMatchObject({ checkOnly: true, status: 'Succeeded' });
      const [path, body] = request(validated.body.id);
      const quick = await call('POST', PATH + path, body);
      expect(quick).toMatchObject({ status: 201, body: { validatedDeployRequestId: validated.body.id } });
      expect(quick.body.id).not.toBe(validated.body.id);
      expect(await untilDone(quick.body.id)).toMatchObject({ status: 'Succeeded', checkOnly: false });
    },
  );

  it('Given a large package, When it is canceled while it is read, Then nothing of it is there', async () => {
    const { body } = await call('POST', PATH, form(manyFields(120, 20)));
    expect(body.deployResult).toMatchObject({
      done: false,
      status: expect.stringMatching(/Pending|InProgress/) as string,
    });
    const patched = await call('PATCH', `${PATH}/${body.id}`, { deployResult: { status: 'Canceling' } });
    expect(patched.status).toBe(202);
    expect(patched.body.deployResult.status).toMatch(/^Cancel/);
    expect(await untilDone(body.id)).toMatchObject({
      status: 'Canceled',
      success: false,
      canceledBy: expect.stringMatching(/^005/) as string,
      numberComponentsDeployed: 0,
    });
    const described = await call('GET', `${V}/sobjects/Big0__c/describe`);
    expect(described.status).toBe(404);
  });

  it('Given two large packages, When the second is canceled, Then it is not deployed and the first is', async () => {
    const first = await call('POST', PATH, form(manyFields(101, 2), { checkOnly: true }));
    const second = await call('POST', PATH, form(manyFields(120, 20), { checkOnly: true }));
    const patched = await call('PATCH', `${PATH}/${second.body.id}`, { deployResult: { status: 'Canceling' } });
    expect(patched.body.deployResult.status).toMatch(/^Cancel(ed|ing)$/);
    expect(await untilDone(second.body.id)).toMatchObject({ status: 'Canceled', success: false });
    expect(await untilDone(first.body.id)).toMatchObject({
      status: 'Succeeded',
      numberComponentsTotal: 303,
      numberComponentsDeployed: 303,
    });
    expect(await call('PATCH', `${PATH}/${first.body.id}`, { deployResult: { status: 'Canceling' } })).toMatchObject({
      status: 400,
      body: [{ errorCode: 'INVALID_ID_FIELD', message: 'Deployment already completed' }],
    });
  });

  it.each([
    ['GET', '/0Af0E0000000009AAA', undefined, 404, 'NOT_FOUND'],
    ['GET', '/nonsense', undefined, 400, 'INVALID_ID_FIELD'],
    ['POST', '', { validatedDeployRequestId: '0Af0E0000000009AAA' }, 404, 'INVALID_ID_FIELD'],
    ['POST', '', {}, 400, 'INVALID_INPUT'],
    ['POST', '', new FormData(), 400, 'INVALID_INPUT'],
    ['POST', '', form(files, { nonsense: true }), 400, 'JSON_PARSER_ERROR'],
    ['POST', '', form(files, { checkOnly: 'perhaps' }), 400, 'JSON_PARSER_ERROR'],
    ['POST', '', form(files, { performRetrieve: true }), 400, 'FUNCTIONALITY_NOT_ENABLED'],
    ['POST', '', form(files, { runTests: ['A'] }), 400, 'INVALID_OPERATION'],
    ['PATCH', '/0Af0E0000000009AAA', { deployResult: { status: 'Failed' } }, 400, 'INVALID_INPUT'],
    ['DELETE', '/0Af0E0000000009AAA', undefined, 405, 'METHOD_NOT_ALLOWED'],
  ])(
    'Given %s %s with %j, When it is sent, Then it is answered %i %s',
    async (method, path, body, status, errorCode) => {
      expect(await call(method, PATH + path, body)).toMatchObject({ status, body: [{ errorCode }] });
    },
  );
});

describe('multipart bodies', () => {
  it.each([
    ['multipart/form-data', '--x--'],
    ['multipart/form-data; boundary=x', 'nothing'],
    ['multipart/form-data; boundary=x', '--x\r\n\r\nbody'],
    ['multipart/form-data; boundary=x', '--x\r\nno empty line\r\n--x--'],
  ])('Given %j and %j, When they are read, Then that is refused', (type, body) => {
    expect(() => readMultipart(type, Buffer.from(body))).toThrow(/multipart body cannot be read/);
  });

  it('Given parts with line breaks and dashes in them, When they are read, Then the bytes are those that were sent', () => {
    const body =
      '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n--y\r\n\r\n--x\r\ncontent-disposition: form-data; filename="n"; name=b\r\nContent-Type: Application/JSON; charset=utf-8\r\n\r\n{}\r\n--x--\r\n';
    const parts = readMultipart('multipart/form-data; boundary="x"', Buffer.from(body));
    expect(
      parts.map(({ name, contentType, body: bytes }) => [name, contentType, Buffer.from(bytes).toString()]),
    ).toEqual([
      ['a', 'text/plain', '\r\n--y\r\n'],
      ['b', 'application/json', '{}'],
    ]);
  });
});

describe('Given options that are none', () => {
  it.each([
    ['a name that every object has', { constructor: true }, 'Unrecognized field "constructor"'],
    ['a test level that is no text', { testLevel: 5 }, 'The option testLevel must be text.'],
    ['tests that are no texts', { runTests: [{}] }, 'The option runTests must be text.'],
  ])('When a deploy is asked for with %s, then it is refused', async (_, options, message) => {
    const { status, body } = await call('POST', PATH, form(files, options));
    expect({ status, body }).toMatchObject({
      status: 400,
      body: [{ errorCode: 'JSON_PARSER_ERROR', message: expect.stringContaining(message) }],
    });
  });
});
