import { existsSync } from 'node:fs';
import { access, constants, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EvidenceLedger } from '../../evidence/ledger.js';
import { RUNS_FOLDER } from '../../evidence/ledgerFolder.js';
import { runsIn } from '../../evidence/listRuns.js';
import { schemaFor } from '../../fleet/schemaFor.js';
import { knownLogin } from '../../org/knownLogin.js';
import { type Day, dayOf } from '../../schema/day.js';
import { readProvenanceSchema } from '../../schema/schemaFile.js';
import { auditRunStore } from '../audit/auditRuns.js';
import { deployRunStore } from '../deploy/deployRuns.js';
import { locateFleetFile, locateSchemaFile, readAllWaivers, readFleetIfThere } from '../projectFiles.js';
import type { Diagnosis, Diagnostic } from './diagnosis.js';

/** Where the examples of the help keep evidence; only a flag says where it really is. */
const EVIDENCE_FOLDER = 'evidence';

const tests: Readonly<Record<Diagnostic['test'], () => Promise<Examined>>> = {
  node: nodeVersion,
  schema: provenanceSchema,
  fleet: fleetFile,
  logins: fleetLogins,
  waivers: waiverFiles,
  runs: keptRuns,
  evidence: evidenceLedger,
};

const today = (): Day => dayOf(new Date());

type Examined = Omit<Diagnosis, 'diagnostic'> & Omit<Diagnostic, 'test'>;

/** Examines what the plugin needs on this machine and in this folder; asks no org. Throws nothing. */
export async function diagnose(): Promise<Diagnosis[]> {
  const names = Object.keys(tests) as Diagnostic['test'][];
  return Promise.all(
    names.map(async (test) => {
      const { data, ...outcome } = await tests[test]().catch(broken);
      return { diagnostic: { test, ...outcome }, data };
    }),
  );
}

/** Of an error only its name is told: a message may hold paths and people. */
function broken(error: unknown): Examined {
  const name = error instanceof Error ? error.name : 'Error';
  return { status: 'unknown', suggestion: { key: 'suggestion.broken', tokens: [name] }, data: {} };
}

async function nodeVersion(): Promise<Examined> {
  const text = await readFile(new URL('../../../package.json', import.meta.url), 'utf8');
  const { version, engines } = JSON.parse(text) as { version: string; engines: { node: string } };
  const oldest = engines.node.replace(/^>=/, '');
  const { node } = process.versions;
  const data = { version, node, platform: process.platform };
  if (node.localeCompare(oldest, 'en', { numeric: true }) >= 0) return { status: 'pass', data };
  return { status: 'fail', suggestion: { key: 'suggestion.node', tokens: [node, oldest] }, data };
}

async function provenanceSchema(): Promise<Examined> {
  try {
    const { objects } = await readProvenanceSchema(await locateSchemaFile(undefined), today());
    return { status: 'pass', data: { objects: objects.length } };
  } catch (error) {
    const [name, isMissing] = nameOf(error, 'ProvenanceSchemaNotFound');
    return isMissing
      ? { status: 'warn', suggestion: { key: 'suggestion.noSchema', tokens: [] }, data: {} }
      : { status: 'fail', suggestion: { key: 'suggestion.schema', tokens: [name] }, data: {} };
  }
}

async function fleetFile(): Promise<Examined> {
  try {
    const fleet = await readFleetIfThere(today());
    if (fleet === undefined) return { status: 'pass', data: { fleet: false } };
    const schema = await readProvenanceSchema(await locateSchemaFile(undefined), today()).catch(() => undefined);
    // What the fleet changes in the schema is looked at where there is one.
    if (schema !== undefined) for (const org of fleet.orgs) schemaFor(schema, org);
    return { status: 'pass', data: { fleet: true, orgs: fleet.orgs.length, rings: fleet.rings.length } };
  } catch (error) {
    const [name] = nameOf(error);
    return { status: 'fail', suggestion: { key: 'suggestion.fleet', tokens: [name] }, data: { fleet: true } };
  }
}

async function fleetLogins(): Promise<Examined> {
  const fleet = await readFleetIfThere(today()).catch(() => undefined);
  if (fleet === undefined) return { status: 'pass', data: {} };
  const logins = await Promise.all(fleet.orgs.map(async ({ org }) => (await knownLogin(org)) !== undefined));
  const missing = logins.filter((known) => !known).length;
  const data = { withoutLogin: missing };
  if (missing === 0) return { status: 'pass', data };
  return { status: 'warn', suggestion: { key: 'suggestion.logins', tokens: [missing, logins.length] }, data };
}

async function waiverFiles(): Promise<Examined> {
  const fleet = await readFleetIfThere(today()).catch(() => undefined);
  try {
    const waivers = await readAllWaivers({ given: undefined, fleet, fleetFile: undefined }, today());
    const expired = waivers.filter(({ expires }) => expires < today()).length;
    const data = { waivers: waivers.length, expired };
    if (expired === 0) return { status: 'pass', data };
    return { status: 'warn', suggestion: { key: 'suggestion.expired', tokens: [expired] }, data };
  } catch (error) {
    const [name] = nameOf(error);
    return { status: 'fail', suggestion: { key: 'suggestion.waivers', tokens: [name] }, data: {} };
  }
}

/** Runs that are kept on this machine: whether they can be read, and which are left to be taken up. */
async function keptRuns(): Promise<Examined> {
  const deploys = deployRunStore();
  const ids = await deploys.list();
  const loaded = await Promise.all(ids.map((id) => deploys.load(id).catch(() => undefined)));
  const unreadable = loaded.filter((run) => run === undefined).length;
  const open = loaded.filter((run) => run !== undefined && run.endedAt === undefined).length;
  const audits = (await auditRunStore().list()).length;
  const data = { runs: ids.length, unfinished: open, unreadable, audits };
  if (ids.length > 0) await access(dirname(deploys.claimPath('any')), constants.W_OK);
  if (unreadable > 0)
    return { status: 'warn', suggestion: { key: 'suggestion.unreadable', tokens: [unreadable] }, data };
  if (open + audits > 0)
    return { status: 'warn', suggestion: { key: 'suggestion.open', tokens: [open, audits] }, data };
  return { status: 'pass', data };
}

async function evidenceLedger(): Promise<Examined> {
  const folder = join(dirname(dirname(await locateFleetFile())), EVIDENCE_FOLDER);
  if (!existsSync(join(folder, RUNS_FOLDER))) return { status: 'pass', data: { evidence: false } };
  try {
    await new EvidenceLedger(folder).prepare();
    return { status: 'pass', data: { evidence: true, evidenceRuns: runsIn(folder).length } };
  } catch (error) {
    const [name] = nameOf(error);
    return { status: 'fail', suggestion: { key: 'suggestion.evidence', tokens: [name] }, data: { evidence: true } };
  }
}

function nameOf(error: unknown, wanted?: string): [name: string, isWanted: boolean] {
  const name = error instanceof Error ? error.name : 'Error';
  return [name, name === wanted];
}
