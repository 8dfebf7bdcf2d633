import * as z from 'zod';
import { observe } from '../../audit/observed.js';
import { jsonOf } from '../../digest/canonicalJson.js';
import { digestOf } from '../../digest/sha256.js';
import { keyOf } from '../../metadata/component.js';
import type { OrgSnapshot } from '../../org/snapshot.js';
import type { Change } from '../../plan/plan.js';
import type { ProvenanceSchema } from '../../schema/provenanceSchema.js';
import type { DeployRun } from './deployRun.js';

/** Digests by `Type:FullName`. */
const digests = z.record(z.string(), z.string());

/** A job that validated all that an org lacked, and what it rests on. */
export const validationShape = z.strictObject({
  jobId: z.string(),
  organizationId: z.string(),
  /** When it began: from then on it grows old. */
  validatedAt: z.iso.datetime(),
  /** What was sent. */
  sent: digests,
  /** What the org had of what the schema is about. */
  found: digests,
});
export type Validation = Readonly<z.infer<typeof validationShape>>;

/** What a validation is compared by, of an org as it was read. Pure. */
export function validationBasis(
  schema: ProvenanceSchema,
  snapshot: OrgSnapshot,
  changes: readonly Change[],
): Pick<Validation, 'organizationId' | 'sent' | 'found'> {
  const sent = changes.map(({ component: { type, fullName, body, content } }) => [
    keyOf({ type, fullName }),
    digestOf(jsonOf({ type, fullName, body, content })),
  ]);
  return {
    organizationId: snapshot.org.organizationId,
    sent: Object.fromEntries(sent) as Validation['sent'],
    found: { ...observe(schema, snapshot).components.present },
  };
}

/** What a run that validated knows of one org. */
export type ValidatedOrg =
  | { readonly state: 'validated'; readonly validation: Validation }
  /** There was nothing to validate when the org was read, which was after `since`. */
  | { readonly state: 'conforming'; readonly since: string }
  | { readonly state: 'notValidated'; readonly reason: string };

/** What a run that validated leaves of one org to quick-deploy; `detail` is what became of the org. Pure. */
export function validatedOrg(
  { id, startedAt, orgs }: Pick<DeployRun, 'id' | 'startedAt' | 'orgs'>,
  name: string,
  detail: { readonly validation?: Validation } | undefined,
): ValidatedOrg {
  const org = orgs.find((candidate) => candidate.name === name);
  const not = (reason: string): ValidatedOrg => ({ state: 'notValidated', reason: `${reason} in the run ${id}` });
  if (org?.outcome === 'unchanged') return { state: 'conforming', since: startedAt };
  if (org?.outcome !== 'validated') return not(`it was not validated (${org?.outcome ?? 'not ended'})`);
  if (detail?.validation !== undefined) return { state: 'validated', validation: detail.validation };
  return not('it was validated in part, or in several jobs, and an org quick-deploys the whole of one job,');
}
