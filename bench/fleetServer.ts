/**
 * Embedded orgs in a process of their own, for a bench to measure what is done to them: `node bench/fleetServer.ts
 * <orgs>`. Tells its parent where they are, answers `{ latencyMs }` by counting from zero and taking so long for each
 * call, and anything else with the calls to each org since. Ends with the parent.
 */
import { startEmulator } from '../lib/emulator/http/server.js';

const names = Array.from({ length: Number(process.argv[2]) }, (_, index) => `bench-${index + 1}`);
const emulator = await startEmulator({ orgs: names.map((name) => ({ name, kind: 'sandbox' })) });
process.on('message', (message) => {
  if (typeof message === 'object' && message !== null && 'latencyMs' in message) {
    const faults = [{ kind: 'latency' as const, ms: Number(message.latencyMs) }];
    for (const name of names) emulator.faults(name).set({ faults });
  }
  process.send?.(names.map((name) => emulator.faults(name).report().calls.total));
});
process.on('disconnect', () => process.exit(0));
process.send?.(emulator.orgs);
