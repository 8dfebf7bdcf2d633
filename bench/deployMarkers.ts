/**
 * Deploys the markers and guards of an otherwise empty schema for Account to an embedded org, as `sf synthetic deploy`
 * does. `node bench/deployMarkers.ts <url> <username>`, with the access token in SF_ACCESS_TOKEN: in a process of its
 * own, since the Salesforce libraries keep what they know in the home directory.
 */
import { AuthInfo, Connection } from '@salesforce/core';
import { deployOrg } from '../lib/fleet/deploy/deployOrg.js';
import { parseProvenanceSchema } from '../lib/schema/parseProvenanceSchema.js';

const [url, username] = process.argv.slice(2);
const accessToken = process.env['SF_ACCESS_TOKEN'];
if (url === undefined || username === undefined || accessToken === undefined) {
  throw new Error('Call it with the org’s address and a user’s name, and the access token in SF_ACCESS_TOKEN.');
}
const authInfo = await AuthInfo.create({
  username,
  accessTokenOptions: { accessToken, instanceUrl: url, loginUrl: url },
});
const quiet = (): undefined => undefined;
const { outcome, failures } = await deployOrg({
  connection: await Connection.create({ authInfo }),
  name: 'bench',
  schema: parseProvenanceSchema('version: 1\nobjects:\n  - Account\n', 'provenance.yaml', '2026-06-15'),
  dryRun: false,
  waitMinutes: 5,
  listener: { onStep: quiet, onPlan: quiet, onProgress: quiet, confirm: () => Promise.resolve(true) },
  verifyIdentity: quiet,
  signal: new AbortController().signal,
});
if (outcome !== 'deployed') throw new Error(`The markers were not deployed: ${outcome} ${JSON.stringify(failures)}`);
// A timer or socket that a library left open must not hold up the bench.
process.exit(0);
