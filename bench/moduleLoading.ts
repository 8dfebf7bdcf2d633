import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { type Bench, rounded } from './bench.ts';
import { loadedPackages } from './loadedPackages.ts';
import { commandFiles, root } from './project.ts';
import { interleavedMedians } from './samples.ts';

/** What every command of the CLI stands on. */
const BASE = '@salesforce/sf-plugins-core';

/** Libraries whose import a command should have a reason for; @salesforce/core and jsforce come with the base. */
const HEAVY = [
  '@salesforce/source-deploy-retrieve',
  '@jetstreamapp/soql-parser-js',
  'fastify',
  'node:sqlite',
  'fflate',
  'yaml',
  'zod',
];

type ModuleLoading = {
  readonly command: string;
  /** Milliseconds of importing the command once the base is loaded. */
  readonly ms: number;
  /** The heavy libraries the import brings in. */
  readonly heavy: readonly string[];
};

export const moduleLoading: Bench = {
  run: async ({ rounds }) => {
    const result = await measureModuleLoading(rounds);
    const rows = result.map(({ command, ms, heavy }) => ({
      command,
      ms: rounded(ms),
      'heavy libraries': heavy.join(', '),
    }));
    return { result, tables: [{ heading: 'Import of each command, on top of sf-plugins-core', rows }] };
  },
};

/** What each command's own modules cost at import, each time in a fresh process. */
async function measureModuleLoading(rounds: number): Promise<ModuleLoading[]> {
  const commands = await commandFiles();
  const probe = join(root, 'bench', 'loadProbe.mjs');
  const base = loadedPackages({ args: [probe, BASE], root });
  const medians = await interleavedMedians(
    Object.fromEntries(commands.map(({ id, file }) => [id, () => importTime(probe, file)])),
    rounds,
  );
  return commands.map(({ id, file }) => {
    const loaded = loadedPackages({ args: [probe, BASE, file], root });
    return {
      command: id,
      ms: medians[id] ?? Number.NaN,
      heavy: HEAVY.filter((name) => loaded.has(name) && !base.has(name)),
    };
  });
}

function importTime(probe: string, file: string): number {
  const { stdout, stderr, status } = spawnSync(process.execPath, [probe, BASE, file], { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${file} could not be imported:\n${stderr}`);
  return (JSON.parse(stdout) as { ms: number }).ms;
}
