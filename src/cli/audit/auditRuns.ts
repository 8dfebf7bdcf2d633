import { createHash, randomBytes } from 'node:crypto';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { Global } from '@salesforce/core/global';
import { SfError } from '@salesforce/core/sfError';
import { type AuditRun, auditRunKind, type KeptAudit } from '../../fleet/audit/auditRun.js';
import { carrierOf, RunClaim } from '../../fleet/deploy/runClaim.js';
import { runId } from '../../fleet/runId.js';
import { RunStore } from '../../fleet/runStore.js';
import { type AuditInputs, auditInputs, type ParsedFlags } from './auditInputs.js';

export type AuditRunStore = RunStore<AuditRun, KeptAudit>;

/** Where audits that have not finished are kept: with the rest of what the Salesforce CLI keeps of this user. */
export function auditRunStore(): AuditRunStore {
  return new RunStore(join(homedir(), Global.SF_STATE_FOLDER, 'synthetic', 'audits'), auditRunKind);
}

/** The flags of an audit of a fleet. */
export type FleetFlags = ParsedFlags & { readonly fleet: string };

export function newAuditRun(flags: FleetFlags, inputs: AuditInputs, now: Date): AuditRun {
  const given = {
    waivers: flags.waivers,
    baseline: flags.baseline,
    history: flags.history,
    evidence: flags.evidence,
    'signing-key': flags['signing-key'],
  };
  const paths = Object.entries(given).flatMap(([flag, path]) => (path === undefined ? [] : [[flag, resolve(path)]]));
  return {
    id: runId(now, randomBytes(3).toString('hex')),
    startedAt: now.toISOString(),
    digest: digestOf(inputs),
    orgs: inputs.orgs.map(({ name }) => name),
    flags: {
      fleet: resolve(flags.fleet),
      schema: resolve(inputs.schemaFile),
      ...(Object.fromEntries(paths) as Pick<AuditRun['flags'], keyof typeof given>),
      since: inputs.observations.since.toISOString().slice(0, 10),
      records: flags.records,
      verbose: flags.verbose,
      concurrency: flags.concurrency,
      framework: flags.framework ?? [],
      'output-file': inputs.outputFiles.map((file) => resolve(file)),
      ...(flags['stale-after'] === undefined ? {} : { 'stale-after': flags['stale-after'] }),
      ...(flags['api-version'] === undefined ? {} : { 'api-version': flags['api-version'] }),
    },
  };
}

/**
 * What a kept audit works with, read again.
 * @throws SfError `AuditInputsChanged` when it judges by something else than when it began.
 */
export async function inputsOfRun(run: AuditRun, now: Date): Promise<AuditInputs> {
  const inputs = await auditInputs({ ...run.flags, orgs: [...run.orgs] }, now);
  if (digestOf(inputs) === run.digest) return inputs;
  throw new SfError(
    `The provenance schema, the fleet file or the waivers are others than when the audit ${run.id} began.`,
    'AuditInputsChanged',
    [`Audit anew: sf synthetic audit --fleet ${run.flags.fleet}`, 'Or run this in the folder in which it began.'],
  );
}

/** Where waivers stand does not matter, what they say does. */
function digestOf({ schema, orgs, waivers }: AuditInputs): string {
  const fleet = orgs.map(({ name, fleetOrg }) => ({ name, fleetOrg }));
  const terms = waivers.map(({ file: _, ...waiver }) => waiver);
  return createHash('sha256').update(JSON.stringify({ schema, fleet, terms })).digest('hex');
}

/** The audit with this id, or the one that was started last. Throws an SfError when there is none. */
export async function chosenAuditRun(id: string | undefined): Promise<AuditRun> {
  const store = auditRunStore();
  const chosen = id ?? (await store.list()).at(-1);
  if (chosen !== undefined) return store.load(chosen);
  throw new SfError('No audit of a fleet is left unfinished on this machine.', 'NoAuditRun', [
    'Start one: sf synthetic audit --fleet config/fleet.yaml',
  ]);
}

/**
 * Runs `work` while this process alone carries the audit out.
 * @throws SfError `AuditInProgress` when another process does.
 */
export async function claimedAudit<T>(store: AuditRunStore, id: string, work: () => Promise<T>): Promise<T> {
  const path = store.claimPath(id);
  const ignored = (): void => undefined;
  const claim = await RunClaim.take(path, { onCancel: ignored, onLost: ignored });
  if (claim === undefined) {
    const carrier = await carrierOf(path);
    const by = carrier === undefined ? 'another process' : `process ${carrier.pid}`;
    throw new SfError(`The audit ${id} is still being carried out by ${by}.`, 'AuditInProgress', [
      'Wait for it to end.',
      ...(carrier === undefined ? [] : [`Or interrupt it: kill -INT ${carrier.pid}`]),
    ]);
  }
  try {
    return await work();
  } finally {
    await claim.release();
  }
}
