import { startEmulator, type EmulatorOptions, type RunningEmulator } from '../../../src/emulator/http/server.js';
import { clientOf, V, type Answer, type Client } from '../http/client.js';
import { envelope, file, manifest, zip } from '../metadata/support.js';

const fields = {
  Is_Synthetic__c: '<type>Checkbox</type><defaultValue>false</defaultValue>',
  Generation_Source__c: '<type>Text</type><length>20</length>',
  Creation_Timestamp__c: '<type>DateTime</type>',
  Amount__c: '<type>Currency</type><precision>16</precision><scale>2</scale>',
  Count__c: '<type>Number</type><precision>10</precision><scale>0</scale>',
  Opened__c: '<type>Date</type>',
  External__c: '<type>Text</type><length>40</length><externalId>true</externalId><unique>true</unique>',
  Hidden__c: '<type>Text</type><length>40</length>',
};

const rules = {
  Complete:
    'AND(Is_Synthetic__c, OR(ISBLANK(Generation_Source__c), ISBLANK(Creation_Timestamp__c), Creation_Timestamp__c &gt; NOW()))',
  Immutable: 'AND(NOT(ISNEW()), OR(ISCHANGED(Is_Synthetic__c), ISCHANGED(Generation_Source__c)))',
  Contained: 'AND(Is_Synthetic__c, Generation_Source__c = "forbidden")',
};

/** Markers with three guards, fields of most types, and the permission set that grants all but one. */
const files = {
  'package.xml': manifest({
    CustomField: Object.keys(fields).map((name) => `Account.${name}`),
    ValidationRule: Object.keys(rules).map((name) => `Account.${name}`),
    PermissionSet: ['Stewards'],
  }),
  'objects/Account.object': file(
    'CustomObject',
    [
      ...Object.entries(fields).map(
        ([name, rest]) => `<fields><fullName>${name}</fullName><label>${name}</label>${rest}</fields>`,
      ),
      ...Object.entries(rules).map(
        ([name, formula]) =>
          `<validationRules><fullName>${name}</fullName><active>true</active><errorConditionFormula>${formula}</errorConditionFormula><errorMessage>${name} guard.</errorMessage></validationRules>`,
      ),
    ].join(''),
  ),
  'permissionsets/Stewards.permissionset': file(
    'PermissionSet',
    Object.keys(fields)
      .filter((name) => name !== 'Hidden__c')
      .map(
        (name) =>
          `<fieldPermissions><editable>true</editable><field>Account.${name}</field><readable>true</readable></fieldPermissions>`,
      )
      .join('') + '<label>Stewards</label>',
  ),
};

export type BulkOrg = {
  readonly emulator: RunningEmulator;
  readonly client: Client;
  readonly ingest: (job: object, csv: string | undefined) => Promise<Job>;
};

/** What the tests read of a job. */
export type Job = { readonly id: string; readonly state: string; readonly [property: string]: unknown };

/** A running org with guarded accounts. */
export async function startBulkOrg(options: Partial<EmulatorOptions> = {}): Promise<BulkOrg> {
  const emulator = await startEmulator({ orgs: [{ name: 'prod', kind: 'production' }], ...options });
  const org = openBulkOrg(emulator);
  await deploy(org.client, emulator.orgs[0]!.accessToken);
  return org;
}

export function openBulkOrg(emulator: RunningEmulator): BulkOrg {
  const client = clientOf(emulator);
  return {
    emulator,
    client,
    ingest: async (job, csv) => {
      const { id } = jobOf(await client.call('POST', `${V}/jobs/ingest`, { body: job }));
      if (csv !== undefined) await upload(client, id, csv);
      await client.call('PATCH', `${V}/jobs/ingest/${id}`, { body: { state: 'UploadComplete' } });
      return finished(client, `${V}/jobs/ingest/${id}`);
    },
  };
}

export function upload(client: Client, id: string, csv: string): Promise<Answer> {
  return client.call('PUT', `${V}/jobs/ingest/${id}/batches`, { body: csv, headers: { 'content-type': 'text/csv' } });
}

export function jobOf({ text }: Answer): Job {
  return JSON.parse(text) as Job;
}

/** Polls until the job is done. */
export async function finished(client: Client, path: string): Promise<Job> {
  for (;;) {
    const job = jobOf(await client.get(path));
    if (['JobComplete', 'Failed', 'Aborted'].includes(job.state)) return job;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function deploy(client: Client, token: string): Promise<void> {
  const content = Buffer.from(zip(files)).toString('base64');
  const soap = (body: string): Promise<Answer> =>
    client.call('POST', '/services/Soap/m/67.0', {
      body: envelope(body, token),
      headers: { 'content-type': 'text/xml', SOAPAction: '""' },
      token: null,
    });
  const started = await soap(
    `<deploy><ZipFile>${content}</ZipFile><DeployOptions><rollbackOnError>true</rollbackOnError><singlePackage>true</singlePackage></DeployOptions></deploy>`,
  );
  const id = /<id>(0Af\w{15})<\/id>/.exec(started.text)?.[1];
  const status = await soap(
    `<checkDeployStatus><asyncProcessId>${id}</asyncProcessId><includeDetails>true</includeDetails></checkDeployStatus>`,
  );
  expect(status.text).toContain('<status>Succeeded</status>');
  const user = await client.query('SELECT Id FROM User LIMIT 1');
  const set = await client.query("SELECT Id FROM PermissionSet WHERE Name = 'Stewards'");
  await client.call('POST', `${V}/sobjects/PermissionSetAssignment`, {
    body: { AssigneeId: user.body.records[0]?.['Id'], PermissionSetId: set.body.records[0]?.['Id'] },
  });
}
