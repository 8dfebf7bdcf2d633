import { removeFromOrg, type RemoveRequest, type RemoveResult } from '../../src/fleet/remove/removeFromOrg.js';
import {
  type RemovalMember,
  type RemovedOrg,
  type RemoveFleetRequest,
  removeFromFleet,
} from '../../src/fleet/remove/removeFleet.js';
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
    extent: 'everything',
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

export type FleetRemoval = Partial<Omit<RemoveFleetRequest, 'listener'>> & {
  listener?: Partial<RemoveFleetRequest['listener']>;
};

/** How a removal from a fleet reaches a live org. */
export function aRemovalMember(
  name: string,
  org: Pick<LiveOrg, 'connection'>,
  overrides: Partial<RemovalMember> & Pick<RemovalMember, 'schema'>,
): RemovalMember {
  return { name, connect: () => Promise.resolve(org.connection), verifyIdentity: () => undefined, ...overrides };
}

/** Removes from many as `removeFrom` does from one. */
export function removeFromAll(
  members: readonly RemovalMember[],
  { listener, ...overrides }: FleetRemoval = {},
): Promise<RemovedOrg[]> {
  return removeFromFleet({
    members,
    extent: 'everything',
    dryRun: false,
    consent: { deleteData: false, unassign: false, exportTo: undefined },
    purgeOnDelete: false,
    waitMinutes: 1,
    concurrency: 2,
    continueOnError: false,
    signal: new AbortController().signal,
    now: new Date(),
    confirm: () => Promise.resolve(true),
    ...overrides,
    listener: {
      onRing: () => undefined,
      onLooked: () => undefined,
      onLooks: () => undefined,
      onOrg: () => undefined,
      ...listener,
    },
  });
}
