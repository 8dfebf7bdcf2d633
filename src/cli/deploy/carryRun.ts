import { deployRunStore, inputsOf } from './deployRuns.js';
import { carryOut } from './runCarrier.js';
import { runResult } from './runResult.js';
import { writeRunResults } from './runResultFiles.js';
import { silentListener } from './silentListener.js';

/**
 * The entry point of a process that carries a run out in the background. What becomes of the orgs is in the run's state;
 * to standard error goes why it could not be carried out.
 */
async function main(): Promise<void> {
  const store = deployRunStore();
  const run = await store.load(process.argv[2] ?? '');
  const interruption = new AbortController();
  const interrupt = (): void => interruption.abort(new Error('Interrupted.'));
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  await carryOut({
    run,
    inputs: await inputsOf(run),
    store,
    signal: interruption.signal,
    listener: silentListener,
    // Whoever started it was asked before.
    confirm: () => Promise.resolve(true),
    finish: async (ended) =>
      writeRunResults({ run: ended, store, folder: run.resultsDir }, await runResult(ended, store)),
  });
}

main()
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  })
  // An org that does not answer must not hold a process up that is done.
  .finally(() => process.exit());
