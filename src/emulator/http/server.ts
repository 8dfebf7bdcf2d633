import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { openOrg, type OrgKind } from '../org/embeddedOrg.js';
import type { Isolation } from '../org/isolation.js';
import { Storage } from '../org/storage.js';
import type { WrittenFaultPlan } from '../faults/faultPlan.js';
import type { Faults } from '../faults/faults.js';
import { ensureAdmin, readRecord } from '../records/records.js';
import { rehearsalOf, restoreSchema } from '../rehearsal/restore.js';
import type { OrgSchema } from '../rehearsal/snapshotFile.js';
import { buildApp, type ErrorReport } from './app.js';
import type { Control, EmulatorStatus, RunningOrg } from './controlRoutes.js';
import { certificateKeys } from './jwtBearer.js';
import { newOrgServer, type OrgServer } from './orgServer.js';
import { DEFAULT_SESSION_TTL_MS, Sessions } from './sessions.js';

export type { RunningOrg } from './controlRoutes.js';

/** The emulator is for this machine alone. */
const HOST = '127.0.0.1';
/** Source: https://www.sqlite.org/rescode.html#busy */
const SQLITE_BUSY = 5;

export type OrgOptions = {
  readonly name: string;
  readonly kind: OrgKind;
  /** Further certificates that this org alone accepts. */
  readonly jwtCertificates?: readonly string[];
  /** Marks every record that is saved in the org as synthetic. */
  readonly isolation?: Isolation;
  /** Turns person accounts on, for good. */
  readonly personAccounts?: boolean;
  /** The schema of another org, which a new org begins with. */
  readonly schema?: OrgSchema;
};

export type EmulatorOptions = {
  readonly orgs: readonly OrgOptions[];
  /** Where each org is kept as `<name>.org.db`; without it an org lives in memory and ends with the process. */
  readonly dataDir?: string;
  /** The first org's port, the next orgs follow; 0 or absent: free ports. */
  readonly port?: number;
  /** Milliseconds without use after which a session ends; 12 hours unless given. */
  readonly sessionTtlMs?: number;
  /** X.509 certificates in PEM whose keys may sign JWT bearer assertions at every org; RSA alone. */
  readonly jwtCertificates?: readonly string[];
  /** The secret of the control endpoints; a random one unless given. */
  readonly controlToken?: string;
  /** What goes wrong on purpose, on each of the orgs by itself; see docs/emulator-faults.md. */
  readonly faults?: WrittenFaultPlan;
  readonly now?: () => Date;
  /** Told of every unexpected error; writes to stderr unless given. */
  readonly report?: ErrorReport;
};

export type RunningEmulator = {
  readonly orgs: readonly (Omit<RunningOrg, 'kind'> & { readonly kind: OrgKind })[];
  readonly controlToken: string;
  readonly startedAt: string;
  /** Resolves when the emulator has stopped, by `stop` or by its control endpoint. */
  readonly stopped: Promise<void>;
  /** The faults and counts of the org of that name. */
  faults(org: string): Faults;
  stop(): Promise<void>;
};

/**
 * Starts one HTTP server for each org, on 127.0.0.1. Rejects with an Error of code `EADDRINUSE` that names port and org
 * when a port is taken, and with code `EORGINUSE` when another process has an org's file open; nothing stays running
 * then.
 */
export async function startEmulator(options: EmulatorOptions): Promise<RunningEmulator> {
  const { orgs, port = 0, controlToken = randomBytes(32).toString('hex') } = options;
  const report = options.report ?? reportToStderr;
  requireNames(orgs.map(({ name }) => name));
  const startedAt = new Date().toISOString();
  const running: { server: OrgServer; app: FastifyInstance; kind: OrgKind }[] = [];
  let markStopped = (): void => undefined;
  const stopped = new Promise<void>((resolve) => {
    markStopped = resolve;
  });
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopping ??= closeAll(running).finally(markStopped);
    return stopping;
  };
  const describe = (): RunningEmulator['orgs'] => running.map(({ server, kind }) => ({ ...runningOrg(server), kind }));
  const control: Control = {
    token: controlToken,
    status: (): EmulatorStatus => ({ pid: process.pid, startedAt, orgs: describe() }),
    servers: () => running.map(({ server }) => server),
    shutdown: () => {
      stop().catch((error: unknown) => report('shutdown', error));
    },
  };
  try {
    for (const [index, orgOptions] of orgs.entries()) {
      const { name, kind } = orgOptions;
      const server = openServer(orgOptions, options);
      const app = buildApp(server, control, report);
      running.push({ server, app, kind });
      server.url = await listen(app, port === 0 ? 0 : port + index, name);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  const faults = (name: string): Faults => {
    const found = running.find(({ server }) => server.org.name === name);
    if (found === undefined) throw new Error(`This emulator has no org "${name}".`);
    return found.server.faults;
  };
  return { orgs: describe(), controlToken, startedAt, stopped, faults, stop };
}

function openServer(orgOptions: OrgOptions, options: EmulatorOptions): OrgServer {
  const { name, kind, jwtCertificates = [], isolation, schema } = orgOptions;
  const personAccounts = orgOptions.personAccounts === true || (schema !== undefined && hasPersonAccounts(schema));
  const jwtKeys = certificateKeys([...(options.jwtCertificates ?? []), ...jwtCertificates]);
  const storage = openStorage(name, options.dataDir);
  try {
    const isNew = storage.property('org_id') === undefined;
    const org = openOrg({
      name,
      kind,
      storage,
      ...(isolation === undefined ? {} : { isolation }),
      personAccounts,
      ...(schema === undefined ? {} : { edition: schema.edition }),
      ...(options.now === undefined ? {} : { now: options.now }),
    });
    const admin = ensureAdmin(org);
    if (schema !== undefined) restoreSchema(org, admin, schema, isNew);
    const sessions = new Sessions(org, options.sessionTtlMs ?? DEFAULT_SESSION_TTL_MS);
    const server = newOrgServer(org, admin, sessions, jwtKeys);
    if (options.faults !== undefined) server.faults.set(options.faults);
    return server;
  } catch (error) {
    storage.close();
    throw error;
  }
}

/** Only then does Account have the field that tells them apart. */
function hasPersonAccounts({ objects }: OrgSchema): boolean {
  const account = objects.find(({ name }) => name === 'Account');
  return account?.fields.some(({ name }) => name === 'IsPersonAccount') === true;
}

/** Two processes on one file would give ids twice and not see each other's metadata, so one of them locks it. */
function openStorage(name: string, dataDir: string | undefined): Storage {
  if (dataDir === undefined) return new Storage();
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, `${name}.org.db`);
  let storage: Storage | undefined;
  try {
    storage = new Storage(file);
    storage.db.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; COMMIT');
    return storage;
  } catch (error) {
    storage?.close();
    if (!has(error, 'errcode', SQLITE_BUSY)) throw error;
    throw withCode('EORGINUSE', `The org "${name}" (${file}) is in use by another running emulator.`);
  }
}

async function listen(app: FastifyInstance, port: number, name: string): Promise<string> {
  try {
    return await app.listen({ host: HOST, port });
  } catch (error) {
    if (!has(error, 'code', 'EADDRINUSE')) throw error;
    throw withCode('EADDRINUSE', `Port ${port} for the org "${name}" is already in use on ${HOST}.`);
  }
}

async function closeAll(running: readonly { server: OrgServer; app: FastifyInstance }[]): Promise<void> {
  await Promise.all(running.map(({ app }) => app.close()));
  for (const { server } of running) server.org.storage.close();
}

function runningOrg({ org, admin, sessions, url }: OrgServer): RunningOrg {
  const rehearsal = rehearsalOf(org);
  return {
    name: org.name,
    kind: org.kind,
    orgId: org.orgId,
    url,
    username: String(readRecord(org, admin, 'User', admin.userId, ['Username'])['Username']),
    accessToken: sessions.current(admin),
    refreshToken: sessions.refreshToken(admin),
    ...(rehearsal === undefined ? {} : { rehearsal }),
  };
}

/** Names become file names and parts of user names. */
function requireNames(names: readonly string[]): void {
  const bad = names.find((name) => !/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(name));
  if (bad !== undefined) {
    throw new Error(`"${bad}" cannot be the name of an org: use letters, digits, - and _, at most 64 of them.`);
  }
  const twice = names.find((name, index) => names.findIndex((other) => sameName(other, name)) !== index);
  if (twice !== undefined) throw new Error(`Two orgs cannot have the same name: "${twice}".`);
  if (names.length === 0) throw new Error('At least one org is needed to start an emulator.');
}

function sameName(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

function has(error: unknown, property: string, value: unknown): boolean {
  return typeof error === 'object' && error !== null && (error as Record<string, unknown>)[property] === value;
}

function withCode(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}

function reportToStderr(errorId: string, error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`emulator: unexpected error ${errorId}: ${text}\n`);
}
