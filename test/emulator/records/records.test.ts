import {
  createRecord,
  deleteRecord,
  readRecord,
  updateRecord,
  upsertRecord,
} from '../../../src/emulator/records/records.js';
import { grant, problemsOf, put, putField, standardUser, testOrg, thrownBy, type TestOrg } from './orgBuilder.js';

const UNWRITABLE =
  'Please check the security settings of this field and verify that it is read/write for your profile or permission set.';

function orgWithField(grants: Parameters<typeof grant>[1]): TestOrg {
  const target = testOrg();
  putField(target, 'Account.Source__c', { label: 'Source' });
  grant(target, grants);
  return target;
}

describe('createRecord', () => {
  it('Given an admin, When a record is created, Then it reads back with system fields and defaults', () => {
    const { org, admin } = testOrg();
    const { id } = createRecord(org, admin, 'case', { subject: 'Late', Priority: null });
    expect(readRecord(org, admin, 'Case', id)).toMatchObject({
      attributes: { type: 'Case', url: `/services/data/v67.0/sobjects/Case/${id}` },
      Id: id,
      CaseNumber: '00000001',
      Subject: 'Late',
      Status: 'New',
      Priority: null,
      Origin: null,
      IsClosed: false,
      OwnerId: admin.userId,
      CreatedById: admin.userId,
      CreatedDate: '2026-03-01T12:00:00.000+0000',
    });
  });

  it('Given an unknown object, When a record is created, Then the resource does not exist', () => {
    const { org, admin } = testOrg();
    expect(thrownBy(() => createRecord(org, admin, 'Nope', {}))).toMatchObject({
      status: 404,
      errorCode: 'NOT_FOUND',
      message: 'The requested resource does not exist',
    });
  });

  it('Given an unknown field or one without any grant, When it is set, Then there is no such column', () => {
    const { org, admin } = orgWithField({});
    for (const name of ['Source__c', 'Nothing__c']) {
      expect(thrownBy(() => createRecord(org, admin, 'Account', { Name: 'A', [name]: 'x' }))).toMatchObject({
        status: 400,
        errorCode: 'INVALID_FIELD',
        message: `No such column '${name}' on sobject of type Account`,
      });
    }
  });

  it('Given a field that is only readable, When it is set, Then it cannot be written', () => {
    const { org, admin } = orgWithField({ readOnlyFields: ['Account.Source__c'] });
    expect(thrownBy(() => createRecord(org, admin, 'Account', { Name: 'A', Source__c: 'x' }))).toMatchObject({
      errorCode: 'INVALID_FIELD_FOR_INSERT_UPDATE',
      message: `Unable to create/update fields: Source__c. ${UNWRITABLE}`,
      fields: ['Source__c'],
    });
  });

  it('Given system fields, When they are set, Then all of them are named', () => {
    const { org, admin } = testOrg();
    const values = { Name: 'A', CreatedDate: '2026-01-01T00:00:00Z', IsDeleted: true };
    expect(thrownBy(() => createRecord(org, admin, 'Account', values)).message).toBe(
      `Unable to create/update fields: CreatedDate, IsDeleted. ${UNWRITABLE}`,
    );
  });

  it('Given an Id in the body, When a record is created or updated, Then it is refused', () => {
    const { org, admin } = testOrg();
    const { id } = createRecord(org, admin, 'Account', { Name: 'A' });
    expect(thrownBy(() => createRecord(org, admin, 'Account', { Id: id })).errorCode).toBe(
      'INVALID_FIELD_FOR_INSERT_UPDATE',
    );
    expect(thrownBy(() => updateRecord(org, admin, 'Account', id, { Id: id })).message).toBe(
      'The Id field should not be specified in the sobject data.',
    );
  });

  it('Given several required fields without a value, When a record is created, Then all are named', () => {
    const { org, admin } = testOrg();
    expect(thrownBy(() => createRecord(org, admin, 'Opportunity', { Name: 'Deal' }))).toMatchObject({
      errorCode: 'REQUIRED_FIELD_MISSING',
      message: 'Required fields are missing: [StageName, CloseDate]',
      fields: ['StageName', 'CloseDate'],
    });
  });

  it('Given several values beyond their limits, When a record is created, Then every problem is reported', () => {
    const { org, admin } = testOrg();
    const save = (): unknown => createRecord(org, admin, 'Account', { Name: 'A'.repeat(256), Phone: '1'.repeat(41) });
    expect(problemsOf(save).map(({ fields }) => fields)).toEqual([['Name'], ['Phone']]);
  });

  it('Given an opportunity, When its stage is set, Then probability and state follow', () => {
    const { org, admin } = testOrg();
    const values = { Name: 'Deal', StageName: 'Closed Won', CloseDate: '2026-03-01', Amount: '1000' };
    const { id } = createRecord(org, admin, 'Opportunity', values);
    const fields = ['IsClosed', 'IsWon', 'Probability', 'ExpectedRevenue', 'CloseDate'];
    expect(readRecord(org, admin, 'Opportunity', id, fields)).toMatchObject({
      IsClosed: true,
      IsWon: true,
      Probability: 100,
      ExpectedRevenue: 1000,
      CloseDate: '2026-03-01',
    });
  });

  it('Given a person, When first and last name are set, Then the name is made of them', () => {
    const { org, admin } = testOrg();
    const { id } = createRecord(org, admin, 'Lead', { FirstName: 'Ada', LastName: 'Byron', Company: 'Engines' });
    expect(readRecord(org, admin, 'Lead', id, ['Name', 'Status'])).toMatchObject({
      Name: 'Ada Byron',
      Status: 'Open - Not Contacted',
    });
    expect(thrownBy(() => updateRecord(org, admin, 'Lead', id, { Name: 'X' })).errorCode).toBe(
      'INVALID_FIELD_FOR_INSERT_UPDATE',
    );
  });

  it.each([
    ['no id', 'foo', 'MALFORMED_ID', 'Account ID: id value of incorrect type: foo'],
    [
      'another object',
      '0030E0000000001QAA',
      'MALFORMED_ID',
      'Account ID: id value of incorrect type: 0030E0000000001QAA',
    ],
    ['no record', '0010E0000000009QAA', 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id'],
  ])('Given a reference to %s, When a record is created, Then it is refused', (_, AccountId, errorCode, message) => {
    const { org, admin } = testOrg();
    expect(thrownBy(() => createRecord(org, admin, 'Contact', { LastName: 'B', AccountId }))).toMatchObject({
      errorCode,
      message,
      fields: ['AccountId'],
    });
  });

  it('Given a 15-character id, When it is referred to, Then it is stored with 18', () => {
    const { org, admin } = testOrg();
    const { id } = createRecord(org, admin, 'Account', { Name: 'A' });
    const contact = createRecord(org, admin, 'Contact', { LastName: 'B', AccountId: id.slice(0, 15) });
    expect(readRecord(org, admin, 'Contact', contact.id, ['AccountId'])['AccountId']).toBe(id);
  });

  it('Given metadata rows, When they are written, Then the embedded org says it does not emulate that', () => {
    const { org, admin } = testOrg();
    expect(thrownBy(() => createRecord(org, admin, 'PermissionSet', { Name: 'X' })).errorCode).toBe(
      'FUNCTIONALITY_NOT_ENABLED',
    );
  });

  it('Given a failing save, When it is over, Then nothing of it is left', () => {
    const { org, admin } = testOrg();
    expect(() => createRecord(org, admin, 'Case', { AccountId: 'x' })).toThrow();
    const { id } = createRecord(org, admin, 'Case', {});
    expect(readRecord(org, admin, 'Case', id)['CaseNumber']).toBe('00000001');
  });
});

describe('custom objects', () => {
  function orgWithStore(): TestOrg {
    const target = testOrg();
    put(target, 'CustomObject', 'Store__c', {
      label: 'Store',
      pluralLabel: 'Stores',
      nameField: { type: 'Text', label: 'Store Name' },
    });
    putField(target, 'Store__c.Key__c', { unique: 'true', externalId: 'true' });
    putField(target, 'Store__c.Opened__c', { type: 'Checkbox', defaultValue: 'true' });
    putField(target, 'Store__c.Code__c', { type: 'AutoNumber', displayFormat: 'S-{000}' });
    putField(target, 'Store__c.Greeting__c', { formula: '"Hello " & Name' });
    putField(target, 'Store__c.Label__c', { defaultValue: '"Store of " & $User.LastName' });
    const own = ['Key__c', 'Opened__c', 'Label__c'].map((name) => `Store__c.${name}`);
    grant(target, { fields: own, readOnlyFields: ['Store__c.Code__c', 'Store__c.Greeting__c'] });
    return target;
  }

  it('Given defaults and formulas, When a record is created, Then they are filled in', () => {
    const { org, admin } = orgWithStore();
    const { id } = createRecord(org, admin, 'Store__c', { Name: 'Berlin' });
    expect(id).toMatch(/^a01/);
    expect(readRecord(org, admin, 'Store__c', id)).toMatchObject({
      Name: 'Berlin',
      Opened__c: true,
      Code__c: 'S-001',
      Greeting__c: 'Hello Berlin',
      Label__c: 'Store of User',
    });
  });

  it('Given no name, When a record is created, Then it is named after its id', () => {
    const { org, admin } = orgWithStore();
    const { id } = createRecord(org, admin, 'Store__c', {});
    expect(readRecord(org, admin, 'Store__c', id)['Name']).toBe(id.slice(0, 15));
  });

  it('Given a value that must be unique, When it comes again in other case, Then the other record is named', () => {
    const { org, admin } = orgWithStore();
    const { id } = createRecord(org, admin, 'Store__c', { Key__c: 'k1' });
    expect(thrownBy(() => createRecord(org, admin, 'Store__c', { Key__c: 'K1' }))).toMatchObject({
      errorCode: 'DUPLICATE_VALUE',
      message: `duplicate value found: Key__c duplicates value on record with id: ${id.slice(0, 15)}`,
    });
    updateRecord(org, admin, 'Store__c', id, { Key__c: 'K1' });
  });

  it('Given an external id, When records are upserted, Then the first is created and the second updated', () => {
    const { org, admin } = orgWithStore();
    const first = upsertRecord(org, admin, 'Store__c', 'Key__c', 'k1', { Name: 'Berlin' });
    const second = upsertRecord(org, admin, 'Store__c', 'key__c', 'k1', { Name: 'Paris' });
    expect(first.created).toBe(true);
    expect(second).toEqual({ id: first.id, created: false });
    expect(readRecord(org, admin, 'Store__c', first.id)).toMatchObject({ Name: 'Paris', Key__c: 'k1' });
  });

  it('Given a field that is no external id, When it is upserted by, Then it does not exist', () => {
    const { org, admin } = orgWithStore();
    expect(thrownBy(() => upsertRecord(org, admin, 'Store__c', 'Label__c', 'k1', {}))).toMatchObject({
      status: 404,
      message: 'Provided external ID field does not exist or is not accessible: Label__c',
    });
  });

  it('Given a lookup, When the parent is named by an external id, Then it is found or refused', () => {
    const target = orgWithStore();
    const { org, admin } = target;
    putField(target, 'Account.Store__c', { type: 'Lookup', referenceTo: 'Store__c', relationshipName: 'Accounts' });
    grant(target, { fields: ['Account.Store__c'] });
    const { id } = createRecord(org, admin, 'Store__c', { Key__c: 'k1' });
    const account = createRecord(org, admin, 'Account', { Name: 'A', Store__r: { Key__c: 'k1' } });
    expect(readRecord(org, admin, 'Account', account.id, ['Store__c'])['Store__c']).toBe(id);
    expect(thrownBy(() => createRecord(org, admin, 'Account', { Name: 'A', Store__r: { Key__c: 'k2' } })).message).toBe(
      'Foreign key external ID: k2 not found for field Key__c in entity Store__c',
    );
  });
});

describe('readRecord', () => {
  it('Given a field the caller cannot read, When the record is read, Then it is left out or refused by name', () => {
    const target = testOrg();
    const { org, admin } = target;
    putField(target, 'Account.Source__c');
    const { id } = createRecord(org, admin, 'Account', { Name: 'A' });
    expect(readRecord(org, admin, 'Account', id)).not.toHaveProperty('Source__c');
    expect(thrownBy(() => readRecord(org, admin, 'Account', id, ['Source__c'])).errorCode).toBe('INVALID_FIELD');
    grant(target, { readOnlyFields: ['Account.Source__c'] });
    expect(readRecord(org, admin, 'Account', id)).toHaveProperty('Source__c', null);
  });

  it.each(['0010E0000000009QAA', 'nonsense', '0030E0000000001QAA'])(
    'Given %s, When it is read, Then it is not found',
    (id) => {
      const { org, admin } = testOrg();
      expect(thrownBy(() => readRecord(org, admin, 'Account', id)).status).toBe(404);
    },
  );
});

describe('deleteRecord', () => {
  it('Given a deleted record, When it is read, changed or deleted again, Then the answers say so', () => {
    const { org, admin } = testOrg();
    const { id } = createRecord(org, admin, 'Account', { Name: 'A' });
    deleteRecord(org, admin, 'Account', id);
    expect(thrownBy(() => readRecord(org, admin, 'Account', id))).toMatchObject({
      status: 404,
      errorCode: 'NOT_FOUND',
    });
    for (const call of [
      () => updateRecord(org, admin, 'Account', id, { Name: 'B' }),
      () => deleteRecord(org, admin, 'Account', id),
    ]) {
      expect(thrownBy(call)).toMatchObject({
        status: 404,
        errorCode: 'ENTITY_IS_DELETED',
        message: 'entity is deleted',
      });
    }
    expect(thrownBy(() => createRecord(org, admin, 'Contact', { LastName: 'B', AccountId: id })).errorCode).toBe(
      'ENTITY_IS_DELETED',
    );
  });

  it('Given contacts of an account, When the account is deleted, Then they go too', () => {
    const { org, admin } = testOrg();
    const account = createRecord(org, admin, 'Account', { Name: 'A' });
    const contact = createRecord(org, admin, 'Contact', { LastName: 'B', AccountId: account.id });
    deleteRecord(org, admin, 'Account', account.id);
    expect(thrownBy(() => readRecord(org, admin, 'Contact', contact.id)).status).toBe(404);
  });

  it('Given a case of an account, When the account is deleted, Then it is refused and all stays', () => {
    const { org, admin } = testOrg();
    const account = createRecord(org, admin, 'Account', { Name: 'A' });
    const contact = createRecord(org, admin, 'Contact', { LastName: 'B', AccountId: account.id });
    createRecord(org, admin, 'Case', { AccountId: account.id });
    expect(thrownBy(() => deleteRecord(org, admin, 'Account', account.id))).toMatchObject({
      errorCode: 'DELETE_FAILED',
      message:
        'Your attempt to delete A could not be completed because it is associated with the following cases.: 00000001',
    });
    expect(readRecord(org, admin, 'Contact', contact.id, ['AccountId'])['AccountId']).toBe(account.id);
  });

  it('Given a lookup, When the parent is deleted, Then the lookup is empty', () => {
    const { org, admin } = testOrg();
    const parent = createRecord(org, admin, 'Account', { Name: 'A' });
    const child = createRecord(org, admin, 'Account', { Name: 'B', ParentId: parent.id });
    deleteRecord(org, admin, 'Account', parent.id);
    expect(readRecord(org, admin, 'Account', child.id, ['ParentId'])['ParentId']).toBeNull();
  });
});

describe('users and assignments', () => {
  it('Given an assignment, When it is made twice, Then the second is a duplicate', () => {
    const target = testOrg();
    const PermissionSetId = grant(target, {});
    const assign = (): unknown =>
      createRecord(target.org, target.admin, 'PermissionSetAssignment', {
        AssigneeId: target.admin.userId,
        PermissionSetId,
      });
    expect(thrownBy(assign).errorCode).toBe('DUPLICATE_VALUE');
  });

  it('Given ids of nothing, When they are assigned, Then they are invalid references', () => {
    const { org, admin } = testOrg();
    const values = { AssigneeId: admin.userId, PermissionSetId: '0PS0E0000000099' };
    expect(thrownBy(() => createRecord(org, admin, 'PermissionSetAssignment', values)).errorCode).toBe(
      'INVALID_CROSS_REFERENCE_KEY',
    );
  });

  it('Given a username that is taken, When a user is created, Then it is a duplicate', () => {
    const target = testOrg();
    standardUser(target);
    expect(thrownBy(() => standardUser(target)).errorCode).toBe('DUPLICATE_USERNAME');
  });

  it('Given a standard user, When setup records are written, Then the access is insufficient', () => {
    const target = testOrg();
    const rep = standardUser(target);
    const PermissionSetId = grant(target, {});
    expect(
      thrownBy(() =>
        createRecord(target.org, rep, 'PermissionSetAssignment', { AssigneeId: rep.userId, PermissionSetId }),
      ),
    ).toMatchObject({ status: 403, errorCode: 'INSUFFICIENT_ACCESS_OR_READONLY' });
  });
});
