/**
 * The commands of the real Salesforce CLI on one embedded org: logins, records, bulk jobs, trees, metadata over SOAP and
 * REST, and what the org refuses. The steps build on each other. `SF_BIN=/path/to/sf npm run e2e` after a build.
 */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openCliOrg } from './cliOrg.ts';
import type { CliOrg, Row } from './cliOrg.ts';
import { COMPONENTS, sourcePath } from './dxProject.ts';

const RECORD = /^\w{18}$/u;

type Deploy = {
  readonly id: string;
  readonly status: string;
  readonly success: boolean;
  readonly checkOnly: boolean;
  readonly numberComponentsDeployed: number;
  readonly numberComponentErrors: number;
  readonly files: readonly { readonly type: string; readonly fullName: string; readonly state: string }[];
};
type Bulk = { readonly successfulRecords: number; readonly failedRecords: number };
type BulkResults = { readonly records: { readonly successfulResults: readonly Row[] } };

describe('the real Salesforce CLI on an embedded org', () => {
  let org: CliOrg;
  let folder: string;
  let username: string;

  before(async () => {
    org = await openCliOrg();
    ({ folder, username } = org);
  });

  after(() => org.close());

  describe('logins', () => {
    it('by access token and by JWT lead to the same org', async () => {
      const byToken = ['org', 'login', 'access-token', '--instance-url', org.url, '--alias', 'box', '--no-prompt'];
      const first = await org.json<Row>(byToken, { SF_ACCESS_TOKEN: org.accessToken });
      assert.equal(first['username'], username);
      const byJwt = ['org', 'login', 'jwt', '--client-id', 'any', '--jwt-key-file', 'server.key'];
      const second = await org.json<Row>([
        ...byJwt,
        '--username',
        username,
        '--instance-url',
        org.url,
        '--alias',
        'box',
      ]);
      assert.equal(second['orgId'], first['orgId']);
      assert.equal(second['isSandbox'], true);
    });

    it('are shown by org display and org list as connected', async () => {
      const shown = await org.json<Row>(['org', 'display']);
      assert.deepEqual(
        [shown['username'], shown['connectedStatus'], shown['apiVersion']],
        [username, 'Connected', '67.0'],
      );
      const { sandboxes } = await org.json<{ sandboxes: Row[] }>(['org', 'list']);
      assert.deepEqual(
        sandboxes.map(({ alias, connectedStatus }) => [alias, connectedStatus]),
        [['box', 'Connected']],
      );
    });
  });

  describe('metadata', () => {
    const deployed = async (args: readonly string[], env: Record<string, string> = {}): Promise<Deploy> => {
      const result = await org.json<Deploy>(['project', 'deploy', ...args], env);
      assert.deepEqual([result.status, result.success, result.numberComponentErrors], ['Succeeded', true, 0]);
      return result;
    };
    const statesOf = ({ files }: Deploy): string[] => [
      ...new Set(files.map(({ type, fullName, state }) => `${state} ${type}:${fullName}`)),
    ];
    const REST = { SF_ORG_METADATA_REST_DEPLOY: 'true' };

    it('comes from source: created at first, unchanged over REST', async () => {
      const created = await deployed(['start', '--source-dir', 'force-app']);
      assert.deepEqual(
        statesOf(created).sort(),
        COMPONENTS.map((each) => `Created ${each}`),
      );
      const again = await deployed(['start', '--source-dir', 'force-app'], REST);
      assert.deepEqual(
        statesOf(again).sort(),
        COMPONENTS.map((each) => `Unchanged ${each}`),
      );
    });

    it('comes by manifest, by name, and in metadata format', async () => {
      const generate = ['project', 'generate', 'manifest', '--source-dir', 'force-app', '--output-dir', 'manifest'];
      await org.json(generate);
      const byManifest = await deployed(['start', '--manifest', 'manifest/package.xml']);
      assert.equal(byManifest.numberComponentsDeployed, COMPONENTS.length);
      const byName = await deployed(['start', '--metadata', 'CustomObject:Visit__c']);
      assert.equal(byName.numberComponentsDeployed, 2);
      await org.json(['project', 'convert', 'source', '--root-dir', 'force-app', '--output-dir', 'mdapi']);
      const asFolder = await deployed(['start', '--metadata-dir', 'mdapi']);
      assert.equal(asFolder.numberComponentsDeployed, COMPONENTS.length);
    });

    for (const [api, env] of [
      ['SOAP', {}],
      ['REST', REST],
    ] as const) {
      it(`is validated, deployed quickly, reported and resumed over ${api}`, async () => {
        const manifest = ['--manifest', 'manifest/package.xml'];
        const validation = await deployed(['validate', ...manifest, '--test-level', 'RunLocalTests'], env);
        assert.equal(validation.checkOnly, true);
        const quick = await deployed(['quick', '--job-id', validation.id], env);
        assert.equal(quick.checkOnly, false);
        assert.notEqual(quick.id, validation.id);
        const reported = await deployed(['report', '--job-id', quick.id], env);
        assert.deepEqual([reported.id, reported.numberComponentsDeployed], [quick.id, COMPONENTS.length]);
        const queued = await org.json<Deploy>(['project', 'deploy', 'start', ...manifest, '--async'], env);
        assert.equal(queued.status, 'Queued');
        assert.equal((await deployed(['resume', '--job-id', queued.id], env)).id, queued.id);
      });

      it(`is cancelled while it hangs over ${api}`, async () => {
        await org.setFaults({ kind: 'deployHangs' });
        const start = ['project', 'deploy', 'start', '--source-dir', 'force-app', '--async'];
        const { id } = await org.json<Deploy>(start, env);
        const cancelled = await org.json<Deploy>(['project', 'deploy', 'cancel', '--job-id', id], env);
        assert.deepEqual([cancelled.id, cancelled.status], [id, 'Canceled']);
        await org.setFaults();
        if (api === 'REST') return;
        const again = await org.refusal(['project', 'deploy', 'cancel', '--job-id', id]);
        assert.equal(again.name, 'CannotCancelDeployError');
      });
    }

    it('that is wrong is refused by component, and nothing of it stays', async () => {
      const wrong = sourcePath('objects/Visit__c/fields/Wrong__c.field-meta.xml');
      await org.file(
        wrong,
        '<CustomField xmlns="http://soap.sforce.com/2006/04/metadata"><fullName>Wrong__c</fullName><label>Wrong</label><type>Text</type></CustomField>',
      );
      const { stdout } = await org.sf(['project', 'deploy', 'start', '--source-dir', 'force-app', '--json'], 1);
      const { result } = JSON.parse(stdout) as { result: Deploy };
      assert.deepEqual([result.status, result.numberComponentErrors], ['Failed', 1]);
      assert.match(stdout, /Must specify 'length' for a CustomField of type Text/u);
      await rm(join(folder, wrong));
    });

    it('is retrieved by name, by manifest and from where its source lies', async () => {
      const object = sourcePath('objects/Visit__c/Visit__c.object-meta.xml');
      const card = sourcePath('lwc/visitCard/visitCard.js');
      const field = sourcePath('objects/Visit__c/fields/Code__c.field-meta.xml');
      const ways = [
        [
          ['--metadata', 'CustomObject:Visit__c'],
          [object, field],
        ],
        [
          ['--manifest', 'manifest/package.xml'],
          [object, field, card],
        ],
        [['--source-dir', sourcePath('lwc')], [card]],
      ] as const;
      for (const [flags, paths] of ways) {
        const before = new Map<string, string>();
        for (const path of paths) {
          before.set(path, await readFile(join(folder, path), 'utf8'));
          await writeFile(join(folder, path), path.endsWith('.js') ? '// lost\n' : (before.get(path) ?? ''));
        }
        type Retrieve = { success: boolean; status: string; files: { fullName: string; filePath: string }[] };
        const result = await org.json<Retrieve>(['project', 'retrieve', 'start', ...flags]);
        assert.deepEqual([result.success, result.status], [true, 'Succeeded']);
        const written = result.files.map(({ filePath }) => filePath);
        for (const path of paths)
          assert.ok(
            written.some((each) => each.endsWith(path)),
            path,
          );
        if (before.has(card)) assert.equal(await readFile(join(folder, card), 'utf8'), before.get(card));
      }
      assert.match(await readFile(join(folder, field), 'utf8'), /<externalId>true<\/externalId>/u);
    });

    it('is listed by type, and the types themselves', async () => {
      const listed = await org.json<Row[]>(['org', 'list', 'metadata', '--metadata-type', 'PermissionSet']);
      assert.ok(listed.some(({ fullName }) => fullName === 'Visits'));
      const { metadataObjects } = await org.json<{ metadataObjects: Row[] }>(['org', 'list', 'metadata-types']);
      const names = metadataObjects.map(({ xmlName }) => xmlName);
      for (const each of COMPONENTS) {
        const type = each.split(':')[0];
        assert.ok(type === 'CustomField' || names.includes(type), type);
      }
    });

    it('is deleted in the org and in the project', async () => {
      const args = ['project', 'delete', 'source', '--metadata', 'LightningComponentBundle:visitCard', '--no-prompt'];
      const { status, deletedSource } = await org.json<{ status: string; deletedSource: Row[] }>(args);
      assert.equal(status, 'Succeeded');
      assert.ok(deletedSource.length > 0 && deletedSource.every(({ state }) => state === 'Deleted'));
      assert.equal(existsSync(join(folder, sourcePath('lwc/visitCard'))), false);
      const left = await org.json<Row[]>(['org', 'list', 'metadata', '--metadata-type', 'LightningComponentBundle']);
      assert.deepEqual(left, []);
    });

    it('needs no source tracking, and previews say that there is none', async () => {
      assert.equal((await org.refusal(['project', 'deploy', 'preview'])).name, 'NonSourceTrackedOrgError');
    });
  });

  describe('records', () => {
    it('are created, read, changed, queried in three formats and deleted', async () => {
      const { successes } = await org.json<{ successes: Row[] }>(['org', 'assign', 'permset', '--name', 'Visits']);
      assert.deepEqual(successes, [{ name: username, value: 'Visits' }]);
      const account = ['--sobject', 'Account'];
      const create = ['data', 'create', 'record', ...account, '--values', "Name='Acme, Inc.' NumberOfEmployees=3"];
      const { id } = await org.json<{ id: string }>(create);
      assert.match(id, RECORD);
      await org.json(['data', 'update', 'record', ...account, '--record-id', id, '--values', 'Industry=Banking']);
      const found = await org.json<Row>(['data', 'get', 'record', ...account, '--where', "Name='Acme, Inc.'"]);
      assert.deepEqual([found['Id'], found['Name'], found['Industry']], [id, 'Acme, Inc.', 'Banking']);
      const soql = 'SELECT Name, NumberOfEmployees FROM Account';
      const { totalSize, records } = await org.query(soql);
      assert.deepEqual([totalSize, records[0]?.['NumberOfEmployees']], [1, 3]);
      const human = await org.sf(['data', 'query', '--query', soql]);
      assert.match(human.stdout, /Acme, Inc\..*3[^]*Total number of records retrieved: 1\./u);
      const csv = await org.sf(['data', 'query', '--query', soql, '--result-format', 'csv']);
      assert.match(csv.stdout, /Name,NumberOfEmployees\n"Acme, Inc\.",3\n/u);
      await org.json(['data', 'delete', 'record', ...account, '--record-id', id]);
      const gone = await org.refusal(['data', 'get', 'record', ...account, '--record-id', id]);
      assert.equal(gone.name, 'NOT_FOUND');
    });

    it('are imported, upserted, exported, updated and deleted in bulk', async () => {
      const visits = ['--sobject', 'Visit__c', '--wait', '2'];
      const importing = await org.file('import.csv', 'Name,Code__c', 'First,a', 'Second,b', 'Third,c');
      const imported = await org.json<Bulk>(['data', 'import', 'bulk', ...visits, '--file', importing]);
      assert.deepEqual([imported.successfulRecords, imported.failedRecords], [3, 0]);
      const upserting = await org.file('upsert.csv', 'Name,Code__c', 'First again,a', 'Fourth,d');
      const external = ['--external-id', 'Code__c', '--file', upserting];
      const upserted = await org.json<BulkResults>(['data', 'upsert', 'bulk', ...visits, ...external]);
      assert.deepEqual(
        upserted.records.successfulResults.map((row) => row['sf__Created']),
        ['false', 'true'],
      );
      const soql = 'SELECT Id, Name, Code__c FROM Visit__c ORDER BY Code__c';
      const exporting = ['data', 'export', 'bulk', '--query', soql, '--output-file', 'out.csv', '--wait', '2'];
      assert.equal((await org.json<{ totalSize: number }>(exporting)).totalSize, 4);
      const [head, ...lines] = (await readFile(join(folder, 'out.csv'), 'utf8')).trim().split('\n');
      assert.equal(head, '"Id","Name","Code__c"');
      const ids = lines.map((line) => line.split(',')[0]?.replaceAll('"', '') ?? '');
      const updating = await org.file('update.csv', 'Id,Name', ...ids.map((id, n) => `${id},Visit ${n}`));
      const updated = await org.json<Bulk>(['data', 'update', 'bulk', ...visits, '--file', updating]);
      assert.equal(updated.successfulRecords, 4);
      const deleting = await org.file('delete.csv', 'Id', ids[3] ?? '', '001000000000000AAA');
      const halfway = await org.refusal(['data', 'delete', 'bulk', ...visits, '--file', deleting]);
      assert.equal(halfway.name, 'FailedRecordDetailsError');
      assert.match(halfway.message, /failed to process 1 records/u);
      const { records } = await org.query('SELECT Name FROM Visit__c ORDER BY Code__c');
      assert.deepEqual(
        records.map((row) => row['Name']),
        ['Visit 0', 'Visit 1', 'Visit 2'],
      );
    });

    it('travel as a tree of accounts and contacts', async () => {
      const accounts = [{ attributes: { type: 'Account', referenceId: 'A1' }, Name: 'Root' }];
      const contacts = [{ attributes: { type: 'Contact', referenceId: 'C1' }, LastName: 'Leaf', AccountId: '@A1' }];
      await org.file('Accounts.json', JSON.stringify({ records: accounts }));
      await org.file('Contacts.json', JSON.stringify({ records: contacts }));
      const plan = ['Account', 'Contact'].map((sobject) => ({ sobject, files: [`${sobject}s.json`] }));
      await org.file('plan.json', JSON.stringify(plan));
      const imported = await org.json<Row[]>(['data', 'import', 'tree', '--plan', 'plan.json']);
      assert.deepEqual(
        imported.map(({ refId, type }) => [refId, type]),
        [
          ['A1', 'Account'],
          ['C1', 'Contact'],
        ],
      );
      const soql = "SELECT Name, (SELECT LastName FROM Contacts) FROM Account WHERE Name = 'Root'";
      await org.json(['data', 'export', 'tree', '--query', soql, '--plan', '--output-dir', 'tree']);
      assert.deepEqual((await readdir(join(folder, 'tree'))).sort(), [
        'Account-Contact-plan.json',
        'Account.json',
        'Contact.json',
      ]);
      assert.match(await readFile(join(folder, 'tree', 'Contact.json'), 'utf8'), /"AccountId": "@AccountRef1"/u);
    });
  });

  describe('the org itself', () => {
    it('is described: objects, fields, limits, counts, setup', async () => {
      assert.deepEqual(await org.json(['sobject', 'list', '--sobject', 'custom']), ['Visit__c']);
      const { fields } = await org.json<{ fields: Row[] }>(['sobject', 'describe', '--sobject', 'Visit__c']);
      const code = fields.find(({ name }) => name === 'Code__c');
      assert.deepEqual([code?.['type'], code?.['length'], code?.['externalId']], ['string', 40, true]);
      const limits = await org.json<Row[]>(['org', 'list', 'limits']);
      assert.ok(limits.some(({ name, remaining }) => name === 'DailyApiRequests' && Number(remaining) > 0));
      const counts = await org.json<Row[]>(['org', 'list', 'sobject', 'record-counts', '--sobject', 'Visit__c']);
      assert.deepEqual(counts, [{ name: 'Visit__c', count: 3 }]);
      const { records } = await org.query('SELECT DeveloperName FROM CustomField', '--use-tooling-api');
      assert.deepEqual(
        records.map((row) => row['DeveloperName']),
        ['Code'],
      );
    });

    it('answers REST calls, errors included', async () => {
      const records = '/services/data/v67.0/sobjects/Account';
      const call = ['api', 'request', 'rest', records, '--method', 'POST', '--body'];
      const made = JSON.parse((await org.sf([...call, '{"Name":"By REST"}'])).stdout) as Row;
      assert.deepEqual([made['success'], made['errors']], [true, []]);
      const refused = await org.sf([...call, '{"Nmae":"By REST"}'], 1);
      assert.match(refused.stdout, /"errorCode": "INVALID_FIELD"/u);
    });

    it('refuses by name what it does not emulate', async () => {
      const open = await org.refusal(['org', 'open', '--url-only']);
      assert.equal(open.name, 'FUNCTIONALITY_NOT_ENABLED');
      assert.equal(open.message, 'The embedded org does not emulate the web login.');
      const search = await org.refusal(['data', 'search', '--query', 'FIND {x} RETURNING Account']);
      assert.equal(search.message, 'The embedded org does not emulate search.');
      const apex = await org.refusal(['apex', 'run', '--file', await org.file('none.apex', 'System.debug(1);')]);
      assert.match(apex.message, /The embedded org does not emulate this SOAP API\./u);
    });

    it('ends a session, and the CLI logs in again by itself', async () => {
      await org.setFaults({ kind: 'sessionExpired', on: { call: 'query' }, when: { nth: 1 } });
      assert.equal((await org.query('SELECT Id FROM Organization')).totalSize, 1);
      await org.setFaults({ kind: 'unavailable', on: { call: 'query' }, when: { nth: 1 } });
      assert.equal((await org.query('SELECT Id FROM Organization')).totalSize, 1);
      await org.setFaults();
    });
  });
});
