import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askToCancel, carrierOf, RunClaim } from '../../src/fleet/deploy/runClaim.js';

let folder: string;
let path: string;
const held: RunClaim[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'claims-'));
  path = join(folder, 'run.claim');
});
afterEach(async () => {
  for (const claim of held.splice(0)) await claim.release();
  rmSync(folder, { recursive: true, force: true });
});

type On = Parameters<typeof RunClaim.take>[1];
const take = async (on: Partial<On> = {}): Promise<RunClaim | undefined> => {
  const claim = await RunClaim.take(path, { onCancel: () => undefined, onLost: () => undefined, ...on });
  if (claim !== undefined) held.push(claim);
  return claim;
};

describe('RunClaim', () => {
  it('Given a run that nobody carries out, When claimed, Then it is this process’s, no other gets it, and a release leaves nothing', async () => {
    const claim = await take();

    expect(claim).toBeDefined();
    expect(await carrierOf(path)).toEqual({ pid: process.pid });
    expect(await take()).toBeUndefined();
    await claim?.release();
    expect(await carrierOf(path)).toBeUndefined();
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    // No process has a number that large.
    ['of a process that is gone', JSON.stringify({ pid: 2 ** 30, token: 'x' }), 0],
    [
      'that was not touched for long, of a process id that another process has now',
      JSON.stringify({ pid: process.pid, token: 'x' }),
      3600,
    ],
    ['of half a file', '{"pid":', 0],
    ['of another program', '{"pid":"one"}', 0],
  ])('Given a claim %s, When claimed, Then it is free', async (_, content, age) => {
    writeFileSync(path, content);
    const then = Date.now() / 1000 - age;
    utimesSync(path, then, then);

    expect(await carrierOf(path)).toBeUndefined();
    expect(await take()).toBeDefined();
  });

  it('Given a claimed run, When asked to cancel, Then its carrier hears of it once', async () => {
    let heard = 0;
    const told = new Promise<void>((resolve) => {
      void take({
        onCancel: () => {
          heard += 1;
          resolve();
        },
      }).then(() => askToCancel(path));
    });

    await told;

    expect(heard).toBe(1);
  });

  it('Given an order to cancel that nobody heard, When the run is taken up again, Then it is not canceled at once', async () => {
    await askToCancel(path);

    await take();

    expect(readdirSync(folder)).toEqual(['run.claim']);
  });

  it('Given a claim that another process took over, When this one looks, Then it hears of it, and leaves the other’s alone', async () => {
    const lost = new Promise<void>((resolve) => void take({ onLost: resolve }));
    while ((await carrierOf(path)) === undefined) await new Promise((resolve) => setTimeout(resolve, 10));
    const others = JSON.stringify({ pid: process.pid, token: 'other' });
    writeFileSync(path, others);

    await lost;
    for (const claim of held.splice(0)) await claim.release();

    expect(await carrierOf(path)).toEqual({ pid: process.pid });
  });
});
