import { deployFleet } from '../../src/fleet/deploy/deployFleet.js';
import { type DeployRun, deployRunKind, newRun } from '../../src/fleet/deploy/deployRun.js';
import type { DeployFleetRequest, FleetListener, FleetMember } from '../../src/fleet/deploy/fleetRequest.js';
import type { OrgDetail } from '../../src/fleet/deploy/orgDetail.js';
import { RunStore } from '../../src/fleet/runStore.js';
import { validationsOf } from '../../src/cli/deploy/validations.js';
import { silentListener } from '../../src/cli/deploy/silentListener.js';
import type { LiveOrg } from './embeddedOrg.js';
import { aSchema } from './schema.js';

type RunOverrides = {
  readonly options?: Partial<DeployRun['options']>;
  readonly rings?: readonly string[];
  /** The end of its id, which tells it from others of that second. */
  readonly random?: string;
  readonly validatedBy?: string;
};

/** A run that nothing was done of yet, on orgs of these names. */
export function aDeployRun(
  names: readonly string[],
  { options = {}, rings = [], random = 'abc123', validatedBy }: RunOverrides = {},
): DeployRun {
  return newRun(
    {
      fleetFile: 'fleet.yaml',
      schemaFile: 'provenance.yaml',
      digest: '0'.repeat(64),
      options: {
        dryRun: false,
        stage: 'all',
        gate: true,
        soakMinutes: 0,
        continueOnError: false,
        concurrency: 2,
        waitMinutes: 1,
        ...options,
      },
      orgs: names.map((name, index) => ({ name, ring: rings[index] ?? 'all' })),
      validatedBy,
    },
    new Date(),
    random,
  );
}

/** How a run reaches a live org. */
export function aFleetMember(name: string, org: LiveOrg, overrides: Partial<FleetMember> = {}): FleetMember {
  return {
    name,
    schema: aSchema({ objects: ['Account'] }),
    connect: () => Promise.resolve(org.connection),
    verifyIdentity: () => undefined,
    ...overrides,
  };
}

/** A store of runs in a folder. */
export function aRunStore(folder: string): RunStore<DeployRun, OrgDetail> {
  return new RunStore(folder, deployRunKind);
}

type Carried = Partial<Omit<DeployFleetRequest, 'listener'>> & { readonly listener?: Partial<FleetListener> };

/** Carries a run out with nobody watching, its state in a folder. */
export async function carryOutRun(
  run: DeployRun,
  members: readonly FleetMember[],
  folder: string,
  { listener, ...overrides }: Carried = {},
): Promise<DeployRun> {
  const store = aRunStore(folder);
  return deployFleet({
    run,
    members,
    save: (state) => store.save(state),
    saveDetail: (name, detail) => store.savePart(run.id, name, detail),
    signal: new AbortController().signal,
    confirm: () => Promise.resolve(true),
    validated: await validationsOf(store, run),
    ...overrides,
    listener: { ...silentListener, ...listener },
  });
}

/** How many deploy jobs a live org was sent, or how often it was asked for another operation. */
export function jobsSentTo({ emulator }: LiveOrg, operation = 'deploy'): number {
  return emulator.faults(emulator.orgs[0]?.name ?? '').report().calls.byOperation[operation] ?? 0;
}
