import { anAuditedOrg, type AuditedOrg } from '../../builders/auditedOrg.js';
import { mutations } from './mutations.js';
import { schema } from './schema.js';
import { assigned, type Step } from './steps.js';
import { variations } from './variations.js';

let org: AuditedOrg;
beforeAll(async () => {
  org = await anAuditedOrg(schema, ['Loyalty__c']);
  // Somebody has to see and write the markers, or nothing can be counted; two sets, since one of them is changed.
  for (const name of ['Synthetic_Provenance_Reader', 'Synthetic_Provenance_Writer']) await assigned(name)(org);
});
afterAll(() => org.stop());

/** The checks that fail after a step, or could not judge; the step is undone. */
function failing(step: Step): Promise<string[]> {
  return org.undoing(async () => {
    await step(org);
    const open = (await org.audit()).filter(({ status }) => status === 'fail' || status === 'notEvaluated');
    return [
      ...new Set(open.map(({ check, status, message }) => (status === 'fail' ? check : `${check}: ${message}`))),
    ].sort();
  });
}

describe('the audit of a conforming org', () => {
  it('Given nothing done to it, When audited, Then nothing fails', async () => {
    expect(await failing(() => undefined)).toEqual([]);
  });

  it('Given the tables, Then there are at least 60 mutations and 60 variations, each of another name', () => {
    expect(mutations.length).toBeGreaterThanOrEqual(60);
    expect(variations.length).toBeGreaterThanOrEqual(60);
    const names = [...mutations, ...variations].map(([name]) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(mutations)('Given that %s, When audited, Then exactly that fails', async (_, step, expected) => {
    expect(await failing(step)).toEqual([...expected].sort());
  });

  it.each(variations)('Given %s, When audited, Then nothing fails', async (_, step) => {
    expect(await failing(step)).toEqual([]);
  });
});
