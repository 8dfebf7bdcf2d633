import { bench, deploy, file, manifest, type Bench } from '../support.js';

const custom = (name: string, inner: string): string =>
  `<fields><fullName>${name}</fullName><label>${name}</label>${inner}</fields>`;

const text = (length: number): string => `<length>${length}</length><type>Text</type>`;
const picklist = (restricted: boolean): string =>
  `<type>Picklist</type><valueSet><restricted>${restricted}</restricted><valueSetDefinition><sorted>false</sorted><value><fullName>a</fullName><default>false</default><label>a</label></value></valueSetDefinition></valueSet>`;

const mapping = (pairs: string[][], target = 'Contact', source = 'Lead'): string =>
  `<objectMapping><inputObject>${source}</inputObject>${pairs
    .map(
      ([from, to]) => `<mappingFields><inputField>${from}</inputField><outputField>${to}</outputField></mappingFields>`,
    )
    .join('')}<outputObject>${target}</outputObject></objectMapping>`;

function withFields(lead: string, contact: string): Bench {
  const on = bench();
  const outcome = deploy(on, {
    'package.xml': manifest({ CustomObject: ['Lead', 'Contact'] }),
    'objects/Lead.object': file('CustomObject', custom('From__c', lead)),
    'objects/Contact.object': file('CustomObject', custom('To__c', contact)),
  });
  expect(outcome.problems).toEqual([]);
  return on;
}

const settings = (inner: string, name = 'LeadConvertSettings'): Record<string, string> => ({
  'package.xml': manifest({ LeadConvertSettings: [name] }),
  [`LeadConvertSettings/${name}.LeadConvertSetting`]: file('LeadConvertSettings', inner),
});

const pair = mapping([['From__c', 'To__c']]);

describe('LeadConvertSettings', () => {
  it.each([
    ['a text to one as long', text(10), text(10)],
    ['a text to an unrestricted picklist', text(10), picklist(false)],
    ['a picklist to a text', picklist(true), text(1)],
    ['an auto-number to a text', '<displayFormat>{0}</displayFormat><type>AutoNumber</type>', text(80)],
    [
      'a checkbox to a checkbox',
      '<defaultValue>false</defaultValue><type>Checkbox</type>',
      '<defaultValue>false</defaultValue><type>Checkbox</type>',
    ],
    [
      'a number to a wider one',
      '<precision>5</precision><scale>1</scale><type>Number</type>',
      '<precision>9</precision><scale>2</scale><type>Number</type>',
    ],
  ])('Given %s, When the mapping is deployed, Then it is kept', (_, lead, contact) => {
    const on = withFields(lead, contact);
    expect(deploy(on, settings(pair)).problems).toEqual([]);
    expect(on.org.components.get('LeadConvertSettings', 'LeadConvertSettings')?.body).toEqual({
      allowOwnerChange: 'false',
      objectMapping: [
        {
          inputObject: 'Lead',
          mappingFields: [{ inputField: 'From__c', outputField: 'To__c' }],
          outputObject: 'Contact',
        },
      ],
      opportunityCreationOptions: 'VisibleOptional',
    });
  });

  it.each([
    ['a text to a shorter one', text(20), text(10)],
    ['a text to a restricted picklist', text(10), picklist(true)],
    ['a text to a number', text(10), '<precision>9</precision><scale>2</scale><type>Number</type>'],
    ['a number to a date', '<precision>9</precision><scale>2</scale><type>Number</type>', '<type>Date</type>'],
  ])('Given %s, When the mapping is deployed, Then it is refused', (_, lead, contact) => {
    expect(deploy(withFields(lead, contact), settings(pair)).problems).toEqual([
      'LeadConvertSettings: Lead.From__c cannot be mapped to Contact.To__c: the types or lengths of the fields do not fit.',
    ]);
  });

  it.each([
    [
      'a source that does not exist',
      mapping([['No__c', 'To__c']]),
      'In field: inputField - no CustomField named Lead.No__c found',
    ],
    [
      'a target that does not exist',
      mapping([['From__c', 'No__c']]),
      'In field: outputField - no CustomField named Contact.No__c found',
    ],
    [
      'a standard source',
      mapping([['Company', 'To__c']]),
      'Only custom fields are mapped: Lead.Company is a standard field.',
    ],
    [
      'another source object',
      mapping([['From__c', 'To__c']], 'Contact', 'Case'),
      'Leads alone are converted: the inputObject Case is not supported.',
    ],
    [
      'another target object',
      mapping([['From__c', 'To__c']], 'Case'),
      'Leads are not converted to the outputObject Case.',
    ],
    [
      'one target twice',
      mapping([
        ['From__c', 'To__c'],
        ['From__c', 'To__c'],
      ]),
      'Field:outputField, value:To__c appears more than once',
    ],
    ['one object twice', pair + pair, 'Field:outputObject, value:Contact appears more than once'],
    [
      'a bad option',
      '<opportunityCreationOptions>Maybe</opportunityCreationOptions>',
      "Error parsing file: 'Maybe' is not a valid value for the enum 'VisibleOrRequired'",
    ],
  ])('Given %s, When it is deployed, Then it is refused', (_, inner, problem) => {
    expect(deploy(withFields(text(10), text(10)), settings(inner)).problems).toEqual([
      `LeadConvertSettings: ${problem}`,
    ]);
  });

  it('Given another name, When it is deployed, Then there is no such component', () => {
    expect(deploy(bench(), settings('', 'Other')).problems).toEqual([
      'Other: No LeadConvertSettings named: Other found',
    ]);
  });
});
