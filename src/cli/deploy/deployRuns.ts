import { createHash, randomBytes } from 'node:crypto';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { Global } from '@salesforce/core/global';
import { SfError } from '@salesforce/core/sfError';
import { type DeployRun, deployRunKind, newRun } from '../../fleet/deploy/deployRun.js';
import { verifyDeclaredRole } from '../../fleet/declaredRole.js';
import { type Fleet, type FleetOrg, readFleet } from '../../fleet/fleetFile.js';
import type { FleetMember } from '../../fleet/deploy/fleetRequest.js';
import type { OrgDetail } from '../../fleet/deploy/orgDetail.js';
import { RunStore } from '../../fleet/runStore.js';
import type { Shard } from '../../fleet/selectOrgs.js';
import { fleetOrgNamed, schemaFor } from '../../fleet/schemaFor.js';
import { connect } from '../../org/connect.js';
import type { ProvenanceSchema } from '../../schema/provenanceSchema.js';
import { dayOf } from '../../schema/day.js';
import { readProvenanceSchema } from '../../schema/schemaFile.js';
import { usernameOf } from '../orgName.js';

export type DeployRunStore = RunStore<DeployRun, OrgDetail>;

/** Where runs are kept: with the rest of what the Salesforce CLI keeps of this user. */
export function deployRunStore(): DeployRunStore {
  return new RunStore(join(homedir(), Global.SF_STATE_FOLDER, 'synthetic', 'runs'), deployRunKind);
}

/** An org of a run; `fleetOrg` is its entry in the fleet file, if it has one. */
type RunOrg = { readonly name: string; readonly fleetOrg?: FleetOrg | undefined };

/** What a run deploys, and where to. */
export type RunInputs = {
  readonly schema: ProvenanceSchema;
  /** The fleet that says which role an org has; undefined where there is no fleet file. */
  readonly fleet: Fleet | undefined;
  readonly orgs: readonly RunOrg[];
};

export type NewRunInputs = RunInputs & {
  readonly schemaFile: string;
  readonly fleetFile: string | undefined;
  readonly shard?: Shard | undefined;
  /** Where what became of the orgs is written; nowhere when undefined. */
  readonly resultsDir?: string | undefined;
  readonly options: DeployRun['options'];
  /** The run whose validations are deployed. */
  readonly validatedBy?: string | undefined;
};

export function startRun({
  schemaFile,
  fleetFile,
  options,
  shard,
  validatedBy,
  resultsDir,
  ...inputs
}: NewRunInputs): DeployRun {
  const orgs = inputs.orgs.map(({ name, fleetOrg }) => {
    const ring = fleetOrg?.ring;
    return { name, ...(ring === undefined ? {} : { ring }) };
  });
  const files = {
    schemaFile: resolve(schemaFile),
    ...(fleetFile === undefined || inputs.fleet === undefined ? {} : { fleetFile: resolve(fleetFile) }),
    ...(resultsDir === undefined ? {} : { resultsDir: resolve(resultsDir) }),
  };
  return newRun(
    { ...files, digest: digestOf(inputs), options, shard, validatedBy, orgs },
    new Date(),
    randomBytes(3).toString('hex'),
  );
}

/** How to reach the orgs of a run. */
export function membersOf({ schema, fleet, orgs }: RunInputs, { options }: DeployRun): FleetMember[] {
  return orgs.map(({ name, fleetOrg }) => ({
    name,
    schema: fleetOrg === undefined ? schema : schemaFor(schema, fleetOrg),
    connect: () => connect(name, options.apiVersion),
    verifyIdentity: (identity) => fleet && verifyDeclaredRole(fleet, identity),
  }));
}

/**
 * What a kept run was to deploy, read again; a run goes on with the same, or not at all.
 * @throws SfError `RunInputsChanged`
 */
export async function inputsOf(run: DeployRun): Promise<RunInputs> {
  const today = dayOf(new Date());
  const [schema, fleet] = await Promise.all([
    readProvenanceSchema(run.schemaFile, today),
    run.fleetFile === undefined ? undefined : readFleet(run.fleetFile, today),
  ]);
  const orgs = await Promise.all(
    run.orgs.map(async ({ name }) => ({ name, fleetOrg: fleetOrgNamed(fleet, name, await usernameOf(name)) })),
  );
  const inputs = { schema, fleet, orgs };
  if (digestOf(inputs) === run.digest) return inputs;
  throw new SfError(
    `The provenance schema or the fleet file is another than when the run ${run.id} began, or a time has passed that they set.`,
    'RunInputsChanged',
    ['Deploy anew: orgs that conform are left alone, only what still differs is sent.'],
  );
}

function digestOf({ schema, orgs }: RunInputs): string {
  return createHash('sha256').update(JSON.stringify({ schema, orgs })).digest('hex');
}

/** The run with this id, or the one that was started last. Throws an SfError when there is none. */
export async function chosenRun(id: string | undefined): Promise<DeployRun> {
  const store = deployRunStore();
  const chosen = id ?? (await store.list()).at(-1);
  if (chosen !== undefined) return store.load(chosen);
  throw new SfError('No deploy has been run on this machine.', 'NoRun', [
    'Start one: sf synthetic deploy --target-org <alias>',
  ]);
}
