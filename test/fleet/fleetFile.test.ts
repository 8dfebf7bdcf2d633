import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseFleet, readFleet } from '../../src/fleet/fleetFile.js';
import { places, refusal } from '../schema/mistakesOf.js';

const parse = (text: string) => parseFleet(text, 'fleet.yaml');
const refuse = (text: string) => refusal(() => parse(text));

describe('parseFleet', () => {
  it('Given orgs with and without ring and owner, When parsed, Then keys not given are not there', () => {
    const text = [
      'orgs:',
      '  - { org: prod, role: production, ring: last, owner: Ada }',
      '  - { org: me@example.com.uat, role: sandbox }',
    ].join('\n');
    expect(parse(text)).toEqual({
      version: 1,
      orgs: [
        { org: 'prod', role: 'production', ring: 'last', owner: 'Ada' },
        { org: 'me@example.com.uat', role: 'sandbox' },
      ],
    });
  });

  it('Given an empty list, When parsed, Then it is an empty fleet', () => {
    expect(parse('orgs: []').orgs).toEqual([]);
  });

  it.each(['', '# nothing yet\n', 'version: 1\n'])('Given %j, When parsed, Then the missing list is told', (text) => {
    const error = refuse(text);
    expect(error.name).toBe('FleetFileError');
    expect(error.message).toBe(
      'fleet.yaml:1:1  orgs: is missing, expected a list of orgs; write "orgs: []" for none yet',
    );
  });

  it('Given many mistakes, When parsed, Then all are told at once', () => {
    const text = [
      'orgs:',
      '  - { org: prod, role: prodution }',
      '  - { org: prod, roles: sandbox }',
      '  - { org: "two words", role: sandbox, ring: -x }',
      '  - { org: --json, role: scratch }',
      'ring: []',
    ].join('\n');
    expect(places(refuse(text))).toEqual([
      '2:24 orgs[0].role',
      '3:5 orgs[1].role',
      '3:12 orgs[1].org',
      '3:18 orgs[1].roles',
      '4:12 orgs[2].org',
      '4:46 orgs[2].ring',
      '5:12 orgs[3].org',
      '6:1 ring',
    ]);
  });

  it('Given usernames that differ in case only, Then they are one org; Given such aliases, Then they are two', () => {
    expect(places(refuse('orgs: [{ org: a@b.c, role: sandbox }, { org: A@B.C, role: sandbox }]'))).toEqual([
      '1:46 orgs[1].org',
    ]);
    expect(parse('orgs: [{ org: uat, role: sandbox }, { org: UAT, role: sandbox }]').orgs).toHaveLength(2);
  });
});

describe('readFleet', () => {
  const directory = mkdtempSync(join(tmpdir(), 'fleet-'));
  afterAll(() => {
    rmSync(directory, { recursive: true });
  });

  it('Given a file, When read, Then it is parsed and mistakes name the file', async () => {
    const path = join(directory, 'fleet.yaml');
    writeFileSync(path, 'orgs: [{ org: prod, role: production }]');
    expect((await readFleet(path)).orgs).toHaveLength(1);
    writeFileSync(path, 'orgs: 1');
    await expect(readFleet(path)).rejects.toMatchObject({
      name: 'FleetFileError',
      message: expect.stringContaining(`${path}:1:7`) as string,
    });
  });

  it('Given no file, When read, Then the error says how to get one', async () => {
    await expect(readFleet(join(directory, 'none.yaml'))).rejects.toMatchObject({
      name: 'FleetFileNotFound',
      actions: expect.arrayContaining([expect.stringContaining('sf synthetic init')]) as string[],
    });
  });
});
