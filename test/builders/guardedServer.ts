import { Connection } from '@jsforce/jsforce-node';
import '@jsforce/jsforce-node/lib/api/soap.js';
import { type RunningEmulator, startEmulator } from '../../src/emulator/http/server.js';
import { compile, extensionsOf } from '../../src/metadata/compile.js';
import { type DesiredComponent, stageOf } from '../../src/metadata/component.js';
import { scopeOf } from '../../src/metadata/target.js';
import type { ProvenanceSchema } from '../../src/schema/provenanceSchema.js';
import { type Client, clientOf, V } from '../emulator/http/client.js';
import { envelope, zip } from '../emulator/metadata/support.js';
import type { ModelPolicy } from './guardModel.js';
import { packageFiles } from './packageFiles.js';

/** A live embedded org that has what a schema wants, written to by raw HTTP and by jsforce's SOAP client. */
export type GuardedServer = {
  readonly client: Client;
  readonly connection: Connection;
  /** Deploys what comes first (fields, grants, policy), or what enforces it (rules, mappings). */
  deploy(stage: 'foundation' | 'enforcement'): Promise<void>;
  /** Replaces the org's policy record. */
  accept(policy: ModelPolicy): Promise<void>;
  /** Runs `work` while the administrator holds the permission set; undefined: none. */
  holding<T>(permissionSet: string | undefined, work: () => Promise<T>): Promise<T>;
  stop(): Promise<void>;
};

const OTHER_ORG = '00D000000000XYZAAA';

export async function aGuardedServer(schema: ProvenanceSchema): Promise<GuardedServer> {
  const emulator = await startEmulator({ orgs: [{ name: 'guarded', kind: 'sandbox' }] });
  const client = clientOf(emulator);
  const { url, accessToken, orgId } = emulator.orgs[0]!;
  const { targets } = scopeOf(schema);
  const desired = ({ accepts, org }: ModelPolicy): DesiredComponent[] =>
    compile(schema, {
      targets,
      policy:
        org === 'unset' ? 'unbound' : { acceptsSynthetic: accepts, organizationId: org === 'own' ? orgId : OTHER_ORG },
    });
  const deploy = (components: readonly DesiredComponent[]): Promise<void> =>
    deployOverHttp(client, emulator, components);
  return {
    client,
    connection: new Connection({ instanceUrl: url, accessToken, version: '67.0' }),
    deploy: (stage) => {
      const extended = extensionsOf(schema, targets, []).map(
        ({ extend, retract: _r, createIfAbsent: _, ...own }): DesiredComponent => ({ ...own, body: extend({}).body }),
      );
      const all = [...desired({ accepts: true, org: 'own' }), ...extended];
      return deploy(all.filter((component) => stageOf(component) === stage));
    },
    accept: (policy) => deploy(desired(policy).filter(({ type }) => type === 'CustomMetadata')),
    holding: async (permissionSet, work) => {
      if (permissionSet === undefined) return work();
      const assigned = await client.call('POST', `${V}/sobjects/PermissionSetAssignment`, {
        body: {
          AssigneeId: await idOf(client, "SELECT Id FROM User WHERE Alias = 'admin'"),
          PermissionSetId: await idOf(client, `SELECT Id FROM PermissionSet WHERE Name = '${permissionSet}'`),
        },
      });
      expect(assigned.status).toBe(201);
      try {
        return await work();
      } finally {
        await client.call('DELETE', `${V}/sobjects/PermissionSetAssignment/${assigned.body.id}`);
      }
    },
    stop: () => emulator.stop(),
  };
}

async function idOf(client: Client, soql: string): Promise<string> {
  const { body } = await client.query(soql);
  return String(body.records[0]?.['Id']);
}

async function deployOverHttp(
  client: Client,
  { orgs }: RunningEmulator,
  components: readonly DesiredComponent[],
): Promise<void> {
  const soap = async (body: string): Promise<string> => {
    const answer = await client.call('POST', '/services/Soap/m/67.0', {
      body: envelope(body, orgs[0]!.accessToken),
      headers: { 'content-type': 'text/xml' },
      token: null,
    });
    return answer.text;
  };
  const content = Buffer.from(zip(packageFiles(components))).toString('base64');
  const started = await soap(
    `<deploy><ZipFile>${content}</ZipFile><DeployOptions><rollbackOnError>true</rollbackOnError><singlePackage>true</singlePackage></DeployOptions></deploy>`,
  );
  const id = /<id>(0Af\w{15})<\/id>/.exec(started)?.[1] ?? '';
  for (;;) {
    const status = await soap(
      `<checkDeployStatus><asyncProcessId>${id}</asyncProcessId><includeDetails>true</includeDetails></checkDeployStatus>`,
    );
    if (!status.includes('<done>true</done>')) continue;
    if (!status.includes('<status>Succeeded</status>')) throw new Error(status);
    return;
  }
}
