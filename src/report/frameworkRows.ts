import type { Status } from '../audit/finding.js';
import type { FrameworkView, RequirementView } from '../audit/frameworkView.js';

/** How far the checks support a requirement; that it is fulfilled is for a person to say. */
export const requirementWords: Readonly<Record<Status, string>> = {
  pass: 'checks pass',
  fail: 'CHECKS FAIL',
  notEvaluated: 'NOT EVALUATED',
  manual: 'a person judges',
  waived: 'waived',
};

export type RequirementRow = {
  readonly requirement: string;
  readonly title: string;
  readonly result: string;
  readonly checks: string;
  /** The orgs in which it is so. */
  readonly orgs: string;
};

/** `General Data Protection Regulation (Regulation (EU) 2016/679): 12 checks pass, 3 CHECKS FAIL, …`. */
export function frameworkHeadline({ name, reference, counts }: FrameworkView): string {
  const parts = (['pass', 'fail', 'notEvaluated', 'waived', 'manual'] as const)
    .filter((status) => counts[status] > 0)
    .map((status) => `${counts[status]} ${requirementWords[status]}`);
  return `${name} (${reference}): ${parts.join(', ')}`;
}

export function requirementRows({ requirements }: FrameworkView): RequirementRow[] {
  return requirements.map((requirement) => ({
    requirement: requirement.id,
    title: requirement.title,
    result: requirementWords[requirement.status],
    checks: requirement.checks.join(', '),
    orgs: orgsConcerned(requirement),
  }));
}

/** Orgs named for one requirement; the rest is in the findings. */
const MOST_ORGS = 5;

/** The orgs that make it what it is, `prod, uat and 3 more`. */
export function orgsConcerned({ status, orgs }: RequirementView): string {
  const names = orgs.filter((org) => org.status === status).map(({ name }) => name);
  const more = names.length - MOST_ORGS;
  return `${names.slice(0, MOST_ORGS).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
