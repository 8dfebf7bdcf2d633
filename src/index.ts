/** The markers as HTTP headers: docs/api-headers.md. */
export {
  fromHeaders,
  type HeaderFields,
  type HeaderProblem,
  type HeaderReading,
  markerHeaders,
  toHeaders,
} from './header/markerHeaders.js';
export type { Provenance } from './header/provenance.js';

/** What the commands print with `--json`. */
export type { SyntheticAuditResult } from './commands/synthetic/audit.js';
export type { SyntheticAuditExplainResult } from './commands/synthetic/audit/explain.js';
export type { SyntheticAuditListChecksResult } from './commands/synthetic/audit/list-checks.js';
export type { SyntheticFleetDeployResult } from './cli/deploy/runResult.js';
export type { SyntheticOrgDeployResult } from './cli/deploy/orgRunner.js';
export type { SyntheticDeployResult } from './commands/synthetic/deploy.js';
export type { SyntheticEmulatorListResult } from './commands/synthetic/emulator/list.js';
export type { SyntheticEmulatorSnapshotResult } from './commands/synthetic/emulator/snapshot.js';
export type { SyntheticEmulatorStartResult } from './commands/synthetic/emulator/start.js';
export type { SyntheticEmulatorStopResult } from './commands/synthetic/emulator/stop.js';
export type { SyntheticEvidenceListResult } from './commands/synthetic/evidence/list.js';
export type { SyntheticEvidenceVerifyResult } from './commands/synthetic/evidence/verify.js';
export type { SyntheticGenerateResult } from './commands/synthetic/generate.js';
export type { InitResult } from './commands/synthetic/init.js';
export type { SyntheticMergeResult } from './cli/mergeResults.js';
