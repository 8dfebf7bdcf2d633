import type { FrameworkView, RequirementView } from '../../audit/frameworkView.js';
import type { AuditReport } from '../auditReport.js';
import { frameworkHeadline, orgsConcerned, requirementWords } from '../frameworkRows.js';
import { markup } from '../xmlText.js';
import { symbolOf } from './words.js';

/** The audit in the order of each framework that was asked for. */
export function* frameworks({ frameworks: views }: AuditReport): Generator<string> {
  if (views.length === 0) return;
  yield `<section><h2 id="frameworks">Frameworks</h2>
<p>Checks that pass are evidence for a requirement; whether it is fulfilled, a person judges. The texts are our own.</p>
`;
  for (const view of views) yield* framework(view);
  yield '</section>\n';
}

function* framework(view: FrameworkView): Generator<string> {
  const id = `framework-${markup(view.id)}`;
  yield `<h3 id="${id}">${markup(frameworkHeadline(view))}</h3>
<p class="facts"><a href="${markup(view.url)}" rel="noreferrer">${markup(view.reference)}</a>. ${markup(view.about)}</p>
<div class="scroll" role="region" aria-labelledby="${id}" tabindex="0">
<table class="framework">
<thead><tr><th scope="col">Requirement</th><th scope="col">Result</th><th scope="col">What the checks show</th><th scope="col">For a person to judge</th></tr></thead>
<tbody>
`;
  for (const requirement of view.requirements) yield row(requirement);
  yield '</tbody>\n</table>\n</div>\n';
}

function row(requirement: RequirementView): string {
  const { id, title, text, checks, shows, judge, status } = requirement;
  const where = orgsConcerned(requirement);
  const named = where === '' ? '' : `<small><bdi>${markup(where)}</bdi></small>`;
  const evidence = shows === undefined ? '–' : `${markup(shows)}<small>${markup(checks.join(', '))}</small>`;
  return `<tr><th scope="row">${markup(id)} ${markup(title)}<small>${markup(text)}</small></th><td class="${status}">${symbolOf(status)} ${requirementWords[status]}${named}</td><td>${evidence}</td><td>${markup(judge)}</td></tr>\n`;
}
