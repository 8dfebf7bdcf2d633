import { type OrgAudit, type Status, statuses } from './finding.js';
import type { Framework, Requirement } from './framework.js';

/** What an audit can say of one requirement: the worst that the checks which bear on it say of any org. */
export type RequirementView = {
  id: string;
  group: string;
  title: string;
  text: string;
  checks: string[];
  /** What it shows when these checks pass. */
  shows?: string;
  /** What remains for a person to judge, whatever the status. */
  judge: string;
  /** `manual` where no check bears on it. */
  status: Status;
  /** The orgs in which it is not `pass`; empty where no check bears on it. */
  orgs: { name: string; status: Status }[];
};

/** The audit as one framework orders it. Checks that pass support a requirement; they don't fulfil it. */
export type FrameworkView = {
  id: string;
  name: string;
  reference: string;
  url: string;
  about: string;
  /** Requirements by status. */
  counts: { pass: number; fail: number; notEvaluated: number; manual: number; waived: number };
  requirements: RequirementView[];
};

export function frameworkView(
  { id, name, reference, url, about, requirements }: Framework,
  audits: readonly OrgAudit[],
): FrameworkView {
  const byCheck = audits.map((audit) => ({
    name: audit.org.name,
    findings: Map.groupBy(audit.findings, ({ check }) => check),
  }));
  const views = requirements.map((requirement): RequirementView => {
    const ofOrgs = byCheck.map((org) => ({ name: org.name, status: statusOf(requirement, org.findings) }));
    const open = requirement.checks.length === 0 ? [] : ofOrgs.filter(({ status }) => status !== 'pass');
    const status = requirement.checks.length === 0 ? 'manual' : worst(ofOrgs.map((org) => org.status));
    return { ...requirement, checks: [...requirement.checks], status, orgs: open };
  });
  const counts = { pass: 0, fail: 0, notEvaluated: 0, manual: 0, waived: 0 };
  for (const { status } of views) counts[status] += 1;
  return { id, name, reference, url, about, counts, requirements: views };
}

/** A check that says nothing of an org has not been evaluated there. */
function statusOf({ checks }: Requirement, findings: ReadonlyMap<string, readonly { status: Status }[]>): Status {
  return worst(checks.map((check) => worst((findings.get(check) ?? []).map(({ status }) => status))));
}

function worst(given: readonly Status[]): Status {
  return statuses.find((status) => given.includes(status)) ?? 'notEvaluated';
}
