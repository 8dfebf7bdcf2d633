import { bench, deploy, file, manifest, objectPackage } from '../support.js';

const field = (formula: string, more = ''): string =>
  `<fields><fullName>F__c</fullName><formula>${formula}</formula>${more}<label>F</label><type>Checkbox</type></fields>`;
const rule = (formula: string): string =>
  `<validationRules><fullName>R</fullName><active>true</active><errorConditionFormula>${formula}</errorConditionFormula><errorMessage>m</errorMessage></validationRules>`;
const defaulted = (formula: string): string =>
  `<fields><fullName>D__c</fullName><defaultValue>${formula}</defaultValue><label>D</label><length>80</length><type>Text</type></fields>`;

const problems = (inner: string, types: Record<string, string[]>): string[] =>
  deploy(bench(), objectPackage('Account', inner, types)).problems;

const fieldProblems = (formula: string): string[] => problems(field(formula), { CustomField: ['Account.F__c'] });
const ruleProblems = (formula: string): string[] => problems(rule(formula), { ValidationRule: ['Account.R'] });
const defaultProblems = (formula: string): string[] => problems(defaulted(formula), { CustomField: ['Account.D__c'] });

const notHere = (name: string): string => `Function ${name} may not be used in this type of formula`;

describe('formulas in a deploy', () => {
  it('Given REGEX, When it stands in a formula field, Then the deploy says that it may not, and a rule takes it', () => {
    expect(fieldProblems('REGEX(Name, "a")')).toEqual([`Account.F__c: ${notHere('REGEX')}`]);
    expect(ruleProblems('REGEX(Name, "a")')).toEqual([]);
  });

  it('Given IMAGE, When it stands in a rule or a default value, Then the deploy says that it may not', () => {
    expect(ruleProblems('IMAGE("a", "b") = ""')).toEqual([`Account.R: ${notHere('IMAGE')}`]);
    expect(defaultProblems('IMAGE("a", "b")')).toEqual([`Account.D__c: ${notHere('IMAGE')}`]);
  });

  it('Given ISNEW, When it stands in a default value, Then the deploy says that it may not', () => {
    expect(defaultProblems('IF(ISNEW(), "a", "b")')).toEqual([`Account.D__c: ${notHere('ISNEW')}`]);
  });

  it('Given TRUNC of one number, When it stands in a rule, Then it lacks a parameter, and a formula field takes it', () => {
    expect(ruleProblems('TRUNC(1.5) = 1')).toEqual([
      "Account.R: Incorrect number of parameters for function 'TRUNC()'. Expected 2, received 1",
    ]);
    expect(fieldProblems('TRUNC(1.5) = 1')).toEqual([]);
  });

  it('Given a rule that looks a record up, When the field it names is deleted, Then it stays', () => {
    const on = bench();
    const lookup = 'VLOOKUP($ObjectType.Zip__c.Fields.State__c, $ObjectType.Zip__c.Fields.Name, Name) = "x"';
    const zip = `<fields><fullName>State__c</fullName><label>State</label><length>80</length><type>Text</type></fields>
      <deploymentStatus>Deployed</deploymentStatus><label>Zip</label><nameField><label>Zip</label><type>Text</type></nameField>
      <pluralLabel>Zips</pluralLabel><sharingModel>ReadWrite</sharingModel>`;
    const files = {
      'package.xml': manifest({ CustomObject: ['Zip__c'], ValidationRule: ['Account.R'] }),
      'objects/Account.object': file('CustomObject', rule(lookup)),
      'objects/Zip__c.object': file('CustomObject', zip),
    };
    expect(deploy(on, files).problems).toEqual([]);
    const gone = manifest({ CustomField: ['Zip__c.State__c'] });
    expect(deploy(on, { 'package.xml': manifest({}), 'destructiveChanges.xml': gone }).problems).toEqual([
      expect.stringContaining('Zip__c.State__c: This custom field is referenced elsewhere in salesforce.com.'),
    ]);
  });

  it('Given a rule on an owner that may be a queue, When the field of User that it names is deleted, Then it stays', () => {
    const on = bench();
    const region =
      '<fields><fullName>Region__c</fullName><label>Region</label><length>80</length><type>Text</type></fields>';
    const files = {
      'package.xml': manifest({ CustomField: ['User.Region__c'], ValidationRule: ['Case.R'] }),
      'objects/Case.object': file('CustomObject', rule('Owner:User.Region__c = "x"')),
      'objects/User.object': file('CustomObject', region),
    };
    expect(deploy(on, files).problems).toEqual([]);
    const gone = manifest({ CustomField: ['User.Region__c'] });
    expect(deploy(on, { 'package.xml': manifest({}), 'destructiveChanges.xml': gone }).problems).toEqual([
      expect.stringContaining('User.Region__c: This custom field is referenced elsewhere in salesforce.com.'),
    ]);
  });

  it('Given a formula of more than 3,900 characters, When deployed, Then the message is that of the engine', () => {
    const long = `${' '.repeat(3900)}TRUE`;
    expect(ruleProblems(long.replace(/ /g, '&#32;'))).toEqual([
      'Account.R: Formula is too long (3,904 characters).  Maximum length is 3,900 characters',
    ]);
  });
});
