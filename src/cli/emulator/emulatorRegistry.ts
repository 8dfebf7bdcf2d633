import { homedir } from 'node:os';
import { join } from 'node:path';
import { Global } from '@salesforce/core/global';

/** Where this machine's running embedded orgs are recorded: the Salesforce CLI's state folder. */
export function emulatorRegistry(): { readonly registryDir: string; readonly logFile: string } {
  const folder = join(homedir(), Global.SF_STATE_FOLDER, 'synthetic', 'emulators');
  return { registryDir: folder, logFile: join(folder, 'emulator.log') };
}
