import type { Mutation, Variation } from './mutation.js';
import {
  add,
  all,
  anew,
  deleted,
  fieldRemade,
  joined,
  list,
  set,
  type Step,
  swap,
  written,
  writtenAndBack,
} from './steps.js';

/** What somebody does in Setup: to controls and back again, to what is tracked, to groups, to the mapping of leads. */

const GUARD = 'Account.Synthetic_Complete';
const READER = 'Synthetic_Provenance_Reader';
const WRITER = 'Synthetic_Provenance_Writer';
const MAPPING = 'LeadConvertSettings';
const rule = 'ValidationRule';

const deployedRule = (active: boolean): Step => {
  const xml = `<validationRules><fullName>Synthetic_Complete</fullName><active>${active}</active><errorConditionFormula>FALSE</errorConditionFormula><errorMessage>x</errorMessage></validationRules>`;
  return (org) => void org.deploy(rule, GUARD, 'objects/Account.object', xml);
};

const tampering: readonly Mutation[] = [
  ['a guard was switched off by a deploy', deployedRule(false), ['guards-active', 'controls-untouched']],
  ['a guard was rewritten by a deploy', deployedRule(true), ['guards-active', 'controls-untouched']],
  ['a guard was off for a while', writtenAndBack(rule, GUARD, { active: false }), ['controls-untouched']],
  ['a guard was deleted in Setup', deleted(rule, 'Lead.Synthetic_Contained'), ['guards-active', 'controls-untouched']],
  ['a marker was deleted and made anew', fieldRemade('Loyalty__c.Generation_Batch__c'), ['controls-untouched']],
  ['a guard was deleted and made anew', anew(rule, 'Contact.Synthetic_Immutable'), ['controls-untouched']],
];

const history: readonly Mutation[] = [
  [
    'the history of one marker is off in Setup',
    written('CustomField', 'Loyalty__c.Generation_Source__c', { trackHistory: false }),
    ['markers-present'],
  ],
];

const groups: readonly Mutation[] = [
  [
    'a foreign set in a group edits a marker',
    all(
      add('PermissionSet', 'Backdoor', {
        label: 'Backdoor',
        fieldPermissions: [{ editable: 'true', field: 'Lead.Is_Synthetic__c', readable: 'true' }],
      }),
      add('PermissionSetGroup', 'Staff', { label: 'Staff', permissionSets: ['Backdoor'], status: 'Updated' }),
      joined('Staff'),
    ),
    ['access-held'],
  ],
];

const mapping: readonly Mutation[] = [
  [
    'nothing is handed on to contacts',
    list(MAPPING, MAPPING, 'objectMapping', (every) => every.filter((entry) => entry['outputObject'] !== 'Contact')),
    ['conversion-mapped'],
  ],
  [
    'a marker is handed on to another field',
    swap(MAPPING, MAPPING, '"outputField":"Generation_Source__c"', '"outputField":"Other__c"'),
    ['conversion-mapped'],
  ],
];

export const setup: readonly Mutation[] = [...tampering, ...history, ...groups, ...mapping];

const group = (permissionSets: string[], muting: string[] = []): Step =>
  add('PermissionSetGroup', 'Staff', {
    label: 'Staff',
    mutingPermissionSets: muting,
    permissionSets,
    status: 'Updated',
  });
const other = (active: string): Step =>
  add(rule, 'Account.Other', { active, errorConditionFormula: 'ISBLANK(Phone)', errorMessage: 'x' });

export const setupVariations: readonly Variation[] = [
  ['another rule that was switched off', all(other('true'), written(rule, 'Account.Other', { active: false }))],
  ['another rule that was deleted', all(other('true'), deleted(rule, 'Account.Other'))],
  ['a set that was edited and is as before', writtenAndBack('PermissionSet', READER, { description: 'x' })],
  // The guard "immutable" serves in its place.
  ['an object without field history', set('CustomObject', 'Loyalty__c', { enableHistory: 'false' })],
  [
    'another field without history',
    add('CustomField', 'Loyalty__c.Other__c', { label: 'Other', type: 'Text', length: '20', trackHistory: 'false' }),
  ],
  ['somebody in a group of the writers’ set', all(group([WRITER]), joined('Staff'))],
  [
    'somebody in a group of the readers’ and the stewards’ sets',
    all(group([READER, 'Synthetic_Provenance_Steward']), joined('Staff')),
  ],
  [
    'a group that mutes what its set grants',
    all(
      add('MutingPermissionSet', 'Less', {
        label: 'Less',
        fieldPermissions: [{ editable: 'true', field: 'Account.Is_Synthetic__c', readable: 'false' }],
      }),
      group([WRITER], ['Less']),
      joined('Staff'),
    ),
  ],
  ['mappings in another order', list(MAPPING, MAPPING, 'objectMapping', (every) => [...every].reverse())],
];
