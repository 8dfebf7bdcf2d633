import { mkdir, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { compile } from '../lib/metadata/compile.js';
import { parseProvenanceSchema } from '../lib/schema/parseProvenanceSchema.js';
import { type CliSession, describeRun, openSession } from '../scripts/cliSession.ts';
import { type Bench, rounded } from './bench.ts';
import { type BenchFleet, schemaFor, withFleet } from './fleetBench.ts';
import { root } from './project.ts';
import { interleavedMedians } from './samples.ts';

const OBJECTS = 300;
const LATENCY = 50;
const COMMANDS = {
  plan: ['synthetic', 'plan', '--target-org', 'bench', '--schema', 'provenance.yaml', '--json'],
  audit: ['synthetic', 'audit', '--target-org', 'bench', '--schema', 'provenance.yaml', '--json'],
  retrieve: ['project', 'retrieve', 'start', '--manifest', 'package.xml', '--target-org', 'bench', '--json'],
  version: ['--version'],
} as const;

type PlanCost = {
  readonly objects: number;
  readonly components: number;
  readonly planMs: number;
  readonly planCalls: number;
  /** The audit of the same, with access and the audit trail. */
  readonly auditMs: number;
  readonly auditCalls: number;
  readonly auditRatio: number;
  /** `sf project retrieve start` of the same components. */
  readonly retrieveMs: number;
  readonly retrieveCalls: number;
  readonly ratio: number;
  /** What both take before they do anything. */
  readonly versionMs: number;
  readonly load: number;
};

/** One org's plan against the core CLI's retrieve of the same components, side by side, under the same CLI. */
export const planCost: Bench = {
  run: async ({ rounds, realCli }) => {
    if (realCli === undefined)
      return { result: { skipped: 'There is no Salesforce CLI: name one by SF_BIN.' }, tables: [] };
    const result = await measurePlanCost(realCli, Math.min(rounds, 3));
    const row = {
      objects: result.objects,
      components: result.components,
      'plan ms': rounded(result.planMs),
      'its calls': result.planCalls,
      'audit ms': rounded(result.auditMs),
      'calls of the audit': result.auditCalls,
      'audit ratio': rounded(result.auditRatio, 2),
      'retrieve ms': rounded(result.retrieveMs),
      'calls of it': result.retrieveCalls,
      ratio: rounded(result.ratio, 2),
      'version ms': rounded(result.versionMs),
      'load of the machine': rounded(result.load, 1),
    };
    return { result, tables: [{ heading: `A plan and a retrieve of the same, ${LATENCY} ms a call`, rows: [row] }] };
  },
};

function measurePlanCost(realCli: string, rounds: number): Promise<PlanCost> {
  return withFleet(1, OBJECTS, async (fleet) => {
    const schema = schemaFor(OBJECTS, 'once');
    await fleet.run({ work: 'deploy', schema, concurrency: 1, latencyMs: 0 });
    const session = await openSession([realCli]);
    try {
      const components = await prepare(session, fleet, schema);
      return { objects: OBJECTS, components, ...(await measure(session, fleet, rounds)) };
    } finally {
      await session.close();
    }
  });
}

async function measure(
  session: CliSession,
  fleet: BenchFleet,
  rounds: number,
): Promise<Omit<PlanCost, 'objects' | 'components'>> {
  const calls = { plan: 0, audit: 0, retrieve: 0, version: 0 };
  const timed = (name: keyof typeof COMMANDS) => async (): Promise<number> => {
    await fleet.slowDown(LATENCY);
    const started = performance.now();
    await succeed(session, COMMANDS[name]);
    const ms = performance.now() - started;
    calls[name] = (await fleet.calls())[0] ?? 0;
    return ms;
  };
  const cases = { plan: timed('plan'), audit: timed('audit'), retrieve: timed('retrieve'), version: timed('version') };
  const { plan, audit, retrieve, version } = await interleavedMedians(cases, rounds);
  return {
    planMs: plan,
    planCalls: calls.plan,
    auditMs: audit,
    auditCalls: calls.audit,
    auditRatio: audit / retrieve,
    retrieveMs: retrieve,
    retrieveCalls: calls.retrieve,
    ratio: plan / retrieve,
    versionMs: version,
    load: loadavg()[0] ?? 0,
  };
}

/** Logs in and writes what the two commands read; the number of components. */
async function prepare(session: CliSession, { orgs }: BenchFleet, schema: string): Promise<number> {
  const [org] = orgs;
  if (org === undefined) throw new Error('There is no org to plan for.');
  await succeed(session, ['plugins', 'link', root, '--no-install']);
  const login = ['org', 'login', 'access-token', '--instance-url', org.url, '--alias', 'bench', '--no-prompt'];
  await succeed(session, login, { SF_ACCESS_TOKEN: org.accessToken });
  const components = compile(parseProvenanceSchema(schema, 'provenance.yaml', '2026-06-15'), { policy: 'unbound' });
  const types = [...new Set(components.map(({ type }) => type))].map((type) => {
    const members = components.filter((component) => component.type === type).map(({ fullName }) => fullName);
    return `<types>${members.map((name) => `<members>${name}</members>`).join('')}<name>${type}</name></types>`;
  });
  const files = {
    'sfdx-project.json': '{"packageDirectories":[{"path":"force-app","default":true}],"sourceApiVersion":"67.0"}',
    'package.xml': `<?xml version="1.0" encoding="UTF-8"?>\n<Package xmlns="http://soap.sforce.com/2006/04/metadata">${types.join('')}<version>67.0</version></Package>\n`,
    'provenance.yaml': schema,
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(session.folder, name), text);
  await mkdir(join(session.folder, 'force-app'));
  return components.length;
}

async function succeed(session: CliSession, args: readonly string[], env: Record<string, string> = {}): Promise<void> {
  const done = await session.run(args, { env });
  // An audit whose org does not conform has been done all the same: nobody sees the badge there.
  const fine = args[1] === 'audit' ? [0, 3, 4] : [0];
  if (!fine.includes(done.exitCode)) throw new Error(describeRun(done));
}
