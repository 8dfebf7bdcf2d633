import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type NodeRun = {
  /** What follows `node`. */
  readonly args: readonly string[];
  /** The project's folder. */
  readonly root: string;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
};

/** The npm packages and `node:` modules that a Node process loads until its end; throws when it fails. */
export function loadedPackages({ args, root, cwd = root, env = {} }: NodeRun): ReadonlySet<string> {
  const folder = mkdtempSync(join(tmpdir(), 'synthetic-loads-'));
  const file = join(folder, 'loads.json');
  try {
    const recorder = join(root, 'bench', 'recordLoads.mjs');
    const { status, stderr, error } = spawnSync(process.execPath, ['--import', recorder, ...args], {
      cwd,
      env: { ...process.env, ...env, RECORD_LOADS: file },
      encoding: 'utf8',
    });
    if (error) throw error;
    if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${String(status)}:\n${stderr}`);
    return new Set(JSON.parse(readFileSync(file, 'utf8')) as string[]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
