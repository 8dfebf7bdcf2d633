import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mergedExitCode, mergeResults, type Part } from '../../src/cli/mergeResults.js';
import { planOf } from '../../src/cli/plan/planResult.js';
import { readResult } from '../../src/cli/resultFile.js';
import type { RemovalFate } from '../../src/fleet/remove/removalFate.js';
import { aFinding, aReport, aReportOrg } from '../builders/report.js';

type PlannedOrg = Extract<Part, { kind: 'plan' }>['result']['orgs'][number];
type Shard = { index: number; count: number };

const aPlannedOrg = (name: string, state: PlannedOrg['state'] = 'conforms'): PlannedOrg => ({
  name,
  state,
  components: 3,
  changes: [],
  unread: [],
  missingObjects: [],
  gaps: [],
  notes: [],
  preflight: [],
});
const aPlan = (file: string, orgs: PlannedOrg[], shard?: Shard): Part => ({
  kind: 'plan',
  file,
  result: { ...(shard === undefined ? {} : { shard }), ...planOf(orgs) },
});
const anAudit = (file: string, overrides: Parameters<typeof aReport>[0], shard?: Shard): Part => ({
  kind: 'audit',
  file,
  result: { ...aReport(overrides), ...(shard === undefined ? {} : { shard }) },
});
const aDeploy = (file: string, name: string, outcome: 'deployed' | 'failed' | undefined, dryRun = false): Part => ({
  kind: 'deploy',
  file,
  result: {
    runId: `run-${file}`,
    dryRun,
    stage: 'all',
    startedAt: '2026-05-01T09:30:00.000Z',
    ...(outcome === undefined ? {} : { endedAt: '2026-05-01T09:40:00.000Z' }),
    orgs: [{ name, phase: outcome === undefined ? 'waiting' : 'ended', outcome, jobs: [], failures: [] }],
  },
});
const aRemoval = (file: string, name: string, outcome: RemovalFate, deleteData = true): Part => ({
  kind: 'removal',
  file,
  result: {
    dryRun: false,
    consent: { deleteData, unassign: true, purgeOnDelete: false },
    startedAt: `2026-05-01T09:30:00.000Z`,
    endedAt: '2026-05-01T09:40:00.000Z',
    orgs: [{ name, outcome, apiCalls: 9, seconds: 3 }],
  },
});
const refusal = (parts: Part[]): string => {
  try {
    mergeResults(parts);
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  return '';
};

describe('mergeResults', () => {
  it('Given all shards of a plan, When merged, Then it is the plan of the whole fleet, with its exit code', () => {
    const merged = mergeResults([
      aPlan('b', [aPlannedOrg('two', 'pending')], { index: 2, count: 2 }),
      aPlan('a', [aPlannedOrg('one')], { index: 1, count: 2 }),
    ]);

    expect(merged).toMatchObject({ kind: 'plan', result: { pending: 1, notReadable: 0, total: 2 } });
    expect([mergedExitCode(merged, true), mergedExitCode(merged, false)]).toEqual([3, 0]);
  });

  it('Given audits in parts, When merged, Then the worst verdict, all orgs, the oldest time, and waivers used by any count', () => {
    const waiver = {
      check: 'guards-active',
      org: 'two',
      components: ['*'],
      owner: 'Ada',
      reason: 'r',
      ticket: 'T-1',
      expires: '2026-12-31',
      file: 'w.yaml',
    };
    const waivers = (state: 'unused' | 'active', findings: number) => [{ ...waiver, state, findings }] as never;
    const merged = mergeResults([
      anAudit('a', {
        evaluatedAt: '2026-05-02T00:00:00.000Z',
        waivers: waivers('unused', 0),
        orgs: [aReportOrg({ name: 'one', verdict: 'conforming', findings: [aFinding({ status: 'pass' })] })],
      }),
      anAudit('b', {
        evaluatedAt: '2026-05-01T00:00:00.000Z',
        waivers: waivers('active', 2),
        orgs: [aReportOrg({ name: 'two', verdict: 'nonconforming', findings: [aFinding()] })],
      }),
    ]);

    expect(merged).toMatchObject({
      kind: 'audit',
      result: {
        verdict: 'nonconforming',
        evaluatedAt: '2026-05-01T00:00:00.000Z',
        coverage: { evaluated: 2, total: 2 },
        waivers: [{ state: 'active', findings: 2 }],
        orgs: [{ name: 'one' }, { name: 'two' }],
      },
    });
    expect(mergedExitCode(merged, false)).toBe(3);
  });

  it.each([
    [['deployed', 'deployed'], 0],
    [['deployed', 'failed'], 68],
    [['failed', 'failed'], 1],
    [['deployed', undefined], 69],
  ] as const)(
    'Given deploys that ended as %j, When merged, Then the exit code is that of the whole, %i',
    (outcomes, code) => {
      const merged = mergeResults(outcomes.map((outcome, index) => aDeploy(String(index), `org-${index}`, outcome)));

      expect(merged).toMatchObject({ kind: 'deploy', result: { runIds: ['run-0', 'run-1'] } });
      expect('endedAt' in merged.result).toBe(code !== 69);
      expect(mergedExitCode(merged, false)).toBe(code);
    },
  );

  it.each([
    [['removed', 'absent'], 0],
    [['removed', 'skipped'], 68],
    [['error', 'declined'], 1],
    [['removed', 'unfinished'], 69],
  ] as const)(
    'Given removals that ended as %j, When merged, Then all orgs are there, and the code is %i',
    (fates, code) => {
      const merged = mergeResults(fates.map((fate, index) => aRemoval(String(index), `org-${index}`, fate)));

      expect(merged).toMatchObject({ kind: 'removal', result: { orgs: [{ name: 'org-0' }, { name: 'org-1' }] } });
      expect(mergedExitCode(merged, false)).toBe(code);
    },
  );

  it.each([
    [
      'kinds',
      [aPlan('a', []), aDeploy('b', 'one', 'deployed')],
      /a is the result of a plan[\s\S]*b is the result of a deploy/,
    ],
    [
      'a missing shard',
      [aPlan('a', [], { index: 1, count: 3 }), aPlan('b', [], { index: 3, count: 3 })],
      /Shard 2\/3 is missing/,
    ],
    [
      'a shard twice',
      [aPlan('a', [], { index: 1, count: 1 }), aPlan('b', [], { index: 1, count: 1 })],
      /Shard 1\/1 is there more than once: a, b/,
    ],
    [
      'other numbers of shards',
      [aPlan('a', [], { index: 1, count: 2 }), aPlan('b', [], { index: 2, count: 3 })],
      /b is one of 3 shards, others are of 2/,
    ],
    ['a whole among shards', [aPlan('a', [], { index: 1, count: 1 }), aPlan('b', [])], /b is no shard/],
    [
      'an org twice',
      [aPlan('a', [aPlannedOrg('one')]), aPlan('b', [aPlannedOrg('one')])],
      /The org one is there more than once: a, b/,
    ],
    [
      'a validation among deploys',
      [aDeploy('a', 'one', 'deployed'), aDeploy('b', 'two', 'deployed', true)],
      /b: only validated/,
    ],
    [
      'a removal that was told other things',
      [aRemoval('a', 'one', 'removed'), aRemoval('b', 'two', 'removed', false)],
      /b is of a removal with another consent/,
    ],
    ['a removal among deploys', [aDeploy('a', 'one', 'deployed'), aRemoval('b', 'two', 'removed')], /a removal/],
    [
      'judges of other versions',
      [anAudit('a', { orgs: [] }), anAudit('b', { orgs: [], tool: 'other@2' })],
      /b is by other@2/,
    ],
  ])('Given %s, When merged, Then it is refused by name', (_, parts, reason) => {
    expect(refusal(parts)).toMatch(reason);
  });
});

describe('readResult', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'results-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const file = (content: unknown): string => {
    const path = join(folder, 'result.json');
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  };

  it.each([aPlan('x', [aPlannedOrg('one')], { index: 1, count: 2 }), anAudit('x', {}), aDeploy('x', 'one', 'failed')])(
    'Given what a command printed, When read, Then it is known for what it is, with and without what is around it',
    async ({ kind, result }) => {
      expect(await readResult(file({ status: 0, result, warnings: [] }))).toMatchObject({ kind, result });
      expect(await readResult(file(result))).toMatchObject({ kind });
    },
  );

  it.each([
    ['half a file', '{"status":0,', /JSON/],
    ['an empty file', '', /JSON/],
    ['no object', 'null', /holds no JSON object/],
    [
      'a command that failed',
      { name: 'NoOrg', message: 'No org was named.', exitCode: 1 },
      /the command failed: No org was named/,
    ],
    ['another result', { status: 0, result: { checks: [] } }, /no result of a plan, an audit, a deploy or a removal/],
    ['a deploy to one org', { status: 0, result: { runId: 'x', org: {} } }, /a deploy to one org/],
    [
      'a result of another shape',
      { status: 0, result: { pending: 0, notReadable: 0, total: 1, orgs: [{ name: 'one' }] } },
      /orgs\.0\.state/,
    ],
  ])('Given %s, When read, Then it is refused, and the file is named', async (_, content, reason) => {
    await expect(readResult(file(content))).rejects.toMatchObject({
      name: 'ResultUnreadable',
      message: expect.stringMatching(reason) as string,
    });
  });
});
