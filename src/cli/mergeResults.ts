import { SfError } from '@salesforce/core/sfError';
import type { BaselineComparison } from '../audit/baseline.js';
import { auditExitCode } from '../audit/exitCode.js';
import { frameworksNamed } from '../audit/frameworks/index.js';
import { fleetVerdict, type OrgAudit } from '../audit/finding.js';
import { deployExitCode } from '../fleet/deploy/deployRun.js';
import { removalExitCode } from '../fleet/remove/removalFate.js';
import { type AuditReport, auditReport } from '../report/auditReport.js';
import { planExitCode, planOf, type SyntheticPlanResult } from './plan/planResult.js';
import type { SyntheticFleetDeployResult } from './deploy/runResult.js';
import type { SyntheticFleetRemoveResult } from './remove/fleetRemovalResult.js';

/** What one runner printed, by the kind of its command. */
export type Part =
  | { readonly kind: 'plan'; readonly file: string; readonly result: SyntheticPlanResult }
  | { readonly kind: 'audit'; readonly file: string; readonly result: AuditReport }
  | { readonly kind: 'deploy'; readonly file: string; readonly result: SyntheticFleetDeployResult }
  | { readonly kind: 'removal'; readonly file: string; readonly result: SyntheticFleetRemoveResult };

/** Deploys of several runners as one; each has its own run, which is taken up where it was begun. */
type MergedDeploy = Omit<SyntheticFleetDeployResult, 'runId' | 'shard' | 'carriedOutBy' | 'tested' | 'validatedBy'> & {
  runIds: string[];
};

export type SyntheticMergeResult =
  | { kind: 'plan'; result: SyntheticPlanResult }
  | { kind: 'audit'; result: AuditReport }
  | { kind: 'deploy'; result: MergedDeploy }
  | { kind: 'removal'; result: SyntheticFleetRemoveResult };

/**
 * The results of runners that shared a fleet as one. Pure.
 * @throws SfError `PartsDoNotMatch` that names every file and org concerned: where they are of different kinds, a shard
 *   is missing or there twice, an org is in two, or they were judged by different rules.
 */
export function mergeResults(parts: readonly Part[]): SyntheticMergeResult {
  const problems = [...kindProblems(parts), ...shardProblems(parts), ...orgProblems(parts)];
  if (problems.length > 0) throw doNotMatch(problems);
  const plans = parts.filter((part) => part.kind === 'plan');
  if (plans.length > 0) return { kind: 'plan', result: planOf(plans.flatMap(({ result }) => result.orgs)) };
  const audits = parts.filter((part) => part.kind === 'audit');
  if (audits.length > 0) return { kind: 'audit', result: mergeAudits(audits) };
  const removals = parts.filter((part) => part.kind === 'removal');
  if (removals.length > 0) return { kind: 'removal', result: mergeRemovals(removals) };
  return { kind: 'deploy', result: mergeDeploys(parts.filter((part) => part.kind === 'deploy')) };
}

/** The exit code that one runner would have ended with. */
export function mergedExitCode({ kind, result }: SyntheticMergeResult, pendingCounts: boolean): number {
  switch (kind) {
    case 'plan':
      return planExitCode(result, pendingCounts);
    case 'audit':
      return auditExitCode(result);
    case 'deploy':
      return deployExitCode(result);
    case 'removal':
      return removalExitCode(result.orgs.map(({ outcome }) => outcome));
  }
}

type Of<Kind extends Part['kind']> = Extract<Part, { kind: Kind }>;

function mergeAudits(parts: readonly Of<'audit'>[]): AuditReport {
  const reports = parts.map(({ result }) => result);
  const [first] = reports;
  if (first === undefined) throw doNotMatch(['There is no result to merge']);
  const problems = parts.flatMap(({ file, result }) => [
    ...(result.tool === first.tool ? [] : [`${file} is by ${result.tool}, ${parts[0]?.file ?? ''} by ${first.tool}`]),
    ...(frameworkIds(result) === frameworkIds(first) ? [] : [`${file} is in the order of other frameworks`]),
    ...(result.baseline?.evaluatedAt === first.baseline?.evaluatedAt ? [] : [`${file} has another baseline`]),
    ...staleIn(result, parts).map((org) => `By ${file}, no audit has reached ${org} for too long, nor is it in a part`),
  ]);
  if (problems.length > 0) throw doNotMatch(problems);
  // What is the oldest of it tells how old it is.
  const oldest = new Date(Math.min(...reports.map(({ evaluatedAt }) => Date.parse(evaluatedAt))));
  return auditReport(
    reports.flatMap(({ orgs, evaluatedAt }) =>
      orgs.map((org) => auditOf(Date.parse(evaluatedAt) === oldest.getTime() ? org : { evaluatedAt, ...org })),
    ),
    {
      evaluatedAt: oldest,
      tool: first.tool,
      schemaFile: first.schemaFile,
      waivers: mergeWaivers(reports),
      frameworks: frameworksNamed(first.frameworks.map(({ id }) => id)),
      baseline: mergeBaselines(reports.flatMap(({ baseline }) => baseline ?? [])),
    },
  );
}

function auditOf(org: AuditReport['orgs'][number]): OrgAudit {
  const { verdict, findings, observed, records, evaluatedAt, apiCalls, ...identity } = org;
  return {
    org: identity as OrgAudit['org'],
    verdict,
    findings,
    ...(observed === undefined ? {} : { observed }),
    ...(records === undefined ? {} : { records }),
    ...(evaluatedAt === undefined ? {} : { evaluatedAt }),
    ...(apiCalls === undefined ? {} : { apiCalls }),
  };
}

/** Orgs that one runner calls stale: others may have reached them meanwhile. */
function staleIn({ history }: AuditReport, parts: readonly Of<'audit'>[]): string[] {
  const reached = new Set(parts.flatMap(({ result }) => result.orgs.map(({ name }) => name)));
  return (history?.stale ?? []).map(({ org }) => org).filter((org) => !reached.has(org));
}

/** Each runner compared its own orgs with the same baseline. */
function mergeBaselines(baselines: readonly BaselineComparison[]): BaselineComparison | undefined {
  const [first] = baselines;
  if (first === undefined) return undefined;
  const sum = (key: 'known' | 'new'): number => baselines.reduce((total, baseline) => total + baseline[key], 0);
  return { ...first, known: sum('known'), new: sum('new'), verdict: fleetVerdict(baselines) };
}

function frameworkIds({ frameworks }: AuditReport): string {
  return frameworks.map(({ id }) => id).join(' ');
}

/** A waiver that one runner had no use for may have been for another's orgs. */
function mergeWaivers(reports: readonly AuditReport[]): AuditReport['waivers'] {
  const merged = new Map<string, AuditReport['waivers'][number]>();
  for (const { findings, state, ...waiver } of reports.flatMap(({ waivers }) => waivers)) {
    const key = JSON.stringify(waiver);
    const known = merged.get(key);
    merged.set(key, {
      ...waiver,
      findings: findings + (known?.findings ?? 0),
      state: known === undefined || known.state === 'unused' ? state : known.state,
    });
  }
  return [...merged.values()];
}

function mergeDeploys(parts: readonly Of<'deploy'>[]): MergedDeploy {
  const runs = parts.map(({ result }) => result);
  const dryRun = dryRunOf(parts);
  const ends = runs.flatMap(({ endedAt }) => endedAt ?? []);
  const [stage = 'all', ...others] = [...new Set(runs.map((run) => run.stage))];
  if (others.length > 0) throw doNotMatch([`They deployed other stages: ${[stage, ...others].join(', ')}`]);
  return {
    runIds: runs.map(({ runId }) => runId),
    dryRun,
    stage,
    startedAt: runs.map(({ startedAt }) => startedAt).sort()[0] ?? '',
    ...(ends.length === runs.length ? { endedAt: ends.sort().at(-1) ?? '' } : {}),
    orgs: runs.flatMap(({ orgs }) => orgs),
  };
}

function mergeRemovals(parts: readonly Of<'removal'>[]): SyntheticFleetRemoveResult {
  const results = parts.map(({ result }) => result);
  const [first] = results;
  if (first === undefined) throw doNotMatch(['There is no result to merge']);
  const other = parts.filter(({ result }) => JSON.stringify(result.consent) !== JSON.stringify(first.consent));
  if (other.length > 0) throw doNotMatch(other.map(({ file }) => `${file} is of a removal with another consent`));
  return {
    dryRun: dryRunOf(parts),
    consent: first.consent,
    startedAt: results.map(({ startedAt }) => startedAt).sort()[0] ?? '',
    endedAt:
      results
        .map(({ endedAt }) => endedAt)
        .sort()
        .at(-1) ?? '',
    orgs: results.flatMap(({ orgs }) => orgs),
  };
}

/** Whether all were dry runs; those and others make no whole. */
function dryRunOf(parts: readonly (Of<'deploy'> | Of<'removal'>)[]): boolean {
  const dry = parts.filter(({ result }) => result.dryRun).map(({ file }) => file);
  if (dry.length === 0 || dry.length === parts.length) return dry.length > 0;
  throw doNotMatch([`${dry.join(', ')}: only validated, the others carried out`]);
}

function kindProblems(parts: readonly Part[]): string[] {
  const kinds = new Set(parts.map(({ kind }) => kind));
  return kinds.size < 2 ? [] : parts.map(({ file, kind }) => `${file} is the result of ${an(kind)}`);
}

function an(kind: Part['kind']): string {
  return kind === 'audit' ? 'an audit' : `a ${kind}`;
}

/** All parts of a fleet, each once; or no parts at all, as of rings that are deployed to one by one. */
function shardProblems(parts: readonly Part[]): string[] {
  const shards = parts.flatMap(({ file, result: { shard } }) => (shard === undefined ? [] : [{ file, ...shard }]));
  if (shards.length === 0) return [];
  const whole = parts.filter(({ result }) => result.shard === undefined);
  if (whole.length > 0) return whole.map(({ file }) => `${file} is no shard, and others are`);
  const [{ count } = { count: 0 }] = shards;
  const odd = shards.filter((shard) => shard.count !== count);
  if (odd.length > 0)
    return odd.map((shard) => `${shard.file} is one of ${shard.count} shards, others are of ${count}`);
  return Array.from({ length: count }, (_, place) => place + 1).flatMap((index) => {
    const files = shards.filter((shard) => shard.index === index).map(({ file }) => file);
    if (files.length === 0) return [`Shard ${index}/${count} is missing`];
    return files.length === 1 ? [] : [`Shard ${index}/${count} is there more than once: ${files.join(', ')}`];
  });
}

function orgProblems(parts: readonly Part[]): string[] {
  const files = new Map<string, string[]>();
  for (const { file, result } of parts) {
    for (const { name } of result.orgs) files.set(name, [...(files.get(name) ?? []), file]);
  }
  return [...files].flatMap(([org, named]) =>
    named.length < 2 ? [] : [`The org ${org} is there more than once: ${named.join(', ')}`],
  );
}

function doNotMatch(problems: readonly string[]): SfError {
  return new SfError(
    ['These results can’t be merged.', ...problems.map((problem) => `- ${problem}.`)].join('\n'),
    'PartsDoNotMatch',
    ['Give the result of every runner of one command, each once.'],
  );
}
