/**
 * Plans for embedded orgs, audits them, or deploys to them, as the commands do, and tells its parent how long that took
 * and what this process needed. In a process of its own, since the Salesforce libraries keep what they know in the home directory, and
 * memory is measured. The parent sends one `FleetTask`, and once this process has logged in and said so, anything to begin.
 */
import { once } from 'node:events';
import { AuthInfo } from '@salesforce/core';
import { auditFleet } from '../lib/fleet/audit/auditFleet.js';
import { deployFleet } from '../lib/fleet/deploy/deployFleet.js';
import { newRun, succeeded } from '../lib/fleet/deploy/deployRun.js';
import { planFleet } from '../lib/fleet/planFleet.js';
import { silentListener } from '../lib/cli/deploy/silentListener.js';
import { connect } from '../lib/org/connect.js';
import { parseProvenanceSchema } from '../lib/schema/parseProvenanceSchema.js';
import type { FleetDone, FleetTask } from './fleetBench.ts';
import { type RecordedCall, recordCalls } from './recordedCall.ts';

const [task] = (await once(process, 'message')) as [FleetTask];
const schema = parseProvenanceSchema(task.schema, 'provenance.yaml', '2026-06-15');
for (const { username, url, accessToken } of task.orgs) {
  const accessTokenOptions = { accessToken, instanceUrl: url, loginUrl: url };
  await (await AuthInfo.create({ username, accessTokenOptions })).save();
}
let recorded: (() => RecordedCall[]) | undefined;
const members = task.orgs.map(({ username }) => ({
  name: username,
  schema,
  connect: async () => {
    const connection = await connect(username);
    if (task.record === true) recorded ??= recordCalls(connection);
    return connection;
  },
  verifyIdentity: () => undefined,
}));

const begin = once(process, 'message');
process.send?.('ready');
await begin;
const started = performance.now();
const works = { plan, deploy, audit };
await works[task.work]();
const done: FleetDone = {
  ms: performance.now() - started,
  // Microseconds and KiB.
  cpuSeconds: (process.cpuUsage().user + process.cpuUsage().system) / 1e6,
  maxRssMiB: process.resourceUsage().maxRSS / 1024,
  ...(recorded === undefined ? {} : { calls: recorded() }),
};
process.send?.(done, () => process.exit(0));

async function plan(): Promise<void> {
  const plans = await planFleet({
    schema,
    orgs: members,
    concurrency: task.concurrency,
    countRecords: false,
    now: new Date(),
    verifyIdentity: () => undefined,
    onOrgDone: () => undefined,
  });
  const unread = plans.find(({ state }) => state === 'unread');
  if (unread !== undefined) throw new Error(JSON.stringify(unread));
}

async function audit(): Promise<void> {
  const now = new Date();
  const audits = await auditFleet({
    schema,
    orgs: members,
    concurrency: task.concurrency,
    limitMs: 3_600_000,
    observations: { now, since: new Date(now.getTime() - 86_400_000), records: false },
    verifyIdentity: () => undefined,
    onOrgDone: () => Promise.resolve(),
  });
  const unread = audits.find(({ org }) => org.organizationId === undefined);
  if (unread !== undefined) throw new Error(JSON.stringify(unread));
}

async function deploy(): Promise<void> {
  const options = {
    dryRun: false,
    stage: 'all' as const,
    gate: true,
    soakMinutes: 0,
    continueOnError: false,
    waitMinutes: 10,
  };
  const ended = await deployFleet({
    run: newRun(
      {
        schemaFile: 'provenance.yaml',
        digest: '0'.repeat(64),
        options: { ...options, concurrency: task.concurrency },
        orgs: members.map(({ name }) => ({ name })),
      },
      new Date(),
      'bench0',
    ),
    members,
    save: () => Promise.resolve(),
    saveDetail: () => Promise.resolve(),
    signal: new AbortController().signal,
    confirm: () => Promise.resolve(true),
    listener: silentListener,
  });
  const other = ended.orgs.find((org) => !succeeded(org));
  if (other !== undefined) throw new Error(JSON.stringify(other));
}
