import { createHash } from 'node:crypto';
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { verdictWords } from '../audit/summary.js';
import type { AuditReport } from './auditReport.js';
import { type CheckRule, checkRules } from './checkRules.js';
import { contentUuid } from './contentUuid.js';
import { jsonText } from './jsonText.js';
import { historyLines } from './historyLines.js';
import { requirementObjectives } from './oscalFrameworks.js';
import { objectiveId, oscalResult } from './oscalResult.js';
import { markupLine, property, token } from './oscalText.js';

/** The version whose model this is; later ones of the line 1.x read it. */
const OSCAL_VERSION = '1.1.3';

/**
 * The audit as evidence for compliance tools: OSCAL assessment results,
 * https://pages.nist.gov/OSCAL/learn/concepts/layer/assessment/assessment-results/. A result for each org, with a finding
 * for each check, an observation for each thing that is wrong, and a risk for each check that failed. Every identifier is
 * made from content, so that the same audit gives the same bytes.
 */
export function* oscalReport(report: AuditReport): Generator<string> {
  const rules = checkRules(report);
  const digest = digestOf(report);
  const plan = contentUuid('plan', report.schemaFile);
  yield* jsonText({
    'assessment-results': {
      uuid: contentUuid('document', digest),
      metadata: {
        title: 'Provenance audit',
        'last-modified': report.evaluatedAt,
        version: report.evaluatedAt,
        'oscal-version': OSCAL_VERSION,
        props: [property('verdict', report.verdict), property('tool', report.tool)],
        remarks: [
          `The fleet ${verdictWords[report.verdict]}: ${report.coverage.evaluated} of ${report.coverage.total} orgs evaluated.`,
          ...historyLines(report),
        ].join(' '),
      },
      'import-ap': { href: `#${plan}` },
      'local-definitions': {
        'objectives-and-methods': [...rules.map(objective), ...report.frameworks.flatMap(requirementObjectives)],
      },
      results: results(report, rules),
      'back-matter': {
        resources: [
          {
            uuid: plan,
            title: 'Provenance schema',
            description:
              'What every org is held against, in the place of an assessment plan: the checks derive from it alone.',
            rlinks: [{ href: hrefOf(report.schemaFile) }],
          },
        ],
      },
    },
  });
  yield '\n';
}

function* results(report: AuditReport, rules: readonly CheckRule[]): Generator<object> {
  for (const org of report.orgs) yield oscalResult(report, org, rules);
  // The model wants one at least, and no org is no conformity.
  if (report.orgs.length === 0) {
    yield oscalResult(report, { name: 'No org', verdict: 'notEvaluated', findings: [] }, rules);
  }
}

function objective({ id, title, risk, severity }: CheckRule): object {
  return {
    'control-id': token(id),
    description: markupLine(title),
    props: [property('severity', severity)],
    parts: [{ name: 'assessment-objective', props: [property('objective-id', objectiveId(id))], prose: title }],
    ...(risk === undefined ? {} : { remarks: risk }),
  };
}

function hrefOf(file: string): string {
  if (isAbsolute(file)) return pathToFileURL(file).href;
  return file.toWellFormed().replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
}

/** Org by org, since the whole of a large fleet would be a string of hundreds of megabytes. */
function digestOf({ orgs, ...head }: AuditReport): string {
  const hash = createHash('sha256').update(JSON.stringify(head));
  for (const org of orgs) hash.update(JSON.stringify(org));
  return hash.digest('hex');
}
