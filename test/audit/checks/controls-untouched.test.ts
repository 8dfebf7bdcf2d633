import { check } from '../../../src/audit/checks/controls-untouched/check.js';
import type { Finding } from '../../../src/audit/finding.js';
import type { SetupEntry } from '../../../src/org/circumstances.js';
import { judgedBy, open } from '../../builders/audit.js';
import { aSchema } from '../../builders/schema.js';
import { aConformingOrg, someObservations } from '../../builders/snapshot.js';
import { aSuspension } from '../../builders/suspension.js';

const schema = aSchema({ objects: ['Account', 'Case'] });
const SUBJECT = 'ValidationRule:Case.Synthetic_Complete';
const RULE = 'Cases validation "Synthetic_Complete"';

const entry = (display: string, section = 'Validation Rules'): SetupEntry => ({
  action: 'changed',
  section,
  display,
  at: '2026-05-20T10:30:00.000Z',
  by: 'someone@prod.example',
});

function judged(entries: readonly SetupEntry[], edit = {}): Finding[] {
  const changes = { state: 'read', value: { since: '2026-05-01T00:00:00.000Z', entries } } as const;
  return judgedBy(check)(
    schema,
    aConformingOrg(schema, { edit, facts: { observations: someObservations({ changes }) } }),
  );
}

describe('the check controls-untouched', () => {
  it('Given no change, When judged, Then it passes and says since when', () => {
    expect(judged([]).map(({ status, message }) => [status, message])).toEqual([
      ['pass', 'none was touched since 2026-05-01'],
    ]);
  });

  it.each([
    [`Removed ${RULE}`, SUBJECT],
    [`Changed active flag for ${RULE} from 1 to 0`, SUBJECT],
  ])('Given the entry %s, When judged, Then it fails although all is back', (display, subject) => {
    const findings = judged([entry(`Changed active flag for ${RULE} from 0 to 1`), entry(display)]);

    expect(open(findings)).toEqual([[subject, 'fail']]);
    expect(findings[0]?.message).toBe(`2026-05-20 10:30 UTC, someone@prod.example: ${display}`);
  });

  it.each([
    [`Changed active flag for ${RULE} from 1 to 0`, '2026-05-01', 'waived'],
    [`Changed active flag for ${RULE} from 1 to 0`, '2026-05-21', 'fail'],
    [`Removed ${RULE}`, '2026-05-01', 'fail'],
  ])('Given the entry %s, and a declaration since %s, When judged, Then it is %s', (display, since, status) => {
    const suspended = aSchema({ objects: ['Account', 'Case'], enforcement: [aSuspension({ since })] });
    const changes = { state: 'read', value: { since: '2026-05-01T00:00:00.000Z', entries: [entry(display)] } } as const;
    const facts = { observations: someObservations({ changes }) };

    expect(open(judgedBy(check)(suspended, aConformingOrg(suspended, { facts })))).toEqual([[SUBJECT, status]]);
  });

  it('Given a deleted marker, When judged, Then it fails', () => {
    expect(open(judged([entry('Deleted custom field Is Synthetic', 'Customize Cases')]))).toEqual([
      ['CustomField:Case.Is_Synthetic__c', 'fail'],
    ]);
  });

  it('Given an edit, When judged, Then it fails only where the guard is not as the schema wants it', () => {
    const edited = entry(`Changed formula for ${RULE} from "a" to "b"`);

    expect(open(judged([edited]))).toEqual([]);
    expect(open(judged([edited], { [SUBJECT]: { state: 'absent' } }))).toEqual([[SUBJECT, 'fail']]);
  });

  it('Given a long formula in the trail, When judged, Then it is cut', () => {
    const [finding] = judged([entry(`Changed formula for ${RULE} from "${'x'.repeat(500)}" to "b"`)]);

    expect(finding?.message.length).toBeLessThan(300);
  });

  it('Given changes of what is not ours, When judged, Then they are no findings', () => {
    expect(open(judged([entry('Removed Cases validation "Other"')]))).toEqual([]);
  });

  it('Given many objects and many changes, When judged, Then each change is read a number of times that objects do not raise', () => {
    const readsFor = (objects: readonly string[]): number => {
      let reads = 0;
      const entries = Array.from({ length: 50 }, (_, index): SetupEntry => ({
        ...entry(''),
        get display() {
          reads += 1;
          return `Changed label of Is Synthetic custom field on Thing ${index} from a to b`;
        },
      }));
      const many = aSchema({ objects });
      const changes = { state: 'read', value: { since: '2026-05-01T00:00:00.000Z', entries } } as const;
      judgedBy(check)(many, aConformingOrg(many, { facts: { observations: someObservations({ changes }) } }));
      return reads;
    };
    const names = (count: number): string[] => Array.from({ length: count }, (_, index) => `Thing${index}__c`);

    expect(readsFor(names(40))).toBe(readsFor(names(2)));
  });

  it('Given a trail that can’t be read, When judged, Then nothing passes', () => {
    const observations = someObservations({ changes: { state: 'unread', reason: 'no access' } });
    const findings = judgedBy(check)(schema, aConformingOrg(schema, { facts: { observations } }));

    expect(open(findings)).toEqual([['Org', 'notEvaluated']]);
  });
});
