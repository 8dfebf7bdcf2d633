import { cancelled, componentFailure, halfWay, isTrue, unexpectedError, type DeployResult } from './deployResult.js';
import type { DeploySummary } from '../metadata/deploy/deploys.js';
import type { FaultOf } from './faultPlan.js';

export type DeployFault = FaultOf<'deployFails' | 'deployCancelled' | 'deployHangs'>;

/** What a client wants deployed, which the org has only validated. */
export type Wanted = {
  /** Whether the client wanted no more than that. */
  readonly checkOnly: boolean;
  /** Deploys it for good, in the session of that token; the id, undefined when the org refuses. */
  readonly deployNow: (token: string) => Promise<string | undefined>;
};

/** A deploy that a fault has taken over. What the client is told of it comes from a validation of its package. */
export type Taken = {
  /** The id that the client knows: that of the validation. */
  readonly id: string;
  readonly checkOnly: boolean;
  /** Only of a deploy that goes on in the end, and only until then: it holds the whole package. */
  deployNow?: Wanted['deployNow'];
  readonly fault: DeployFault;
  /** Polls that still say that it runs. */
  pollsLeft: number;
  cancelled: boolean;
  /** It is being, or has been, deployed after all. */
  goesOn: boolean;
  /** The org would not deploy it after all. */
  refused: boolean;
  /** The id of the deploy that is carried out in the end. */
  carriedOut?: string;
};

/**
 * Deploys that fail, are cancelled or hang. As on the platform, nothing of one is in the org before it has succeeded: the
 * package is validated when it comes, and deployed when it no longer hangs.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_deploy.htm
 */
export class DeployFaults {
  private readonly taken = new Map<string, Taken>();

  /** Takes over the deploy of that id, which the org only validates. */
  public begin(fault: DeployFault, wanted: Wanted, id: string): Taken {
    const { checkOnly, deployNow } = wanted;
    const taken: Taken = {
      id,
      checkOnly,
      ...(fault.kind === 'deployHangs' && !checkOnly ? { deployNow } : {}),
      fault,
      pollsLeft: fault.polls ?? Infinity,
      cancelled: false,
      goesOn: false,
      refused: false,
    };
    this.taken.set(keyOf(id), taken);
    return taken;
  }

  /** The deploy of that id; undefined when it is none of ours. */
  public find(id: string | undefined): Taken | undefined {
    return id === undefined ? undefined : this.taken.get(keyOf(id));
  }

  /** Lets the deploys that hang go on. */
  public release(): void {
    for (const deploy of this.taken.values()) if (deploy.fault.kind === 'deployHangs') deploy.pollsLeft = 0;
  }
}

/**
 * Cancels the deploy if the org cannot, since its own part is over; says whether it did.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_canceldeploy.htm
 */
export function cancelTaken(deploy: Taken): boolean {
  const { fault, pollsLeft } = deploy;
  const over = deploy.cancelled || (fault.kind === 'deployHangs' ? deploy.goesOn : pollsLeft <= 0);
  if (!over) {
    deploy.cancelled = true;
    delete deploy.deployNow;
  }
  return !over;
}

/** How the deploy shows in a list of the org's deploys: as polls have it. */
export function summaryOf({ cancelled, checkOnly, fault, goesOn, pollsLeft }: Taken): Partial<DeploySummary> {
  if (cancelled) return { checkOnly, status: 'Canceled' };
  if (pollsLeft > 0 || (fault.kind === 'deployHangs' && !checkOnly && !goesOn)) {
    return { checkOnly, status: 'InProgress', done: false, success: false };
  }
  if (fault.kind === 'deployHangs') return { checkOnly };
  return { checkOnly, status: fault.kind === 'deployFails' ? 'Failed' : 'Canceled', success: false };
}

/** The result of a poll as the fault wants it, made from what the org says to it; `token` is the poll's session. */
export async function pollResult(deploy: Taken, said: DeployResult, token: string): Promise<DeployResult> {
  const { checkOnly } = deploy;
  const result = { ...said, id: deploy.id, checkOnly };
  if (deploy.cancelled) return cancelled(result);
  if (deploy.pollsLeft > 0) {
    deploy.pollsLeft--;
    return halfWay(result);
  }
  // What is not done yet goes on; what was going to fail anyway fails for its own reasons.
  if (!isTrue(said['done']) || !isTrue(said['success'])) return result;
  switch (deploy.fault.kind) {
    case 'deployFails':
      return deploy.fault.as === 'unexpectedError'
        ? unexpectedError(result, deploy.fault.problem)
        : componentFailure(result, deploy.fault.problem);
    case 'deployCancelled':
      return cancelled(result);
    case 'deployHangs':
      if (deploy.carriedOut !== undefined || checkOnly) return result;
      return (await carryOut(deploy, token)) ? halfWay(result) : unexpectedError(result);
  }
}

/** Deploys for good, in the session of the poll: the first one may have ended. False when the org refuses. */
async function carryOut(deploy: Taken, token: string): Promise<boolean> {
  if (deploy.goesOn) return !deploy.refused;
  deploy.goesOn = true;
  const { deployNow } = deploy;
  delete deploy.deployNow;
  const id = await deployNow?.(token);
  if (id === undefined) deploy.refused = true;
  else deploy.carriedOut = id;
  return id !== undefined;
}

/** The first 15 characters of an id say which it is. */
function keyOf(id: string): string {
  return id.slice(0, 15);
}
