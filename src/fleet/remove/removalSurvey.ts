import type { Connection } from '@salesforce/core';
import { SfError } from '@salesforce/core/sfError';
import { keyOf } from '../../metadata/component.js';
import { callsLeft } from '../../org/apiCalls.js';
import type { Asked } from '../../org/circumstances.js';
import { countMarkers, type MarkerCounts } from '../../org/countMarkers.js';
import { gatherSnapshot } from '../../org/gatherSnapshot.js';
import { orgError } from '../../org/orgError.js';
import { permissionSetHolders, type PermissionSetHolders } from '../../org/permissionSetHolders.js';
import { readReferences, type Reference } from '../../org/readReferences.js';
import { readRemovalFacts } from '../../org/readRemovalFacts.js';
import type { RemovalFacts } from '../../org/removalFacts.js';
import type { OrgIdentity, OrgSnapshot } from '../../org/snapshot.js';
import { markerQuestions, type MarkerQuestion } from '../../plan/markerRecords.js';
import { leftoversOf, planRemoval, type RemovalPlan } from '../../plan/removal.js';
import { callsOfRemoval, type RemovalWork } from '../../plan/removalCalls.js';
import { removalJobs } from '../../plan/removalJobs.js';
import { wholeSchema } from '../../plan/wholeSchema.js';
import { markersOf, type ProvenanceSchema } from '../../schema/provenanceSchema.js';
import { assertAccess } from '../assertAccess.js';

/** The values that a removal would take along, by object; only objects that have any. */
export type PopulatedObject = MarkerQuestion & MarkerCounts;

/** A component of somebody else's that names a field which goes. */
export type ForeignReference = Omit<Reference, 'field'> & { readonly field: string };

/** All that is known of a removal before anything is written. */
export type RemovalSurvey = {
  readonly org: OrgIdentity;
  readonly plan: RemovalPlan;
  readonly populated: readonly PopulatedObject[];
  readonly references: Asked<readonly ForeignReference[]>;
  readonly holders: readonly PermissionSetHolders[];
};

/** What goes: all of it, or what nothing needs any more since guards no longer report. */
export type RemovalExtent = 'everything' | 'leftovers';

/** What of the schema an org has, and what belongs to the product. Throws an SfError that names the org. */
export async function readRemovalPlan(
  connection: Connection,
  name: string,
  { schema, extent }: { readonly schema: ProvenanceSchema; readonly extent: RemovalExtent },
): Promise<{ readonly snapshot: OrgSnapshot; readonly facts: RemovalFacts; readonly plan: RemovalPlan }> {
  const whole = wholeSchema(schema);
  const snapshot = await gatherSnapshot(connection, name, whole);
  const type = whole.policy.type;
  const facts = await readRemovalFacts(connection, name, {
    fields: [...markersOf(whole), whole.badge, whole.report].map(({ field }) => field.apiName),
    policyType: snapshot.components.get(`CustomObject:${type}`)?.state === 'present' ? type : undefined,
  });
  const plan = planRemoval(schema, snapshot, facts);
  return { snapshot, facts, plan: extent === 'everything' ? plan : leftoversOf(plan, schema, snapshot) };
}

/**
 * Looks at an org before anything is taken from it. Throws an SfError when it could not be read whole or its records not
 * be counted, since what is not known is not deleted, and when the user may not do it or too few API calls are left for
 * all of it. What refers to the fields may stay unknown, since the org itself refuses to delete what is needed.
 */
export async function surveyRemoval(
  connection: Connection,
  name: string,
  { schema, extent }: { readonly schema: ProvenanceSchema; readonly extent: RemovalExtent },
): Promise<RemovalSurvey> {
  const { snapshot, facts, plan } = await readRemovalPlan(connection, name, { schema, extent });
  assertRead(plan, name);
  const sets = plan.deletions.filter(({ type }) => type === 'PermissionSet').map(({ fullName }) => fullName);
  const work = { jobs: removalJobs(plan), questions: markerQuestions(schema, plan) };
  assertFeasible(connection, snapshot, work);
  try {
    const [populated, references, holders] = await Promise.all([
      populatedObjects({ connection, name, schema }, work.questions),
      foreignReferences(connection, plan, facts),
      permissionSetHolders(connection, sets),
    ]);
    assertFeasible(connection, snapshot, { ...work, populated });
    return { org: snapshot.org, plan, populated, references, holders };
  } catch (error) {
    throw orgError(error, { name, instanceUrl: connection.instanceUrl });
  }
}

/** What the org has left is in its last answer. */
function assertFeasible(connection: Connection, { org, access }: OrgSnapshot, work: RemovalWork): void {
  if (work.jobs.length === 0) return;
  assertAccess(
    { org, access: { ...access, apiCalls: callsLeft(connection) } },
    { work: 'removal', calls: callsOfRemoval(work) },
  );
}

function assertRead({ unread }: RemovalPlan, name: string): void {
  if (unread.length === 0) return;
  const list = unread.map(({ component, reason }) => `${keyOf(component)}: ${reason}`);
  throw new SfError(
    `${name} could not be read whole, so what is to be removed is not known:\n${list.join('\n')}`,
    'OrgNotReadable',
    [
      'Use a user who may read this metadata ("View Setup and Configuration", "Modify Metadata Through Metadata API Functions").',
    ],
  );
}

/** Counts the values; throws where one object can't be counted. */
export async function populatedObjects(
  { connection, name, schema }: { connection: Connection; name: string; schema: ProvenanceSchema },
  questions: readonly MarkerQuestion[],
): Promise<PopulatedObject[]> {
  const counts = await countMarkers(connection, questions);
  const unread: string[] = [];
  const populated = questions.flatMap((question, index): PopulatedObject[] => {
    const count = counts[index];
    if (count?.state === 'read') return count.value.total === 0 ? [] : [{ ...question, ...count.value }];
    unread.push(`${question.object}: ${inOneLine(count?.reason ?? 'the org did not answer')}`);
    return [];
  });
  if (unread.length === 0) return populated;
  throw new SfError(
    `The values of the markers in ${name} could not be counted, so nothing is deleted:\n${unread.join('\n')}`,
    'RecordsNotCounted',
    [
      `A user who can’t see the fields can’t count them: sf org assign permset --name ${schema.access.reader.name} --target-org ${name}`,
    ],
  );
}

/** A refused query comes back with its text and a pointer into it; what was wrong stands in the last line. */
function inOneLine(reason: string): string {
  const hidden = /No such column '(\w+)'/.exec(reason)?.[1];
  return hidden === undefined ? (reason.trim().split('\n').at(-1) ?? reason) : `the user can’t see ${hidden}`;
}

/** What names the fields beside the product's own components, which go with them. */
async function foreignReferences(
  connection: Connection,
  { deletions }: RemovalPlan,
  { fields }: RemovalFacts,
): Promise<Asked<ForeignReference[]>> {
  const nameOf = new Map(
    deletions
      .filter(({ type }) => type === 'CustomField')
      .flatMap(({ fullName }): [string, string][] => {
        const id = fields.get(fullName)?.id;
        return id === undefined ? [] : [[id, fullName]];
      }),
  );
  const own = new Set(deletions.map(({ type, fullName }) => `${type} ${bareName(fullName)}`));
  const read = await readReferences(connection, [...nameOf.keys()]);
  if (read.state === 'unread') return read;
  return {
    state: 'read',
    value: read.value
      .filter(({ type, name }) => !own.has(`${type} ${name}`))
      .map((reference) => ({ ...reference, field: nameOf.get(reference.field) ?? reference.field })),
  };
}

/** References name rules, views and fields without their object, and fields without their ending. */
function bareName(fullName: string): string {
  return fullName.slice(fullName.indexOf('.') + 1).replace(/__c$/, '');
}
