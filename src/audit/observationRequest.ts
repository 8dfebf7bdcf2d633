import { traitsOf } from '../metadata/objectTraits.js';
import { guardsOn } from '../metadata/guard.js';
import type { TargetObject } from '../metadata/target.js';
import type { ObservationRequest, RecordQuestions, RecordRequest } from '../org/observations.js';
import type { OrgSnapshot } from '../org/snapshot.js';
import type { Plan } from '../plan/plan.js';
import { rejectedRecords } from '../plan/rejectedRecords.js';
import { type Grant, markersOf, type ProvenanceSchema } from '../schema/provenanceSchema.js';

export type ObservationSettings = {
  readonly now: Date;
  /** Changes in Setup count from here on. */
  readonly since: Date;
  /** Whether records are counted. */
  readonly records: boolean;
};

/** Queries that look at all records of a larger object are likely to time out. */
const LARGE_FROM = 1_000_000;

/** What the checks need to know of an org that its components don't tell; `targets` is the scope in that org. Pure. */
export function observationRequest(
  schema: ProvenanceSchema,
  targets: readonly TargetObject[],
  { since }: Pick<ObservationSettings, 'since'>,
): ObservationRequest {
  const granted = (objects: readonly { name: string }[]): string[] => [
    ...new Set(objects.map(({ name }) => traitsOf(name).grantedAs)),
  ];
  const shown = targets.filter(({ settings }) => settings.badge !== 'none');
  return {
    since: since.toISOString(),
    bypass: schema.access.permission.name,
    markerFields: granted(targets).flatMap((object) =>
      markersOf(schema).map(({ field }) => `${object}.${field.apiName}`),
    ),
    badgeFields: granted(shown).map((object) => `${object}.${schema.badge.field.apiName}`),
    badgeObjects: shown.map(({ name }) => name),
  };
}

/** The records to count, and by which conditions. Pure. */
export function recordRequest(
  schema: ProvenanceSchema,
  snapshot: OrgSnapshot,
  plan: Plan,
  settings: Pick<ObservationSettings, 'now' | 'since'>,
): RecordRequest {
  return { objects: recordQuestions(schema, snapshot, plan, settings), largeFrom: LARGE_FROM };
}

function recordQuestions(
  schema: ProvenanceSchema,
  snapshot: OrgSnapshot,
  plan: Plan,
  { now, since }: Pick<ObservationSettings, 'now' | 'since'>,
): RecordQuestions[] {
  const { is_synthetic, generation_source, creation_timestamp } = schema.markers;
  const [synthetic, source, time] = [is_synthetic.apiName, generation_source.apiName, creation_timestamp.apiName];
  const broken = new Map(
    rejectedRecords(schema, plan, snapshot, now).map(({ object, condition }) => [object, condition]),
  );
  const from = since.toISOString().replace(/\.\d+/u, '');
  return plan.scope.targets.map((target) => ({
    object: target.name,
    synthetic,
    source,
    time,
    broken: broken.get(target.name),
    unlabelled: `${synthetic} = FALSE AND ${source} = NULL AND CreatedDate >= ${from} AND CreatedById IN (SELECT AssigneeId FROM PermissionSetAssignment WHERE PermissionSet.Name = '${loaderSet(schema, target).name}')`,
  }));
}

/**
 * The permission set by whose holders an integration is known: those who load generated records only, where a guard
 * obliges them to say so, else those who may state the markers on insert.
 */
export function loaderSet({ access }: ProvenanceSchema, target: TargetObject): Grant {
  return guardsOn(target).includes('declared') ? access.generator : access.writer;
}
