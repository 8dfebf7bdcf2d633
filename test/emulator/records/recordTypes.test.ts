import { createRecord, readRecord, updateRecord } from '../../../src/emulator/records/records.js';
import { recordTypesOf } from '../../../src/emulator/records/recordTypes.js';
import { catalogOf } from '../../../src/emulator/catalog/catalog.js';
import { accessOf } from '../../../src/emulator/access/access.js';
import { describeObject } from '../../../src/emulator/catalog/describe.js';
import { consoleOf } from '../soql/soqlBuilder.js';
import { problemsOf, put, standardUser, testOrg, type TestOrg } from './orgBuilder.js';

let target: TestOrg;
beforeEach(() => {
  target = testOrg();
});

const MASTER = '012000000000000AAA';
const create = (values: Record<string, unknown> = {}): string =>
  createRecord(target.org, target.admin, 'Account', { Name: 'A', ...values }).id;
const typeOf = (id: string): unknown => readRecord(target.org, target.admin, 'Account', id)['RecordTypeId'];
const recordType = (name: string, active = 'true'): string =>
  put(target, 'RecordType', name, { label: `${name} label`, active });
const visibility = (recordType: string, standard = 'false'): Record<string, string> => ({
  recordType,
  default: standard,
  visible: 'true',
});

describe('Given an object without record types', () => {
  it('Then it has no RecordTypeId', () => {
    recordType('Contact.Person');
    expect(() => create({ RecordTypeId: null })).toThrow("No such column 'RecordTypeId' on sobject of type Account");
  });
});

describe('Given record types of an object and a profile that shows some of them', () => {
  let shopper: string;
  let partner: string;
  let retired: string;
  let hidden: string;
  beforeEach(() => {
    shopper = recordType('Account.Shopper');
    partner = recordType('Account.Partner');
    retired = recordType('Account.Retired', 'false');
    hidden = recordType('Account.Hidden');
    put(target, 'Profile', 'Admin', {
      recordTypeVisibilities: [
        visibility('Account.Shopper', 'true'),
        visibility('Account.Partner'),
        visibility('Account.Retired'),
      ],
    });
  });

  it('Then a new record gets the default one unless it names another one, or none', () => {
    expect(typeOf(create())).toBe(shopper);
    expect(typeOf(create({ RecordTypeId: partner }))).toBe(partner);
    expect(typeOf(create({ RecordTypeId: null }))).toBeNull();
  });

  it('Then record types that are inactive, hidden or of another object are refused', () => {
    const other = recordType('Contact.Person');
    const id = create();
    for (const given of [retired, hidden, other]) {
      const message = `Record Type ID: this ID value isn't valid for the user: ${given}`;
      const expected = [{ errorCode: 'INVALID_CROSS_REFERENCE_KEY', message, fields: ['RecordTypeId'] }];
      expect(problemsOf(() => create({ RecordTypeId: given }))).toMatchObject(expected);
      expect(
        problemsOf(() => updateRecord(target.org, target.admin, 'Account', id, { RecordTypeId: given })),
      ).toMatchObject(expected);
    }
  });

  it('Then a user of another profile has the master record type until a permission set shows one', () => {
    const rep = standardUser(target);
    expect(typeOf(createRecord(target.org, rep, 'Account', { Name: 'R' }).id)).toBeNull();
    const set = put(target, 'PermissionSet', 'Types', { recordTypeVisibilities: [visibility('Account.Hidden')] });
    createRecord(target.org, target.admin, 'PermissionSetAssignment', {
      AssigneeId: rep.userId,
      PermissionSetId: set,
    });
    expect(typeOf(createRecord(target.org, rep, 'Account', { Name: 'R', RecordTypeId: hidden }).id)).toBe(hidden);
  });

  it('Then describe lists them with the master', () => {
    const { admin, org } = target;
    const types = recordTypesOf(org, admin, 'Account');
    const { recordTypeInfos, fields } = describeObject(catalogOf(org), accessOf(org, admin), 'Account', 67, types);
    expect(
      recordTypeInfos.map((info) => [
        info.developerName,
        info.recordTypeId,
        info.active,
        info.available,
        info.defaultRecordTypeMapping,
        info.master,
      ]),
    ).toEqual([
      ['Hidden', hidden, true, false, false, false],
      ['Partner', partner, true, true, false, false],
      ['Retired', retired, false, false, false, false],
      ['Shopper', shopper, true, true, true, false],
      ['Master', MASTER, true, true, false, true],
    ]);
    expect(recordTypeInfos[3]).toMatchObject({ name: 'Account.Shopper label' });
    expect(fields.find(({ name }) => name === 'RecordTypeId')).toMatchObject({ referenceTo: ['RecordType'] });
  });

  it('Then queries reach a record type through its records', () => {
    create();
    create({ RecordTypeId: partner });
    const { ask } = consoleOf(target);
    expect(
      ask(
        "SELECT RecordType.DeveloperName FROM Account WHERE RecordType.DeveloperName IN ('Shopper', 'Partner') ORDER BY RecordType.Name",
      ).records.map((record) => record['RecordType']),
    ).toMatchObject([{ DeveloperName: 'Partner' }, { DeveloperName: 'Shopper' }]);
    expect(
      ask('SELECT RecordType.Name, COUNT(Id) n FROM Account GROUP BY RecordType.Name ORDER BY RecordType.Name').records,
    ).toMatchObject([
      { Name: 'Account.Partner label', n: 1 },
      { Name: 'Account.Shopper label', n: 1 },
    ]);
  });
});
