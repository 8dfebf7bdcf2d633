import type { RemoveResult } from '../../fleet/remove/removeFromOrg.js';
import type { OrgIdentity } from '../../org/snapshot.js';
import type { Named } from '../../plan/plan.js';

/** Written out, since the published JSON Schema is made from it. */
export type RemovedComponent = { purpose: string; type: string; fullName: string; object?: string };

/** What was found in one org and done to it. */
export type OrgRemoval = {
  org: OrgIdentity;
  dryRun: boolean;
  /**
   * `absent`: nothing of the product is there. `validated`, `refused`: what the server said; nothing was written.
   * `declined`: not confirmed. `removed`: gone, and the org read again says so. `failed`: it ended on the way. `incomplete`:
   * carried out, but the org still has some of it or could not be read again. `unfinished`: a job goes on in the org.
   */
  outcome: RemoveResult['outcome'];
  /** What goes. */
  components: RemovedComponent[];
  /** Components of the org's own that lose what the schema added to them. */
  extended: { type: string; fullName: string; removed: string[] }[];
  /** What has a name of the schema's and stays, since it is not provably the product's. */
  left: { type: string; fullName: string; reason: string }[];
  /** Fields with the names of markers or badge on objects that the schema does not reach. */
  elsewhere: string[];
  /** Records with a value in a marker that goes, and how many have one in each field. */
  records: { object: string; total: number; values: { field: string; records: number }[] }[];
  /** What else names the fields, reports aside; `notRead` says why that is not known. */
  references: { type: string; name: string; field: string }[];
  referencesNotRead?: string;
  permissionSets: { name: string; assignments: number; groups: string[] }[];
  exported: { object: string; file: string; rows: number }[];
  /** How many assignments of permission sets were taken away. */
  unassigned: number;
  /** The job in which the server looked at it all. */
  validation?: { id: string; status: string };
  jobs: { id: string; stages: string[]; status: string; deleted: number }[];
  failures: { type: string; fullName: string; problem: string; line?: number; column?: number }[];
  errorMessage?: string;
  /** Dry run only: permission sets that users still have, which the server can't be asked about. */
  notValidated: string[];
  /** What is still there afterward. */
  remaining: RemovedComponent[];
};

export type SyntheticOrgRemoveResult = OrgRemoval & {
  /** API calls that it took. */
  apiCalls: number;
  seconds: number;
};

export function removalResult(result: RemoveResult, dryRun: boolean): OrgRemoval {
  const { survey, outcome, validation, exported, unassigned, jobs, failures, errorMessage, notValidated, remaining } =
    result;
  const { org, plan, populated, references, holders } = survey;
  return {
    org,
    dryRun,
    outcome,
    components: plan.deletions.map(component),
    extended: plan.retractions.map(({ component: { type, fullName }, removed }) => ({
      type,
      fullName,
      removed: removed.map(({ element }) => element),
    })),
    left: plan.left.map(({ component: { type, fullName }, reason }) => ({ type, fullName, reason })),
    elsewhere: [...plan.elsewhere],
    records: populated.map(({ object, total, fields, values }) => ({
      object,
      total,
      values: fields.map(({ name }, index) => ({ field: name, records: values[index] ?? 0 })),
    })),
    references: references.state === 'read' ? references.value.map((reference) => ({ ...reference })) : [],
    ...(references.state === 'unread' ? { referencesNotRead: references.reason } : {}),
    permissionSets: holders.map(({ groups, ...rest }) => ({ ...rest, groups: [...groups] })),
    exported: [...exported],
    unassigned,
    ...(validation === undefined ? {} : { validation: { id: validation.id, status: validation.status } }),
    jobs: jobs.map((job) => ({ ...job, stages: [...job.stages] })),
    failures: [...failures],
    ...(errorMessage === undefined ? {} : { errorMessage }),
    notValidated: [...notValidated],
    remaining: remaining.map(component),
  };
}

function component({ purpose, type, fullName, object }: Named): RemovedComponent {
  return { purpose, type, fullName, ...(object === undefined ? {} : { object }) };
}
