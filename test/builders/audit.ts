import type { Check } from '../../src/audit/check.js';
import type { FleetFacts } from '../../src/audit/fleetFacts.js';
import type { Finding } from '../../src/audit/finding.js';
import type { OrgSnapshot } from '../../src/org/snapshot.js';
import { makePlan } from '../../src/plan/plan.js';
import type { ProvenanceSchema } from '../../src/schema/provenanceSchema.js';

/** What one check says of one org. */
export const judgedBy =
  ({ evaluate }: Check) =>
  (schema: ProvenanceSchema, snapshot: OrgSnapshot, fleet?: FleetFacts): Finding[] =>
    evaluate({ schema, snapshot, plan: makePlan(schema, snapshot), fleet });

/** Subject and status of what did not pass. */
export const open = (findings: readonly Finding[]): [string, string][] =>
  findings.filter(({ status }) => status !== 'pass').map(({ subject, status }) => [subject, status]);
