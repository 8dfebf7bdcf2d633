import { SfError } from '@salesforce/core/sfError';
import { fleetVerdict, verdictOf } from '../../audit/finding.js';
import { coverage } from '../../audit/summary.js';
import { runParts } from '../../evidence/runParts.js';
import type { AuditReport, AuditReportOrg } from '../../report/auditReport.js';
import { dayOf } from '../../schema/day.js';

/** What one runner printed of its part of an audit. */
export type AuditPart = { readonly file: string; readonly result: AuditReport };

/** A run that the ledger has already. */
type KeptRun = { readonly run: number; readonly head?: string; readonly mergedFrom?: readonly string[] };

/** Parts that are further apart are no one audit: as long as an audit that is taken up again counts. */
const MOST_HOURS = 24;
const HOUR_MS = 3_600_000;

/**
 * Throws where one run of evidence of these results would say what they don't show: where one contradicts itself, says
 * less than evidence has to, is of another audit than the others, or is in the ledger already.
 * @throws SfError `EvidenceNotMerged` that names every file concerned
 */
export function assertSignable(parts: readonly AuditPart[], kept: readonly KeptRun[]): void {
  const problems = [
    ...parts.flatMap((part) => contradictions(part).map((problem) => `${part.file}: ${problem}`)),
    ...timeProblems(parts),
    ...keptAlready(parts, kept),
  ];
  if (problems.length === 0) return;
  throw new SfError(
    ['No evidence can be left of these results.', ...problems.map((problem) => `- ${problem}.`)].join('\n'),
    'EvidenceNotMerged',
    [
      'Give the results as the runners printed them, of one audit, each once.',
      'Or leave --evidence out: the results are merged without it.',
    ],
  );
}

function contradictions({ result }: AuditPart): string[] {
  const { orgs } = result;
  const counted = coverage(orgs);
  const same = counted.evaluated === result.coverage.evaluated && counted.total === result.coverage.total;
  return [
    ...(fleetVerdict(orgs) === result.verdict ? [] : ['its verdict is not that of its orgs']),
    ...(same ? [] : ['its coverage is not that of its orgs']),
    ...orgs.flatMap((org) => orgContradictions(org, result)),
  ];
}

function orgContradictions(
  { name, verdict, findings, observed, organizationId }: AuditReportOrg,
  { waivers, evaluatedAt }: AuditReport,
): string[] {
  const today = dayOf(new Date(evaluatedAt));
  const unbacked = findings.filter(
    ({ check, status, waiver }) =>
      (status === 'waived' || waiver !== undefined) &&
      !waivers.some(
        (listed) =>
          status === 'waived' &&
          listed.check === check &&
          listed.ticket === waiver?.ticket &&
          listed.owner === waiver.owner &&
          listed.expires === waiver.expires &&
          listed.expires >= today,
      ),
  );
  return [
    ...(verdictOf(findings) === verdict ? [] : [`the verdict on ${name} is not that of its findings`]),
    ...(organizationId !== undefined && observed === undefined ? [`what ${name} was judged by is not in it`] : []),
    ...(organizationId === undefined && verdict !== 'notEvaluated' ? [`${name} was judged, and not reached`] : []),
    ...(unbacked.length === 0
      ? []
      : [`${unbacked.length} findings on ${name} are waived by no waiver in it that holds`]),
  ];
}

function timeProblems(parts: readonly AuditPart[]): string[] {
  const byTime = parts.toSorted((a, b) => Date.parse(a.result.evaluatedAt) - Date.parse(b.result.evaluatedAt));
  const [first, last] = [byTime[0], byTime.at(-1)];
  if (first === undefined || last === undefined) return [];
  const hours = (Date.parse(last.result.evaluatedAt) - Date.parse(first.result.evaluatedAt)) / HOUR_MS;
  return hours <= MOST_HOURS
    ? []
    : [`${first.file} and ${last.file} are ${Math.floor(hours)} hours apart, and no one audit (${MOST_HOURS} at most)`];
}

/** One audit leaves one run: neither what a runner put into this ledger itself, nor what was merged into it before. */
function keptAlready(parts: readonly AuditPart[], kept: readonly KeptRun[]): string[] {
  const digests = runParts(parts.map(({ result }) => result));
  return parts.flatMap(({ file, result }, index) => {
    const own = kept.find(({ head }) => head !== undefined && head === result.evidence?.head);
    if (own !== undefined) return [`${file}: its evidence is in this ledger already, as run ${own.run}`];
    const merged = kept.find(({ mergedFrom }) => mergedFrom?.includes(digests[index]?.result ?? '') === true);
    return merged === undefined ? [] : [`${file} is in this ledger already, merged into run ${merged.run}`];
  });
}
