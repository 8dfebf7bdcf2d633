import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator } from '../../../src/emulator/http/server.js';
import { V } from '../http/client.js';
import { finished, jobOf, openBulkOrg, startBulkOrg, upload } from './bulkOrg.js';

let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'bulk-restart-'));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

describe('Given an org in a file', () => {
  it('When it stops during jobs, then they go on where they were after the next start', async () => {
    const rows = 3000;
    const csv = ['Name', ...Array.from({ length: rows }, (_each, index) => `Row ${index}`), ''].join('\n');
    const first = await startBulkOrg({ dataDir });
    const before = first.client;
    const ingest = jobOf(
      await before.call('POST', `${V}/jobs/ingest`, { body: { object: 'Account', operation: 'insert' } }),
    ).id;
    const open = jobOf(
      await before.call('POST', `${V}/jobs/ingest`, { body: { object: 'Account', operation: 'insert' } }),
    ).id;
    await upload(before, ingest, csv);
    await upload(before, open, 'Name\nOpen\n');
    await before.call('PATCH', `${V}/jobs/ingest/${ingest}`, { body: { state: 'UploadComplete' } });
    const query = jobOf(
      await before.call('POST', `${V}/jobs/query`, {
        body: { operation: 'query', query: "SELECT Name FROM Account WHERE Name LIKE 'Row %' ORDER BY Id" },
      }),
    ).id;
    await first.emulator.stop();

    const emulator = await startEmulator({ orgs: [{ name: 'prod', kind: 'production' }], dataDir });
    try {
      const { client } = openBulkOrg(emulator);
      expect(await finished(client, `${V}/jobs/ingest/${ingest}`)).toMatchObject({
        state: 'JobComplete',
        numberRecordsProcessed: rows,
        numberRecordsFailed: 0,
      });
      const names = new Set(
        (await client.get(`${V}/jobs/ingest/${ingest}/successfulResults`)).text
          .split('\n')
          .slice(1, -1)
          .map((line) => line.split(',')[2]),
      );
      expect(names.size).toBe(rows);
      const count = await client.query("SELECT COUNT() FROM Account WHERE Name LIKE 'Row %'");
      expect(count.body.totalSize).toBe(rows);
      expect(await finished(client, `${V}/jobs/query/${query}`)).toMatchObject({ numberRecordsProcessed: rows });
      const result = (await client.get(`${V}/jobs/query/${query}/results`)).text.split('\n');
      expect([result.length, result[0], result[rows]]).toEqual([rows + 2, '"Name"', `"Row ${rows - 1}"`]);
      await client.call('PATCH', `${V}/jobs/ingest/${open}`, { body: { state: 'UploadComplete' } });
      expect(await finished(client, `${V}/jobs/ingest/${open}`)).toMatchObject({ numberRecordsProcessed: 1 });
    } finally {
      await emulator.stop();
    }
  });
});

describe('Given a long job', () => {
  it('When other requests come in between, then they are answered, and an abort ends it', async () => {
    const rows = 40_000;
    const csv = ['Name', ...Array.from({ length: rows }, (_each, index) => `Long ${index}`), ''].join('\n');
    const { emulator, client } = await startBulkOrg();
    try {
      const { id } = jobOf(
        await client.call('POST', `${V}/jobs/ingest`, { body: { object: 'Account', operation: 'insert' } }),
      );
      await upload(client, id, csv);
      await client.call('PATCH', `${V}/jobs/ingest/${id}`, { body: { state: 'UploadComplete' } });
      let job = jobOf(await client.get(`${V}/jobs/ingest/${id}`));
      while (job['numberRecordsProcessed'] === 0) job = jobOf(await client.get(`${V}/jobs/ingest/${id}`));
      expect(job.state).toBe('InProgress');
      const aborted = await client.call('PATCH', `${V}/jobs/ingest/${id}`, { body: { state: 'Aborted' } });
      expect(aborted.body).toMatchObject({ state: 'Aborted' });
      const done = Number(jobOf(await client.get(`${V}/jobs/ingest/${id}`))['numberRecordsProcessed']);
      expect(done).toBeGreaterThan(0);
      expect(done).toBeLessThan(rows);
      const saved = (await client.get(`${V}/jobs/ingest/${id}/successfulResults`)).text.split('\n');
      const left = (await client.get(`${V}/jobs/ingest/${id}/unprocessedrecords`)).text.split('\n');
      expect([saved.length - 2, left.length - 2]).toEqual([done, rows - done]);
      expect(left[1]).toBe(`Long ${done}`);
      const count = await client.query("SELECT COUNT() FROM Account WHERE Name LIKE 'Long %'");
      expect(count.body.totalSize).toBe(done);
    } finally {
      await emulator.stop();
    }
  });
});
