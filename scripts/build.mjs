/**
 * Compiles src/ to lib/, drops what deleted sources left behind there, and writes oclif.manifest.json. With `--clean` it
 * starts from nothing and leaves only what a package ships.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const lib = join(root, 'lib');

const clean = process.argv.includes('--clean');
if (clean) rmSync(lib, { recursive: true, force: true });
dropStaleOutput();
run('tsc', ['-p', '.']);
if (clean) rmSync(join(lib, '.tsbuildinfo'));
run('oclif', ['manifest', '.', '--no-jit']);

/** A compiled command whose source is gone would still be found by oclif, so incremental builds must forget it. */
function dropStaleOutput() {
  if (!existsSync(lib)) return;
  for (const entry of readdirSync(lib, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(?:d\.ts|js)$/u.test(entry.name)) continue;
    const output = join(entry.parentPath, entry.name);
    const source = join(root, 'src', relative(lib, output).replace(/\.(?:d\.ts|js)$/u, '.ts'));
    if (!existsSync(source)) rmSync(output);
  }
}

function run(tool, args) {
  const { status, error } = spawnSync(join(root, 'node_modules', '.bin', tool), args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}
