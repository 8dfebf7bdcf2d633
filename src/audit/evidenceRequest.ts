import { traitsOf } from '../metadata/objectTraits.js';
import type { EvidenceRequest, RecordQuestions } from '../org/evidence.js';
import type { OrgSnapshot } from '../org/snapshot.js';
import type { Plan } from '../plan/plan.js';
import { rejectedRecords } from '../plan/rejectedRecords.js';
import { markersOf, type ProvenanceSchema } from '../schema/provenanceSchema.js';

export type EvidenceSettings = {
  readonly now: Date;
  /** Changes in Setup count from here on. */
  readonly since: Date;
  /** Whether records are counted. */
  readonly records: boolean;
};

/** What the checks need to know of an org that its components don't tell. Pure. */
export function evidenceRequest(
  schema: ProvenanceSchema,
  snapshot: OrgSnapshot,
  plan: Plan,
  { now, since, records }: EvidenceSettings,
): EvidenceRequest {
  const granted = (objects: readonly { name: string }[]): string[] => [
    ...new Set(objects.map(({ name }) => traitsOf(name).grantedAs)),
  ];
  const { targets } = plan.scope;
  const shown = targets.filter(({ settings }) => settings.badge !== 'none');
  return {
    since: since.toISOString(),
    bypass: schema.access.permission.name,
    markerFields: granted(targets).flatMap((object) =>
      markersOf(schema).map(({ field }) => `${object}.${field.apiName}`),
    ),
    badgeFields: granted(shown).map((object) => `${object}.${schema.badge.field.apiName}`),
    records: records ? recordQuestions(schema, snapshot, plan, now) : undefined,
  };
}

function recordQuestions(schema: ProvenanceSchema, snapshot: OrgSnapshot, plan: Plan, now: Date): RecordQuestions[] {
  const marker = schema.markers.is_synthetic.apiName;
  const broken = new Map(rejectedRecords(schema, plan, snapshot, now).map(({ object, soql }) => [object, soql]));
  return plan.scope.targets.map(({ name: object }) => ({
    object,
    marker,
    bySynthetic: `SELECT ${marker}, COUNT(Id) total FROM ${object} GROUP BY ${marker}`,
    broken: broken.get(object),
  }));
}
