import type { Connection } from '@salesforce/core';
import { observationRequest, type ObservationSettings, recordRequest } from '../../audit/observationRequest.js';
import { scopeOf } from '../../metadata/target.js';
import { gatherObservations } from '../../org/gatherObservations.js';
import { gatherComponents, gatherFacts } from '../../org/gatherSnapshot.js';
import { readRecordCounts } from '../../org/readRecordCounts.js';
import type { OrgIdentity, OrgSnapshot } from '../../org/snapshot.js';
import { makePlan, type Plan } from '../../plan/plan.js';
import type { ProvenanceSchema } from '../../schema/provenanceSchema.js';

type AuditedRequest = {
  /** The org's alias or username, for messages. */
  readonly name: string;
  readonly schema: ProvenanceSchema;
  readonly settings: ObservationSettings;
  /** Throws when the org is not what the fleet file declares; nothing more is asked of it then. */
  readonly verifyIdentity: (org: OrgIdentity) => void;
};

/**
 * Reads from an org all that an audit judges by, and the plan that follows from it. An org takes its time for a retrieve, so
 * its components are read beside what else is asked; records come last, since the questions depend on both. Throws as
 * `gatherSnapshot` does.
 */
export async function gatherAudited(
  connection: Connection,
  { name, schema, settings, verifyIdentity }: AuditedRequest,
): Promise<{ readonly snapshot: OrgSnapshot; readonly plan: Plan }> {
  const facts = await gatherFacts(connection, name, schema);
  verifyIdentity(facts.org);
  const { targets } = scopeOf(schema, facts);
  const [read, observations] = await Promise.all([
    gatherComponents(connection, facts, schema),
    gatherObservations(connection, observationRequest(schema, targets, settings)),
  ]);
  const plan = makePlan(schema, read);
  const records = settings.records
    ? await readRecordCounts(connection, recordRequest(schema, read, plan, settings))
    : undefined;
  return { snapshot: { ...read, observations: { ...observations, records } }, plan };
}
