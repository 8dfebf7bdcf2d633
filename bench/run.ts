/**
 * `npm run bench [-- --json] [--rounds 7] [--bulk-rows 100000]`: what the plugin costs, and how fast the embedded org
 * is. A table and reports/bench.json, or with --json the same JSON on stdout and nothing else. Times are medians; they
 * hold for one machine, the ratios carry over. Rates are of one run; where other work disturbs them, the rate per second
 * of processor time tells more.
 *
 * SF_BIN names a real Salesforce CLI to measure too; without it, the `sf` on PATH is used when there is one.
 */
import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureBulkCost } from './bulkCost.ts';
import { measureEmulatorDeploy } from './emulatorDeploy.ts';
import { measureCompileCost, measureGenerateCost } from './generateCost.ts';
import { measureHelpCost } from './helpCost.ts';
import { measureModuleLoading } from './moduleLoading.ts';
import { root } from './project.ts';
import type { Rate } from './rate.ts';
import { measureRestCost } from './restCost.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '7' },
    'bulk-rows': { type: 'string', default: '100000' },
  },
});
const rounds = wholeNumber('rounds');
const bulkRows = wholeNumber('bulk-rows');
const REST_CALLS = 1000;

const results = {
  machine: {
    node: process.versions.node,
    platform: `${process.platform}-${process.arch}`,
    cpus: cpus().length,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    rounds,
  },
  helpCost: await measureHelpCost(rounds, realCli()),
  moduleLoading: await measureModuleLoading(rounds),
  generateCost: await measureGenerateCost(1000, Math.min(rounds, 3)),
  compileCost: measureCompileCost(3000, rounds),
  emulatorDeploy: await measureEmulatorDeploy(100),
  embeddedOrg: { ...(await measureRestCost(REST_CALLS)), ...(await measureBulkCost(bulkRows)) },
};

const json = `${JSON.stringify(results, null, 2)}\n`;
if (values.json) {
  process.stdout.write(json);
} else {
  printTables();
  await mkdir(join(root, 'reports'), { recursive: true });
  await writeFile(join(root, 'reports', 'bench.json'), json);
  console.log('\nreports/bench.json');
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

function printTables(): void {
  const { machine, helpCost, moduleLoading, generateCost, compileCost, emulatorDeploy, embeddedOrg } = results;
  console.log(`Node ${machine.node} on ${machine.platform}, ${machine.cpus} processors (${machine.cpu})`);
  console.log(`Times are medians of ${rounds} rounds`);
  console.log('\nStart of the CLI');
  console.table(
    helpCost.map(({ cli, what, ms, ratio }) => ({
      cli,
      'command line': what,
      ms: round(ms),
      'times --version': round(ratio, 2),
    })),
  );
  console.log('\nImport of each command, on top of sf-plugins-core');
  console.table(
    moduleLoading.map(({ command, ms, heavy }) => ({ command, ms: round(ms), 'heavy libraries': heavy.join(', ') })),
  );
  console.log('\nGenerating source files');
  const { objects, files, bytes, generateMs, compileMs, writeMs, ratio } = generateCost;
  console.table([
    {
      objects,
      files,
      KiB: round(bytes / 1024),
      'generate ms': round(generateMs),
      'of it compiling': round(compileMs),
      'write ms': round(writeMs),
      ratio: round(ratio, 2),
    },
  ]);
  console.log('\nCompiling a parsed schema');
  console.table([
    { objects: compileCost.objects, components: compileCost.components, 'CPU ms': round(compileCost.cpuMs) },
  ]);
  console.log('\nDeploy to an embedded org');
  console.table([
    {
      components: emulatorDeploy.components,
      files: emulatorDeploy.files,
      'first ms': round(emulatorDeploy.firstMs),
      'target ms': emulatorDeploy.targetMs,
      'unchanged again ms': round(emulatorDeploy.againMs),
      'CPU seconds': round(emulatorDeploy.cpuSeconds, 1),
      'max RSS MiB': round(emulatorDeploy.maxRssMiB),
      'load of the machine': round(emulatorDeploy.load, 1),
    },
  ]);
  console.log('\nEmbedded org, Account with three guards');
  console.table([
    rateRow('describe calls', embeddedOrg.describe),
    rateRow('REST inserts', embeddedOrg.insert),
    rateRow('bulk ingest, rows', embeddedOrg.ingest),
    rateRow('bulk query, rows', embeddedOrg.bulkQuery),
    rateRow('REST query, rows', embeddedOrg.restQuery),
  ]);
}

function rateRow(what: string, { count, perSecond, perCpuSecond, target, maxRssMiB, load }: Rate): object {
  return {
    what,
    count,
    'per second': round(perSecond),
    'per CPU second': round(perCpuSecond),
    'target per second': target,
    'max RSS MiB': round(maxRssMiB),
    'load of the machine': round(load, 1),
  };
}

function round(value: number, digits = 0): number {
  return Number(value.toFixed(digits));
}
