import { namesOf } from '../../../../src/emulator/metadata/audit/componentChange.js';
import { setupChanges } from '../../../../src/emulator/metadata/audit/setupChanges.js';
import { catalogOf } from '../../../../src/emulator/catalog/catalog.js';
import type { MetadataBody, StoredComponent } from '../../../../src/emulator/org/componentStore.js';
import { put, testOrg } from '../../records/orgBuilder.js';

const target = testOrg();
put(target, 'CustomObject', 'Broker__c', { label: 'Broker', pluralLabel: 'Brokers' });
const names = namesOf(catalogOf(target.org), catalogOf(target.org));

const component = (type: string, fullName: string, body: MetadataBody): StoredComponent => ({
  id: 'x',
  type,
  fullName,
  body,
  createdDate: '',
  createdById: '',
  lastModifiedDate: '',
  lastModifiedById: '',
});

/** Action and text of what a change of one component leaves in the trail. */
function told(
  type: string,
  fullName: string,
  before: MetadataBody | undefined,
  after: MetadataBody | undefined,
): string[] {
  const [old, fresh] = [before, after].map((body) => body && component(type, fullName, body));
  const change =
    fresh === undefined
      ? old && { type, before: old }
      : old === undefined
        ? { type, after: fresh }
        : { type, before: old, after: fresh };
  return setupChanges(change === undefined ? [] : [change], names).map(
    ({ action, display }) => `${action}: ${display}`,
  );
}

const custom = (before: MetadataBody | undefined, after: MetadataBody | undefined): string[] =>
  told('CustomField', 'Broker__c.X__c', before && { label: 'X', ...before }, after && { label: 'X', ...after });
const standard = (before: MetadataBody | undefined, after: MetadataBody | undefined): string[] =>
  told('CustomField', 'Account.X__c', before && { label: 'X', ...before }, after && { label: 'X', ...after });
const values = (...names_: string[]): MetadataBody => ({
  type: 'Picklist',
  valueSet: { valueSetDefinition: { value: names_.map((fullName) => ({ fullName, label: fullName })) } },
});

describe('Given a custom field', () => {
  it.each<[string[], string[]]>([
    [custom(undefined, { type: 'Picklist' }), ['createdCFCustom: Created custom field X (Picklist) on Brokers']],
    [
      custom(undefined, { type: 'Checkbox', formula: 'true' }),
      ['createdCFFormulaCustom: Created custom formula field X (Checkbox) on Brokers'],
    ],
    [
      standard(undefined, { type: 'Text', formula: '"a"' }),
      ['createdCFFormula: Created custom formula field: X (Text)'],
    ],
    [
      custom(undefined, { type: 'Lookup', referenceTo: 'Account' }),
      ['createdCFLookupCustom: Created custom lookup relationship X (Account) on Brokers'],
    ],
    [
      custom(undefined, { type: 'MasterDetail', referenceTo: 'Account' }),
      ['createdCFMasterDetailCustom: Created master-detail field: X (Account) on Brokers'],
    ],
    [
      custom(undefined, { type: 'AutoNumber' }),
      ['createdCFAutoNumCustom: Created X custom field (Auto Number: Starting from 0) on Brokers'],
    ],
    [
      standard(undefined, { type: 'Text', externalId: 'true' }),
      [
        'createdCF: Created custom field: X (Text)',
        'add_external_id: Created external identifier designation: Account.X',
      ],
    ],
    [custom({ type: 'Text' }, undefined), ['deletedCFCustom: Deleted custom field X from Broker']],
    [
      custom({ label: 'Old' }, { label: 'New' }),
      ['changedCFCustom: Changed label of custom field on Brokers from Old to New'],
    ],
    [
      standard({ type: 'Text' }, { type: 'LongTextArea' }),
      ['changedCFType: Changed field type of X custom field from Text to Long Text Area'],
    ],
    [
      custom({ formula: 'true' }, { formula: 'false' }),
      ['changedCFFormulaCustom: Changed formula of X custom field on Brokers from "true" to "false"'],
    ],
    [
      custom({ type: 'Checkbox', defaultValue: 'true' }, { type: 'Checkbox', defaultValue: 'false' }),
      ['changedCFDefaultCustom: Changed default value for X custom field on Brokers from Checked to Unchecked'],
    ],
    [
      standard({ type: 'Text', defaultValue: '"a"' }, { type: 'Text' }),
      ['changedCFDefaultFormula: Changed default value for X custom field from ""a"" to null'],
    ],
    [standard({ length: '16' }, { length: '32' }), ['changedCFLength: Changed length of X custom field from 16 to 32']],
    [
      standard({ scale: '0' }, { scale: '2' }),
      ['changedCFScale: Changed decimal places for X custom field from 0 to 2'],
    ],
    [
      custom({ displayFormat: 'A-{0}' }, { displayFormat: 'B-{0}' }),
      ['changedCFAutoNumCustom: Changed display format of X custom field on Brokers from A-{0} to B-{0}'],
    ],
    [
      custom({ required: 'false' }, { required: 'true' }),
      [
        'changedCFOptionOffOnCustom: The custom field option Required for X on object Brokers has changed from off to on',
      ],
    ],
    [
      standard({ required: 'true' }, {}),
      ['changedCFOptionOnOff: The custom field option Required for X has changed from on to off'],
    ],
    [
      standard({ unique: 'false' }, { unique: 'true' }),
      ['changedCFUniqueOn: Changed unique flag of X custom field from off to on'],
    ],
    [standard({ externalId: 'true' }, {}), ['delete_external_id: Dropped external identifier designation: Account.X']],
    [
      custom(values('a', 'b'), values('b', 'c')),
      [
        'createdPicklistWithColorCustom: Added value c to X picklist with color Assigned dynamically on Brokers',
        'deactivatePicklistValueWithColorCustom: Deactivated value a from X picklist with color Assigned dynamically on Brokers',
      ],
    ],
    [standard({ description: 'a' }, { description: 'b' }), []],
  ])('Then %j is told as %j', (actual, expected) => {
    expect(actual).toEqual(expected);
  });
});

describe('Given other components', () => {
  const object = (before: MetadataBody | undefined, after: MetadataBody | undefined): string[] =>
    told('CustomObject', 'Broker__c', before, after);
  const permission = (before: MetadataBody | undefined, after: MetadataBody | undefined): string[] =>
    told('CustomPermission', 'Load', before, after);
  const set = (before: MetadataBody | undefined, after: MetadataBody | undefined): string[] =>
    told('PermissionSet', 'Marks', before && { label: 'Marks', ...before }, after && { label: 'Marks', ...after });
  it.each<[string[], string[]]>([
    [object(undefined, { label: 'Broker' }), ['createdCustEnt: Created custom object: Broker']],
    [object({ label: 'Broker' }, undefined), ['deletedCustEnt: Deleted custom object: Broker']],
    [
      object({ label: 'A', deploymentStatus: 'InDevelopment' }, { label: 'B' }),
      [
        'changedCustEntLabel: Changed label for custom object from A to B',
        'changedCustEntDeployment: Changed deployment status of custom object B from In Development to Deployed',
      ],
    ],
    [told('CustomObject', 'Account', {}, { sharingModel: 'Read' }), []],
    [
      told('CustomObject', 'T__mdt', { label: 'T' }, undefined),
      ['hardDeletedCustMdType: Deleted custom metadata type: T'],
    ],
    [
      permission({ label: 'A' }, { label: 'B', description: 'd' }),
      [
        'CustomPermissionLabelChange: Changed custom permission Load: master label was changed from A to B',
        'CustomPermissionDescriptionChange: Changed custom permission Load: description was changed',
      ],
    ],
    [permission({ label: 'A' }, undefined), ['CustomPermissionDelete: Deleted custom permission Load']],
    [told('StaticResource', 'Badge', undefined, {}), ['createdStaticResource: Created Static Resource Badge']],
    [told('StaticResource', 'Badge', {}, undefined), []],
    [told('ListView', 'Account.All', undefined, {}), []],
    [
      told('ValidationRule', 'Account.R', { active: 'true' }, { active: 'true', errorDisplayField: 'Name' }),
      [
        'changedValidationLocation: Changed error location for Accounts validation "R" from "Top of Page" to "Account Name"',
      ],
    ],
    [
      set(undefined, { license: 'Salesforce' }),
      ['PermSetCreate: Created permission set Marks: with user license Salesforce'],
    ],
    [set({}, undefined), ['PermSetDelete: Deleted permission set Marks']],
    [
      set({ label: 'A', description: 'x' }, { label: 'B', hasActivationRequired: 'true' }),
      [
        'PermSetLabelChange: Changed permission set B: Master Label was changed from A to B',
        'PermSetDescriptionChange: Changed permission set B: description was changed',
        'PermSetHasActivationRequiredChange: Changed Permission Set B: Session Activation Required has changed from disabled to enabled',
      ],
    ],
    [
      set({}, { objectPermissions: [{ object: 'Broker__c', allowRead: 'true', allowEdit: 'true' }] }),
      [
        'PermSetEntityPermChanged: Changed permission set Marks: Broker object permissions were changed from No Access to Read, Edit',
      ],
    ],
    [
      set({ userPermissions: [{ name: 'ViewSetup', enabled: 'true' }] }, {}),
      [
        'PermSetDisableUserPerm: Changed permission set Marks: ViewSetup permission was changed from enabled to disabled',
      ],
    ],
    [
      set({}, { customMetadataTypeAccesses: [{ name: 'T__mdt', enabled: 'true' }] }),
      [
        'SetupEntityAccessAudit_PermissionSet_CustomEntityDefinition_Enabled: Changed permission set Marks: T__mdt Custom Metadata Type was enabled',
      ],
    ],
  ])('Then %j is told as %j', (actual, expected) => {
    expect(actual).toEqual(expected);
  });
});
