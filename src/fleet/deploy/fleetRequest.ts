import type { Connection } from '@salesforce/core';
import type { DeployProgress } from '../../org/deployJob.js';
import type { OrgIdentity } from '../../org/snapshot.js';
import type { UnfinishedDeploy } from '../../org/unfinishedDeploys.js';
import type { ProvenanceSchema } from '../../schema/provenanceSchema.js';
import type { DeployListener, DeployOrgResult } from './deployOrg.js';
import type { DeployRun, OrgRun } from './deployRun.js';
import type { DeployStep } from './deployStep.js';
import type { OrgDetail } from './orgDetail.js';
import type { ValidatedOrg } from './validation.js';

/** One org of the run, and how to reach it. */
export type FleetMember = {
  readonly name: string;
  readonly schema: ProvenanceSchema;
  readonly connect: () => Promise<Connection>;
  /** Throws when the org is not what the fleet file declares. */
  readonly verifyIdentity: (org: OrgIdentity) => void;
};

/** What the caller sees of a run. */
export type FleetListener = {
  readonly onRing: (ring: string | undefined, orgs: readonly string[]) => void;
  readonly onOrg: (org: OrgRun) => void;
  readonly onStep: (name: string, step: DeployStep) => void;
  readonly onPlan: DeployListener['onPlan'];
  readonly onProgress: (name: string, progress: DeployProgress) => void;
  /** A job that the run sent, or may have sent, and whose end it awaits before it goes on with the org. */
  readonly onAwaited: (name: string, job: UnfinishedDeploy) => void;
  readonly onResult: (name: string, result: DeployOrgResult) => void;
  readonly onError: (name: string, error: Error) => void;
  readonly onSoak: (ring: string | undefined, minutes: number) => void;
};

/** Where what becomes of a run is kept; each call is awaited: what is not kept did not happen. */
export type RunKeeping = {
  readonly save: (run: DeployRun) => Promise<void>;
  readonly saveDetail: (name: string, detail: OrgDetail) => Promise<void>;
};

export type DeployFleetRequest = RunKeeping & {
  /** Where the run stands: a new one, or one that is taken up again. */
  readonly run: DeployRun;
  /** The orgs of the run, by the same names. */
  readonly members: readonly FleetMember[];
  /** What an earlier run validated of an org, where just that is to be deployed. */
  readonly validated?: ((name: string) => Promise<ValidatedOrg>) | undefined;
  /** Ends the run: as interrupted, or for good when the reason is a `RunCanceled`. */
  readonly signal: AbortSignal;
  /** Asked when the plan of an org is known; false leaves the org alone. */
  readonly confirm: DeployListener['confirm'];
  readonly listener: FleetListener;
};

/** The reason of a signal that ends a run for good. */
export class RunCanceled extends Error {
  public constructor() {
    super('The run was canceled.');
  }
}

/** A function, since the compiler takes what it saw of a signal for what it stays. */
export function interrupted({ signal }: Pick<DeployFleetRequest, 'signal'>): boolean {
  return signal.aborted;
}

export function canceled({ signal }: Pick<DeployFleetRequest, 'signal'>): boolean {
  return signal.aborted && signal.reason instanceof RunCanceled;
}

export function memberNamed(members: readonly FleetMember[], name: string): FleetMember {
  const member = members.find((candidate) => candidate.name === name);
  if (member === undefined) throw new Error(`The run names ${name}, and nobody knows how to reach it.`);
  return member;
}
