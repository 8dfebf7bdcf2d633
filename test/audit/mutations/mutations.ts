import { integrations } from './integrations.js';
import type { Mutation } from './mutation.js';
import { setup } from './setup.js';
import {
  add,
  all,
  assigned,
  banner,
  complete,
  condition,
  create,
  flow,
  gone,
  insert,
  list,
  page,
  set,
  type Step,
  swap,
  trigger,
  workflow,
} from './steps.js';

const READER = 'Synthetic_Provenance_Reader';
const WRITER = 'Synthetic_Provenance_Writer';
const STEWARD = 'Synthetic_Provenance_Steward';
const GENERATOR = 'Synthetic_Provenance_Generator';
/** Takes a grant out of a permission set. */
const noGrant = (set: string, of: string): Step =>
  list('PermissionSet', set, 'fieldPermissions', (grants) => grants.filter((grant) => grant['field'] !== of));
const field = (name: string, elements: Record<string, string>): Step => set('CustomField', name, elements);

const markers: readonly Mutation[] = [
  ['a marker has another label', field('Account.Is_Synthetic__c', { label: 'Flag' }), ['markers-present']],
  ['a marker has another help text', field('Lead.Generation_Source__c', { inlineHelpText: 'x' }), ['markers-present']],
  [
    'a marker has another description',
    field('Contact.Creation_Timestamp__c', { description: 'x' }),
    ['markers-present'],
  ],
  ['a marker is ticked by default', field('Account.Is_Synthetic__c', { defaultValue: 'true' }), ['markers-present']],
  ['a marker is shorter', field('Account.Generation_Source__c', { length: '80' }), ['markers-present']],
  ['a marker is unique', field('Account.Generation_Source__c', { unique: 'true' }), ['markers-present']],
  ['a marker is an external id', field('Lead.Generation_Source__c', { externalId: 'true' }), ['markers-present']],
  ['a batch marker is no external id', field('Lead.Generation_Batch__c', { externalId: 'false' }), ['markers-present']],
  ['a marker of activities has another label', field('Activity.Is_Synthetic__c', { label: 'x' }), ['markers-present']],
  [
    'a marker’s changes are not tracked',
    field('Loyalty__c.Is_Synthetic__c', { trackHistory: 'false' }),
    ['markers-present'],
  ],
];

const rule = 'ValidationRule';
const guards: readonly Mutation[] = [
  ['the guard "complete" is off', set(rule, 'Account.Synthetic_Complete', { active: 'false' }), ['guards-active']],
  ['the guard "immutable" is off', set(rule, 'Contact.Synthetic_Immutable', { active: 'false' }), ['guards-active']],
  ['the guard "contained" is off', set(rule, 'Lead.Synthetic_Contained', { active: 'false' }), ['guards-active']],
  ['the guard "declared" is off', set(rule, 'Task.Synthetic_Declared', { active: 'false' }), ['guards-active']],
  ['a guard is gone', gone(rule, 'Account.Synthetic_Contained'), ['guards-active']],
  ['a guard of a custom object is gone', gone(rule, 'Loyalty__c.Synthetic_Complete'), ['guards-active']],
  [
    'a guard refuses that is declared to report only',
    set(rule, 'Case.Synthetic_Complete', { active: 'true' }),
    ['guards-active'],
  ],
  [
    'a guard refuses that is declared to be off',
    set(rule, 'Case.Synthetic_Declared', { active: 'true' }),
    ['guards-active'],
  ],
  [
    'a guard is off beside those that report',
    set(rule, 'Case.Synthetic_Immutable', { active: 'false' }),
    ['guards-active'],
  ],
  [
    'a guard that reports would refuse less',
    condition('Case.Synthetic_Complete', (formula) => formula.replace('> NOW()', '> NOW() + 3650')),
    ['guards-active'],
  ],
  ['what reports says nothing', field('Case.Provenance_Problem__c', { formula: '""' }), ['guards-active']],
  [
    'what reports knows fewer guards',
    swap('CustomField', 'Case.Provenance_Problem__c', 'Synthetic_Contained ', ''),
    ['guards-active'],
  ],
  ['the list of what would be refused is gone', gone('ListView', 'Case.Provenance_Problems'), ['guards-active']],
  [
    'the list of what would be refused shows all',
    swap('ListView', 'Case.Provenance_Problems', 'notEqual', 'equals'),
    ['guards-active'],
  ],
  ['a set does not show what would be refused', noGrant(READER, 'Case.Provenance_Problem__c'), ['access-granted']],
  ['a record came in that a guard only reports', create('Case', { Is_Synthetic__c: true }), ['records-complete']],
  ['a guard says something else', set(rule, 'Account.Synthetic_Complete', { errorMessage: 'No.' }), ['guards-active']],
  ['a guard is described otherwise', set(rule, 'Account.Synthetic_Complete', { description: 'x' }), ['guards-active']],
  [
    'a guard never fires',
    set(rule, 'Account.Synthetic_Complete', { errorConditionFormula: 'FALSE' }),
    ['guards-active'],
  ],
  [
    'a guard always fires',
    set(rule, 'Account.Synthetic_Complete', { errorConditionFormula: 'TRUE' }),
    ['guards-active'],
  ],
  [
    'a guard spares a profile',
    condition('Account.Synthetic_Contained', (formula) => `AND(${formula}, $Profile.Name <> "Integration")`),
    ['guards-active'],
  ],
  [
    'a guard spares holders of another permission',
    condition('Lead.Synthetic_Complete', (formula) => `${formula} && !$Permission.Declare_Synthetic_Provenance`),
    ['guards-active'],
  ],
  [
    'a guard looks at new records only',
    condition('Lead.Synthetic_Complete', (formula) => `IF(ISNEW(), ${formula}, FALSE)`),
    ['guards-active'],
  ],
  [
    'a guard is turned around',
    condition('Contact.Synthetic_Complete', (formula) => `NOT(${formula})`),
    ['guards-active'],
  ],
  [
    'a guard lets the future in',
    condition('Account.Synthetic_Complete', (formula) => formula.replace('> NOW()', '> NOW() + 3650')),
    ['guards-active'],
  ],
  [
    'a guard lets a marker change',
    condition('Account.Synthetic_Immutable', (formula) => formula.replace('ISCHANGED(Is_Synthetic__c)', 'FALSE')),
    ['guards-active'],
  ],
  [
    'a guard wants two reasons instead of one',
    condition('Account.Synthetic_Contained', (formula) => formula.replace(/OR\(\s*NOT/, 'AND(NOT')),
    ['guards-active'],
  ],
  [
    'a guard compares less of the ids',
    condition('Account.Synthetic_Contained', (formula) => formula.replaceAll(', 15)', ', 3)')),
    ['guards-active'],
  ],
  [
    'a guard compares without case',
    condition('Contact.Synthetic_Contained', (formula) =>
      formula.replace('LEFT($Organization.Id, 15)', 'UPPER(LEFT($Organization.Id, 15))'),
    ),
    ['guards-active'],
  ],
];

const views = 'ListView';
const badges: readonly Mutation[] = [
  ['a badge shows nothing', field('Account.Provenance_Badge__c', { formula: '""' }), ['badges-shown']],
  [
    'a badge shows another picture',
    swap('CustomField', 'Lead.Provenance_Badge__c', 'Synthetic_Badge', 'Other'),
    ['badges-shown'],
  ],
  [
    'a badge shows for genuine records',
    swap('CustomField', 'Lead.Provenance_Badge__c', 'Is_Synthetic__c', 'NOT(Is_Synthetic__c)'),
    ['badges-shown'],
  ],
  ['a badge is called otherwise', field('Contact.Provenance_Badge__c', { label: 'Note' }), ['badges-shown']],
  ['the picture is gone', gone('StaticResource', 'Synthetic_Badge'), ['badges-shown']],
  ['a list view is gone', gone(views, 'Account.Synthetic_Records'), ['badges-shown']],
  ['a list view is called otherwise', set(views, 'Account.Synthetic_Records', { label: 'Accounts' }), ['badges-shown']],
  [
    'a list view shows the others',
    swap(views, 'Lead.Synthetic_Records', '"value":"1"', '"value":"0"'),
    ['badges-shown'],
  ],
  ['a list view shows one’s own only', set(views, 'Lead.Genuine_Records', { filterScope: 'Mine' }), ['badges-shown']],
  [
    'a list view lost the badge',
    swap(views, 'Contact.Synthetic_Records', /"Provenance_Badge__c",?/, ''),
    ['badges-shown'],
  ],
  [
    'a list view has one more filter',
    list(views, 'Contact.Genuine_Records', 'filters', (filters) => [
      ...filters,
      { field: 'NAME', operation: 'contains', value: 'x' },
    ]),
    ['badges-shown'],
  ],
];

const sets = 'PermissionSet';
const grant = (name: string, editable: string): Record<string, string> => ({ editable, field: name, readable: 'true' });
const without = (name: string, permissionSet: string): Step =>
  list(sets, permissionSet, 'fieldPermissions', (all) => all.filter((entry) => entry['field'] !== name));
const access: readonly Mutation[] = [
  ['readers don’t see a marker', without('Account.Is_Synthetic__c', READER), ['access-granted']],
  ['readers don’t see the badge', without('Lead.Provenance_Badge__c', READER), ['access-granted']],
  [
    'readers may edit a marker',
    list(sets, READER, 'fieldPermissions', (every) =>
      every.map((entry) => (entry['field'] === 'Lead.Is_Synthetic__c' ? { ...entry, editable: 'true' } : entry)),
    ),
    ['access-granted', 'access-held'],
  ],
  ['writers can’t write a marker', without('Contact.Generation_Source__c', WRITER), ['access-granted']],
  [
    'writers lift immutability',
    set(sets, WRITER, { customPermissions: [{ enabled: 'true', name: 'Manage_Synthetic_Provenance' }] }),
    ['access-granted', 'access-held'],
  ],
  ['stewards don’t lift immutability', set(sets, STEWARD, { customPermissions: [] }), ['access-granted']],
  ['generators are not obliged', set(sets, GENERATOR, { customPermissions: [] }), ['access-granted']],
  ['the readers’ set is gone', gone(sets, READER), ['access-granted']],
  ['the readers’ set is called otherwise', set(sets, READER, { label: 'x' }), ['access-granted']],
  [
    'a set grants another field too',
    list(sets, READER, 'fieldPermissions', (every) => [...every, grant('Account.Phone', 'true')]),
    ['access-granted'],
  ],
  [
    'a set grants a user permission too',
    set(sets, WRITER, { userPermissions: [{ enabled: 'true', name: 'ApiEnabled' }] }),
    ['access-granted'],
  ],
  [
    'the permission is called otherwise',
    set('CustomPermission', 'Manage_Synthetic_Provenance', { label: 'x' }),
    ['access-granted'],
  ],
  [
    'a foreign set edits a marker',
    add(sets, 'Backdoor', { label: 'Backdoor', fieldPermissions: [grant('Account.Is_Synthetic__c', 'true')] }),
    ['access-held'],
  ],
  [
    'a foreign set lifts immutability',
    add(sets, 'Backdoor', {
      label: 'Backdoor',
      customPermissions: [{ enabled: 'true', name: 'Manage_Synthetic_Provenance' }],
    }),
    ['access-held'],
  ],
  [
    'a profile edits a marker',
    add('Profile', 'Standard', { custom: 'false', fieldPermissions: [grant('Lead.Generation_Source__c', 'true')] }),
    ['access-held'],
  ],
];

const record = 'Synthetic_Data_Policy.This_Org';
const policy: readonly Mutation[] = [
  ['the policy accepts otherwise', swap('CustomMetadata', record, '"true"', '"false"'), ['policy-bound']],
  ['the policy is another org’s', swap('CustomMetadata', record, /00D\w{15}/, '00D000000000XYZAAA'), ['policy-bound']],
  ['the policy is gone', gone('CustomMetadata', record), ['policy-bound']],
  [
    'the policy’s field has another label',
    field('Synthetic_Data_Policy__mdt.Accepts_Synthetic__c', { label: 'x' }),
    ['policy-bound'],
  ],
  [
    'the policy’s type is called otherwise',
    set('CustomObject', 'Synthetic_Data_Policy__mdt', { label: 'x' }),
    ['policy-bound'],
  ],
];

const mapping = 'LeadConvertSettings';
const others: readonly Mutation[] = [
  ['nothing is handed on at conversion', set(mapping, mapping, { objectMapping: [] }), ['conversion-mapped']],
  [
    'one marker is not handed on',
    swap(mapping, mapping, '{"inputField":"Is_Synthetic__c","outputField":"Is_Synthetic__c"},', ''),
    ['conversion-mapped'],
  ],
  ['a translation is gone', gone('CustomObjectTranslation', 'Account-de'), ['texts-translated']],
  [
    'a translation says something else',
    swap('CustomObjectTranslation', 'Lead-de', 'Ist synthetisch', 'Echt'),
    ['texts-translated'],
  ],
  [
    'a message is translated otherwise',
    swap('CustomObjectTranslation', 'Contact-de', 'unvollständig', 'gut'),
    ['texts-translated'],
  ],
  ['a flow unmarks before the save', flow(), ['automations-guarded']],
  [
    'a flow writes a source before the save',
    flow({ object: 'Loyalty__c', field: 'Generation_Source__c' }),
    ['automations-guarded'],
  ],
  ['a workflow unmarks after the guards', workflow(), ['automations-guarded']],
  [
    'a trigger unmarks before the save',
    trigger('trigger Mover on Lead (before update) { for (Lead l : Trigger.new) l.Is_Synthetic__c = false; }'),
    ['automations-guarded'],
  ],
  ['the banner is on no page of an object', all(banner, page('Account', 'c:other')), ['banner-placed']],
  [
    'a synthetic record has no source',
    insert('Account', { ...complete, Name: 'A', Generation_Source__c: null }),
    ['records-complete'],
  ],
  [
    'a synthetic record has no time',
    insert('Lead', { ...complete, LastName: 'L', Company: 'C', Creation_Timestamp__c: null }),
    ['records-complete'],
  ],
  [
    'a record is from the future',
    insert('Contact', { ...complete, LastName: 'C', Creation_Timestamp__c: '2030-01-01T00:00:00.000Z' }),
    ['records-complete'],
  ],
  [
    'a genuine record has a source',
    insert('Account', { ...complete, Name: 'A', Is_Synthetic__c: false }),
    ['records-complete'],
  ],
  [
    'a generator left a record unlabelled',
    all(assigned(GENERATOR), insert('Account', { Name: 'A' })),
    ['records-declared'],
  ],
];

export const mutations: readonly Mutation[] = [
  ...markers,
  ...guards,
  ...badges,
  ...access,
  ...policy,
  ...others,
  ...integrations,
  ...setup,
];
