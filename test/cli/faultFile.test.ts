import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFaultFile } from '../../src/cli/emulator/faultFile.js';
import { faultPlanSchema } from '../../src/emulator/faults/faultPlan.js';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'faults-'))));
afterAll(() => rm(folder, { recursive: true }));

async function read(text: string): Promise<unknown> {
  const path = join(folder, 'faults.yaml');
  await writeFile(path, text);
  return readFaultFile(path, () => Promise.resolve(faultPlanSchema));
}

describe('Given a file of faults', () => {
  it('When it is right, in YAML or in JSON, then it is read with its defaults', async () => {
    const plan = { faults: { seed: 3, faults: [{ kind: 'latency', ms: 5, jitterMs: 0 }] } };
    expect(await read('seed: 3\nfaults:\n  - { kind: latency, ms: 5 }\n')).toEqual(plan);
    expect(await read('{"seed":3,"faults":[{"kind":"latency","ms":5}]}')).toEqual(plan);
  });

  it.each<[string, RegExp]>([
    ['faults:\n  - kind: latency\n', /faults\.yaml:2:5 {2}faults\[0\]\.ms: is missing, expected a number/],
    [
      'faults:\n  - kind: gremlins\n',
      /faults\.yaml:2:11 {2}faults\[0\]\.kind: .*\("gremlins"\), expected a mapping whose kind is one of latency/,
    ],
    [
      'faults:\n  - kind: reset\n    when: { nht: 1 }\n',
      /faults\.yaml:3:13 {2}faults\[0\]\.when\.nht: is not a known key/,
    ],
    ['faults: [\n', /faults\.yaml:\d+:\d+ {2}file: this is not valid YAML/],
  ])('When it is %j, then the mistake is named with its place', async (text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });
});
