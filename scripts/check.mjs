/**
 * `npm test`: every gate of the project in one run, with the time each took. All gates run even when one fails, so that
 * one run names everything there is to fix; a gate that needs a failed one is skipped, which counts as failed.
 *
 * The last line has the form `N passed, N failed` and counts jest's tests; a suite that could not run counts as one
 * failed test. The exit code is 0 only when every gate passed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'synthetic-check-'));
const jestResults = join(scratch, 'jest.json');

/** Each gate is an npm script of its own: npm puts the Node of node_modules on PATH for it. */
const gates = [
  { name: 'build', what: 'compile and write the command manifest' },
  { name: 'typecheck', what: 'types of tests, benches and scripts' },
  { name: 'lint', what: 'eslint, with the room rule' },
  { name: 'format', what: 'prettier' },
  { name: 'knip', what: 'dead files, exports and dependencies', needs: 'build' },
  { name: 'snapshot:compare', what: 'commands and flags against command-snapshot.json', needs: 'build' },
  {
    name: 'schema:compare',
    what: 'JSON results against schemas/commands',
    needs: 'build',
    // The tool takes a missing folder for "nothing to compare".
    file: 'schemas/commands',
  },
  { name: 'jest', what: 'tests', args: ['--', '--json', `--outputFile=${jestResults}`] },
];

const outcomes = new Map();
try {
  requireOwnNode();
  for (const gate of gates) outcomes.set(gate.name, runGate(gate));
  const tests = readTests();
  printSummary(tests);
  process.exitCode = [...outcomes.values()].every(({ state }) => state === 'passed') ? 0 : 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** The Salesforce libraries do not load on the Node 20 that many machines still have first on PATH. */
function requireOwnNode() {
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major < 24)
    throw new Error(`Run this through \`npm test\` or \`npm run check\`: it needs Node 24, not ${process.version}.`);
}

function runGate({ name, what, needs, file, args = [] }) {
  console.log(`\n── ${name}: ${what} ${'─'.repeat(Math.max(3, 76 - name.length - what.length))}`);
  if (needs !== undefined && outcomes.get(needs)?.state !== 'passed') {
    console.log(`skipped, because ${needs} did not pass`);
    return { state: 'skipped', seconds: 0 };
  }
  if (file !== undefined && !existsSync(join(root, file))) {
    console.log(`${file} is missing`);
    return { state: 'failed', seconds: 0 };
  }
  const started = performance.now();
  const { status, error } = spawnSync('npm', ['run', '--silent', name, ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (error) throw error;
  const seconds = (performance.now() - started) / 1000;
  return { state: status === 0 ? 'passed' : 'failed', seconds };
}

/** What jest wrote about its run, or undefined when it did not get that far. */
function readTests() {
  try {
    return JSON.parse(readFileSync(jestResults, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function printSummary(tests) {
  const total = [...outcomes.values()].reduce((sum, { seconds }) => sum + seconds, 0);
  console.log(`\n── summary (Node ${process.versions.node}) ${'─'.repeat(60)}`);
  for (const [name, { state, seconds }] of outcomes) {
    console.log(
      `${state === 'passed' ? '✓' : '✗'} ${name.padEnd(18)} ${state.padEnd(8)} ${seconds.toFixed(1).padStart(6)} s`,
    );
  }
  console.log(`  ${'all'.padEnd(27)} ${total.toFixed(1).padStart(6)} s`);
  if (tests === undefined) {
    console.log('\njest wrote no results.\n0 passed, 1 failed');
    return;
  }
  const slowest = tests.testResults
    .map((suite) => ({ name: relative(root, suite.name), seconds: (suite.endTime - suite.startTime) / 1000 }))
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, 5);
  console.log('\nSlowest suites:');
  for (const { name, seconds } of slowest) console.log(`  ${seconds.toFixed(1).padStart(6)} s  ${name}`);
  const failed = tests.numFailedTests + tests.numRuntimeErrorTestSuites;
  console.log(
    `\nTest suites: ${tests.numPassedTestSuites} passed, ${tests.numFailedTestSuites} failed, ${tests.numTotalTestSuites} in all` +
      `\nTests:       ${tests.numPassedTests} passed, ${tests.numFailedTests} failed, ${tests.numPendingTests + tests.numTodoTests} skipped, ${tests.numTotalTests} in all`,
  );
  console.log(`${tests.numPassedTests} passed, ${failed} failed`);
}
