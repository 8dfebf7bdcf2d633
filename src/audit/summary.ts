import { groupByObject, nameObjects } from '../plan/objectGroups.js';
import { checks } from './checks/index.js';
import {
  type Finding,
  type OrgAudit,
  severities,
  type Severity,
  type Status,
  statuses,
  type Verdict,
} from './finding.js';

/** One check's outcome in one org, for a table. */
export type CheckSummary = {
  readonly check: string;
  readonly title: string;
  readonly severity: Severity;
  readonly status: Status;
  readonly passed: number;
  /** Failures that somebody answers for. */
  readonly waived: number;
  readonly total: number;
  /** What is wrong or waived, one line for each kind of mistake, the objects concerned named. */
  readonly problems: readonly string[];
  /** How to mend it, each way once. */
  readonly remediations: readonly string[];
};

export function summarize(findings: readonly Finding[]): CheckSummary[] {
  const ids = [...new Set(findings.map(({ check }) => check))];
  return ids.map((check) => {
    const own = findings.filter((finding) => finding.check === check);
    const waived = own.filter(({ status }) => status === 'waived');
    const open = own.filter(({ status }) => status !== 'pass' && status !== 'waived');
    const { metadata } = Object.values(checks).find((known) => known.metadata.id === check) ?? {};
    return {
      check,
      title: metadata?.title ?? check,
      severity: worst(open) ?? worst(waived) ?? metadata?.severity ?? 'low',
      status: statuses.find((status) => own.some((finding) => finding.status === status)) ?? 'notEvaluated',
      passed: own.length - open.length - waived.length,
      waived: waived.length,
      total: own.length,
      problems: problemsOf([...open, ...waived]),
      remediations: [...new Set(open.map(({ remediation }) => remediation).filter((text) => text !== ''))],
    };
  });
}

/** `3 of 4 orgs evaluated`: an org counts when nothing in it stayed unevaluated. */
export function coverage(orgs: readonly Pick<OrgAudit, 'findings'>[]): { evaluated: number; total: number } {
  const evaluated = orgs.filter(
    ({ findings }) => findings.length > 0 && findings.every(({ status }) => status !== 'notEvaluated'),
  );
  return { evaluated: evaluated.length, total: orgs.length };
}

export const verdictWords: Readonly<Record<Verdict, string>> = {
  conforming: 'conforms',
  nonconforming: 'does not conform',
  notEvaluated: 'could not be evaluated',
};

function problemsOf(open: readonly Finding[]): string[] {
  return groupByObject(open.map(inWords).map(byHand), ({ name, object, message }) => [
    object === undefined || name !== object ? name : '',
    message,
  ]).map(({ sample, objects }) => {
    if (sample.subject === 'Org') return sample.message;
    const onItself = sample.name === sample.object;
    const what = onItself ? nameObjects(objects) : sample.name;
    const where = onItself || objects.length === 0 ? '' : ` (${nameObjects(objects)})`;
    return `${what}: ${sample.message}${where}`;
  });
}

function byHand(finding: Finding): Finding {
  return finding.status === 'manual' ? { ...finding, message: `check by hand: ${finding.message}` } : finding;
}

/** A finding with all that a person has to know of it in its message. */
export function inWords(finding: Finding): Finding {
  const { waiver } = finding;
  const message = [finding.message, ...ageWords(finding)].filter((part) => part !== '').join('; ');
  if (waiver !== undefined) {
    const { owner, expires, reason, ticket } = waiver;
    return { ...finding, message: `${message}; waived until ${expires} by ${owner} (${ticket}): ${reason}` };
  }
  return message === finding.message ? finding : { ...finding, message };
}

/** `new`, `reopened, first seen 2026-01-31`, `since 2026-01-31`, `in the baseline`. */
function ageWords({ history, inBaseline }: Finding): string[] {
  const day = history?.firstSeen.slice(0, 10) ?? '';
  const words = { new: 'new', reopened: `reopened, first seen ${day}`, known: `since ${day}` };
  return [
    ...(history === undefined ? [] : [words[history.state]]),
    ...(inBaseline === true ? ['in the baseline'] : []),
  ];
}

function worst(findings: readonly Finding[]): Severity | undefined {
  return severities.find((severity) => findings.some((finding) => finding.severity === severity));
}
