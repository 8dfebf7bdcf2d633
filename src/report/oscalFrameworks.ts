import type { Status } from '../audit/finding.js';
import type { FrameworkView, RequirementView } from '../audit/frameworkView.js';
import { markupLine, property, token } from './oscalText.js';

/** A requirement of a framework as a control: `gdpr-5_1__a_`. */
function controlId({ id: framework }: FrameworkView, { id }: RequirementView): string {
  return token(`${framework}-${id}`);
}

function requirementObjectiveId(view: FrameworkView, requirement: RequirementView): string {
  return `${controlId(view, requirement)}_obj`;
}

/**
 * What is assessed of each requirement: that the checks which bear on it pass, which is less than the requirement. What
 * remains for a person stands in the remarks.
 */
export function requirementObjectives(view: FrameworkView): object[] {
  return view.requirements.map((requirement) => {
    const { id, title, text, shows, checks, judge } = requirement;
    const prose = shows ?? `Nothing in an org tells; a person judges: ${judge}`;
    const objective = property('objective-id', requirementObjectiveId(view, requirement));
    return {
      'control-id': controlId(view, requirement),
      description: markupLine(`${view.reference}, ${id}, ${title}: ${text}`),
      props: [property('framework', view.id), ...checks.map((check) => property('check', check))],
      links: [{ href: view.url, rel: 'reference' }],
      parts: [{ name: 'assessment-objective', props: [objective], prose }],
      remarks: `For a person to judge: ${judge}`,
    };
  });
}

export function requirementSelection(view: FrameworkView): object {
  return {
    description: markupLine(`${view.name}, ${view.reference}`),
    'include-controls': view.requirements.map((requirement) => ({ 'control-id': controlId(view, requirement) })),
  };
}

const STANDINGS: Readonly<Record<Status, object>> = {
  pass: { state: 'satisfied', reason: 'pass' },
  fail: { state: 'not-satisfied', reason: 'fail' },
  waived: { state: 'not-satisfied', reason: 'fail' },
  notEvaluated: { state: 'not-satisfied', reason: 'other' },
  manual: { state: 'not-satisfied', reason: 'other' },
};

/** A finding for each requirement in one org; `uuid` and `observed` tell what it is called and rests on. */
export function requirementFindings(
  view: FrameworkView,
  org: string,
  { uuid, observed }: { uuid: (name: string) => string; observed: (check: string) => readonly string[] },
): object[] {
  return view.requirements.map((requirement) => {
    const { id, title, checks, judge, orgs } = requirement;
    const open = orgs.find(({ name }) => name === org)?.status;
    const status = open ?? (checks.length === 0 ? 'manual' : 'pass');
    const related = checks.flatMap((check) => observed(check));
    return {
      uuid: uuid(`${view.id} ${id}`),
      title: markupLine(`${view.id} ${id}: ${title}`),
      description:
        checks.length === 0
          ? 'No check bears on it.'
          : `Of the checks that bear on it (${checks.join(', ')}), the worst says: ${status}.`,
      target: {
        type: 'objective-id',
        'target-id': requirementObjectiveId(view, requirement),
        status: { ...STANDINGS[status], remarks: `For a person to judge: ${judge}` },
      },
      ...(related.length === 0
        ? {}
        : { 'related-observations': related.map((observation) => ({ 'observation-uuid': observation })) }),
    };
  });
}
