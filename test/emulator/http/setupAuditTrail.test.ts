import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator, type RunningEmulator } from '../../../src/emulator/http/server.js';
import { envelope, file, manifest, zip } from '../metadata/support.js';
import { clientOf, refusal, V, type Client } from './client.js';

const DAY = 86_400_000;
let directory: string;
let emulator: RunningEmulator;
let uat: Client;
let now = new Date('2026-03-01T12:00:00Z');

const start = async (): Promise<void> => {
  emulator = await startEmulator({ orgs: [{ name: 'uat', kind: 'sandbox' }], dataDir: directory, now: () => now });
  uat = clientOf(emulator);
};
beforeEach(async () => {
  now = new Date('2026-03-01T12:00:00Z');
  directory = mkdtempSync(join(tmpdir(), 'audit-trail-'));
  await start();
});
afterEach(async () => {
  await emulator.stop();
  rmSync(directory, { recursive: true, force: true });
});

type Options = { rollbackOnError?: boolean; checkOnly?: boolean };

/** Deploys a package and answers its status. */
async function deploy(files: Record<string, string>, options: Options = {}): Promise<string | undefined> {
  const soap = (body: string): ReturnType<Client['call']> =>
    uat.call('POST', '/services/Soap/m/67.0', {
      body: envelope(body, emulator.orgs[0]!.accessToken),
      headers: { 'content-type': 'text/xml' },
      token: null,
    });
  const wanted = { checkOnly: false, rollbackOnError: true, singlePackage: true, ...options };
  const written = ['checkOnly', 'rollbackOnError', 'singlePackage'].map(
    (name) => `<${name}>${String(wanted[name as keyof typeof wanted])}</${name}>`,
  );
  const content = Buffer.from(zip(files)).toString('base64');
  const started = await soap(
    `<deploy><ZipFile>${content}</ZipFile><DeployOptions>${written.join('')}</DeployOptions></deploy>`,
  );
  const id = /<id>(0Af\w{15})<\/id>/.exec(started.text)?.[1];
  const { text } = await soap(`<checkDeployStatus><asyncProcessId>${id}</asyncProcessId></checkDeployStatus>`);
  return /<status>(\w+)<\/status>/.exec(text)?.[1];
}

const trail = async (): Promise<unknown[]> => {
  const { body } = await uat.query('SELECT Action, Section, Display FROM SetupAuditTrail ORDER BY Id');
  return body.records.map(({ Action, Section, Display }) => [Action, Section, Display]);
};

const field = (name: string, inner: string): string => `<fields><fullName>${name}</fullName>${inner}</fields>`;
const checkbox = (label: string, extra = ''): string =>
  field('Is_Synthetic__c', `<defaultValue>false</defaultValue>${extra}<label>${label}</label><type>Checkbox</type>`);
const rule = (active: boolean, formula = 'Is_Synthetic__c', message = 'No.'): string =>
  `<validationRules><fullName>Real_Only</fullName><active>${active}</active><errorConditionFormula>${formula}</errorConditionFormula><errorMessage>${message}</errorMessage></validationRules>`;
const account = (inner: string, types: Record<string, string[]>): Record<string, string> => ({
  'package.xml': manifest(types),
  'objects/Account.object': file('CustomObject', inner),
});
const guarded = (inner: string): Record<string, string> =>
  account(inner, { CustomField: ['Account.Is_Synthetic__c'], ValidationRule: ['Account.Real_Only'] });
const created = [
  ['createdCF', 'Customize Accounts', 'Created custom field: Synthetic (Checkbox)'],
  ['newValidation', 'Validation Rules', 'New Accounts validation rule "Real_Only"'],
];

describe('Given deploys', () => {
  it('When a field and a rule come, change and go, then each change is told as the platform does', async () => {
    expect(await deploy(guarded(checkbox('Synthetic') + rule(true)))).toBe('Succeeded');
    expect(await trail()).toEqual(created);
    await deploy(guarded(checkbox('Synthetic') + rule(true)));
    expect(await trail()).toHaveLength(2);
    await deploy(
      guarded(
        checkbox('Made', '<inlineHelpText>Help</inlineHelpText>') + rule(false, 'NOT(Is_Synthetic__c)', 'Never.'),
      ),
    );
    expect((await trail()).slice(2)).toEqual([
      ['changedCF', 'Customize Accounts', 'Changed label of custom field from Synthetic to Made'],
      ['changedCFFieldHelp', 'Customize Accounts', 'Changed help text of Made custom field'],
      [
        'changedValidationActive',
        'Validation Rules',
        'Changed active flag for Accounts validation "Real_Only" from 1 to 0',
      ],
      [
        'changedValidationFormula',
        'Validation Rules',
        'Changed formula for Accounts validation "Real_Only" from "Is_Synthetic__c" to "NOT(Is_Synthetic__c)"',
      ],
      [
        'changedValidationMessage',
        'Validation Rules',
        'Changed error message for Accounts validation "Real_Only" from "No." to "Never."',
      ],
    ]);
    const gone = { CustomField: ['Account.Is_Synthetic__c'], ValidationRule: ['Account.Real_Only'] };
    await deploy({ 'package.xml': manifest({}), 'destructiveChanges.xml': manifest(gone) });
    expect((await trail()).slice(7)).toEqual([
      ['deletedCF', 'Customize Accounts', 'Deleted custom field Made'],
      ['removedValidation', 'Validation Rules', 'Removed Accounts validation "Real_Only"'],
    ]);
  });

  it('When they only check or fail, then nothing is told', async () => {
    expect(await deploy(guarded(checkbox('Synthetic') + rule(true)), { checkOnly: true })).toBe('Succeeded');
    expect(await deploy(guarded(checkbox('Synthetic') + rule(true, 'Nope__c')))).toBe('Failed');
    expect(await trail()).toEqual([]);
  });

  it('When one succeeds in part, then only what stays is told', async () => {
    const files = guarded(checkbox('Synthetic') + rule(true, 'Nope__c'));
    expect(await deploy(files, { rollbackOnError: false })).toBe('SucceededPartial');
    expect(await trail()).toEqual([created[0]]);
  });

  it('When grants change, then each grant is told, and assignments too', async () => {
    await deploy(guarded(checkbox('Synthetic') + rule(true)));
    const set = (inner: string): Record<string, string> => ({
      'package.xml': manifest({ PermissionSet: ['Marks'], CustomPermission: ['Load'] }),
      'permissionsets/Marks.permissionset': file('PermissionSet', `${inner}<label>Marks</label>`),
      'customPermissions/Load.customPermission': file('CustomPermission', '<label>Load</label>'),
    });
    const grant = (editable: boolean): string =>
      `<fieldPermissions><editable>${editable}</editable><field>Account.Is_Synthetic__c</field><readable>true</readable></fieldPermissions>`;
    await deploy(set(grant(false)));
    await deploy(set(`<customPermissions><enabled>true</enabled><name>Load</name></customPermissions>${grant(true)}`));
    const users = await uat.query("SELECT Id FROM User WHERE Alias = 'admin'");
    const sets = await uat.query("SELECT Id FROM PermissionSet WHERE Name = 'Marks'");
    const userId = String(users.body.records[0]?.['Id']);
    const body = { AssigneeId: userId, PermissionSetId: sets.body.records[0]?.['Id'] };
    const assigned = await uat.call('POST', `${V}/sobjects/PermissionSetAssignment`, { body });
    await uat.call('DELETE', `${V}/sobjects/PermissionSetAssignment/${assigned.body.id}`);
    const told = await trail();
    const manage = (action: string, display: string): string[] => [action, 'Manage Users', display];
    const fls = 'Changed permission set Marks: field-level security for Account: Synthetic was changed from';
    const user = `Admin User (UserID: [${userId.slice(0, 15)}])`;
    expect(told.slice(2)).toEqual(
      expect.arrayContaining([
        ['CustomPermissionCreate', 'Custom Permissions', 'Created custom permission Load'],
        manage('PermSetCreateNoLicense', 'Created permission set Marks: with no license'),
        manage('PermSetFlsChanged', `${fls} No Access to Read Only`),
        manage('PermSetFlsChanged', `${fls} Read Only to Read/Write`),
        manage(
          'SetupEntityAccessAudit_PermissionSet_CustomPermission_Enabled',
          'Changed permission set Marks: Load Custom Permission was enabled',
        ),
        manage('PermSetAssign', `Permission set Marks: assigned to user ${user}`),
        manage('PermSetUnassign', `Permission set Marks: unassigned from user ${user}`),
      ]),
    );
    expect(told).toHaveLength(9);
    await uat.call('POST', `${V}/sobjects/PermissionSetAssignment`, { body });
    await uat.call('POST', `${V}/sobjects/PermissionSetAssignment`, { body });
    expect(await trail()).toHaveLength(10);
  });

  it('When a type and its records come and change, then they are told under their own names', async () => {
    const record = (value: string): string =>
      file(
        'CustomMetadata',
        `<label>Main</label><protected>false</protected><values><field>Mode__c</field><value xsi:type="xsd:string">${value}</value></values>`,
      );
    const settings = (value: string): Record<string, string> => ({
      'package.xml': manifest({
        CustomObject: ['Setting__mdt'],
        CustomField: ['Setting__mdt.Mode__c'],
        CustomMetadata: ['Setting.Main'],
      }),
      'objects/Setting__mdt.object': file(
        'CustomObject',
        '<fields><fullName>Mode__c</fullName><label>Mode</label><length>40</length><type>Text</type></fields><label>Setting</label><pluralLabel>Settings</pluralLabel>',
      ),
      'customMetadata/Setting.Main.md': record(value),
    });
    expect(await deploy(settings('on'))).toBe('Succeeded');
    await deploy(settings('off'));
    await deploy({
      'package.xml': manifest({}),
      'destructiveChanges.xml': manifest({ CustomMetadata: ['Setting.Main'] }),
    });
    expect(await trail()).toEqual([
      ['createdCustMdType', 'Custom Metadata Types', 'Created custom metadata type: Setting'],
      ['createdCFCustom', 'Custom Metadata Types', 'Created custom field Mode (Text) on Settings'],
      ['setupEntityObjectCreated', 'Settings', 'Main was created'],
      ['setupEntityObjectFieldUpdated', 'Settings', 'Main: Mode has changed from on to off'],
      ['setupEntityObjectDeleted', 'Settings', 'Main was deleted'],
    ]);
  });
});

describe('Given an audit trail', () => {
  beforeEach(() => deploy(guarded(checkbox('Synthetic') + rule(true))));

  it('When the org is started again, then it is still there, and for 180 days', async () => {
    const before = await uat.query('SELECT FIELDS(ALL) FROM SetupAuditTrail LIMIT 200');
    await emulator.stop();
    await start();
    expect((await uat.query('SELECT FIELDS(ALL) FROM SetupAuditTrail LIMIT 200')).body).toEqual(before.body);
    now = new Date(now.getTime() + 181 * DAY);
    await emulator.stop();
    await start();
    expect(await trail()).toEqual([]);
  });

  it('When it is queried, then who and when come with it, and it is read by id', async () => {
    const soql =
      "SELECT Id, CreatedDate, CreatedBy.Username, DelegateUser FROM SetupAuditTrail WHERE CreatedDate = LAST_N_DAYS:1 AND Action = 'createdCF' AND CreatedBy.Username != NULL ORDER BY CreatedDate DESC";
    const { body } = await uat.query(soql);
    expect(body.records).toMatchObject([
      {
        CreatedDate: '2026-03-01T12:00:00.000+0000',
        CreatedBy: { Username: emulator.orgs[0]!.username },
        DelegateUser: null,
      },
    ]);
    const id = String(body.records[0]?.['Id']);
    expect(id).toMatch(/^0Ym\w{15}$/);
    expect((await uat.get(`${V}/sobjects/SetupAuditTrail/${id}`)).body).toMatchObject({ Action: 'createdCF' });
    expect((await uat.get(`${V}/sobjects/SetupAuditTrail/describe`)).body).toMatchObject({
      createable: false,
      fields: expect.arrayContaining([
        expect.objectContaining({ name: 'Display', filterable: false, groupable: false, sortable: true }),
      ]),
    });
  });

  it.each([
    ['SELECT COUNT(Id) FROM SetupAuditTrail', 'MALFORMED_QUERY', 'field Id does not support aggregate operator COUNT'],
    [
      'SELECT Action, COUNT(Id) FROM SetupAuditTrail GROUP BY Action',
      'MALFORMED_QUERY',
      'field Id does not support aggregate operator COUNT',
    ],
    [
      'SELECT Action FROM SetupAuditTrail GROUP BY Action',
      'INVALID_FIELD',
      "field 'Action' can not be grouped in a query call",
    ],
    [
      "SELECT Id FROM SetupAuditTrail WHERE Display LIKE 'x%'",
      'INVALID_FIELD',
      "field 'Display' can not be filtered in a query call",
    ],
    [
      "SELECT Id FROM SetupAuditTrail WHERE Section = 'Manage Users'",
      'INVALID_FIELD',
      "field 'Section' can not be filtered in a query call",
    ],
  ])('When the query is %s, then it is refused', async (soql, code, message) => {
    expect(await uat.query(soql)).toMatchObject(refusal(400, code, expect.stringContaining(message)));
  });

  it('When it is counted, then COUNT() answers; in the Tooling API it is not', async () => {
    expect((await uat.query('SELECT COUNT() FROM SetupAuditTrail')).body.totalSize).toBe(2);
    expect(await uat.query('SELECT Id FROM SetupAuditTrail', 'tooling/query')).toMatchObject(
      refusal(400, 'INVALID_TYPE'),
    );
  });

  it('When assignments are rolled back in a composite request, then they are not told', async () => {
    await deploy({
      'package.xml': manifest({ PermissionSet: ['Marks'] }),
      'permissionsets/Marks.permissionset': file('PermissionSet', '<label>Marks</label>'),
    });
    const before = await trail();
    const users = await uat.query("SELECT Id FROM User WHERE Alias = 'admin'");
    const sets = await uat.query("SELECT Id FROM PermissionSet WHERE Name = 'Marks'");
    const attributes = { type: 'PermissionSetAssignment' };
    const PermissionSetId = sets.body.records[0]?.['Id'];
    const records = [{ attributes, AssigneeId: users.body.records[0]?.['Id'], PermissionSetId }, { attributes }];
    const send = (allOrNone: boolean): ReturnType<Client['call']> =>
      uat.call('POST', `${V}/composite/sobjects`, { body: { allOrNone, records } });
    expect((await send(true)).text).toContain('ALL_OR_NONE_OPERATION_ROLLED_BACK');
    expect(await trail()).toEqual(before);
    await send(false);
    expect(await trail()).toHaveLength(before.length + 1);
  });

  it('When a client wants to write it, then it is refused', async () => {
    expect(await uat.call('POST', `${V}/sobjects/SetupAuditTrail`, { body: { Action: 'x' } })).toMatchObject({
      status: 404,
    });
  });
});
