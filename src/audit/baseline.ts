import * as z from 'zod';
import { type Finding, type OrgAudit, severities, statuses, type Verdict, verdictOf, fleetVerdict } from './finding.js';
import { isSameOrg, thingOf } from './historyRun.js';

const report = z.object({
  evaluatedAt: z.iso.datetime(),
  orgs: z.array(
    z.object({
      name: z.string(),
      organizationId: z.string().optional(),
      findings: z.array(
        z.object({
          check: z.string(),
          status: z.enum(statuses),
          severity: z.enum(severities),
          subject: z.string(),
          name: z.string(),
        }),
      ),
    }),
  ),
});

/** An earlier audit, from its report or from what `--json` printed; only what a comparison needs of it is read. */
export const baselineShape = z.preprocess(
  (content) => (typeof content === 'object' && content !== null && 'result' in content ? content.result : content),
  report,
);

export type Baseline = z.infer<typeof report>;

/** The audit against a baseline: what of its failures is known, and the verdict on the rest. */
export type BaselineComparison = {
  /** The baseline's file, as it was given, and when that audit was. */
  file: string;
  evaluatedAt: string;
  /** Failures that the baseline has too. */
  known: number;
  /** Failures that it does not have. */
  new: number;
  /** The verdict as if the known failures passed; what could not be evaluated is never known. */
  verdict: Verdict;
};

/**
 * Marks the failures that the baseline has too. One is known when its org, check and thing are the same and it is no
 * graver than it was; where a thing failed once, only one of two failures is known. What was waived then has failed. Pure.
 */
export function applyBaseline(
  audits: readonly OrgAudit[],
  baseline: Baseline,
  file: string,
): { audits: OrgAudit[]; comparison: BaselineComparison } {
  let known = 0;
  let fresh = 0;
  const marked = audits.map((audit): OrgAudit => {
    const left = failuresOf(audit, baseline);
    const findings = audit.findings.map((finding): Finding => {
      if (finding.status !== 'fail') return finding;
      if (!take(left, finding)) {
        fresh += 1;
        return finding;
      }
      known += 1;
      return { ...finding, inBaseline: true };
    });
    return { ...audit, findings };
  });
  const rest = marked.map(({ findings }) => ({ verdict: verdictWithout(findings) }));
  const { evaluatedAt } = baseline;
  return { audits: marked, comparison: { file, evaluatedAt, known, new: fresh, verdict: fleetVerdict(rest) } };
}

function verdictWithout(findings: readonly Finding[]): Verdict {
  return verdictOf(findings.map(({ status, inBaseline }) => ({ status: inBaseline === true ? 'pass' : status })));
}

/** The baseline's failures of an org, each with how grave it was. */
function failuresOf({ org }: OrgAudit, { orgs }: Baseline): Map<string, number[]> {
  const failures = new Map<string, number[]>();
  for (const record of orgs) {
    if (!isSameOrg(record, org)) continue;
    for (const finding of record.findings) {
      if (finding.status !== 'fail' && finding.status !== 'waived') continue;
      const key = keyOf(finding);
      failures.set(key, [...(failures.get(key) ?? []), severities.indexOf(finding.severity)]);
    }
  }
  return failures;
}

function take(left: ReadonlyMap<string, number[]>, finding: Finding): boolean {
  const graveness = left.get(keyOf(finding)) ?? [];
  // The nearest that was as grave at least, so that a graver one is left for a graver failure.
  graveness.sort((a, b) => a - b);
  const index = graveness.findLastIndex((before) => before <= severities.indexOf(finding.severity));
  if (index < 0) return false;
  graveness.splice(index, 1);
  return true;
}

function keyOf(finding: Pick<Finding, 'check' | 'subject' | 'name'>): string {
  return JSON.stringify([finding.check, thingOf(finding)]);
}
