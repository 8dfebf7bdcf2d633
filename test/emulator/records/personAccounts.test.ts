import { catalogOf } from '../../../src/emulator/catalog/catalog.js';
import { openOrg } from '../../../src/emulator/org/embeddedOrg.js';
import { Storage } from '../../../src/emulator/org/storage.js';
import {
  createRecord,
  deleteRecord,
  readRecord,
  undeleteRecord,
  updateRecord,
  upsertRecord,
} from '../../../src/emulator/records/records.js';
import { consoleOf } from '../soql/soqlBuilder.js';
import { grant, problemsOf, putField, putRule, standardUser, testOrg, type TestOrg, NOW } from './orgBuilder.js';

const withPeople = (): TestOrg => {
  const target = testOrg({ personAccounts: true });
  putField(target, 'Contact.Note__c');
  putField(target, 'Contact.Vip__c', { type: 'Checkbox', defaultValue: 'true' });
  putField(target, 'Contact.Loud__c', { type: 'Text', formula: 'UPPER(Note__c)' });
  putField(target, 'Contact.Key__c', { type: 'Text', length: '20', externalId: 'true', unique: 'true' });
  putField(target, 'Contact.Store__c', { type: 'Lookup', referenceTo: 'Account', relationshipName: 'Fans' });
  grant(target, {
    fields: ['Contact.Note__c', 'Contact.Vip__c', 'Contact.Key__c', 'Contact.Store__c'],
    readOnlyFields: ['Contact.Loud__c'],
  });
  return target;
};

const make = ({ org, admin }: TestOrg, object: string, values: Record<string, unknown>): string =>
  createRecord(org, admin, object, values).id;
const read = ({ org, admin }: TestOrg, object: string, id: string): Record<string, unknown> =>
  readRecord(org, admin, object, id);
const contactOf = (target: TestOrg, account: string): string =>
  String(read(target, 'Account', account)['PersonContactId']);

describe('an org without person accounts', () => {
  it('Given Account and Contact, When their fields are read, Then none of a person is there', () => {
    const target = testOrg();
    putField(target, 'Contact.Note__c');
    const catalog = catalogOf(target.org);

    for (const name of ['IsPersonAccount', 'PersonContactId', 'LastName', 'PersonEmail', 'Note__pc'])
      expect(catalog.field('Account', name)).toBeUndefined();
    expect(catalog.field('Contact', 'IsPersonAccount')).toBeUndefined();
    expect(() => make(target, 'Account', { Name: 'Acme' })).not.toThrow();
  });

  it('Given an org in a file, When person accounts were on once, Then they stay on', () => {
    const storage = new Storage();
    const open = (personAccounts?: boolean): boolean =>
      openOrg({ name: 'o', kind: 'sandbox', storage, ...(personAccounts === undefined ? {} : { personAccounts }) })
        .personAccounts;

    expect([open(), open(true), open(), open(false)]).toEqual([false, true, true, true]);
  });
});

describe('person accounts', () => {
  it('Given a last name, When an account is inserted, Then it is a person with a contact of the same values', () => {
    const target = withPeople();

    const id = make(target, 'Account', {
      Salutation: 'Ms.',
      FirstName: 'Jo',
      LastName: 'Doe',
      PersonEmail: 'jo@acme.example',
      PersonMailingCity: 'Bern',
      Phone: '1',
      Industry: 'Retail',
      Note__pc: 'quiet',
    });

    const account = read(target, 'Account', id);
    expect(account).toMatchObject({ IsPersonAccount: true, Name: 'Jo Doe', Vip__pc: true, Loud__pc: 'QUIET' });
    expect(read(target, 'Contact', String(account['PersonContactId']))).toMatchObject({
      IsPersonAccount: true,
      AccountId: id,
      Name: 'Jo Doe',
      Salutation: 'Ms.',
      Email: 'jo@acme.example',
      MailingCity: 'Bern',
      Phone: '1',
      Note__c: 'quiet',
      Vip__c: true,
      CreatedDate: '2026-03-01T12:00:00.000+0000',
    });
  });

  it('Given a name, When an account is inserted, Then it is a business without a contact', () => {
    const target = withPeople();
    const id = make(target, 'Account', { Name: 'Acme' });

    expect(read(target, 'Account', id)).toMatchObject({
      IsPersonAccount: false,
      PersonContactId: null,
      LastName: null,
      Vip__pc: false,
      Loud__pc: null,
    });
    expect(consoleOf(target).ask('SELECT Id FROM Contact').totalSize).toBe(0);
  });

  it('Given a person, When account or contact are updated, Then both change, with their names', () => {
    const target = withPeople();
    const { org, admin } = target;
    const id = make(target, 'Account', { LastName: 'Doe', Note__pc: 'a' });
    const contact = contactOf(target, id);

    updateRecord(org, admin, 'Account', id, { FirstName: 'Jo', Note__pc: 'b', PersonTitle: 'Dr' });
    expect(read(target, 'Contact', contact)).toMatchObject({ Name: 'Jo Doe', Note__c: 'b', Title: 'Dr' });

    updateRecord(org, admin, 'Contact', contact, { LastName: 'Roe', Note__c: null, Phone: '2', Title: 'Prof' });
    expect(read(target, 'Account', id)).toMatchObject({
      Name: 'Jo Roe',
      Note__pc: null,
      Phone: '2',
      PersonTitle: 'Prof',
    });
    expect(read(target, 'Contact', contact)).toMatchObject({ Name: 'Jo Roe', Note__c: null });
  });

  it.each([
    ['Name of a person', 'Account', { LastName: 'Doe', Name: 'Acme' }, ['Name']],
    [
      'person fields of a business',
      'Account',
      { Name: 'Acme', Note__pc: 'x', FirstName: 'Jo' },
      ['Note__pc', 'FirstName'],
    ],
    ['a checkbox of the person of a business', 'Account', { Name: 'Acme', Vip__pc: false }, ['Vip__pc']],
  ])('Given %s, When inserted, Then the fields are refused by name', (_, object, values, fields) => {
    const target = withPeople();

    expect(problemsOf(() => make(target, object, values))).toEqual([
      {
        errorCode: 'INVALID_FIELD_FOR_INSERT_UPDATE',
        message: `Account: bad field names on insert/update call: ${fields.join(', ')}`,
        fields,
      },
    ]);
    expect(consoleOf(target).ask('SELECT Id FROM Contact').totalSize).toBe(0);
  });

  it('Given what a person must or cannot be, When saved, Then it is refused', () => {
    const target = withPeople();
    const { org, admin } = target;
    const id = make(target, 'Account', { LastName: 'Doe', Key__pc: 'k' });
    const contact = contactOf(target, id);
    const business = make(target, 'Contact', { LastName: 'Other' });
    const codes = (call: () => unknown): string[] =>
      problemsOf(call).map((each) => `${each.errorCode} ${each.fields.join()}`);

    expect(codes(() => updateRecord(org, admin, 'Account', id, { LastName: null }))).toEqual([
      'REQUIRED_FIELD_MISSING LastName',
    ]);
    expect(codes(() => updateRecord(org, admin, 'Account', id, { Name: 'x' }))).toEqual([
      'INVALID_FIELD_FOR_INSERT_UPDATE Name',
    ]);
    expect(codes(() => updateRecord(org, admin, 'Account', id, { IsPersonAccount: false }))).toEqual([
      'INVALID_FIELD_FOR_INSERT_UPDATE IsPersonAccount',
    ]);
    expect(codes(() => updateRecord(org, admin, 'Contact', contact, { AccountId: null }))).toEqual([
      'INVALID_FIELD_FOR_INSERT_UPDATE AccountId',
    ]);
    expect(codes(() => updateRecord(org, admin, 'Contact', contact, { ReportsToId: business }))).toEqual([
      'INVALID_FIELD_FOR_INSERT_UPDATE ReportsToId',
    ]);
    expect(codes(() => deleteRecord(org, admin, 'Contact', contact))).toEqual(['INVALID_PERSON_ACCOUNT_OPERATION ']);
    expect(codes(() => make(target, 'Contact', { LastName: 'Two', AccountId: id }))).toEqual([
      'INVALID_PERSON_ACCOUNT_OPERATION AccountId',
    ]);
    expect(codes(() => updateRecord(org, admin, 'Contact', business, { AccountId: id }))).toEqual([
      'INVALID_PERSON_ACCOUNT_OPERATION AccountId',
    ]);
    expect(codes(() => make(target, 'Account', { LastName: 'Copy', Key__pc: 'K' }))).toEqual(['DUPLICATE_VALUE ']);
    expect(codes(() => make(target, 'Account', { LastName: 'x'.repeat(81) }))).toEqual(['STRING_TOO_LONG LastName']);
  });

  it('Given an external id of the contact, When accounts are upserted by it, Then the person is found', () => {
    const target = withPeople();
    const upsert = (LastName: string): { id: string; created: boolean } =>
      upsertRecord(target.org, target.admin, 'Account', 'Key__pc', 'k1', { LastName });

    const { id, created } = upsert('Doe');
    expect(created).toBe(true);
    expect(upsert('Roe')).toEqual({ id, created: false });
    expect(read(target, 'Contact', contactOf(target, id))).toMatchObject({ LastName: 'Roe', Key__c: 'k1' });
  });

  it('Given validation rules, When a person is saved either way, Then those of Account see the contact’s fields, those of Contact do not run', () => {
    const target = withPeople();
    const { org, admin } = target;
    putRule(target, 'Account.Quiet', 'IsPersonAccount && ISPICKVAL(Salutation, "Dr.") && ISBLANK(Note__pc)');
    putRule(target, 'Account.Steady', 'NOT(ISNEW()) && ISCHANGED(Note__pc) && PRIORVALUE(Note__pc) = "fixed"');
    putRule(target, 'Contact.Never', 'TRUE');
    const codes = (call: () => unknown): string[] => problemsOf(call).map(({ errorCode }) => errorCode);
    const refused = ['FIELD_CUSTOM_VALIDATION_EXCEPTION'];

    expect(codes(() => make(target, 'Account', { LastName: 'Doe', Salutation: 'Dr.' }))).toEqual(refused);
    expect(consoleOf(target).ask('SELECT Id FROM Contact').totalSize).toBe(0);
    expect(() => make(target, 'Account', { Name: 'Acme' })).not.toThrow();
    const id = make(target, 'Account', { LastName: 'Doe', Salutation: 'Dr.', Note__pc: 'fixed' });
    expect(codes(() => updateRecord(org, admin, 'Account', id, { Note__pc: 'other' }))).toEqual(refused);
    expect(codes(() => updateRecord(org, admin, 'Contact', contactOf(target, id), { Note__c: 'x' }))).toEqual(refused);
    expect(() => updateRecord(org, admin, 'Account', id, { Phone: '1' })).not.toThrow();
    expect(codes(() => make(target, 'Contact', { LastName: 'Doe' }))).toEqual(refused);
  });

  it('Given a person, When the account is deleted and brought back, Then the contact goes and comes along', () => {
    const target = withPeople();
    const { org, admin } = target;
    const id = make(target, 'Account', { LastName: 'Doe' });
    const soql = consoleOf(target);

    deleteRecord(org, admin, 'Account', id);
    expect(soql.ask('SELECT Id FROM Contact').totalSize).toBe(0);
    undeleteRecord(org, admin, id);
    expect(soql.ask('SELECT Id, Name FROM Contact WHERE IsPersonAccount = true').records).toMatchObject([
      { Name: 'Doe' },
    ]);
  });

  it('Given queries, When they name the person’s fields, Then they find and show them', () => {
    const target = withPeople();
    const shop = make(target, 'Account', { Name: 'Shop' });
    make(target, 'Account', { LastName: 'Doe', Note__pc: 'loud', Store__pc: shop });

    expect(
      consoleOf(target).ask(
        "SELECT Name, PersonContact.Note__c, Store__pr.Name FROM Account WHERE Note__pc = 'loud' AND IsPersonAccount = true",
      ).records,
    ).toMatchObject([{ Name: 'Doe', PersonContact: { Note__c: 'loud' }, Store__pr: { Name: 'Shop' } }]);
    expect(
      consoleOf(target).ask(
        "SELECT Id FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName = 'Account' AND QualifiedApiName = 'IsPersonAccount'",
      ).totalSize,
    ).toBe(1);
  });

  it('Given a user who may not see the contact’s field, When the account is read, Then its mirror is hidden too', () => {
    const target = withPeople();
    const id = make(target, 'Account', { LastName: 'Doe', Note__pc: 'x' });
    const rep = standardUser(target);

    expect(readRecord(target.org, rep, 'Account', id)).not.toHaveProperty('Note__pc');
    expect(readRecord(target.org, rep, 'Account', id)).toHaveProperty('PersonEmail');
  });

  it('Given isolation, When a person is saved, Then account and contact are marked', () => {
    const marks = { isSynthetic: 'Syn__c', generationSource: 'Src__c', creationTimestamp: 'At__c' };
    const target = testOrg({ personAccounts: true, isolation: { ...marks, source: 'lab' } });
    for (const object of ['Account', 'Contact']) {
      putField(target, `${object}.Syn__c`, { type: 'Checkbox' });
      putField(target, `${object}.Src__c`);
      putField(target, `${object}.At__c`, { type: 'DateTime' });
      grant(target, { fields: ['Syn__c', 'Src__c', 'At__c'].map((field) => `${object}.${field}`) });
    }

    const id = make(target, 'Account', { LastName: 'Doe' });
    const at = NOW.toISOString().replace('Z', '+0000');
    expect(read(target, 'Account', id)).toMatchObject({ Syn__c: true, Syn__pc: true, Src__pc: 'lab', At__pc: at });
    expect(read(target, 'Contact', contactOf(target, id))).toMatchObject({ Syn__c: true, Src__c: 'lab', At__c: at });
  });
});
