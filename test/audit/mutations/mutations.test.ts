import { anAuditedOrg, type AuditedOrg } from '../../builders/auditedOrg.js';
import { mutations } from './mutations.js';
import { schema } from './schema.js';
import { assigned, type Step } from './steps.js';
import { variations } from './variations.js';

/** Orgs side by side, since much of an audit is waiting; an org does one thing at a time. */
const ORGS = 3;

let orgs: { readonly org: AuditedOrg; busy: Promise<unknown> }[];
beforeAll(async () => {
  const started = await Promise.all(Array.from({ length: ORGS }, () => anAuditedOrg(schema, ['Loyalty__c'])));
  // Somebody has to see and write the markers, or nothing can be counted; two sets, since one of them is changed.
  const sets = ['Synthetic_Provenance_Reader', 'Synthetic_Provenance_Writer'];
  for (const org of started) for (const name of sets) await assigned(name)(org);
  orgs = started.map((org) => ({ org, busy: Promise.resolve() }));
}, 60_000);
afterAll(() =>
  Promise.all(
    orgs.map(async ({ org, busy }) => {
      await busy;
      await org.stop();
    }),
  ),
);

/** The checks that fail after a step, or could not judge; the step is undone. */
function failing(org: AuditedOrg, step: Step): Promise<string[]> {
  return org.undoing(async () => {
    await step(org);
    const open = (await org.audit()).filter(({ status }) => status === 'fail' || status === 'notEvaluated');
    return [
      ...new Set(open.map(({ check, status, message }) => (status === 'fail' ? check : `${check}: ${message}`))),
    ].sort();
  });
}

const steps: readonly Step[] = [() => undefined, ...[...mutations, ...variations].map(([, step]) => step)];
const results = new Map<number, Promise<string[]>>();

/** What fails after the step of that number; those that come next are begun, too. */
async function failingAt(number: number): Promise<string[] | undefined> {
  for (let next = number; next < Math.min(number + ORGS, steps.length); next += 1) {
    const place = orgs[next % ORGS];
    const step = steps[next];
    if (results.has(next) || place === undefined || step === undefined) continue;
    const result = place.busy.then(() => failing(place.org, step));
    place.busy = result.catch(() => undefined);
    results.set(next, result);
  }
  return results.get(number);
}

const numbered = <Row extends readonly [string, ...unknown[]]>(
  rows: readonly Row[],
  from: number,
): [string, number, Row][] => rows.map((row, index) => [row[0], from + index, row]);

describe('the audit of a conforming org', () => {
  it('Given nothing done to it, When audited, Then nothing fails', async () => {
    expect(await failingAt(0)).toEqual([]);
  });

  it('Given the tables, Then there are at least 60 mutations and 60 variations, each of another name', () => {
    expect(mutations.length).toBeGreaterThanOrEqual(60);
    expect(variations.length).toBeGreaterThanOrEqual(60);
    const names = [...mutations, ...variations].map(([name]) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(numbered(mutations, 1))(
    'Given that %s, When audited, Then exactly that fails',
    async (_, number, [, , fails]) => {
      expect(await failingAt(number)).toEqual([...fails].sort());
    },
  );

  it.each(numbered(variations, 1 + mutations.length))(
    'Given %s, When audited, Then nothing fails',
    async (_, number) => {
      expect(await failingAt(number)).toEqual([]);
    },
  );
});
