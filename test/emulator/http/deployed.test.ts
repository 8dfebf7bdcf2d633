import { startEmulator, type RunningEmulator } from '../../../src/emulator/http/server.js';
import { envelope, file, manifest, zip } from '../metadata/support.js';
import { clientOf, refusal, V, type Client } from './client.js';

let emulator: RunningEmulator;
let prod: Client;

/** A field, the rule on it, the permission set that grants it, and a static resource, all in one package. */
const files = {
  'package.xml': manifest({
    CustomField: ['Account.Is_Synthetic__c', 'Account.External__c'],
    ValidationRule: ['Account.Real_Only'],
    PermissionSet: ['Readers'],
    StaticResource: ['Badge'],
  }),
  'objects/Account.object': file(
    'CustomObject',
    `<fields><fullName>Is_Synthetic__c</fullName><label>Synthetic</label><type>Checkbox</type><defaultValue>false</defaultValue></fields>
     <fields><fullName>External__c</fullName><label>External</label><type>Text</type><length>40</length><externalId>true</externalId></fields>
     <validationRules><fullName>Real_Only</fullName><active>true</active><errorConditionFormula>Is_Synthetic__c</errorConditionFormula><errorMessage>No synthetic records here.</errorMessage></validationRules>`,
  ),
  'permissionsets/Readers.permissionset': file(
    'PermissionSet',
    ['Is_Synthetic__c', 'External__c']
      .map(
        (name) =>
          `<fieldPermissions><editable>true</editable><field>Account.${name}</field><readable>true</readable></fieldPermissions>`,
      )
      .join('') + '<label>Readers</label>',
  ),
  'staticresources/Badge.resource': '<svg/>',
  'staticresources/Badge.resource-meta.xml': file(
    'StaticResource',
    '<cacheControl>Public</cacheControl><contentType>image/svg+xml</contentType>',
  ),
};

beforeAll(async () => {
  emulator = await startEmulator({ orgs: [{ name: 'prod', kind: 'production' }] });
  prod = clientOf(emulator);
});
afterAll(() => emulator.stop());

const soap = (body: string): ReturnType<Client['call']> =>
  prod.call('POST', '//services/Soap/m/67.0', {
    body: envelope(body, emulator.orgs[0]!.accessToken),
    headers: { 'content-type': 'text/xml', SOAPAction: '""' },
    token: null,
  });

describe('Given a package deployed over HTTP', () => {
  beforeAll(async () => {
    const content = Buffer.from(zip(files)).toString('base64');
    const started = await soap(
      `<deploy><ZipFile>${content}</ZipFile><DeployOptions><rollbackOnError>true</rollbackOnError><singlePackage>true</singlePackage></DeployOptions></deploy>`,
    );
    const id = /<id>(0Af\w{15})<\/id>/.exec(started.text)?.[1];
    const status = await soap(
      `<checkDeployStatus><asyncProcessId>${id}</asyncProcessId><includeDetails>true</includeDetails></checkDeployStatus>`,
    );
    expect(status.headers.get('content-type')).toMatch(/^text\/xml/);
    expect(status.text).toContain('<status>Succeeded</status>');
  });

  it('When nobody holds the permission set, then the field does not exist for a query', async () => {
    expect(await prod.query('SELECT Is_Synthetic__c FROM Account')).toMatchObject(
      refusal(400, 'INVALID_FIELD', expect.stringContaining("No such column 'Is_Synthetic__c' on entity 'Account'")),
    );
  });

  describe('and its permission set assigned the way the CLI does it', () => {
    beforeAll(async () => {
      const { username } = emulator.orgs[0]!;
      const user = await prod.query(`SELECT Id FROM User WHERE Username = '${username}'`);
      const set = await prod.query("SELECT Id FROM PermissionSet WHERE Name='Readers'");
      const assigned = await prod.call('POST', `${V}/sobjects/PermissionSetAssignment`, {
        body: { AssigneeId: user.body.records[0]?.['Id'], PermissionSetId: set.body.records[0]?.['Id'] },
      });
      expect(assigned.status).toBe(201);
    });

    it('When a record breaks the rule, then it is refused, created or upserted', async () => {
      const expected = {
        status: 400,
        body: [{ errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'No synthetic records here.' }],
      };
      const body = { Name: 'x', Is_Synthetic__c: true };
      expect(await prod.call('POST', `${V}/sobjects/Account`, { body })).toMatchObject(expected);
      expect(await prod.call('PATCH', `${V}/sobjects/Account/External__c/e-0`, { body })).toMatchObject(expected);
      expect((await prod.query('SELECT COUNT() FROM Account')).body.totalSize).toBe(0);
    });

    it('When a record is upserted by its external id, then it is created once', async () => {
      const path = `${V}/sobjects/Account/External__c/${encodeURIComponent('e/1 ü')}`;
      const created = await prod.call('PATCH', path, { body: { Name: 'first' } });
      expect(created).toMatchObject({ status: 201, body: { success: true, created: true, errors: [] } });
      const updated = await prod.call('PATCH', path, { body: { Name: 'second' } });
      expect(updated).toMatchObject({ status: 200, body: { id: created.body.id, created: false } });
      expect((await prod.get(path)).body).toMatchObject({ Name: 'second', Is_Synthetic__c: false });
      expect((await prod.query("SELECT Id FROM Account WHERE External__c = 'E/1 Ü'")).body.totalSize).toBe(1);
      await prod.call('POST', `${V}/sobjects/Account`, { body: { Name: 'twin', External__c: 'e/1 ü' } });
      expect(await prod.get(path)).toMatchObject({
        status: 300,
        body: [expect.stringContaining(created.body.id), expect.any(String)],
      });
      await prod.call('DELETE', `${V}/sobjects/Account/${created.body.id}`);
      expect((await prod.call('DELETE', path)).status).toBe(204);
    });

    it('When the rule is looked up through the Tooling API, then it is there with its formula', async () => {
      const found = await prod.query(
        "SELECT Id, EntityDefinition.QualifiedApiName, Metadata FROM ValidationRule WHERE ValidationName = 'Real_Only'",
        'tooling/query',
      );
      expect(found.body.records).toMatchObject([
        { EntityDefinition: { QualifiedApiName: 'Account' }, Metadata: { errorConditionFormula: 'Is_Synthetic__c' } },
      ]);
      const one = await prod.get(
        `${V}/tooling/sobjects/ValidationRule/${String(found.body.records[0]?.['Id'])}?fields=FullName`,
      );
      expect(one.body).toMatchObject({ FullName: 'Account.Real_Only' });
      expect((await prod.get(`${V}/tooling/sobjects/ValidationRule/describe`)).body).toMatchObject({
        name: 'ValidationRule',
      });
      expect((await prod.get(`${V}/tooling/sobjects/ValidationRule`)).body).toMatchObject({
        objectDescribe: { name: 'ValidationRule' },
      });
      expect(await prod.call('PATCH', `${V}/tooling/sobjects/ValidationRule/x`, { body: {} })).toMatchObject(
        refusal(400, 'FUNCTIONALITY_NOT_ENABLED'),
      );
    });

    it('When the static resource is read, then its bytes come with their type', async () => {
      const { body } = await prod.query("SELECT Body FROM StaticResource WHERE Name = 'Badge'");
      const resource = await prod.get(String(body.records[0]?.['Body']));
      expect([resource.status, resource.headers.get('content-type'), resource.text]).toEqual([
        200,
        'image/svg+xml',
        '<svg/>',
      ]);
    });
  });
});
