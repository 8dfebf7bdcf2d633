import { Trail } from '../../src/plan/lastChange.js';
import { makePlan } from '../../src/plan/plan.js';
import { standings } from '../../src/plan/standing.js';
import type { SetupEntry } from '../../src/org/circumstances.js';
import { keyOf } from '../../src/metadata/component.js';
import { aSchema } from '../builders/schema.js';
import { aConformingOrg, anEmptyOrg } from '../builders/snapshot.js';

const schema = aSchema({ objects: ['Order', 'OrderItem', 'Loyalty_Card__c', 'Task'] });
const labels = new Map([
  ['Order', { label: 'Order', plural: 'Orders' }],
  ['OrderItem', { label: 'Order Product', plural: 'Order Products' }],
  ['Loyalty_Card__c', { label: 'Loyalty Card', plural: 'Loyalty Cards' }],
  ['Synthetic_Data_Policy__mdt', { label: 'Synthetic Data Policy', plural: 'Synthetic Data Policies' }],
]);
const { desired } = makePlan(schema, aConformingOrg(schema));
const componentOf = (key: string) => {
  const found = desired.find((component) => keyOf(component) === key);
  if (found === undefined) throw new Error(`no ${key} in ${desired.map(keyOf).join()}`);
  return found;
};
const anEntry = (section: string, display: string, overrides: Partial<SetupEntry> = {}): SetupEntry => ({
  action: 'changed',
  section,
  display,
  at: '2026-05-01T10:00:00.000Z',
  by: 'ada@example.com',
  ...overrides,
});
const RULES = 'Validation Rules';

describe('lastChange', () => {
  it.each([
    [
      'ValidationRule:Order.Synthetic_Complete',
      RULES,
      'Changed formula for Orders validation "Synthetic_Complete" from "TRUE" to "FALSE"',
    ],
    [
      'ValidationRule:Order.Synthetic_Complete',
      RULES,
      'Changed active flag for Order validation "Synthetic_Complete" from 1 to 0',
    ],
    ['ValidationRule:OrderItem.Synthetic_Complete', RULES, 'New Order Products validation rule "Synthetic_Complete"'],
    ['ValidationRule:Order.Synthetic_Complete', RULES, 'Removed Orders validation "Synthetic_Complete"'],
    [
      'CustomField:Order.Generation_Source__c',
      'Customize Orders',
      'Changed length of Generation Source custom field from 255 to 80',
    ],
    ['CustomField:Order.Generation_Source__c', 'Customize Orders', 'Created custom field: Generation Source (Text)'],
    ['CustomField:Order.Generation_Source__c', 'Customize Orders', 'Deleted custom field Generation Source'],
    [
      'CustomField:Order.Generation_Source__c',
      'Customize Orders',
      'Changed help text of Generation Source custom field',
    ],
    [
      'CustomField:Loyalty_Card__c.Generation_Source__c',
      'Custom Objects',
      'Created custom field Generation Source (Text) on Loyalty Cards',
    ],
    [
      'CustomField:Loyalty_Card__c.Generation_Source__c',
      'Custom Objects',
      'Changed length of Generation Source custom field on Loyalty Cards from 255 to 80',
    ],
    [
      'CustomField:Loyalty_Card__c.Generation_Source__c',
      'Custom Objects',
      'Deleted custom field Generation Source from Loyalty Card',
    ],
    ['CustomField:Activity.Generation_Source__c', 'Customize Activities', 'Deleted custom field Generation Source'],
    [
      'PermissionSet:Synthetic_Provenance_Reader',
      'Manage Users',
      'Changed permission set Synthetic Provenance: Reader: field-level security for Order: Generation Source was changed from Read Only to No Access',
    ],
    [
      'CustomPermission:Manage_Synthetic_Provenance',
      'Custom Permissions',
      'Created custom permission Manage_Synthetic_Provenance',
    ],
    [
      'CustomMetadata:Synthetic_Data_Policy.This_Org',
      'Synthetic Data Policies',
      'This Org: Accepts Synthetic has changed from false to true',
    ],
  ])('Given %s and an entry of it (%s: %s), When asked, Then it is found', (key, section, display) => {
    const entry = anEntry(section, display);
    expect(new Trail([anEntry('Elsewhere', 'Something'), entry], labels).lastChange(componentOf(key))).toBe(entry);
  });

  it.each([
    [
      'ValidationRule:Order.Synthetic_Complete',
      RULES,
      'Changed formula for Order Products validation "Synthetic_Complete" from "a" to "b"',
    ],
    [
      'ValidationRule:Order.Synthetic_Complete',
      RULES,
      'Changed formula for Orders validation "Synthetic_Complete_2" from "a" to "b"',
    ],
    ['CustomField:Order.Generation_Source__c', 'Customize Order Products', 'Deleted custom field Generation Source'],
    [
      'CustomField:Order.Generation_Source__c',
      'Customize Orders',
      'Changed length of Old Generation Source custom field from 1 to 2',
    ],
    [
      'CustomField:Loyalty_Card__c.Generation_Source__c',
      'Custom Objects',
      'Created custom field Generation Source (Text) on Coupons',
    ],
    [
      'PermissionSet:Synthetic_Provenance_Reader',
      'Manage Users',
      'Changed permission set Synthetic Provenance: Reader 2: description was changed',
    ],
    ['CustomMetadata:Synthetic_Data_Policy.This_Org', 'Other Policies', 'This Org was deleted'],
    ['ListView:Order.Synthetic_Records', 'Customize Orders', 'Changed list view Synthetic_Records'],
  ])(
    'Given %s and an entry of something like it (%s: %s), When asked, Then it is not known',
    (key, section, display) => {
      expect(new Trail([anEntry(section, display)], labels).lastChange(componentOf(key))).toBeUndefined();
    },
  );

  it('Given several entries, When asked, Then it is the newest, the first', () => {
    const newer = anEntry(RULES, 'Changed active flag for Orders validation "Synthetic_Complete" from 1 to 0');
    const older = anEntry(RULES, 'New Orders validation rule "Synthetic_Complete"', { by: 'bob@example.com' });
    expect(new Trail([newer, older], labels).lastChange(componentOf('ValidationRule:Order.Synthetic_Complete'))).toBe(
      newer,
    );
  });
});

describe('standings', () => {
  const rule = 'ValidationRule:Order.Synthetic_Complete';
  const standingOf = (snapshot: ReturnType<typeof aConformingOrg>, key: string, entries: SetupEntry[] = []) => {
    const plan = makePlan(schema, snapshot);
    return standings(plan, { ...snapshot, labels }, entries)[
      plan.changes.findIndex(({ component }) => keyOf(component) === key)
    ];
  };

  it('Given an org with nothing of the schema, When judged, Then nothing has drifted', () => {
    expect(standingOf(anEmptyOrg(schema), rule)).toEqual({
      state: 'neverDeployed',
      because: 'nothing of its kind is there',
    });
  });

  it('Given one guard missing beside others of its object, When judged, Then it has drifted', () => {
    const snapshot = aConformingOrg(schema, { edit: { [rule]: { state: 'absent' } } });
    expect(standingOf(snapshot, rule)).toEqual({ state: 'drifted', because: 'others of its kind are there' });
  });

  it('Given an org with nothing, When the audit trail knows the guard, Then it has drifted, and who did it is told', () => {
    const entry = anEntry(RULES, 'Removed Orders validation "Synthetic_Complete"');
    expect(standingOf(anEmptyOrg(schema), rule, [entry])).toEqual({
      state: 'drifted',
      because: 'the audit trail knows it',
      lastChange: entry,
    });
  });

  it('Given a guard that differs, When judged, Then it has drifted', () => {
    const snapshot = aConformingOrg(schema, { edit: { [rule]: (body) => ({ ...body, active: ['false'] }) } });
    expect(standingOf(snapshot, rule)).toEqual({ state: 'drifted', because: 'it differs' });
  });

  it('Given a mapping of leads that is the org’s own, When the markers are missing in it, Then it has not drifted', () => {
    const leads = aSchema({ objects: ['Account', 'Lead'] });
    const key = 'LeadConvertSettings:LeadConvertSettings';
    const snapshot = aConformingOrg(leads, { edit: { [key]: () => ({ allowOwnerChange: ['true'] }) } });
    const plan = makePlan(leads, snapshot);

    expect(plan.changes.map(({ component }) => keyOf(component))).toEqual([key]);
    expect(standings(plan, snapshot, [])).toEqual([
      { state: 'neverDeployed', because: 'it adds to a component of the org' },
    ]);
  });
});
