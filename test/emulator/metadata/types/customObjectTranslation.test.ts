import { bench, deploy, file, manifest, objectPackage, type Bench } from '../support.js';

const rule =
  '<validationRules><fullName>R</fullName><active>true</active><errorConditionFormula>FALSE</errorConditionFormula><errorMessage>m</errorMessage></validationRules>';
const source =
  '<fields><fullName>Source__c</fullName><label>Source</label><type>Picklist</type><valueSet><valueSetDefinition><sorted>false</sorted><value><fullName>Web</fullName><default>false</default><label>Web</label></value></valueSetDefinition></valueSet></fields>';

function filled(): Bench {
  const on = bench();
  const files = objectPackage('Account', source + rule, {
    CustomField: ['Account.Source__c'],
    ValidationRule: ['Account.R'],
  });
  expect(deploy(on, files).problems).toEqual([]);
  return on;
}

const translation = (inner: string, name = 'Account-de'): Record<string, string> => ({
  'package.xml': manifest({ CustomObjectTranslation: [name] }),
  [`objectTranslations/${name}.objectTranslation`]: file('CustomObjectTranslation', inner),
});

const field = (name: string, inner = '<label>Quelle</label>'): string =>
  `<fields>${inner}<name>${name}</name></fields>`;

describe('CustomObjectTranslation', () => {
  it('Given fields, values and rules that exist, When it is deployed, Then it is kept with its fields by name', () => {
    const on = filled();
    const inner = `${field('Website')}${field('Source__c', '<label>Quelle</label><picklistValues><masterLabel>Web</masterLabel><translation>Netz</translation></picklistValues>')}<validationRules><errorMessage>Nein</errorMessage><name>R</name></validationRules>`;
    expect(deploy(on, translation(inner)).problems).toEqual([]);
    expect(on.org.components.get('CustomObjectTranslation', 'Account-de')?.body).toMatchObject({
      fields: [{ name: 'Source__c' }, { name: 'Website' }],
    });
  });

  it.each([
    ['a field that does not exist', field('No__c'), 'In field: name - no CustomField named Account.No__c found'],
    [
      'a value that does not exist',
      field('Source__c', '<label>Q</label><picklistValues><masterLabel>Shop</masterLabel></picklistValues>'),
      'Picklist value: Shop in picklist: Source__c not found',
    ],
    [
      'a rule that does not exist',
      '<validationRules><errorMessage>Nein</errorMessage><name>No</name></validationRules>',
      'In field: name - no ValidationRule named Account.No found',
    ],
    [
      'a layout that does not exist',
      '<layouts><layout>No Layout</layout></layouts>',
      'In field: layout - no Layout named Account-No Layout found',
    ],
    ['a field twice', field('Source__c') + field('Source__c'), 'Field:name, value:Source__c appears more than once'],
    [
      'a label that is too long',
      field('Source__c', `<label>${'x'.repeat(766)}</label>`),
      'Value too long for field: Label maximum length is:765',
    ],
    [
      'an element of another type',
      '<label>Konto</label>',
      'Error parsing file: Element {http://soap.sforce.com/2006/04/metadata}label invalid at this location in type CustomObjectTranslation',
    ],
  ])('Given %s, When it is deployed, Then it is refused', (_, inner, problem) => {
    expect(deploy(filled(), translation(inner)).problems).toEqual([`Account-de: ${problem}`]);
  });

  it.each([
    ['Account-xx', 'Invalid language code: xx'],
    ['Account', 'Invalid language code: Account'],
    ['No__c-de', 'In field: entity - no CustomObject named No__c found'],
  ])('Given the name %s, When it is deployed, Then it is refused', (name, problem) => {
    expect(deploy(bench(), translation('', name)).problems).toEqual([`${name}: ${problem}`]);
  });
});
