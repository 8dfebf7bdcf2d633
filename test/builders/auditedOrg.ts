import { randomUUID } from 'node:crypto';
import { AuthInfo, Connection } from '@salesforce/core';
import { auditOrg } from '../../src/audit/auditOrg.js';
import type { Finding } from '../../src/audit/finding.js';
import type { FleetFacts } from '../../src/audit/fleetFacts.js';
import { buildApp } from '../../src/emulator/http/app.js';
import { newOrgServer } from '../../src/emulator/http/orgServer.js';
import { Sessions } from '../../src/emulator/http/sessions.js';
import { componentType } from '../../src/emulator/metadata/types/registry.js';
import type { MetadataBody } from '../../src/emulator/org/componentStore.js';
import { openOrg } from '../../src/emulator/org/embeddedOrg.js';
import { Storage } from '../../src/emulator/org/storage.js';
import { ensureAdmin, readRecord } from '../../src/emulator/records/records.js';
import type { ProvenanceSchema } from '../../src/schema/provenanceSchema.js';
import { gatherAudited } from '../../src/fleet/audit/gatherAudited.js';
import { deploy, type DeployOutcome, file, manifest } from '../emulator/metadata/support.js';
import { deployTo } from './deployment.js';

const DAY_MS = 86_400_000;
const SESSION_TTL_MS = 365 * DAY_MS;
/** Hosts of production, as a fleet's logins would tell. */
const FLEET: FleetFacts = {
  production: [{ name: 'prod', hosts: { state: 'read', value: ['acme.my.salesforce.com'] } }],
  known: [{ name: 'prod', organizationId: '00D000000000XYZAAA' }],
};

/** A live sandbox whose every state can be undone, and which is audited as a command does. */
export type AuditedOrg = {
  readonly connection: Connection;
  /** Changes a component as somebody in Setup could, without any trace; a body of undefined takes it away. */
  edit(type: string, fullName: string, change: (body: MetadataBody) => MetadataBody | undefined): void;
  /** Adds a component that is none of the schema's. */
  add(type: string, fullName: string, body: MetadataBody, content?: string | Uint8Array): void;
  /** Deploys a component, so that the setup audit trail knows of it. */
  deploy(type: string, fullName: string, path: string, xml: string): DeployOutcome;
  /** Deploys what of the schema is not in the org. */
  deploySchema(): Promise<void>;
  /** Goes on by a day. */
  nextDay(): void;
  /** Runs `work`, then undoes all that it did to the org. */
  undoing<T>(work: () => Promise<T>): Promise<T>;
  /** Everything that the audit finds, of records too; changes in Setup since the day before. */
  audit(): Promise<readonly Finding[]>;
  stop(): Promise<void>;
};

/** `objects`: custom objects that the org has before the schema is deployed; they keep a field history. */
export async function anAuditedOrg(schema: ProvenanceSchema, objects: readonly string[]): Promise<AuditedOrg> {
  let now = Date.parse('2026-05-01T12:00:00.000Z');
  const storage = new Storage();
  const org = openOrg({
    name: `audited-${randomUUID().slice(0, 8)}`,
    kind: 'sandbox',
    storage,
    now: () => new Date(now),
  });
  const caller = ensureAdmin(org);
  const sessions = new Sessions(org, SESSION_TTL_MS);
  const server = newOrgServer(org, caller, sessions);
  const control = { token: '', status: unused, servers: () => [server], shutdown: unused };
  const app = buildApp(server, control, (_, error) => {
    throw error;
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  server.url = url;
  const username = String(readRecord(org, caller, 'User', caller.userId, ['Username'])['Username']);
  const authInfo = await AuthInfo.create({
    username,
    accessTokenOptions: { accessToken: sessions.current(caller), instanceUrl: url, loginUrl: url },
  });
  const connection = await Connection.create({ authInfo });
  const stamp = (type: string): { now: string; userId: string; keyPrefix: string } => ({
    now: new Date(now).toISOString(),
    userId: caller.userId,
    keyPrefix: componentType(type)?.keyPrefix ?? '0XX',
  });
  const put = (type: string, fullName: string, body: MetadataBody, content?: Uint8Array): void => {
    org.components.put({ type, fullName, body, ...(content === undefined ? {} : { content }) }, stamp(type));
  };
  for (const name of objects) {
    const nameField = { label: 'Name', type: 'Text' };
    const body = { label: name, pluralLabel: `${name}s`, nameField, enableHistory: 'true', sharingModel: 'ReadWrite' };
    put('CustomObject', name, { ...body, deploymentStatus: 'Deployed' });
  }
  const audited: AuditedOrg = {
    connection,
    edit: (type, fullName, change) => {
      const before = org.components.get(type, fullName);
      if (before === undefined) throw new Error(`the org has no ${type} ${fullName}`);
      const after = change(structuredClone(before.body));
      if (after === undefined) org.components.remove(type, fullName);
      else if (JSON.stringify(after) === JSON.stringify(before.body))
        throw new Error(`${type} ${fullName} stays the same`);
      else put(type, fullName, after, before.content);
    },
    add: (type, fullName, body, content) => {
      if (org.components.get(type, fullName) !== undefined) throw new Error(`the org has ${type} ${fullName} already`);
      put(type, fullName, body, typeof content === 'string' ? Buffer.from(content) : content);
    },
    deploy: (type, fullName, path, xml) => {
      const root = path.startsWith('objects/') ? 'CustomObject' : type;
      return deploy({ org, caller }, { 'package.xml': manifest({ [type]: [fullName] }), [path]: file(root, xml) });
    },
    deploySchema: async () => {
      const live = { connection, organizationId: org.orgId, stop: audited.stop };
      const { outcome } = await deployTo(live as never, schema);
      if (outcome !== 'deployed') throw new Error(`the schema is ${outcome}`);
    },
    nextDay: () => {
      now += DAY_MS;
    },
    undoing: async (work) => {
      const from = now;
      storage.db.exec('SAVEPOINT undoing');
      try {
        return await work();
      } finally {
        storage.db.exec('ROLLBACK TO undoing; RELEASE undoing');
        // What was read from the database and kept is kept until a transaction is undone.
        storage.transaction((rollback) => rollback(undefined));
        now = from;
      }
    },
    audit: async () => {
      const settings = { now: new Date(now), since: new Date(now - DAY_MS), records: true };
      const audited = { name: 'uat', schema, settings, verifyIdentity: () => undefined };
      const { snapshot, plan } = await gatherAudited(connection, audited);
      return auditOrg(schema, snapshot, { fleet: FLEET, plan }).findings;
    },
    stop: async () => {
      await app.close();
      storage.close();
    },
  };
  await audited.deploySchema();
  audited.nextDay();
  audited.nextDay();
  return audited;
}

function unused(): never {
  throw new Error('this is not used here');
}
