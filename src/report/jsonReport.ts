import type { AuditReport } from './auditReport.js';
import { jsonText } from './jsonText.js';

/** The result as `--json` gives it: everything, passed or not. Its shape is schemas/commands/synthetic-audit.json. */
export function* jsonReport(report: AuditReport): Generator<string> {
  yield* jsonText({ ...report, orgs: orgs(report) });
  yield '\n';
}

function* orgs(report: AuditReport): Generator<object> {
  for (const org of report.orgs) yield { ...org, findings: org.findings.values() };
}
