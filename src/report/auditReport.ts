import { type Finding, fleetVerdict, type OrgAudit, type Verdict } from '../audit/finding.js';
import { coverage } from '../audit/summary.js';
import type { WaiverUse } from '../audit/waivers.js';

/** The result of an audit, as `--json` gives it and every report writer reads it. */
export type AuditReport = {
  verdict: Verdict;
  /** ISO 8601, UTC. */
  evaluatedAt: string;
  /** The plugin that judged, `name@version`. */
  tool: string;
  /** The provenance schema's file, as it was given. */
  schemaFile: string;
  /** Orgs in which nothing stayed unevaluated, of all. */
  coverage: { evaluated: number; total: number };
  /** Every waiver of the waiver files, and what became of it. */
  waivers: WaiverUse[];
  orgs: AuditReportOrg[];
};

export type AuditReportOrg = {
  name: string;
  username?: string;
  organizationId?: string;
  instanceUrl?: string;
  role?: string;
  edition?: string;
  verdict: Verdict;
  findings: Finding[];
};

export function auditReport(
  orgs: readonly OrgAudit[],
  {
    evaluatedAt,
    tool,
    schemaFile,
    waivers = [],
  }: { evaluatedAt: Date; tool: string; schemaFile: string; waivers?: readonly WaiverUse[] },
): AuditReport {
  return {
    verdict: fleetVerdict(orgs),
    evaluatedAt: evaluatedAt.toISOString(),
    tool,
    schemaFile,
    coverage: coverage(orgs),
    waivers: [...waivers],
    orgs: orgs.map(({ org, verdict, findings }) => ({ ...org, verdict, findings: [...findings] })),
  };
}
