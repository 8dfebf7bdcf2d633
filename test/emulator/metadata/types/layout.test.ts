import { bench, deploy, file, manifest, objectPackage, type Bench } from '../support.js';

const object = (name: string, inner = ''): string =>
  file(
    'CustomObject',
    `<deploymentStatus>Deployed</deploymentStatus><fields><fullName>Code__c</fullName><label>Code</label><length>9</length><required>true</required><type>Text</type></fields>${inner}<label>${name}</label><nameField><label>Name</label><type>Text</type></nameField><pluralLabel>${name}s</pluralLabel><sharingModel>ReadWrite</sharingModel>`,
  );

function filled(): Bench {
  const on = bench();
  const parent =
    '<fields><fullName>Store__c</fullName><label>Store</label><referenceTo>Store__c</referenceTo><relationshipName>Items</relationshipName><type>Lookup</type></fields>';
  const outcome = deploy(on, {
    'package.xml': manifest({ CustomObject: ['Store__c', 'Item__c'] }),
    'objects/Store__c.object': object('Store'),
    'objects/Item__c.object': object('Item', parent),
  });
  expect(outcome.problems).toEqual([]);
  return on;
}

const item = (field: string, behavior = 'Required'): string =>
  `<layoutItems><behavior>${behavior}</behavior><field>${field}</field></layoutItems>`;
const whole = item('Name') + item('Code__c');

const layout = (items: string, after = '', name = 'Store__c-Store Layout'): Record<string, string> => ({
  'package.xml': manifest({ Layout: [name] }),
  [`layouts/${name}.layout`]: file(
    'Layout',
    `<layoutSections><customLabel>false</customLabel><layoutColumns>${items}</layoutColumns><style>OneColumn</style></layoutSections>${after}`,
  ),
});
const list = (name: string): string =>
  `<relatedLists><fields>NAME</fields><relatedList>${name}</relatedList></relatedLists>`;

describe('Layout', () => {
  it.each([
    ['all fields of a custom object', layout(whole, list('Item__c.Store__c'))],
    ['an address of a standard object', layout(item('BillingAddress', 'Edit'), '', 'Account-Account Layout')],
  ])('Given %s, When it is deployed, Then it is kept', (_, files) => {
    expect(deploy(filled(), files).problems).toEqual([]);
  });

  it.each([
    [
      'a field that does not exist',
      layout(whole + item('No__c', 'Edit')),
      'In field: field - no CustomField named Store__c.No__c found',
    ],
    ['no name', layout(item('Code__c')), 'Layout must contain an item for required layout field: Name'],
    [
      'a required field that need not be filled in',
      layout(item('Name') + item('Code__c', 'Edit')),
      'Field:Code__c must be Required',
    ],
    ['a field twice', layout(whole + item('Name')), 'Field:field, value:Name appears more than once'],
    [
      'a related list that does not exist',
      layout(whole, list('Item__c.No__c')),
      'Cannot find related list:Item__c.No__c',
    ],
    [
      'a bad behavior',
      layout(item('Name', 'Maybe')),
      "Error parsing file: 'Maybe' is not a valid value for the enum 'UiBehavior'",
    ],
  ])('Given %s, When it is deployed, Then it is refused', (_, files, problem) => {
    expect(deploy(filled(), files).problems).toEqual([`Store__c-Store Layout: ${problem}`]);
  });

  it('Given an object that does not exist, When its layout is deployed, Then it is refused', () => {
    expect(deploy(bench(), layout('', '', 'No__c-Layout')).problems).toEqual([
      'No__c-Layout: In field: entity - no CustomObject named No__c found',
    ]);
  });
});

const source =
  '<fields><fullName>Source__c</fullName><label>Source</label><type>Picklist</type><valueSet><restricted>true</restricted><valueSetDefinition><sorted>false</sorted><value><fullName>Web shop</fullName><default>false</default><label>Web</label></value></valueSetDefinition></valueSet></fields>';
const recordType = (inner: string): Record<string, string> =>
  objectPackage(
    'Account',
    `${source}<recordTypes><fullName>T</fullName><active>true</active>${inner}<label>T</label></recordTypes>`,
    {
      CustomField: ['Account.Source__c'],
      RecordType: ['Account.T'],
    },
  );

describe('what an object holds', () => {
  it('Given a record type with values written as in a URL, When it is deployed, Then it is kept', () => {
    const on = bench();
    const files = objectPackage(
      'Account',
      `<compactLayouts><fullName>C</fullName><fields>Name</fields><fields>Source__c</fields><label>C</label></compactLayouts>${source}<fieldSets><fullName>S</fullName><description>d</description><displayedFields><field>Parent.Name</field><isFieldManaged>false</isFieldManaged><isRequired>false</isRequired></displayedFields><label>S</label></fieldSets><recordTypes><fullName>T</fullName><active>true</active><compactLayoutAssignment>C</compactLayoutAssignment><label>T</label><picklistValues><picklist>Source__c</picklist><values><fullName>Web%20shop</fullName><default>false</default></values></picklistValues></recordTypes>`,
      { CustomObject: ['Account'] },
    );
    expect(deploy(on, files).problems).toEqual([]);
    expect(on.org.components.types()).toEqual(['CompactLayout', 'CustomField', 'FieldSet', 'RecordType']);
  });

  it.each([
    [
      'a compact layout that does not exist',
      '<compactLayoutAssignment>No</compactLayoutAssignment>',
      'In field: compactLayoutAssignment - no CompactLayout named Account.No found',
    ],
    [
      'a business process that does not exist',
      '<businessProcess>No</businessProcess>',
      'In field: businessProcess - no BusinessProcess named Account.No found',
    ],
  ])('Given a record type with %s, When it is deployed, Then it is refused', (_, inner, problem) => {
    expect(deploy(bench(), recordType(inner)).problems).toEqual([`Account.T: ${problem}`]);
  });

  it.each([
    [
      'a picklist that does not exist',
      '<picklist>No__c</picklist>',
      'In field: picklist - no CustomField named Account.No__c found',
    ],
    [
      'a value that does not exist',
      '<picklist>Source__c</picklist><values><fullName>Paper</fullName><default>false</default></values>',
      'Picklist value: Paper in picklist: Source__c not found',
    ],
  ])('Given a record type with %s, When it is deployed, Then it is refused', (_, inner, problem) => {
    const files = objectPackage(
      'Account',
      `${source}<recordTypes><fullName>T</fullName><active>true</active><label>T</label><picklistValues>${inner}</picklistValues></recordTypes>`,
      { CustomObject: ['Account'] },
    );
    expect(deploy(bench(), files).problems).toEqual([`Account.T: ${problem}`]);
  });

  it.each([
    [
      'compactLayouts',
      '<fields>No__c</fields><label>X</label>',
      'CompactLayout',
      'In field: field - no CustomField named Account.No__c found',
    ],
    [
      'compactLayouts',
      '<fields>Name</fields><fields>Name</fields><label>X</label>',
      'CompactLayout',
      'Field:fields, value:Name appears more than once',
    ],
    [
      'fieldSets',
      '<description>d</description><displayedFields><field>Parent.No__c</field></displayedFields><label>X</label>',
      'FieldSet',
      'In field: field - no CustomField named Account.Parent.No__c found',
    ],
    ['businessProcesses', '<isActive>true</isActive>', 'BusinessProcess', 'Account has no business processes.'],
  ])('Given %s with %s, When deployed, Then it is refused', (element, inner, type, problem) => {
    const files = objectPackage('Account', `<${element}><fullName>X</fullName>${inner}</${element}>`, {
      [type]: ['Account.X'],
    });
    expect(deploy(bench(), files).problems).toEqual([`Account.X: ${problem}`]);
  });
});
