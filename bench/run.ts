/**
 * `npm run bench [-- --json] [--rounds 7]`: what the plugin costs. A table and reports/bench.json, or with --json the
 * same JSON on stdout and nothing else. Times are medians; they hold for one machine, the ratios carry over.
 *
 * SF_BIN names a real Salesforce CLI to measure too; without it, the `sf` on PATH is used when there is one.
 */
import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureGenerateCost } from './generateCost.ts';
import { measureHelpCost } from './helpCost.ts';
import { measureModuleLoading } from './moduleLoading.ts';
import { root } from './project.ts';

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, rounds: { type: 'string', default: '7' } },
});
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds takes a whole number of at least 1.');

const results = {
  machine: {
    node: process.versions.node,
    platform: `${process.platform}-${process.arch}`,
    cpus: cpus().length,
    rounds,
  },
  helpCost: await measureHelpCost(rounds, realCli()),
  moduleLoading: await measureModuleLoading(rounds),
  generateCost: await measureGenerateCost(1000, Math.min(rounds, 3)),
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

function printTables(): void {
  const { machine, helpCost, moduleLoading, generateCost } = results;
  console.log(`Node ${machine.node} on ${machine.platform}, ${machine.cpus} processors, medians of ${rounds} rounds`);
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
}

function round(value: number, digits = 0): number {
  return Number(value.toFixed(digits));
}
