import { strToU8, unzipSync, zipSync } from 'fflate';
import { catalogOf } from '../../../src/emulator/catalog/catalog.js';
import { rehearsalKind, rehearsalOf, restoreSchema } from '../../../src/emulator/rehearsal/restore.js';
import {
  orgIdTokens,
  readSnapshot,
  writeSnapshot,
  type OrgSchema,
} from '../../../src/emulator/rehearsal/snapshotFile.js';
import { createRecord } from '../../../src/emulator/records/records.js';
import { withoutPersons } from '../../../src/org/withoutPersons.js';
import { file } from '../metadata/support.js';
import { grant, problemsOf, testOrg } from '../records/orgBuilder.js';

const flags = { unique: false, externalId: false, idLookup: false, caseSensitive: false, htmlFormatted: false };
const sizes = { length: 255, precision: 0, digits: 0, scale: 0 };
const aField = (
  name: string,
  type = 'string',
  overrides: object = {},
): OrgSchema['objects'][number]['fields'][number] => ({
  name,
  label: name,
  type,
  ...sizes,
  ...flags,
  nillable: true,
  createable: true,
  updateable: true,
  defaultedOnCreate: false,
  nameField: false,
  permissionable: true,
  restrictedPicklist: false,
  referenceTo: [],
  relationshipName: null,
  picklistValues: [],
  ...overrides,
});

/** A production org with an object that is not built in, a field of it, and things that are not taken. */
function aSchema(overrides: Partial<OrgSchema> = {}): OrgSchema {
  const can = { createable: true, updateable: true, deletable: true, layoutable: true, searchable: true };
  const more = { triggerable: true, queryable: true, undeletable: true };
  const id = aField('Id', 'id', { createable: false, updateable: false, nillable: false, length: 18 });
  const custom = (name: string, type: string, rest = ''): string =>
    `<fields><fullName>${name}</fullName><label>${name}</label><type>${type}</type>${rest}</fields>`;
  return {
    takenAt: '2026-03-01T12:00:00.000Z',
    apiVersion: '67.0',
    role: 'production',
    edition: 'Unlimited Edition',
    objects: [
      {
        name: 'ServiceTerritory',
        label: 'Territory',
        labelPlural: 'Territories',
        keyPrefix: '0Hh',
        ...can,
        ...more,
        fields: [id, aField('Name', 'string', { nillable: false, nameField: true }), aField('Address', 'address')],
      },
    ],
    files: new Map([
      [
        'objects/ServiceTerritory.object',
        strToU8(
          file(
            'CustomObject',
            `${custom('Zone__c', 'Text', '<length>20</length>')}${custom('Sum__c', 'Summary')}<validationRules><fullName>Own</fullName><active>true</active><errorConditionFormula>Zone__c = &quot;${orgIdTokens.id18}&quot;</errorConditionFormula><errorMessage>Own id.</errorMessage></validationRules>`,
          ),
        ),
      ],
      ['globalValueSets/Colors.globalValueSet', strToU8(file('GlobalValueSet', '<masterLabel>Colors</masterLabel>'))],
    ]),
    leftOut: [{ type: 'CustomObject', fullName: 'pkg__X__c', reason: 'It belongs to an installed package.' }],
    ...overrides,
  };
}

const bytes = writeSnapshot(aSchema());
const changed = (change: (entries: Record<string, Uint8Array>) => void): Uint8Array => {
  const entries = { ...unzipSync(bytes) };
  change(entries);
  return zipSync(entries);
};

describe('readSnapshot', () => {
  it.each<[string, Uint8Array, RegExp]>([
    ['text', strToU8('hello'), /no snapshot of an org/],
    ['nothing', new Uint8Array(), /no snapshot of an org/],
    ['a truncated file', bytes.subarray(0, bytes.length - 40), /damaged or was not written to its end/],
    ['another zip', zipSync({ 'package.xml': strToU8('<Package/>') }), /a zip file, but no snapshot/],
    ['another format', changed((all) => void (all['snapshot.json'] = strToU8('{"format":"x"}'))), /another program/],
    [
      'a newer format',
      changed(
        (all) => void (all['snapshot.json'] = strToU8('{"format":"sf-plugin-synthetic/org-schema","formatVersion":2}')),
      ),
      /newer version of this plugin wrote it: its format is 2/,
    ],
    [
      'a changed entry',
      changed((all) => void (all['metadata/objects/ServiceTerritory.object'] = strToU8('<x/>'))),
      /objects\/ServiceTerritory\.object is not what was written/,
    ],
    [
      'an added entry',
      changed((all) => void (all['metadata/x'] = strToU8('x'))),
      /metadata\/x is not what was written/,
    ],
    [
      'a missing entry',
      changed((all) => Reflect.deleteProperty(all, 'standard-objects.json')),
      /standard-objects\.json is missing/,
    ],
  ])('Given %s, When read, Then it says what is wrong', (_, given, message) => {
    expect(() => readSnapshot(given)).toThrow(message);
  });

  it('Given every possible end of the file, When it is cut off there, Then it is never read', () => {
    for (let length = 0; length < bytes.length; length += 7) {
      expect(() => readSnapshot(bytes.subarray(0, length))).toThrow(/^It /);
    }
  });
});

describe('restoreSchema', () => {
  it('Then the org has the object, takes records of it by its rules, and names what it left out', () => {
    const target = testOrg({ edition: 'Unlimited Edition' });
    restoreSchema(target.org, target.admin, readSnapshot(bytes), true);
    expect(catalogOf(target.org).field('ServiceTerritory', 'Zone__c')).toMatchObject({ length: 20 });
    expect(rehearsalOf(target.org)?.leftOut.map(({ type, fullName }) => `${type} ${fullName}`)).toEqual(
      expect.arrayContaining([
        'CustomObject pkg__X__c',
        'StandardField ServiceTerritory.Address',
        'CustomField ServiceTerritory.Sum__c',
        'GlobalValueSet Colors',
      ]),
    );
    grant(target, { fields: ['ServiceTerritory.Zone__c'] });
    const create = (values: object): unknown =>
      createRecord(target.org, target.admin, 'ServiceTerritory', { Name: 'North', ...values });
    expect(create({ Zone__c: 'a' })).toMatchObject({ id: expect.stringMatching(/^0Hh/) });
    expect(problemsOf(() => create({ Zone__c: target.org.orgId }))).toMatchObject([{ message: 'Own id.' }]);
  });

  it('Given an org that is there, When it starts with its snapshot again, Then it stays; with another one, it is refused', () => {
    const target = testOrg();
    restoreSchema(target.org, target.admin, readSnapshot(bytes), true);
    restoreSchema(target.org, target.admin, readSnapshot(bytes), false);
    const other = aSchema({ takenAt: '2026-04-01T12:00:00.000Z' });
    expect(() => restoreSchema(target.org, target.admin, other, false)).toThrow(/not made from this snapshot/);
  });

  it.each([
    [{ role: 'production', edition: 'Developer Edition' }, 'developer'],
    [{ role: 'production', edition: 'Enterprise Edition' }, 'production'],
    [{ role: 'scratch', edition: 'Developer Edition' }, 'scratch'],
  ] as const)('Given %j, Then it is rehearsed as %s', (org, kind) => {
    expect(rehearsalKind(org)).toBe(kind);
  });
});

describe('withoutPersons', () => {
  it.each([
    [
      '<description>Ask jane.doe@shop.example.com</description>',
      '<description>Ask redacted@example.invalid</description>',
      1,
    ],
    ['REGEX(Email, "[A-Z]+@[A-Z]+")', 'REGEX(Email, "[A-Z]+@[A-Z]+")', 0],
    [
      '<filters><field>CREATEDBY_USER</field><operation>equals</operation><value>Jane Doe</value></filters>',
      '<filters><field>CREATEDBY_USER</field><operation>equals</operation><value>redacted</value></filters>',
      1,
    ],
    [
      '<filters><field>NAME</field><operation>equals</operation><value>Jane</value></filters>',
      '<filters><field>NAME</field><operation>equals</operation><value>Jane</value></filters>',
      0,
    ],
  ])('Given %s, When scrubbed, Then nobody is in it', (given, text, replaced) => {
    expect(withoutPersons(given)).toEqual({ text, replaced });
  });
});
