import type { MetadataBody } from '../../../src/emulator/org/componentStore.js';
import { anAuditedOrg, type AuditedOrg } from '../../builders/auditedOrg.js';
import { aSchema } from '../../builders/schema.js';
import type { Mutation, Variation } from './mutation.js';
import { add, all, assigned, complete, create, gone, insert, type Step } from './steps.js';

/** An org whose every object is in scope, and that accepts no synthetic record. */
const schema = aSchema({
  objects: ['*'],
  exclude: [{ name: 'Case', reason: 'Cases are archived.' }],
  policy: { acceptsSynthetic: { sandbox: false } },
});

const guards = ['Synthetic_Complete', 'Synthetic_Immutable', 'Synthetic_Contained'];
const gift: MetadataBody = {
  label: 'Gift',
  pluralLabel: 'Gifts',
  nameField: { label: 'Name', type: 'Text' },
  deploymentStatus: 'Deployed',
  sharingModel: 'ReadWrite',
};
/** Records can't be counted by a marker that is not there, and that is no pass. */
const uncounted = ['records-accepted', 'records-declared'] as const;

const mutations: readonly Mutation[] = [
  [
    'somebody made an object',
    add('CustomObject', 'Gift__c', gift),
    ['access-granted', 'badges-shown', 'guards-active', 'markers-present', ...uncounted],
  ],
  [
    'an object that few know lost a marker',
    gone('CustomField', 'WorkOrder.Generation_Source__c'),
    ['markers-present', ...uncounted],
  ],
  ['an object that few know lost a guard', gone('ValidationRule', 'WorkOrder.Synthetic_Contained'), ['guards-active']],
  ['a synthetic record is there', insert('Account', { ...complete, Name: 'A' }, guards), ['records-accepted']],
  [
    'a synthetic record of a custom object is there',
    insert('Loyalty__c', { ...complete, Name: 'L' }, guards),
    ['records-accepted'],
  ],
];

const variations: readonly Variation[] = [
  ['a genuine record', insert('Account', { Name: 'A' }, guards)],
  ['a record of an object that is left out', create('Case', { Subject: 'C' })],
  ['custom metadata of somebody', add('CustomObject', 'Settings__mdt', { label: 'Settings', pluralLabel: 'Settings' })],
  [
    'a field on an object that is left out',
    add('CustomField', 'Case.Note__c', { label: 'Note', type: 'Text', length: '80' }),
  ],
];

let org: AuditedOrg;
beforeAll(async () => {
  org = await anAuditedOrg(schema, ['Loyalty__c']);
  await all(assigned('Synthetic_Provenance_Reader'), assigned('Synthetic_Provenance_Writer'))(org);
}, 120_000);
afterAll(() => org.stop());

/** The checks that fail after a step, or could not judge; the step is undone. */
const failing = (step: Step): Promise<string[]> =>
  org.undoing(async () => {
    await step(org);
    const open = (await org.audit()).filter(({ status }) => status === 'fail' || status === 'notEvaluated');
    return [...new Set(open.map(({ check }) => check))].sort();
  });

describe('the audit of an org whose every object is in scope, and that accepts no synthetic record', () => {
  it('Given nothing done to it, When audited, Then nothing fails', async () => {
    expect(await failing(() => undefined)).toEqual([]);
  });

  it.each(mutations)('Given that %s, When audited, Then exactly that fails', async (_, step, fails) => {
    expect(await failing(step)).toEqual([...fails].sort());
  });

  it.each(variations)('Given %s, When audited, Then nothing fails', async (_, step) => {
    expect(await failing(step)).toEqual([]);
  });
});
