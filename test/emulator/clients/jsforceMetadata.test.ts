import { Connection } from '@jsforce/jsforce-node';
import { startEmulator, type RunningEmulator } from '../../../src/emulator/http/server.js';
import { file, manifest, markerField, unzip, zip } from '../metadata/support.js';

let emulator: RunningEmulator;
let connection: Connection;
let metadata: Connection['metadata'];

beforeAll(async () => {
  emulator = await startEmulator({ orgs: [{ name: 'jsforce', kind: 'sandbox' }] });
  const { url, accessToken } = emulator.orgs[0]!;
  connection = new Connection({ instanceUrl: url, accessToken, version: '67.0' });
  metadata = connection.metadata;
  metadata.pollInterval = 10;
});
afterAll(() => emulator.stop());

const options = { rollbackOnError: true, singlePackage: true };

function fieldPackage(...names: string[]): Buffer {
  const fields = names.map((name) => markerField.replace('Is_Synthetic__c', name));
  return Buffer.from(
    zip({
      'package.xml': manifest({ CustomField: names.map((name) => `Account.${name}`) }),
      'objects/Account.object': file('CustomObject', fields.join('\n')),
    }),
  );
}

/** Too large to be deployed before its request is answered, or before a client can cancel: every file has much to skip. */
function largePackage(): Buffer {
  const inner = `<!--${'much '.repeat(20_000)}--><label>P</label>`;
  const names = Array.from({ length: 150 }, (_, n) => `P${n}`);
  const files = names.map((name): [string, string] => [
    `customPermissions/${name}.customPermission`,
    file('CustomPermission', inner),
  ]);
  return Buffer.from(zip({ 'package.xml': manifest({ CustomPermission: names }), ...Object.fromEntries(files) }));
}

async function fieldNames(): Promise<string[]> {
  return (await metadata.list({ type: 'CustomField' })).map(({ fullName }) => fullName);
}

describe.each([
  ['SOAP', false],
  ['REST', true],
])('Given the deploys of jsforce over %s', (name, rest) => {
  const start = (zipFile: Buffer, more: object = {}): ReturnType<typeof metadata.deploy> =>
    rest ? metadata.deployRest(zipFile, { ...options, ...more }) : metadata.deploy(zipFile, { ...options, ...more });
  const status = async (id: string): Promise<Awaited<ReturnType<typeof metadata.checkDeployStatus>>> => {
    for (;;) {
      const result = await metadata.checkDeployStatus(id, true, rest);
      if (result.done) return result;
    }
  };

  it('When a package is deployed, then its components and numbers are in the result', async () => {
    const { id } = await start(fieldPackage(`${name}_A__c`, `${name}_B__c`));
    const result = await status(id);
    expect(result).toMatchObject({
      status: 'Succeeded',
      success: true,
      checkOnly: false,
      numberComponentErrors: 0,
      numberComponentsDeployed: 2,
      numberComponentsTotal: 2,
      numberTestsTotal: 0,
    });
    expect([result.details.componentSuccesses].flat()).toEqual(
      expect.arrayContaining([expect.objectContaining({ fullName: `Account.${name}_A__c` })]),
    );
    expect(await fieldNames()).toEqual(expect.arrayContaining([`Account.${name}_A__c`, `Account.${name}_B__c`]));
  });

  it('When a package is validated and then deployed by its id, then it is there only after that', async () => {
    const validation = await start(fieldPackage(`${name}_Q__c`), { checkOnly: true, testLevel: 'RunLocalTests' });
    expect(await status(validation.id)).toMatchObject({ status: 'Succeeded', checkOnly: true });
    expect(await fieldNames()).not.toContain(`Account.${name}_Q__c`);
    const id = await metadata.deployRecentValidation({ id: validation.id, rest });
    expect(await status(id)).toMatchObject({ status: 'Succeeded', checkOnly: false });
    expect(await fieldNames()).toContain(`Account.${name}_Q__c`);
  });

  it('When a deploy is canceled, then it ends as canceled and nothing of it is there', async () => {
    const { id } = await start(largePackage());
    await metadata.cancelDeploy(id);
    const result = await status(id);
    expect(result).toMatchObject({ status: 'Canceled', success: false, canceledByName: expect.any(String) as string });
    expect(await metadata.list({ type: 'CustomPermission' })).toEqual([]);
    await expect(metadata.cancelDeploy(id)).rejects.toThrow('INVALID_ID_FIELD: Deployment already completed');
  });
});

describe('Given the synchronous calls of jsforce', () => {
  const field = (fullName: string, label = 'A'): { fullName: string; label: string; length: number; type: string } => ({
    fullName,
    label,
    length: 20,
    type: 'Text',
  });

  it('When a field is created, read, updated, upserted, renamed and deleted, then every result says what became of it', async () => {
    expect(await metadata.create('CustomField', field('Contact.A__c'))).toEqual({
      errors: [],
      fullName: 'Contact.A__c',
      success: true,
    });
    expect(await metadata.create('CustomField', [field('Contact.A__c'), field('Contact.B__c')])).toMatchObject([
      { success: false, errors: [{ statusCode: 'DUPLICATE_DEVELOPER_NAME' }] },
      { success: true, errors: [] },
    ]);
    expect(await metadata.read('CustomField', 'Contact.A__c')).toMatchObject({ fullName: 'Contact.A__c', label: 'A' });
    expect(await metadata.update('CustomField', field('Contact.A__c', 'New'))).toMatchObject({ success: true });
    expect(await metadata.read('CustomField', ['Contact.A__c'])).toMatchObject([{ label: 'New' }]);
    expect(await metadata.upsert('CustomField', [field('Contact.A__c'), field('Contact.C__c')])).toMatchObject([
      { success: true, created: false },
      { success: true, created: true },
    ]);
    expect(await metadata.rename('CustomField', 'Contact.A__c', 'Contact.Z__c')).toMatchObject({ success: true });
    expect(await metadata.delete('CustomField', ['Contact.Z__c', 'Contact.A__c'])).toMatchObject([
      { fullName: 'Contact.Z__c', success: true },
      { fullName: 'Contact.A__c', success: false, errors: [{ statusCode: 'INVALID_CROSS_REFERENCE_KEY' }] },
    ]);
  });

  it('When a custom metadata type and its records are created, then values keep their types', async () => {
    await metadata.create('CustomObject', {
      fullName: 'Rule__mdt',
      label: 'Rule',
      pluralLabel: 'Rules',
      fields: [{ fullName: 'On__c', label: 'On', type: 'Checkbox', defaultValue: 'false' }],
    });
    // The client writes what stands under an empty name as the element's text.
    const value = { '@xsi:type': 'xsd:boolean', '': 'true' };
    const record = { fullName: 'Rule.One', label: 'One', values: [{ field: 'On__c', value }] };
    expect(await metadata.create('CustomMetadata', record)).toMatchObject({
      fullName: 'Rule.One',
      success: true,
    });
    const wrong = { ...record, fullName: 'Rule.Two', values: [{ field: 'On__c', value: { ...value, '': 'perhaps' } }] };
    expect(await metadata.create('CustomMetadata', wrong)).toMatchObject({
      success: false,
      errors: [{ statusCode: 'FIELD_INTEGRITY_EXCEPTION' }],
    });
  });

  it('When eleven components come in one call, then it is a fault', async () => {
    const fields = Array.from({ length: 11 }, (_, n) => field(`Contact.F${n}__c`));
    await expect(metadata.create('CustomField', fields)).rejects.toThrow(
      'EXCEEDED_ID_LIMIT: record limit reached. cannot submit more than 10 records in this operation',
    );
  });
});

describe('Given the inquiries of jsforce', () => {
  it('When the metadata is described, listed and retrieved, then it is that of the org', async () => {
    const described = await metadata.describe('67.0');
    expect(described.metadataObjects.find(({ xmlName }) => xmlName === 'CustomObject')).toMatchObject({
      directoryName: 'objects',
      suffix: 'object',
    });
    await metadata.create('CustomPermission', { fullName: 'Steward', label: 'Steward' });
    expect(await metadata.list([{ type: 'CustomPermission' }], '67.0')).toMatchObject([{ fullName: 'Steward' }]);
    const request = {
      apiVersion: 67,
      unpackaged: {
        fullName: null,
        objectPermissions: [],
        types: [{ members: ['*'], name: 'CustomPermission' }],
        version: '67.0',
      },
    };
    const result = await metadata.retrieve(request).complete();
    expect(result).toMatchObject({ status: 'Succeeded' });
    const files = unzip(new Uint8Array(Buffer.from(result.zipFile, 'base64')));
    expect(Object.keys(files)).toContain('unpackaged/customPermissions/Steward.customPermission');
  });
});
