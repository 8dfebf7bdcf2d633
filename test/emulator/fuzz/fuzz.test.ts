import { DatabaseSync } from 'node:sqlite';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { startEmulator } from '../../../src/emulator/http/server.js';
import { clientOf, V } from '../http/client.js';
import { envelope, manifest } from '../metadata/support.js';
import { cells, deepXml, garbageSoql, httpRequests, jsonBodies, xmlBodies, zipFiles } from './attacks.js';
import { deployBody, openFuzzBench, parameters, TEST_MS, type FuzzBench, type Reply } from './fuzzBench.js';

let bench: FuzzBench;
let before: unknown;
beforeAll(async () => {
  bench = await openFuzzBench();
  before = await bench.known();
});
afterAll(() => bench.stop());
afterEach(async () => {
  expect(await bench.known()).toEqual(before);
  expect(bench.troubles()).toEqual([]);
});

/** Every answer is one, and none is an unexpected error. */
function expectAnswer({ status, text }: Reply): void {
  expect(status).toBeGreaterThanOrEqual(200);
  expect(text).not.toContain('UNKNOWN_EXCEPTION');
}

const token = (): string => bench.emulator.orgs[0]!.accessToken;

describe('Given an org with a known record and a known component', () => {
  it(
    'When raw HTTP of any form comes, then the org lives and has not changed',
    async () => {
      await fc.assert(
        fc.asyncProperty(httpRequests, async (bytes) => {
          const answer = await bench.raw(bytes);
          expect(answer === '' || answer.startsWith('HTTP/1.1 ')).toBe(true);
        }),
        parameters,
      );
    },
    TEST_MS,
  );

  it(
    'When XML of any form comes, then the answer is SOAP',
    async () => {
      await fc.assert(
        fc.asyncProperty(xmlBodies, async (xml) => {
          const answer = await bench.soap(xml);
          expectAnswer(answer);
          expect(answer.text).toContain('<soapenv:Envelope');
        }),
        parameters,
      );
    },
    TEST_MS,
  );

  it.each([50, 5000, 500_000])('When XML is nested %i deep, then it is refused or read', async (depth) => {
    expectAnswer(await bench.soap(envelope(deepXml(depth), token())));
  });

  it(
    'When SOQL of any form comes, then it is answered or refused as a query',
    async () => {
      await fc.assert(
        fc.asyncProperty(garbageSoql, async (soql) => {
          expectAnswer(await bench.client.query(soql));
        }),
        parameters,
      );
    },
    TEST_MS,
  );

  it(
    'When JSON of any form comes, then it is answered or refused',
    async () => {
      await fc.assert(
        fc.asyncProperty(jsonBodies, async ({ method, path, body }) => {
          expectAnswer(await bench.send(method, path, body, 'application/json'));
        }),
        parameters,
      );
    },
    TEST_MS,
  );

  it(
    'When a deploy brings a zip of any form, then it is answered, and nothing but its package is deployed',
    async () => {
      await fc.assert(
        fc.asyncProperty(zipFiles, async (bytes) => {
          expectAnswer(await bench.soap(envelope(deployBody(bytes), token())));
        }),
        parameters,
      );
    },
    TEST_MS,
  );

  it('When a zip is small and says it holds gigabytes, then it is refused at once', async () => {
    const bytes = zipSync({ 'package.xml': Buffer.from(manifest({})), 'objects/Account.object': Buffer.alloc(1000) });
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let at = 0; at + 4 <= bytes.length; at++) {
      // The uncompressed size in each header of the central directory.
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 0xfffffff0, true);
    }
    const { status, text } = await bench.soap(envelope(deployBody(bytes), token()));
    expect([status, text]).toEqual([500, expect.stringMatching(/LIMIT_EXCEEDED|INVALID_ZIP/)]);
  });

  it(
    'When a bulk job gets CSV of any form, then it ends',
    async () => {
      await fc.assert(
        fc.asyncProperty(cells, async (csv) => {
          const made = await bench.client.call('POST', `${V}/jobs/ingest`, {
            body: { object: 'Contact', operation: 'insert', lineEnding: 'LF' },
          });
          const path = `${V}/jobs/ingest/${made.body.id}`;
          expectAnswer(await bench.send('PUT', `${path}/batches`, csv, 'text/csv'));
          await bench.client.call('PATCH', path, { body: { state: 'UploadComplete' } });
          for (let polls = 0; ; polls++) {
            const { text } = await bench.client.get(path);
            if (/"state":"(JobComplete|Failed)"/.test(text)) break;
            expect(polls).toBeLessThan(500);
            await new Promise((resolve) => setTimeout(resolve, 5));
          }
        }),
        parameters,
      );
    },
    TEST_MS,
  );
});

it(
  'Given an org in a file that was attacked, when it has stopped, then its database is whole',
  async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'emulator-fuzz-'));
    const emulator = await startEmulator({
      orgs: [{ name: 'prod', kind: 'production' }],
      dataDir,
      report: () => undefined,
    });
    const client = clientOf(emulator);
    await fc.assert(
      fc.asyncProperty(jsonBodies, async ({ method, path, body }) => {
        await client.call(method, path, { body: body.toString() });
      }),
      parameters,
    );
    await emulator.stop();
    const db = new DatabaseSync(join(dataDir, 'prod.org.db'));
    const result = db.prepare('PRAGMA integrity_check').get();
    db.close();
    rmSync(dataDir, { recursive: true });
    expect({ ...result }).toEqual({ integrity_check: 'ok' });
  },
  TEST_MS,
);
