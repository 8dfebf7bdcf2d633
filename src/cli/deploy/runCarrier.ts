import { SfError } from '@salesforce/core/sfError';
import { deployFleet } from '../../fleet/deploy/deployFleet.js';
import type { DeployRun } from '../../fleet/deploy/deployRun.js';
import { type DeployFleetRequest, RunCanceled, type RunKeeping } from '../../fleet/deploy/fleetRequest.js';
import { type Carrier, carrierOf, RunClaim } from '../../fleet/deploy/runClaim.js';
import { type DeployRunStore, membersOf, type RunInputs } from './deployRuns.js';
import { validationsOf } from './validations.js';

type Carried = Pick<DeployFleetRequest, 'signal' | 'confirm' | 'listener'> & {
  readonly run: DeployRun;
  readonly inputs: RunInputs;
  readonly store: DeployRunStore;
  /** What is done before others may take the run. */
  readonly finish?: (run: DeployRun) => Promise<void>;
};

/**
 * Carries a run out in this process, which alone does so. Somebody who cancels the run ends it.
 * @throws SfError `RunInProgress` when another process has it, `RunTakenOver` when one took it meanwhile.
 */
export async function carryOut({ run, inputs, store, signal, finish, ...rest }: Carried): Promise<DeployRun> {
  return claimed(store, run.id, signal, async (held) => {
    await store.save(run);
    const ended = await deployFleet({
      run,
      members: membersOf(inputs, run),
      validated: await validationsOf(store, run),
      ...keepingOf(store, run.id, held),
      signal: held.signal,
      ...rest,
    });
    await finish?.(ended);
    return ended;
  });
}

/** A run that is this process's own for as long as it says so. */
export type Held = {
  /** Ends when the caller's does, when the run is canceled, and when another process took it. */
  readonly signal: AbortSignal;
  /** Throws when another process took the run: what it writes is not ours to write over. */
  readonly assertOurs: () => void;
};

export function keepingOf(store: DeployRunStore, id: string, { assertOurs }: Held): RunKeeping {
  return {
    save: async (state) => {
      assertOurs();
      await store.save(state);
    },
    saveDetail: (name, detail) => store.savePart(id, name, detail),
  };
}

/** Does something to a run that no other process carries out. */
export async function claimed<T>(
  store: DeployRunStore,
  id: string,
  signal: AbortSignal,
  work: (held: Held) => Promise<T>,
): Promise<T> {
  const path = store.claimPath(id);
  const told = new AbortController();
  let lost: SfError | undefined;
  const claim = await RunClaim.take(path, {
    onCancel: () => told.abort(new RunCanceled()),
    onLost: () => {
      lost = takenOver(id);
      told.abort(lost);
    },
  });
  if (claim === undefined) throw inProgress(id, await carrierOf(path));
  const assertOurs = (): void => {
    if (lost !== undefined) throw lost;
  };
  try {
    const result = await work({ signal: AbortSignal.any([signal, told.signal]), assertOurs });
    assertOurs();
    return result;
  } finally {
    await claim.release();
  }
}

function takenOver(id: string): SfError {
  return new SfError(`Another process took the run ${id} over.`, 'RunTakenOver', [
    `See how far it is: sf synthetic deploy report --run-id ${id}`,
  ]);
}

export function inProgress(id: string, carrier: Carrier | undefined): SfError {
  const by = carrier === undefined ? 'another process' : `process ${carrier.pid}`;
  return new SfError(`The run ${id} is still being carried out by ${by}.`, 'RunInProgress', [
    `See how far it is: sf synthetic deploy report --run-id ${id}`,
    `Cancel it: sf synthetic deploy cancel --run-id ${id}`,
  ]);
}
