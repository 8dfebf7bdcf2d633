/**
 * An embedded org in a process of its own, for a bench to measure: tells its parent where the org is, then answers every
 * message with what the process has used so far, and ends with the parent.
 */
import { startEmulator } from '../lib/emulator/http/server.js';

const tell = (message: object): void => {
  process.send?.(message);
};

const { orgs } = await startEmulator({ orgs: [{ name: 'bench', kind: 'sandbox' }] });
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  // Microseconds and KiB.
  tell({ cpuSeconds: (user + system) / 1e6, maxRssMiB: process.resourceUsage().maxRSS / 1024 });
});
process.on('disconnect', () => process.exit(0));
tell(orgs[0] ?? {});
