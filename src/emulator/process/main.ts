import { runForeground } from './runForeground.js';
import { startOptionsSchema } from './startOptions.js';

/** The entry point of a detached emulator: options as JSON on standard input, trouble to standard error. */
async function main(): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Uint8Array));
  const options = startOptionsSchema.parse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
  const emulator = await runForeground(options);
  await emulator.stopped;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
