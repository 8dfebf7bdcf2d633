import fc from 'fast-check';
import { auditUnreachable } from '../../src/audit/auditOrg.js';
import { type Finding, type OrgAudit, type Status, verdictOf } from '../../src/audit/finding.js';
import { compareWithHistory, staleOrgs } from '../../src/audit/history.js';
import { type HistoryRun, historyRunOf, historyRunShape } from '../../src/audit/historyRun.js';
import { aFinding } from '../builders/report.js';
import { anOrg } from '../builders/snapshot.js';

const day = (number: number): Date => new Date(Date.UTC(2026, 0, number));
const audit = (findings: Finding[], overrides: Partial<OrgAudit> = {}): OrgAudit => ({
  org: anOrg(),
  verdict: verdictOf(findings),
  findings,
  ...overrides,
});
const field = (object: string, status: Status = 'fail', check = 'markers-present'): Finding =>
  aFinding({ check, status, object, subject: `CustomField:${object}.Is_Synthetic__c` });

/** Audits of successive days, each compared with those before; the last comparison, and all that was kept. */
function inTurn(
  days: readonly (readonly OrgAudit[])[],
): ReturnType<typeof compareWithHistory> & { runs: HistoryRun[] } {
  const runs: HistoryRun[] = [];
  let last: ReturnType<typeof compareWithHistory> | undefined;
  days.forEach((audits, index) => {
    const now = day(index + 1);
    last = compareWithHistory(audits, runs, now);
    const run = historyRunOf(last.audits, { id: `run-${index}`, evaluatedAt: now.toISOString(), tool: 'x@1' });
    // As it comes back from disk.
    runs.push(historyRunShape.parse(JSON.parse(JSON.stringify(run))));
  });
  if (last === undefined) throw new Error('no day');
  return { ...last, runs };
}
const statesOf = ({ audits }: { audits: OrgAudit[] }): unknown[] =>
  audits.flatMap(({ findings }) => findings.map(({ history }) => history?.state));

describe('compareWithHistory', () => {
  it('Given an org that was never audited, When compared, Then all is new, and no finding says so for itself', () => {
    const result = inTurn([[audit([field('Account'), field('Case', 'pass')])]]);

    expect(result.history).toMatchObject({ runs: 0, counts: { new: 1, reopened: 0, known: 0, fixed: 0 }, fixed: [] });
    expect(result.history.previous).toBeUndefined();
    expect(statesOf(result)).toEqual([undefined, undefined]);
  });

  it('Given a failure that stays, one that comes and one that goes, When compared, Then each is told by its age', () => {
    const result = inTurn([
      [audit([field('Account'), field('Case'), field('Lead', 'pass')])],
      [audit([field('Account'), field('Case', 'pass'), field('Lead')])],
    ]);

    expect(statesOf(result)).toEqual(['known', undefined, 'new']);
    expect(result.history).toMatchObject({ previous: day(1).toISOString(), counts: { new: 1, known: 1, fixed: 1 } });
    expect(result.history.fixed).toEqual([
      {
        org: 'prod',
        check: 'markers-present',
        thing: 'CustomField:Case.Is_Synthetic__c',
        was: 'fail',
        firstSeen: day(1).toISOString(),
      },
    ]);
  });

  it('Given a failure that was fixed and comes again, When compared, Then it is reopened, and keeps its first day', () => {
    const result = inTurn([
      [audit([field('Account')])],
      [audit([field('Account', 'pass')])],
      [audit([field('Account', 'waived')])],
    ]);

    expect(result.audits[0]?.findings[0]?.history).toEqual({
      state: 'reopened',
      firstSeen: day(1).toISOString(),
      was: 'fail',
    });
  });

  it('Given an org that could not be read in between, When compared, Then nothing is fixed by that, and nothing is new after', () => {
    const away = auditUnreachable('prod', { message: 'no answer' });
    const between = inTurn([[audit([field('Account')])], [away]]);
    const after = inTurn([[audit([field('Account')])], [away], [audit([field('Account')])]]);

    expect(between.history.counts.fixed).toBe(0);
    expect(statesOf(after)).toEqual(['known']);
    expect(after.audits[0]?.findings[0]?.history?.firstSeen).toBe(day(1).toISOString());
  });

  it('Given a check of which a part could not be read, When compared, Then what it does not speak of is not fixed', () => {
    const result = inTurn([
      [audit([field('Account'), field('Case')])],
      [audit([field('Account', 'pass'), field('Lead', 'notEvaluated')])],
    ]);

    expect(result.history.counts.fixed).toBe(0);
  });

  it('Given another org of the same name, When compared, Then nothing is known of it', () => {
    const other = audit([field('Account')], { org: anOrg({ organizationId: '00D0E0000000009UAA' }) });
    const renamed = audit([field('Account')], { org: anOrg({ name: 'production' }) });

    expect(inTurn([[audit([field('Account')])], [other]]).history.runs).toBe(0);
    expect(statesOf(inTurn([[audit([field('Account')])], [renamed]]))).toEqual(['known']);
  });

  it('Given records that were counted, When compared, Then the trend has their share', () => {
    const records = [
      { object: 'Account', all: 10, synthetic: 4 },
      { object: 'Case', all: 5, synthetic: 0 },
    ];
    const { history } = inTurn([[audit([field('Account')])], [audit([field('Account', 'pass')], { records })]]);

    expect(history.trend).toEqual([
      expect.objectContaining({ orgs: 1, evaluated: 1, conforming: 0, failed: 1 }),
      expect.objectContaining({ conforming: 1, failed: 0, records: { all: 15, synthetic: 4 } }),
    ]);
    expect(history.trend[0]).not.toHaveProperty('records');
  });

  it('Given any course of things, When compared day by day, Then states follow from what was seen, and inputs stay', () => {
    const things = ['Account', 'Case', 'Lead'];
    const course = fc.array(
      fc.array(fc.constantFrom<Status>('pass', 'fail', 'waived', 'manual'), { minLength: 3, maxLength: 3 }),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(course, (days) => {
        const audits = days.map((row) => [audit(row.map((status, index) => field(things[index] ?? '', status)))]);
        const before = JSON.stringify(audits);
        const { audits: last, history } = inTurn(audits);
        const expected = things.map((_, index) => {
          const seen = days.slice(0, -1).map((row) => row[index] !== 'pass');
          if (days.at(-1)?.[index] === 'pass' || days.length === 1) return undefined;
          return seen.at(-1) === true ? 'known' : seen.includes(true) ? 'reopened' : 'new';
        });

        expect(statesOf({ audits: last })).toEqual(expected);
        expect(history.fixed).toHaveLength(
          things.filter((_, index) => days.at(-1)?.[index] === 'pass' && (days.at(-2)?.[index] ?? 'pass') !== 'pass')
            .length,
        );
        expect(JSON.stringify(audits)).toBe(before);
      }),
    );
  });
});

describe('what is kept of an audit', () => {
  it('Given findings with names of persons in their words, When kept, Then no word of a message or a username is', () => {
    const finding = { ...field('Account'), message: '2026-01-01, ada@example.com: Deleted' };
    const { runs } = inTurn([[audit([finding])]]);

    expect(JSON.stringify(runs)).not.toMatch(/ada@|admin@|https/u);
  });

  it('Given one thing found twice, When kept, Then it is there once, by its worst', () => {
    const { runs } = inTurn([[audit([field('Account', 'manual'), field('Account'), field('Case')])]]);

    expect(runs[0]?.orgs[0]?.open).toEqual([
      {
        check: 'markers-present',
        status: 'fail',
        firstSeen: day(1).toISOString(),
        things: ['CustomField:Account.Is_Synthetic__c', 'CustomField:Case.Is_Synthetic__c'],
      },
    ]);
  });
});

describe('staleOrgs', () => {
  const { runs } = inTurn([
    [audit([field('Account')])],
    [auditUnreachable('away', { message: 'no answer' })],
    [audit([field('Account')], { org: anOrg({ name: 'uat', organizationId: '00D0E0000000002UAA' }) })],
  ]);

  it('Given orgs audited at other times, never, and only tried, When asked, Then those too long ago are named', () => {
    expect(staleOrgs(['prod', 'away', 'uat', 'none'], [], runs, { now: day(5), days: 2 })).toEqual([
      { org: 'prod', lastAudited: day(1).toISOString() },
      { org: 'away' },
      { org: 'none' },
    ]);
  });

  it('Given an org that is audited now, When asked, Then it is not among them', () => {
    expect(staleOrgs(['prod'], [audit([field('Account')])], runs, { now: day(90), days: 1 })).toEqual([]);
  });
});
