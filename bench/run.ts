/**
 * `npm run bench [-- --only generate,bulk] [--json] [--rounds 7] [--bulk-rows 100000]`: what the plugin costs, and how
 * fast the embedded org is. Tables and reports/bench.json, or with --json the same JSON on stdout and nothing else.
 * Times are medians; they hold for one machine, the ratios carry over. Rates are of one run; where other work disturbs
 * them, the rate per second of processor time tells more.
 *
 * SF_BIN names a real Salesforce CLI to measure too; without it, the `sf` on PATH is used when there is one.
 */
import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { auditCost } from './auditCost.ts';
import type { Bench } from './bench.ts';
import { bulkCost } from './bulkCost.ts';
import { emulatorDeploy } from './emulatorDeploy.ts';
import { evidenceCost } from './evidenceCost.ts';
import { fleetCost } from './fleetCost.ts';
import { compileCost, generateCost } from './generateCost.ts';
import { helpCost } from './helpCost.ts';
import { moduleLoading } from './moduleLoading.ts';
import { planCost } from './planCost.ts';
import { root } from './project.ts';
import { restCost } from './restCost.ts';

/** Every bench, by the name that `--only` takes. */
const benches: Readonly<Record<string, Bench>> = {
  help: helpCost,
  loading: moduleLoading,
  compile: compileCost,
  generate: generateCost,
  evidence: evidenceCost,
  deploy: emulatorDeploy,
  audit: auditCost,
  rest: restCost,
  bulk: bulkCost,
  plan: planCost,
  fleet: fleetCost,
};

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    only: { type: 'string', default: Object.keys(benches).join(',') },
    rounds: { type: 'string', default: '7' },
    'bulk-rows': { type: 'string', default: '100000' },
  },
});
const settings = { rounds: wholeNumber('rounds'), bulkRows: wholeNumber('bulk-rows'), realCli: realCli() };
const say = values.json ? (): void => undefined : console.log;

const machine = {
  node: process.versions.node,
  platform: `${process.platform}-${process.arch}`,
  cpus: cpus().length,
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  rounds: settings.rounds,
};
say(`Node ${machine.node} on ${machine.platform}, ${machine.cpus} processors (${machine.cpu})`);
const results: Record<string, object> = { machine };
for (const name of values.only.split(',')) {
  const { result, tables } = await chosen(name).run(settings);
  results[name] = result;
  for (const { heading, rows } of tables) {
    say(`\n${heading}`);
    if (!values.json) console.table(rows);
  }
}

const json = `${JSON.stringify(results, null, 2)}\n`;
if (values.json) {
  process.stdout.write(json);
} else {
  await mkdir(join(root, 'reports'), { recursive: true });
  await writeFile(join(root, 'reports', 'bench.json'), json);
  console.log('\nreports/bench.json');
}

function chosen(name: string): Bench {
  const bench = benches[name];
  if (bench === undefined) throw new Error(`--only takes some of ${Object.keys(benches).join(', ')}; not "${name}".`);
  return bench;
}

function realCli(): string | undefined {
  const named = process.env['SF_BIN'];
  if (named !== undefined && named !== '') return named;
  return spawnSync('sf', ['--version']).status === 0 ? 'sf' : undefined;
}

function wholeNumber(name: 'rounds' | 'bulk-rows'): number {
  const value = Number(values[name]);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} takes a whole number of at least 1.`);
  return value;
}
