import { z } from 'zod';
import type { OrgSnapshot } from '../org/snapshot.js';
import type { Plan } from '../plan/plan.js';
import type { ProvenanceSchema } from '../schema/provenanceSchema.js';
import type { FleetFacts } from './fleetFacts.js';
import { type Finding, severities } from './finding.js';

/** What a check says about itself. The title states the condition under which it passes. */
export const checkMetadata = z.strictObject({
  id: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  title: z.string().min(10).max(150),
  severity: z.enum(severities),
  /** What may happen where it fails. */
  risk: z.string().min(20),
  /** `%s` stands for the org. */
  remediation: z.string().min(10),
  references: z.array(z.url()).min(1),
});
export type CheckMetadata = Readonly<z.infer<typeof checkMetadata>>;

/** All that a check may judge by, gathered beforehand. */
export type AuditInput = {
  readonly schema: ProvenanceSchema;
  readonly snapshot: OrgSnapshot;
  readonly plan: Plan;
  /** Undefined where no fleet file says which orgs there are. */
  readonly fleet: FleetFacts | undefined;
};

/** One audit rule. `evaluate` is pure and names everything it looked at, passed or not. */
export type Check = { readonly metadata: CheckMetadata; readonly evaluate: (input: AuditInput) => Finding[] };
