import type { Framework } from '../audit/framework.js';
import { type FrameworkView, frameworkView } from '../audit/frameworkView.js';
import type { Observed } from '../audit/observed.js';
import type { BaselineComparison } from '../audit/baseline.js';
import type { AuditHistory } from '../audit/history.js';
import { type Finding, fleetVerdict, type ObjectRecords, type OrgAudit, type Verdict } from '../audit/finding.js';
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
  /** Which part of how many this is, where runners share a fleet. */
  shard?: { index: number; count: number };
  /** Orgs in which nothing stayed unevaluated, of all. */
  coverage: { evaluated: number; total: number };
  /** Every waiver of the waiver files, and what became of it. */
  waivers: WaiverUse[];
  /** Against an earlier audit, if one was given: then only what is new decides on the exit code. */
  baseline?: BaselineComparison;
  /** Beside the earlier audits on record. */
  history?: AuditHistory;
  /** The same in the order of the frameworks that were asked for. */
  frameworks: FrameworkView[];
  orgs: AuditReportOrg[];
  /** There when the audit was to leave evidence. */
  evidence?: KeptEvidence;
};

/** Where the evidence of an audit was put. */
export type KeptEvidence = {
  /** The folder, as it was given. */
  directory: string;
  /** Number of the run in it. */
  run: number;
  /** SHA-256 of the run's entry: whoever keeps it elsewhere can tell later whether the ledger still has all up to here. */
  head: string;
  /** Root of the Merkle tree over all runs up to this one. */
  root: string;
  /** SHA-256 of the public key (DER), where the run is signed. */
  signedBy?: string;
};

export type AuditReportOrg = {
  name: string;
  username?: string;
  organizationId?: string;
  instanceUrl?: string;
  role?: string;
  edition?: string;
  verdict: Verdict;
  /** When the org was audited, where that was not with the oldest: in another attempt, or by another runner. */
  evaluatedAt?: string;
  findings: Finding[];
  /** What the org was judged by, as digests; absent when it could not be asked. */
  observed?: Observed;
  /** Numbers of records, where they were counted. */
  records?: ObjectRecords[];
  /** API calls that reading the org took; absent where it could not be read. */
  apiCalls?: number;
};

type ReportContext = {
  readonly evaluatedAt: Date;
  readonly tool: string;
  readonly schemaFile: string;
  readonly waivers?: readonly WaiverUse[];
  readonly frameworks?: readonly Framework[];
  readonly baseline?: BaselineComparison | undefined;
  readonly history?: AuditHistory | undefined;
  readonly shard?: AuditReport['shard'] | undefined;
};

export function auditReport(
  orgs: readonly OrgAudit[],
  { evaluatedAt, tool, schemaFile, waivers = [], frameworks = [], baseline, history, shard }: ReportContext,
): AuditReport {
  return {
    verdict: fleetVerdict(orgs),
    evaluatedAt: evaluatedAt.toISOString(),
    tool,
    schemaFile,
    ...(shard === undefined ? {} : { shard }),
    coverage: coverage(orgs),
    waivers: [...waivers],
    ...(baseline === undefined ? {} : { baseline }),
    ...(history === undefined ? {} : { history }),
    frameworks: frameworks.map((framework) => frameworkView(framework, orgs)),
    orgs: orgs.map(({ org, verdict, findings, records, observed, evaluatedAt: before, apiCalls }) => ({
      ...org,
      verdict,
      ...(before === undefined ? {} : { evaluatedAt: before }),
      findings: [...findings],
      ...(records === undefined ? {} : { records: [...records] }),
      ...(observed === undefined ? {} : { observed }),
      ...(apiCalls === undefined ? {} : { apiCalls }),
    })),
  };
}
