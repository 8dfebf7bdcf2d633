import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { commandFiles, root } from './project.ts';
import { interleavedMedians } from './samples.ts';

/** Libraries whose import a command should have a reason for. */
const HEAVY = [
  '@salesforce/source-deploy-retrieve',
  '@salesforce/core',
  '@jsforce/jsforce-node',
  '@jetstreamapp/soql-parser-js',
  'fastify',
  'node:sqlite',
  'xml2js',
  'yaml',
];

export type ModuleLoading = {
  readonly command: string;
  /** Milliseconds of importing the command once sf-plugins-core, which every command of the CLI needs, is loaded. */
  readonly ms: number;
  /** The heavy libraries the import brings in on top of sf-plugins-core. */
  readonly heavy: readonly string[];
};

type Probe = { readonly ms: number; readonly packages: Readonly<Record<string, number>> };

/** What each command's own modules cost at import, each time in a fresh process. */
export async function measureModuleLoading(rounds: number): Promise<ModuleLoading[]> {
  const commands = await commandFiles();
  const medians = await interleavedMedians(
    Object.fromEntries(commands.map(({ id, file }) => [id, () => probe(file).ms])),
    rounds,
  );
  return commands.map(({ id, file }) => {
    const { packages } = probe(file, '--trace');
    return { command: id, ms: medians[id] ?? Number.NaN, heavy: HEAVY.filter((name) => name in packages) };
  });
}

function probe(file: string, ...options: string[]): Probe {
  const args = [join(root, 'bench', 'loadProbe.mjs'), file, '--after', '@salesforce/sf-plugins-core', ...options];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${file} could not be imported:\n${stderr}`);
  return JSON.parse(stdout) as Probe;
}
