import { createHash, randomBytes } from 'node:crypto';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { Global } from '@salesforce/core/global';
import { SfError } from '@salesforce/core/sfError';
import type { FleetMember } from '../fleet/deployFleet.js';
import { type DeployRun, deployRunKind, newRun } from '../fleet/deployRun.js';
import { verifyDeclaredRole } from '../fleet/declaredRole.js';
import { type Fleet, type FleetOrg, readFleet } from '../fleet/fleetFile.js';
import { RunStore } from '../fleet/runStore.js';
import { schemaFor } from '../fleet/schemaFor.js';
import { connect } from '../org/connect.js';
import type { ProvenanceSchema } from '../schema/provenanceSchema.js';
import { readProvenanceSchema } from '../schema/schemaFile.js';

/** Where runs are kept: with the rest of what the Salesforce CLI keeps of this user. */
export function runStore(): RunStore<DeployRun, never> {
  return new RunStore(join(homedir(), Global.SF_STATE_FOLDER, 'synthetic', 'runs'), deployRunKind);
}

export type RunInputs = {
  readonly schemaFile: string;
  readonly schema: ProvenanceSchema;
  readonly fleetFile: string;
  readonly fleet: Fleet;
  readonly orgs: readonly FleetOrg[];
  readonly options: DeployRun['options'];
};

export function startRun({ schemaFile, schema, fleetFile, orgs, options }: RunInputs): DeployRun {
  const named = orgs.map(({ org, ring }) => ({ name: org, ...(ring === undefined ? {} : { ring }) }));
  return newRun(
    {
      schemaFile: resolve(schemaFile),
      fleetFile: resolve(fleetFile),
      digest: digestOf(schema, orgs),
      options,
      orgs: named,
    },
    new Date(),
    randomBytes(3).toString('hex'),
    process.pid,
  );
}

/** How to reach the orgs of a run. */
export function membersOf(
  { schema, fleet, orgs }: Pick<RunInputs, 'schema' | 'fleet' | 'orgs'>,
  apiVersion: string | undefined,
): FleetMember[] {
  return orgs.map((org) => ({
    name: org.org,
    schema: schemaFor(schema, org),
    connect: () => connect(org.org, apiVersion),
    verifyIdentity: (identity) => verifyDeclaredRole(fleet, identity),
  }));
}

/** What a kept run was to deploy, read again; a run goes on with the same, or not at all. */
export async function inputsOf(run: DeployRun): Promise<Pick<RunInputs, 'schema' | 'fleet' | 'orgs'>> {
  const [schema, fleet] = await Promise.all([readProvenanceSchema(run.schemaFile), readFleet(run.fleetFile)]);
  const byName = new Map(fleet.orgs.map((org) => [org.org, org]));
  const orgs = run.orgs.flatMap(({ name }) => byName.get(name) ?? []);
  if (orgs.length < run.orgs.length || digestOf(schema, orgs) !== run.digest) {
    throw new SfError(
      `The provenance schema or the fleet file is another than when the run ${run.id} began.`,
      'RunInputsChanged',
      ['Deploy anew: orgs that conform are left alone, only what still differs is sent.'],
    );
  }
  return { schema, fleet, orgs };
}

function digestOf(schema: ProvenanceSchema, orgs: readonly FleetOrg[]): string {
  return createHash('sha256').update(JSON.stringify({ schema, orgs })).digest('hex');
}

/** The run with this id, or the one that was started last. Throws an SfError when there is none. */
export async function chosenRun(id: string | undefined): Promise<DeployRun> {
  const store = runStore();
  const chosen = id ?? (await store.list()).at(-1);
  if (chosen !== undefined) return store.load(chosen);
  throw new SfError('No deploy across a fleet has been run on this machine.', 'NoRun', [
    'Start one: sf synthetic deploy --fleet config/fleet.yaml',
  ]);
}

/** Throws when another process still carries the run out. */
export function assertNotRunning({ id, pid, endedAt }: DeployRun): void {
  if (endedAt !== undefined || pid === process.pid || !isAlive(pid)) return;
  throw new SfError(`The run ${id} is still being carried out by process ${pid}.`, 'RunInProgress', [
    `See how far it is: sf synthetic deploy report --run-id ${id}`,
    `Interrupt it: kill -INT ${pid}`,
  ]);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there, and somebody else's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
