import { severities } from '../../audit/finding.js';
import type { AuditReport } from '../auditReport.js';
import type { CheckRule } from '../checkRules.js';
import { markup } from '../xmlText.js';

type Option = readonly [value: string, text: string];

/** The page's script shows it: without one, everything is shown and there is nothing to filter. */
export function* filterForm({ orgs }: AuditReport, rules: readonly CheckRule[]): Generator<string> {
  yield `<form id="filters" hidden>
<div><label for="filter-text">Contains</label><input id="filter-text" name="text" type="search" autocomplete="off"></div>
`;
  yield select('org', 'Org', [['', 'Every org'], ...orgs.map(({ name }, index): Option => [`${index}`, name])]);
  yield select('check', 'Check', [['', 'Every check'], ...rules.map(({ id }): Option => [id, id])]);
  yield select('status', 'Status', [
    ['', 'Every status'],
    ['open', 'All but passed and waived'],
    ['fail', 'Failed'],
    ['notEvaluated', 'Not evaluated'],
    ['manual', 'To be checked by hand'],
    ['waived', 'Waived'],
    ['pass', 'Passed'],
  ]);
  yield select('age', 'Since when', [
    ['', 'Whenever'],
    ['new', 'New since the last audit'],
    ['reopened', 'Reopened'],
    ['known', 'Known'],
    ['baseline', 'In the baseline'],
  ]);
  yield select('severity', 'Severity', [['', 'Every severity'], ...severities.map((text): Option => [text, text])]);
  yield `<button type="reset">Show everything</button>
</form>
<p id="shown" role="status"></p>
`;
}

function select(name: string, label: string, options: readonly Option[]): string {
  const items = options.map(([value, text]) => `<option value="${markup(value)}">${markup(text)}</option>`);
  return `<div><label for="filter-${name}">${label}</label><select id="filter-${name}" name="${name}">${items.join('')}</select></div>\n`;
}
