/**
 * Gives all tests a home directory of their own, so that none reads or changes the developer's CLI logins, and takes away
 * the settings that would reach into a run. Workers inherit the environment from here.
 */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export default async function setup() {
  const home = await mkdtemp(join(tmpdir(), 'synthetic-tests-'));
  for (const name of Object.keys(process.env)) {
    if (/^(?:https?_proxy|all_proxy|XDG_.*|SFDX?_.*)$/iu.test(name)) delete process.env[name];
  }
  Object.assign(process.env, {
    HOME: home,
    USERPROFILE: home,
    SYNTHETIC_TEST_HOME: home,
    SF_DISABLE_LOG_FILE: 'true',
    SF_DISABLE_TELEMETRY: 'true',
    SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
  });
  globalThis.syntheticTestHome = home;
}
