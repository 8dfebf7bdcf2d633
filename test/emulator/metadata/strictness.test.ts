import { bench, deploy, file, manifest, markerField, objectPackage } from './support.js';

const field = (name: string, inner: string): Record<string, string> =>
  objectPackage('Account', `<fields><fullName>${name}</fullName>${inner}</fields>`, {
    CustomField: [`Account.${name}`],
  });

const rule = (inner: string, name = 'R'): Record<string, string> =>
  objectPackage('Account', `<validationRules><fullName>${name}</fullName>${inner}</validationRules>`, {
    ValidationRule: [`Account.${name}`],
  });

const view = (inner: string): Record<string, string> =>
  objectPackage('Account', `${markerField}<listViews><fullName>V</fullName>${inner}</listViews>`, {
    CustomField: ['Account.Is_Synthetic__c'],
    ListView: ['Account.V'],
  });

const permissionSet = (inner: string): Record<string, string> => ({
  'package.xml': manifest({
    PermissionSet: ['P'],
    CustomField: ['Account.Is_Synthetic__c', 'Account.Req__c', 'Account.F__c'],
  }),
  'objects/Account.object': file(
    'CustomObject',
    `${markerField}<fields><fullName>Req__c</fullName><label>R</label><length>9</length><required>true</required><type>Text</type></fields><fields><fullName>F__c</fullName><formula>Name</formula><label>F</label><type>Text</type></fields>`,
  ),
  'permissionsets/P.permissionset': file('PermissionSet', inner),
});

const text = '<label>X</label><length>10</length><type>Text</type>';
const guard = (formula: string): string =>
  `<active>true</active><errorConditionFormula>${formula}</errorConditionFormula><errorMessage>m</errorMessage>`;

const cases: [string, Record<string, string>, string][] = [
  [
    'an unknown element',
    field('X__c', `${text}<foo>1</foo>`),
    'Account: Error parsing file: Element {http://soap.sforce.com/2006/04/metadata}foo invalid at this location in type CustomField',
  ],
  [
    'an element of another namespace',
    field('X__c', `${text}<unique xmlns="urn:x">true</unique>`),
    'Account: Error parsing file: Element {urn:x}unique invalid at this location in type CustomField',
  ],
  [
    'an element twice',
    field('X__c', `${text}<label>Y</label>`),
    'Account: Error parsing file: Element label is duplicated at this location in type CustomField',
  ],
  [
    'a bad boolean',
    field('X__c', `${text}<unique>yes</unique>`),
    "Account: Error parsing file: 'yes' is not a valid value for the type xsd:boolean",
  ],
  [
    'a bad number',
    field('X__c', '<label>X</label><length>ten</length><type>Text</type>'),
    "Account: Error parsing file: 'ten' is not a valid value for the type xsd:int",
  ],
  [
    'a bad enum value',
    field('X__c', '<label>X</label><type>Formula</type>'),
    "Account: Error parsing file: 'Formula' is not a valid value for the enum 'FieldType'",
  ],
  [
    'no label',
    field('X__c', '<length>10</length><type>Text</type>'),
    'Account.X__c: Must specify a non-empty label for the CustomField',
  ],
  [
    'a long label',
    field('X__c', `<label>${'x'.repeat(41)}</label><length>10</length><type>Text</type>`),
    'Account.X__c: Value too long for field: MasterLabel maximum length is:40',
  ],
  [
    'a long help text',
    field('X__c', `<inlineHelpText>${'x'.repeat(511)}</inlineHelpText>${text}`),
    'Account.X__c: Value too long for field: InlineHelpText maximum length is:510',
  ],
  [
    'a field name with two underscores',
    field('X__Y__c', text),
    'Account.X__Y__c: The custom field name you provided X__Y on object Account can only contain alphanumeric characters, must begin with a letter, cannot end with an underscore or contain two consecutive underscore characters, and must be unique across all Account fields.',
  ],
  [
    'a long field name',
    field(`${'X'.repeat(41)}__c`, text),
    `Account.${'X'.repeat(41)}__c: Value too long for field: DeveloperName maximum length is:40`,
  ],
  [
    'a text without a length',
    field('X__c', '<label>X</label><type>Text</type>'),
    "Account.X__c: Must specify 'length' for a CustomField of type Text",
  ],
  [
    'a text of 256',
    field('X__c', '<label>X</label><length>256</length><type>Text</type>'),
    "Account.X__c: The value of 'length' for a CustomField of type Text must be between 1 and 255.",
  ],
  [
    'a checkbox without a default',
    field('X__c', '<label>X</label><type>Checkbox</type>'),
    "Account.X__c: Must specify 'defaultValue' for a CustomField of type Checkbox",
  ],
  [
    'a text area with a length',
    field('X__c', '<label>X</label><length>255</length><type>TextArea</type>'),
    "Account.X__c: Can not specify 'length' for a CustomField of type TextArea",
  ],
  [
    'a required long text',
    field(
      'X__c',
      '<label>X</label><length>300</length><required>true</required><type>LongTextArea</type><visibleLines>3</visibleLines>',
    ),
    "Account.X__c: Can not specify 'required' for a CustomField of type LongTextArea",
  ],
  [
    'a scale over the precision',
    field('X__c', '<label>X</label><precision>2</precision><scale>3</scale><type>Number</type>'),
    "Account.X__c: The value of 'scale' must not be greater than the value of 'precision'.",
  ],
  [
    'a picklist without values',
    field('X__c', '<label>X</label><type>Picklist</type>'),
    "Account.X__c: Must specify 'valueSet' for a CustomField of type Picklist",
  ],
  [
    'a lookup to nothing',
    field('X__c', '<label>X</label><referenceTo>Nope__c</referenceTo><type>Lookup</type>'),
    'Account.X__c: In field: referenceTo - no CustomObject named Nope__c found',
  ],
  [
    'a field type that is not emulated',
    field('X__c', '<label>X</label><type>Location</type>'),
    'Account.X__c: The embedded org does not take custom fields of type Location.',
  ],
  [
    'a formula of the wrong type',
    field('X__c', '<formula>1 + 1</formula><label>X</label><type>Text</type>'),
    'Account.X__c: Formula result is data type (Number), incompatible with expected data type (Text).',
  ],
  [
    'a formula that names itself',
    field('X__c', '<formula>X__c</formula><label>X</label><type>Text</type>'),
    'Account.X__c: Formula field Account.X__c refers to itself.',
  ],
  [
    'a default value that is no formula',
    field('X__c', `<defaultValue>hello</defaultValue>${text}`),
    'Account.X__c: Field hello does not exist. Check spelling.',
  ],
  [
    'a field of no object',
    objectPackage('Nope__c', `<fields><fullName>X__c</fullName>${text}</fields>`, { CustomField: ['Nope__c.X__c'] }),
    'Nope__c.X__c: In field: entity - no CustomObject named Nope__c found',
  ],
  [
    'a rule without a message',
    rule('<active>true</active><errorConditionFormula>true</errorConditionFormula>'),
    'Account: Required field is missing: errorMessage',
  ],
  [
    'a rule with a bad name',
    rule(guard('true'), 'R_'),
    'Account.R_: The Validation Rule API Name can only contain underscores and alphanumeric characters. It must be unique, begin with a letter, not include spaces, not end with an underscore, and not contain two consecutive underscores.',
  ],
  [
    'a rule with a long message',
    rule(
      `<active>true</active><errorConditionFormula>true</errorConditionFormula><errorMessage>${'m'.repeat(256)}</errorMessage>`,
    ),
    'Account.R: Value too long for field: ErrorMessage maximum length is:255',
  ],
  [
    'a rule that names a missing field',
    rule(guard('Nope__c')),
    'Account.R: Field Nope__c does not exist. Check spelling.',
  ],
  [
    'a rule that names a missing permission',
    rule(guard('$Permission.Nope')),
    'Account.R: Field $Permission.Nope does not exist. Check spelling.',
  ],
  [
    'a rule that names a missing custom metadata record',
    rule(guard('$CustomMetadata.T__mdt.R.F__c')),
    'Account.R: Field $CustomMetadata.T__mdt.R.F__c does not exist. Check spelling.',
  ],
  [
    'a rule that is not a boolean',
    rule(guard('Name')),
    'Account.R: Formula result is data type (Text), incompatible with expected data type (true or false).',
  ],
  [
    'a list view with an unknown column',
    view('<columns>NAME</columns><filterScope>Everything</filterScope><label>V</label>'),
    'Account.V: Could not resolve list view column: NAME',
  ],
  [
    'a list view with a long label',
    view(`<filterScope>Everything</filterScope><label>${'v'.repeat(41)}</label>`),
    'Account.V: Value too long for field: Name maximum length is:40',
  ],
  [
    'a list view with a scope of other objects',
    view('<filterScope>Delegated</filterScope><label>V</label>'),
    'Account.V: Invalid scope:Delegated, not allowed',
  ],
  [
    'a list view with an unfit operation',
    view(
      '<filterScope>Everything</filterScope><filters><field>Is_Synthetic__c</field><operation>contains</operation><value>1</value></filters><label>V</label>',
    ),
    'Account.V: Invalid filter operator',
  ],
  [
    'a list view that compares a checkbox with true',
    view(
      '<filterScope>Everything</filterScope><filters><field>Is_Synthetic__c</field><operation>equals</operation><value>true</value></filters><label>V</label>',
    ),
    'Account.V: Invalid value for filter on Is_Synthetic__c: a checkbox is compared with 0 or 1.',
  ],
  [
    'a list view whose filter logic counts wrong',
    view(
      '<booleanFilter>1 AND 2</booleanFilter><filterScope>Everything</filterScope><filters><field>Is_Synthetic__c</field><operation>equals</operation><value>1</value></filters><label>V</label>',
    ),
    'Account.V: Invalid boolean filter: 1 AND 2',
  ],
  [
    'a grant on a missing field',
    permissionSet(
      '<fieldPermissions><editable>false</editable><field>Account.Nope__c</field><readable>true</readable></fieldPermissions><label>P</label>',
    ),
    'P: In field: field - no CustomField named Account.Nope__c found',
  ],
  [
    'a grant on a required field',
    permissionSet(
      '<fieldPermissions><editable>false</editable><field>Account.Req__c</field><readable>true</readable></fieldPermissions><label>P</label>',
    ),
    'P: You cannot deploy to a required field: Account.Req__c',
  ],
  [
    'an editable formula',
    permissionSet(
      '<fieldPermissions><editable>true</editable><field>Account.F__c</field><readable>true</readable></fieldPermissions><label>P</label>',
    ),
    'P: A formula field cannot be editable: Account.F__c',
  ],
  [
    'an editable field that is not readable',
    permissionSet(
      '<fieldPermissions><editable>true</editable><field>Account.Is_Synthetic__c</field><readable>false</readable></fieldPermissions><label>P</label>',
    ),
    'P: A field has to be readable to be editable: Account.Is_Synthetic__c',
  ],
  [
    'grants apart from each other',
    permissionSet(
      '<fieldPermissions><editable>false</editable><field>Account.F__c</field></fieldPermissions><label>P</label><fieldPermissions><editable>false</editable><field>Account.Is_Synthetic__c</field></fieldPermissions>',
    ),
    'P: Error parsing file: Element fieldPermissions is duplicated at this location in type PermissionSet',
  ],
  [
    'the same grant twice',
    permissionSet(
      '<fieldPermissions><editable>false</editable><field>Account.F__c</field></fieldPermissions><fieldPermissions><editable>false</editable><field>Account.F__c</field></fieldPermissions><label>P</label>',
    ),
    'P: Field:field, value:Account.F__c appears more than once',
  ],
  [
    'a grant of a missing custom permission',
    permissionSet('<customPermissions><enabled>true</enabled><name>Nope</name></customPermissions><label>P</label>'),
    'P: In field: customPermission - no CustomPermission named Nope found',
  ],
  [
    'object access without read',
    permissionSet(
      '<label>P</label><objectPermissions><allowCreate>true</allowCreate><allowDelete>false</allowDelete><allowEdit>false</allowEdit><allowRead>false</allowRead><modifyAllRecords>false</modifyAllRecords><object>Account</object><viewAllRecords>false</viewAllRecords></objectPermissions>',
    ),
    'P: Permission Create Account depends on permission(s): Read Account',
  ],
  [
    'an unknown user permission',
    permissionSet('<label>P</label><userPermissions><enabled>true</enabled><name>Fly</name></userPermissions>'),
    'P: Unknown user permission: Fly',
  ],
  [
    'access to a class that does not exist',
    permissionSet('<classAccesses><apexClass>C</apexClass><enabled>true</enabled></classAccesses><label>P</label>'),
    'P: In field: apexClass - no ApexClass named C found',
  ],
  [
    'a type that is not emulated',
    { 'package.xml': manifest({ Bot: ['B'] }), 'bots/B.bot': 'x' },
    'B: The embedded org does not take components of type Bot.',
  ],
  [
    'a type that does not exist',
    { 'package.xml': manifest({ Nonsense: ['C'] }) },
    "package.xml: Unknown type name 'Nonsense' specified in package.xml",
  ],
  [
    'a member without a file',
    { 'package.xml': manifest({ CustomField: ['Account.X__c'] }) },
    "Account.X__c: An object 'Account.X__c' of type CustomField was named in package.xml, but was not found in zipped directory",
  ],
  [
    'a file without a member',
    { ...field('X__c', text), 'package.xml': manifest({}) },
    'Account.X__c: Not in package.xml',
  ],
  ['a version of the future', { 'package.xml': manifest({}, '68.0') }, 'package.xml: Invalid version specified:68.0'],
  ['no manifest', { 'objects/Account.object': file('CustomObject', '') }, 'package.xml: No package.xml found'],
  [
    'a wrong root',
    { 'package.xml': manifest({ PermissionSet: ['P'] }), 'permissionsets/P.permissionset': file('Profile', '') },
    'P: Error parsing file: Element {http://soap.sforce.com/2006/04/metadata}Profile invalid at this location',
  ],
  [
    'broken XML',
    {
      'package.xml': manifest({ PermissionSet: ['P'] }),
      'permissionsets/P.permissionset':
        '<PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata"><label>P</PermissionSet>',
    },
    'P: Error parsing file: end tag must match start tag <label> from line 1',
  ],
  [
    'a field twice',
    objectPackage('Account', `${markerField}${markerField}`, { CustomField: ['Account.Is_Synthetic__c'] }),
    'Account.Is_Synthetic__c: Duplicate name: Account.Is_Synthetic__c is in the package more than once',
  ],
  [
    'a custom object without a label',
    objectPackage(
      'Store__c',
      '<pluralLabel>Stores</pluralLabel><deploymentStatus>Deployed</deploymentStatus><nameField><label>Name</label><type>Text</type></nameField><sharingModel>ReadWrite</sharingModel>',
      { CustomObject: ['Store__c'] },
    ),
    'Store__c: Must specify a non-empty label for the CustomObject',
  ],
  [
    'a custom metadata record of no type',
    {
      'package.xml': manifest({ CustomMetadata: ['T.R'] }),
      'customMetadata/T.R.md': file('CustomMetadata', '<label>R</label>'),
    },
    'T.R: In field: type - no CustomObject named T__mdt found',
  ],
];

describe('strictness', () => {
  it.each(cases)(
    'Given %s, When it is deployed, Then it is refused in the words of the platform',
    (_what, files, problem) => {
      const on = bench();
      const outcome = deploy(on, files);
      expect(outcome.problems).toEqual([problem]);
      expect(outcome).toMatchObject({ status: 'Failed', success: false });
      expect(on.org.components.types()).toEqual([]);
    },
  );

  it('Given an unknown element in a file, When it is deployed, Then the failure says line and column', () => {
    const outcome = deploy(bench(), {
      'package.xml': manifest({ CustomPermission: ['P'] }),
      'customPermissions/P.customPermission':
        '<?xml version="1.0" encoding="UTF-8"?>\n<CustomPermission xmlns="http://soap.sforce.com/2006/04/metadata">\n    <object>x</object>\n</CustomPermission>\n',
    });
    expect(outcome.failures).toMatchObject([
      { lineNumber: '3', columnNumber: '13', fileName: 'customPermissions/P.customPermission' },
    ]);
  });

  it('Given a file that the manifest does not name, When warnings are ignored, Then the deploy succeeds without it', () => {
    const on = bench();
    const outcome = deploy(on, { ...field('X__c', text), 'package.xml': manifest({}) }, { ignoreWarnings: true });
    expect(outcome).toMatchObject({ status: 'Succeeded', problems: [] });
    expect(outcome.successes).toContainEqual(
      expect.objectContaining({ problem: 'Not in package.xml', problemType: 'Warning' }),
    );
    expect(on.org.components.list('CustomField')).toEqual([]);
  });

  it('Given a formula field, When it is deployed as a plain one, Then the change is refused', () => {
    const on = bench();
    deploy(on, field('X__c', '<formula>Name</formula><label>X</label><type>Text</type>'));
    expect(deploy(on, field('X__c', text)).problems).toEqual([
      'Account.X__c: Cannot update a field from a Formula to something else',
    ]);
  });

  it('Given a text field, When it is deployed as a lookup, Then the change is refused; as an email, accepted', () => {
    const on = bench();
    deploy(on, field('X__c', text));
    const lookup =
      '<label>X</label><referenceTo>Contact</referenceTo><relationshipName>Xs</relationshipName><type>Lookup</type>';
    expect(deploy(on, field('X__c', lookup)).problems).toEqual([
      'Account.X__c: Cannot update a field to a Lookup from something else',
    ]);
    expect(deploy(on, field('X__c', '<label>X</label><type>Email</type>')).problems).toEqual([]);
  });

  it('Given two formula fields that name each other, When deployed, Then both are refused', () => {
    const formula = (name: string, other: string): string =>
      `<fields><fullName>${name}</fullName><formula>${other}</formula><label>${name}</label><type>Text</type></fields>`;
    const outcome = deploy(
      bench(),
      objectPackage('Account', formula('A__c', 'B__c') + formula('B__c', 'A__c'), {
        CustomField: ['Account.A__c', 'Account.B__c'],
      }),
    );
    expect(outcome.problems).toEqual([
      'Account.A__c: Formula field Account.A__c refers to itself.',
      'Account.B__c: Formula field Account.B__c refers to itself.',
    ]);
  });
});
