import { request } from 'node:http';
import type { WrittenFaultPlan } from '../../../src/emulator/faults/faultPlan.js';
import { startEmulator, type RunningEmulator } from '../../../src/emulator/http/server.js';
import { clientOf, V } from '../http/client.js';

let emulator: RunningEmulator;
beforeAll(async () => {
  const faults: WrittenFaultPlan = { faults: [{ kind: 'unavailable', name: 'first', when: { nth: 1 } }] };
  emulator = await startEmulator({ orgs: [{ name: 'prod', kind: 'production' }], faults });
});
afterAll(() => emulator.stop());

async function control(method: string, body?: unknown): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${emulator.orgs[0]!.url}/emulator/faults`, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

describe('Given the control endpoint', () => {
  it('When calls were made, then it tells faults and counts; without a session, and not counting itself', async () => {
    const client = clientOf(emulator);
    expect([(await client.get(`${V}/limits`)).status, (await client.query('SELECT Id FROM Account')).status]).toEqual([
      503, 200,
    ]);
    await control('GET');
    expect(await control('GET')).toEqual({
      status: 200,
      body: {
        org: 'prod',
        seed: 0,
        faults: [{ name: 'first', kind: 'unavailable', matched: 2, fired: 1 }],
        calls: { total: 2, byKind: { rest: 2, query: 1 }, byOperation: {} },
      },
    });
  });

  it('When faults are put and deleted, then they hold and end, and counts begin anew', async () => {
    const client = clientOf(emulator);
    expect((await control('PUT', { faults: [{ kind: 'requestLimit' }] })).status).toBe(200);
    expect((await client.get(`${V}/limits`)).status).toBe(403);
    expect(await control('DELETE')).toMatchObject({ status: 200, body: { faults: [], calls: { total: 0 } } });
    expect((await client.get(`${V}/limits`)).status).toBe(200);
  });

  it.each<[unknown, RegExp]>([
    [{ faults: [{ kind: 'latency' }] }, /^faults\[0\]\.ms: /],
    [{ faults: [{ kind: 'gremlins' }] }, /^faults\[0\]\.kind: expected a mapping whose kind is one of latency, /],
    [{ faults: [{ kind: 'requestLimit', when: { nth: 0 } }] }, /^faults\[0\]\.when\.nth/],
    [{ fault: [] }, /^the document: .*"fault"/],
    ['unavailable', /^Send the faults as application\/json/],
  ])('When %j is put, then it is refused and what holds goes on', async (body, message) => {
    await control('PUT', { seed: 5 });
    expect(await control('PUT', body)).toEqual({
      status: 400,
      body: [{ errorCode: 'INVALID_FAULTS', message: expect.stringMatching(message) }],
    });
    expect(await control('GET')).toMatchObject({ body: { seed: 5 } });
  });

  it.each([{ host: 'evil.example' }, { origin: 'http://evil.example' }])(
    'When a web page asks (%j), then it is refused',
    async (headers) => {
      const status = await new Promise((resolve, reject) => {
        request(`${emulator.orgs[0]!.url}/emulator/faults`, { method: 'DELETE', headers }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .on('error', reject)
          .end();
      });
      expect(status).toBe(403);
    },
  );
});
