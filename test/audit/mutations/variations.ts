import type { Variation } from './mutation.js';
import { setupVariations } from './setup.js';
import {
  add,
  all,
  assigned,
  banner,
  complete,
  condition,
  create,
  flow,
  insert,
  list,
  page,
  remoteSite,
  set,
  type Step,
  swap,
  trigger,
  workflow,
} from './steps.js';

const field = (name: string, elements: Record<string, string>): Step => set('CustomField', name, elements);
const COMPLETE = 'Account.Synthetic_Complete';

const formulas: readonly Variation[] = [
  ['white space in a guard', condition(COMPLETE, (formula) => formula.replaceAll(',', ' ,\r\n\t'))],
  ['no white space in a guard', condition('Account.Synthetic_Contained', (formula) => formula.replace(/\s+/g, ''))],
  ['a comment in a guard', condition(COMPLETE, (formula) => `/* asked for by law */ ${formula}`)],
  ['brackets around a guard', condition(COMPLETE, (formula) => `((${formula}))`)],
  ['a guard in lower case', condition('Lead.Synthetic_Immutable', (formula) => formula.toLowerCase())],
  [
    'another order in a guard',
    condition('Lead.Synthetic_Immutable', (formula) =>
      formula.replace(/^AND\(\s*NOT\(ISNEW\(\)\),([^]*)\)$/, 'AND($1, NOT(ISNEW()))'),
    ),
  ],
  [
    'operators in a guard',
    condition(
      'Contact.Synthetic_Declared',
      () => '!(NOT(ISNEW())) && $Permission.Declare_Synthetic_Provenance && ISBLANK(Generation_Source__c)',
    ),
  ],
  [
    'a comparison with true',
    condition(COMPLETE, (formula) => formula.replace('NOT(Is_Synthetic__c)', '(Is_Synthetic__c = FALSE)')),
  ],
  ['a double negation', condition(COMPLETE, (formula) => `NOT(NOT(${formula}))`)],
  ['what is always true beside a guard', condition(COMPLETE, (formula) => `AND(${formula}, OR(1 = 1, ISNEW()))`)],
  ['what is never true beside a guard', condition(COMPLETE, (formula) => `OR(${formula}, FALSE)`)],
  ['what a guard says twice', condition(COMPLETE, (formula) => `OR(${formula}, AND(ISNEW(), ${formula}))`)],
  ['unequal in another sign', condition('Account.Synthetic_Contained', (formula) => formula.replace('<>', '!='))],
  [
    'unequal by negation',
    condition('Account.Synthetic_Contained', (formula) =>
      formula.replace(
        /LEFT\((\$Custom[^,]*), 15\) <> LEFT\(\$Organization.Id, 15\)/,
        'NOT(LEFT($1, 15) = LEFT($Organization.Id, 15))',
      ),
    ),
  ],
  [
    'sides exchanged',
    condition(COMPLETE, (formula) => formula.replace('Creation_Timestamp__c > NOW()', 'NOW() < Creation_Timestamp__c')),
  ],
  ['IF instead of AND', condition('Contact.Synthetic_Declared', (formula) => `IF(TRUE, ${formula}, FALSE)`)],
  [
    'white space in a badge',
    field('Account.Provenance_Badge__c', {
      formula: 'IF( Is_Synthetic__c ,\nIMAGE( "/resource/Synthetic_Badge" , "Synthetic record", 16, 16 ), "" )',
    }),
  ],
];

const defaults: readonly Variation[] = [
  ['a longer marker', field('Account.Generation_Source__c', { length: '255' })],
  ['a default that the API adds to a field', field('Account.Generation_Source__c', { caseSensitive: 'false' })],
  ['a field that tracks no trending', field('Account.Is_Synthetic__c', { trackTrending: 'false' })],
  ['a field of confidential data', field('Account.Generation_Source__c', { securityClassification: 'Internal' })],
  ['a field with an owner', field('Lead.Is_Synthetic__c', { businessStatus: 'Active' })],
  ['how a badge treats blanks', field('Lead.Provenance_Badge__c', { formulaTreatBlanksAs: 'BlankAsZero' })],
  ['where a guard shows its message', set('ValidationRule', COMPLETE, { errorDisplayField: 'Generation_Source__c' })],
  ['a false that the API adds to a guard', set('ValidationRule', COMPLETE, { shouldEvaluateOnClient: 'false' })],
  ['a language of a list view', set('ListView', 'Account.Synthetic_Records', { language: 'en_US' })],
  ['a license of a set', set('PermissionSet', 'Synthetic_Provenance_Reader', { license: 'Salesforce' })],
  [
    'a grant of nothing in a set',
    list('PermissionSet', 'Synthetic_Provenance_Reader', 'fieldPermissions', (all) => [
      ...all,
      { editable: 'false', field: 'Account.Fax', readable: 'false' },
    ]),
  ],
  [
    'grants in another order',
    list('PermissionSet', 'Synthetic_Provenance_Writer', 'fieldPermissions', (all) => [...all].reverse()),
  ],
  [
    'a protected flag of the permission',
    set('CustomPermission', 'Manage_Synthetic_Provenance', { isLicensed: 'false' }),
  ],
];

const customField = (name: string, elements: Record<string, string> = {}): Step =>
  add('CustomField', name, { label: 'Other', type: 'Text', length: '20', ...elements });
const grant = (name: string, editable = 'true'): Record<string, string> => ({
  editable,
  field: name,
  readable: 'true',
});
const set1 = (body: Record<string, unknown>): Step => add('PermissionSet', 'Other', { label: 'Other', ...body });

const unrelated: readonly Variation[] = [
  ['another field', customField('Account.Other__c')],
  ['a field that is named alike', customField('Account.Synthetic__c', { type: 'Checkbox', defaultValue: 'true' })],
  ['another formula field', customField('Lead.Other__c', { formula: '"x"' })],
  [
    'another object',
    add('CustomObject', 'Other__c', {
      label: 'Other',
      pluralLabel: 'Others',
      sharingModel: 'ReadWrite',
      deploymentStatus: 'Deployed',
      nameField: { label: 'Name', type: 'Text' },
    }),
  ],
  [
    'another rule',
    add('ValidationRule', 'Account.Other', {
      active: 'true',
      errorConditionFormula: 'ISBLANK(Phone)',
      errorMessage: 'x',
    }),
  ],
  [
    'another rule that is off',
    add('ValidationRule', 'Lead.Other', {
      active: 'false',
      errorConditionFormula: 'Is_Synthetic__c',
      errorMessage: 'x',
    }),
  ],
  [
    'another list view',
    add('ListView', 'Account.Other', { columns: ['ACCOUNT.NAME'], filterScope: 'Everything', label: 'Other' }),
  ],
  ['another picture', add('StaticResource', 'Other', { cacheControl: 'Public', contentType: 'image/png' }, 'x')],
  ['another custom permission', add('CustomPermission', 'Other', { label: 'Other' })],
  ['another set that reads a marker', set1({ fieldPermissions: [grant('Account.Is_Synthetic__c', 'false')] })],
  ['another set that edits another field', set1({ fieldPermissions: [grant('Account.Phone')] })],
  [
    'another set with another permission',
    set1({ customPermissions: [{ enabled: 'true', name: 'Declare_Synthetic_Provenance' }] }),
  ],
  [
    'another set with a permission that is off',
    set1({ customPermissions: [{ enabled: 'false', name: 'Manage_Synthetic_Provenance' }] }),
  ],
  [
    'another set with access to an object',
    set1({
      objectPermissions: [
        {
          allowCreate: 'true',
          allowDelete: 'false',
          allowEdit: 'true',
          allowRead: 'true',
          modifyAllRecords: 'false',
          object: 'Loyalty__c',
          viewAllRecords: 'false',
        },
      ],
    }),
  ],
  [
    'another set that customizes the application',
    set1({ userPermissions: [{ enabled: 'true', name: 'CustomizeApplication' }] }),
  ],
  [
    'a group of the schema’s sets',
    add('PermissionSetGroup', 'Loaders', {
      label: 'Loaders',
      permissionSets: ['Synthetic_Provenance_Writer'],
      status: 'Updated',
    }),
  ],
  [
    'a profile that reads a marker',
    add('Profile', 'Standard', { custom: 'false', fieldPermissions: [grant('Lead.Is_Synthetic__c', 'false')] }),
  ],
  ['a generator', assigned('Synthetic_Provenance_Generator')],
  ['a steward', assigned('Synthetic_Provenance_Steward')],
  [
    'another custom metadata record of the policy',
    add('CustomMetadata', 'Synthetic_Data_Policy.Other', { label: 'Other', protected: 'false', values: [] }),
  ],
  [
    'one more field at conversion',
    swap(
      'LeadConvertSettings',
      'LeadConvertSettings',
      '"mappingFields":[',
      '"mappingFields":[{"inputField":"Other__c","outputField":"Other__c"},',
    ),
  ],
  [
    'another translated field',
    list('CustomObjectTranslation', 'Account-de', 'fields', (all) => [...all, { name: 'Other__c', label: 'Andere' }]),
  ],
  [
    'another language',
    add('CustomObjectTranslation', 'Account-fr', { fields: [{ name: 'Is_Synthetic__c', label: 'Synthétique' }] }),
  ],
];

const suspended: readonly Variation[] = [
  ['a whole record where guards only report', create('Case', { Subject: 'x', ...complete, Generation_Batch__c: '1' })],
  ['white space in what reports', swap('CustomField', 'Case.Provenance_Problem__c', /\\n */g, ' ')],
  [
    'another label of the list of what would be refused in a language',
    set('ListView', 'Case.Provenance_Problems', { language: 'de' }),
  ],
];

const around: readonly Variation[] = [
  ['a flow of another field', flow({ field: 'Description' })],
  ['a flow that is a draft', flow({ status: 'Draft' })],
  ['a flow after the save', flow({ trigger: 'RecordAfterSave' })],
  ['a flow of another object', flow({ object: 'Opportunity' })],
  ['a workflow of another field', workflow({ field: 'Description' })],
  ['a trigger after the save', trigger('trigger Mover on Lead (after update) { Handler.run(); }')],
  [
    'a trigger that is off',
    trigger('trigger Mover on Lead (before update) { l.Is_Synthetic__c = false; }', 'Inactive'),
  ],
  ['a trigger that does nothing', trigger('trigger Mover on Lead (before update) { }')],
  [
    'a trigger of another object',
    trigger('trigger Mover on Opportunity (before update) { o.Is_Synthetic__c = false; }'),
  ],
  ['a page without a banner, which is not installed', page('Account', 'c:other')],
  ['a page with the banner', all(banner, page('Account', 'c:syntheticBanner'))],
  ['a remote site of a sandbox', remoteSite('https://acme--uat.sandbox.my.salesforce.com')],
  ['a remote site of somebody else', remoteSite('https://acme.example')],
  ['a remote site of production that is off', remoteSite('https://acme.my.salesforce.com', 'false')],
  [
    'a named credential of a sandbox',
    add('NamedCredential', 'Uat', { endpoint: 'https://acme--uat.sandbox.my.salesforce.com', label: 'Uat' }),
  ],
  [
    'an event relay to somebody else',
    all(
      add('NamedCredential', 'Aws', {
        label: 'Aws',
        namedCredentialParameters: [
          { parameterName: 'Url', parameterType: 'Url', parameterValue: 'https://events.eu-central-1.amazonaws.com' },
        ],
        namedCredentialType: 'SecuredEndpoint',
      }),
      add('EventRelayConfig', 'Relay', {
        destinationResourceName: 'callout:Aws',
        eventChannel: 'E__chn',
        label: 'Relay',
        state: 'RUN',
      }),
    ),
  ],
  [
    'an outbound message to somebody else',
    add('WorkflowOutboundMessage', 'Account.Tell', {
      apiVersion: '66.0',
      endpointUrl: 'https://acme.example',
      name: 'Tell',
    }),
  ],
  ['a genuine record', insert('Account', { Name: 'A' })],
  ['many genuine records', all(...['A', 'B', 'C'].map((Name) => insert('Account', { Name })))],
  ['a synthetic record, which the org accepts', insert('Account', { ...complete, Name: 'A' })],
  [
    'a synthetic record with a batch',
    insert('Lead', { ...complete, LastName: 'L', Company: 'C', Generation_Batch__c: 'run-1' }),
  ],
  [
    'a record that a generator labelled',
    all(assigned('Synthetic_Provenance_Generator'), insert('Account', { ...complete, Name: 'A' })),
  ],
];

export const variations: readonly Variation[] = [
  ...formulas,
  ...defaults,
  ...unrelated,
  ...suspended,
  ...around,
  ...setupVariations,
];
