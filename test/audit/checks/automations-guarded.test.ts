import { check } from '../../../src/audit/checks/automations-guarded/check.js';
import type { Finding } from '../../../src/audit/finding.js';
import type { ForeignComponent } from '../../../src/metadata/foreignComponent.js';
import { judgedBy, open } from '../../builders/audit.js';
import { aFlow, aForeign, aTrigger } from '../../builders/foreign.js';
import { aSchema } from '../../builders/schema.js';
import { aConformingOrg, someObservations } from '../../builders/snapshot.js';

const schema = aSchema({ objects: ['Account', 'Case'] });
const judged = (...components: ForeignComponent[]): Finding[] =>
  judgedBy(check)(
    schema,
    aConformingOrg(schema, {
      facts: { observations: someObservations({ foreign: { state: 'read', value: components } }) },
    }),
  );

const UPDATE =
  '<fieldUpdates><fullName>Unmark</fullName><field>Is_Synthetic__c</field><literalValue>0</literalValue><name>Unmark</name><operation>Literal</operation></fieldUpdates>';
const rule = (active: boolean, inside = 'actions'): string => {
  const action = '<actions><name>Unmark</name><type>FieldUpdate</type></actions>';
  const held = inside === 'actions' ? action : `<${inside}>${action}</${inside}>`;
  return `<rules><fullName>R</fullName><active>${active}</active>${held}</rules>`;
};
const workflow = (...parts: string[]): ForeignComponent => aForeign('Workflow', 'Case', parts.join(''));

describe('the check automations-guarded', () => {
  it('Given an org without automations, When judged, Then every object passes', () => {
    expect(judged().map(({ subject, status }) => [subject, status])).toEqual([
      ['Object:Account', 'pass'],
      ['Object:Case', 'pass'],
    ]);
  });

  it.each([
    ['an active flow before the save', aFlow(), 'Flow:Flow', 'sets Is_Synthetic__c before the guards look'],
    ['a marker in another case', aFlow({ field: 'is_synthetic__C' }), 'Flow:Flow', 'sets Is_Synthetic__c'],
    [
      'a flow that updates its record',
      aForeign(
        'Flow',
        'Flow',
        '<recordUpdates><inputReference>$Record</inputReference><inputAssignments><field>Generation_Source__c</field></inputAssignments></recordUpdates><start><object>Account</object><triggerType>RecordBeforeSave</triggerType></start><status>Active</status>',
      ),
      'Flow:Flow',
      'sets Generation_Source__c before the guards look',
    ],
    ['a field update of an active rule', workflow(UPDATE, rule(true)), 'Workflow:Case', 'after the guards have looked'],
    [
      'one that a rule does later',
      workflow(UPDATE, rule(true, 'workflowTimeTriggers')),
      'Workflow:Case',
      'after the guards have looked',
    ],
    [
      'a trigger before the save',
      aTrigger('trigger T on Account (before insert) { for (Account a : Trigger.new) { a.Is_Synthetic__c = false; } }'),
      'ApexTrigger:T',
      'sets Is_Synthetic__c before the guards look',
    ],
    [
      'a trigger that puts by name',
      aTrigger("trigger T on Case (after insert, before update) { Trigger.new[0].put('Is_Synthetic__c', false); }"),
      'ApexTrigger:T',
      'sets Is_Synthetic__c',
    ],
  ])('Given %s, When judged, Then that fails', (_, component, subject, message) => {
    const findings = judged(component);

    expect(open(findings)).toEqual([[subject, 'fail']]);
    expect(findings.find(({ status }) => status === 'fail')?.message).toContain(message);
  });

  it.each([
    ['a field update that no active rule uses', workflow(UPDATE, rule(false)), 'Workflow:Case'],
    [
      'a trigger that only names a marker',
      aTrigger('trigger T on Account (before insert) { if (Trigger.new[0].Is_Synthetic__c == true) return; }'),
      'ApexTrigger:T',
    ],
    [
      'a trigger that calls other code',
      aTrigger('trigger T on Account (before insert) { new AccountHandler().run(); }'),
      'ApexTrigger:T',
    ],
  ])('Given %s, When judged, Then a person has to look', (_, component, subject) => {
    expect(open(judged(component))).toEqual([[subject, 'manual']]);
  });

  it.each([
    ['a flow that is not active', aFlow({ status: 'Draft' })],
    ['a flow after the save, whose own save the guards see', aFlow({ trigger: 'RecordAfterSave' })],
    ['a flow of another field', aFlow({ field: 'Description' })],
    ['a flow of another object', aFlow({ object: 'Task' })],
    ['a field update of another field', workflow(UPDATE.replace('Is_Synthetic__c', 'Priority'), rule(true))],
    [
      'a trigger that is not active',
      aTrigger('trigger T on Account (before insert) { a.Is_Synthetic__c = false; }', 'Inactive'),
    ],
    ['a trigger after the save', aTrigger('trigger T on Account (after insert) { Handler.run(); }')],
    ['a comment', aTrigger('trigger T on Account (before insert) { // a.Is_Synthetic__c = false; Handler.run();\n }')],
    [
      'a trigger that uses the platform alone',
      aTrigger("trigger T on Account (before insert) { System.debug('Handler.run()'); }"),
    ],
  ])('Given %s, When judged, Then it passes', (_, component) => {
    expect(open(judged(component))).toEqual([]);
  });

  it('Given automations that the org would not tell, When judged, Then nothing passes', () => {
    const observations = someObservations({ foreign: { state: 'unread', reason: 'no access' } });
    const findings = judgedBy(check)(schema, aConformingOrg(schema, { facts: { observations } }));

    expect(open(findings)).toEqual([['Org', 'notEvaluated']]);
  });
});
