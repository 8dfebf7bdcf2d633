import { auditOrg } from '../../audit/auditOrg.js';
import { componentChecks } from '../../audit/checks/index.js';
import { type Verdict, verdictOf } from '../../audit/finding.js';
import { keyOf } from '../../metadata/component.js';
import type { OrgSnapshot } from '../../org/snapshot.js';
import { makePlan } from '../../plan/plan.js';
import { divide, type Portion } from '../../plan/portion.js';
import type { ProvenanceSchema } from '../../schema/provenanceSchema.js';

/** `verdict`: on the whole org. `gate`: on what the portion is about, whether or not the rest is there yet. */
export type Judgement = { readonly verdict: Verdict; readonly gate: Verdict };

/**
 * What an audit of the components says of an org that a portion of the schema is deployed to; `plan` is that of the
 * schema and the snapshot. Pure.
 */
export function judge(
  schema: ProvenanceSchema,
  snapshot: OrgSnapshot,
  portion: Portion,
  plan = makePlan(schema, snapshot),
): Judgement {
  const { verdict, findings } = auditOrg(schema, snapshot, { registry: componentChecks, plan });
  const { later } = divide(plan.changes, portion);
  const leftOut = new Set<string>(later.map(({ component }) => keyOf(component)));
  return { verdict, gate: verdictOf(findings.filter(({ subject }) => !leftOut.has(subject))) };
}
