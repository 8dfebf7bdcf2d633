import { removeFromOrg, type RemoveRequest, type RemoveResult } from '../../src/fleet/remove/removeFromOrg.js';
import type { ProvenanceSchema } from '../../src/schema/provenanceSchema.js';
import type { LiveOrg } from './embeddedOrg.js';

export type RemoveOverrides = Partial<Omit<RemoveRequest, 'listener'>> & {
  listener?: Partial<RemoveRequest['listener']>;
};

/** Removes a schema from a live org as a person does who says yes to everything, and consents to nothing beforehand. */
export function removeFrom(
  org: Pick<LiveOrg, 'connection'>,
  schema: ProvenanceSchema,
  { listener, ...overrides }: RemoveOverrides = {},
): Promise<RemoveResult> {
  return removeFromOrg({
    connection: org.connection,
    name: 'uat',
    schema,
    dryRun: false,
    consent: { deleteData: false, unassign: false, exportTo: undefined },
    purgeOnDelete: false,
    waitMinutes: 1,
    verifyIdentity: () => undefined,
    signal: new AbortController().signal,
    now: new Date('2026-02-03T04:05:06Z'),
    ...overrides,
    listener: {
      onStep: () => undefined,
      onSurvey: () => undefined,
      onProgress: () => undefined,
      confirm: () => Promise.resolve(true),
      ...listener,
    },
  });
}
