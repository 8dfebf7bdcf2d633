import { createRecord, updateRecord, upsertRecord } from '../../../src/emulator/records/records.js';
import {
  grant,
  put,
  putField,
  putRule,
  problemsOf,
  standardUser,
  testOrg,
  thrownBy,
  type TestOrg,
} from './orgBuilder.js';

/** Accounts with the three marker fields, open to the admin. */
function markedOrg(): TestOrg {
  const target = testOrg();
  putField(target, 'Account.Is_Synthetic__c', { type: 'Checkbox', defaultValue: 'false' });
  putField(target, 'Account.Generation_Source__c');
  putField(target, 'Account.Creation_Timestamp__c', { type: 'DateTime' });
  grant(target, {
    fields: ['Is_Synthetic__c', 'Generation_Source__c', 'Creation_Timestamp__c'].map((name) => `Account.${name}`),
  });
  return target;
}

const complete = {
  Name: 'A',
  Is_Synthetic__c: true,
  Generation_Source__c: 'generator',
  Creation_Timestamp__c: '2026-01-31T10:00:00Z',
};

describe('validation rules', () => {
  it('Given several rules, When a record fails more than one, Then all failures are reported with their fields', () => {
    const target = markedOrg();
    putRule(target, 'Account.A_Complete', 'AND(Is_Synthetic__c, ISBLANK(Generation_Source__c))', {
      errorDisplayField: 'Generation_Source__c',
    });
    putRule(target, 'Account.B_Past', 'Creation_Timestamp__c > NOW()');
    putRule(target, 'Account.C_Inactive', 'TRUE', { active: 'false' });
    const values = { ...complete, Generation_Source__c: '  ', Creation_Timestamp__c: '2026-03-01T12:00:01Z' };
    const save = (): unknown => createRecord(target.org, target.admin, 'Account', values);
    expect(thrownBy(save)).toMatchObject({ status: 400, errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION' });
    expect(problemsOf(save)).toEqual([
      {
        errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
        message: 'Account.A_Complete failed',
        fields: ['Generation_Source__c'],
      },
      { errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'Account.B_Past failed', fields: [] },
    ]);
    expect(createRecord(target.org, target.admin, 'Account', complete).id).toMatch(/^001/);
  });

  it('Given an immutable marker, When it changes without the permission, Then the save fails; with it, it passes', () => {
    const target = markedOrg();
    const { org, admin } = target;
    put(target, 'CustomPermission', 'Manage_Provenance', { label: 'Manage' });
    putRule(
      target,
      'Account.Immutable',
      'AND(NOT(ISNEW()), ISCHANGED(Is_Synthetic__c), NOT($Permission.Manage_Provenance))',
    );
    const { id } = createRecord(org, admin, 'Account', complete);
    updateRecord(org, admin, 'Account', id, { Name: 'B', Is_Synthetic__c: true });
    expect(thrownBy(() => updateRecord(org, admin, 'Account', id, { Is_Synthetic__c: false })).message).toBe(
      'Account.Immutable failed',
    );
    grant(target, { customPermissions: ['Manage_Provenance'] });
    updateRecord(org, admin, 'Account', id, { Is_Synthetic__c: false });
  });

  it('Given a user without access to a field, When a rule names it, Then the rule still sees it', () => {
    const target = markedOrg();
    putRule(target, 'Account.Marked', 'Is_Synthetic__c');
    const { id } = createRecord(target.org, target.admin, 'Account', { Name: 'A' });
    const rep = standardUser(target);
    updateRecord(target.org, rep, 'Account', id, { Name: 'B' });
    target.org.components.remove('ValidationRule', 'Account.Marked');
    updateRecord(target.org, target.admin, 'Account', id, { Is_Synthetic__c: true });
    putRule(target, 'Account.Marked', 'Is_Synthetic__c');
    expect(thrownBy(() => updateRecord(target.org, rep, 'Account', id, { Name: 'C' })).message).toBe(
      'Account.Marked failed',
    );
  });

  it('Given a policy record, When it does not accept or names another org, Then synthetic records are rejected', () => {
    const target = markedOrg();
    const { org, admin } = target;
    put(target, 'CustomObject', 'Policy__mdt', { label: 'Policy', pluralLabel: 'Policies' });
    putField(target, 'Policy__mdt.Accepts__c', { type: 'Checkbox', defaultValue: 'false' });
    putField(target, 'Policy__mdt.Org__c', { length: '18' });
    const policy = (accepts: string, orgId: string): void => {
      put(target, 'CustomMetadata', 'Policy.Default', {
        label: 'Default',
        values: [
          { field: 'Accepts__c', value: accepts, 'xsi:type': 'xsd:boolean' },
          { field: 'Org__c', value: orgId, 'xsi:type': 'xsd:string' },
        ],
      });
    };
    const record = '$CustomMetadata.Policy__mdt.Default';
    policy('false', org.orgId);
    putRule(
      target,
      'Account.Contained',
      `AND(Is_Synthetic__c, OR(NOT(${record}.Accepts__c), LEFT(${record}.Org__c, 15) <> LEFT($Organization.Id, 15)))`,
    );
    expect(() => createRecord(org, admin, 'Account', complete)).toThrow('Account.Contained failed');
    policy('true', '00D000000000001AAA');
    expect(() => createRecord(org, admin, 'Account', complete)).toThrow('Account.Contained failed');
    policy('true', org.orgId);
    expect(createRecord(org, admin, 'Account', complete).id).toMatch(/^001/);
  });

  it('Given a rule over a lookup, When the parent decides, Then its fields are read', () => {
    const target = markedOrg();
    const { org, admin } = target;
    putRule(target, 'Contact.Genuine', 'AND(Account.Is_Synthetic__c, Account.Owner.LastName = "User")');
    const account = createRecord(org, admin, 'Account', complete);
    expect(() => createRecord(org, admin, 'Contact', { LastName: 'B', AccountId: account.id })).toThrow(
      'Contact.Genuine failed',
    );
    expect(createRecord(org, admin, 'Contact', { LastName: 'B' }).id).toMatch(/^003/);
  });

  it('Given the profile in a rule, When another profile saves, Then only that one is stopped', () => {
    const target = testOrg();
    putRule(target, 'Account.AdminsOnly', '$Profile.Name <> "System Administrator"');
    const rep = standardUser(target);
    expect(createRecord(target.org, target.admin, 'Account', { Name: 'A' }).id).toMatch(/^001/);
    expect(() => createRecord(target.org, rep, 'Account', { Name: 'A' })).toThrow('Account.AdminsOnly failed');
  });

  it('Given an upsert, When the rule fails, Then it stops both ways', () => {
    const target = testOrg();
    putField(target, 'Account.Key__c', { externalId: 'true', unique: 'true' });
    grant(target, { fields: ['Account.Key__c'] });
    putRule(target, 'Account.Named', 'Name = "bad"');
    const { org, admin } = target;
    expect(() => upsertRecord(org, admin, 'Account', 'Key__c', '1', { Name: 'bad' })).toThrow('Account.Named failed');
    upsertRecord(org, admin, 'Account', 'Key__c', '1', { Name: 'good' });
    expect(() => upsertRecord(org, admin, 'Account', 'Key__c', '1', { Name: 'bad' })).toThrow('Account.Named failed');
  });

  it('Given a rule that has no value for the record, When it is saved, Then the save is blocked', () => {
    const target = testOrg();
    putRule(target, 'Account.Ratio', '1 / NumberOfEmployees > 1');
    const values = { Name: 'A', NumberOfEmployees: 0 };
    expect(thrownBy(() => createRecord(target.org, target.admin, 'Account', values)).errorCode).toBe(
      'FORMULA_EXPRESSION_INVALID',
    );
  });
});
