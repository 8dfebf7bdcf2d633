/**
 * Makes the dependencies match package-lock.json: runs `npm ci` when node_modules is missing or was installed from
 * another lock file. Plain Node >= 18, no dependencies, because it runs before there are any; it must not rely on the
 * Node 24 that the install itself brings along.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stampFile = join(root, 'node_modules', '.setup-stamp');
const nodeOfInstall = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');

const wanted = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex');

const reason = reasonToInstall();
if (reason === undefined) {
  console.log('setup: dependencies are up to date.');
} else {
  console.log(`setup: ${reason}; running npm ci …`);
  install();
  writeFileSync(stampFile, `${wanted}\n`);
  console.log('setup: dependencies installed.');
}

function reasonToInstall() {
  if (!existsSync(join(root, 'node_modules'))) return 'node_modules is missing';
  if (!existsSync(nodeOfInstall)) return 'node_modules is incomplete';
  if (existsSync(stampFile)) {
    return readFileSync(stampFile, 'utf8').trim() === wanted ? undefined : 'package-lock.json has changed';
  }
  // A plain `npm ci` leaves no stamp of ours, but npm's own copy of the lock file: newer than the lock, it is complete.
  return installedByNpm() ? undefined : 'node_modules was installed from another package-lock.json';
}

/** True when every package of the lock file stands in npm's record of what it installed, at the same version. */
function installedByNpm() {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
  const locked = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(locked).every(
    ([path, entry]) => path === '' || entry.optional === true || installed[path]?.version === entry.version,
  );
}

function install() {
  const started = Date.now();
  // npm must not run on the Node of node_modules, which it is about to delete.
  const path = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((entry) => !entry.startsWith(join(root, 'node_modules')))
    .join(delimiter);
  // `engines` describes users of the plugin; development brings its own Node, so npm's engine warnings only confuse.
  const { status, error } = spawnSync('npm', ['ci', '--loglevel=error', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: path },
    shell: process.platform === 'win32',
  });
  if (error) throw error;
  if (status !== 0) {
    console.error('setup: npm ci failed, see above.');
    process.exit(status ?? 1);
  }
  console.log(`setup: npm ci took ${Math.round((Date.now() - started) / 1000)} s.`);
}
