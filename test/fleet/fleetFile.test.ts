import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseFleet, readFleet } from '../../src/fleet/fleetFile.js';
import { places, refusal } from '../schema/mistakesOf.js';
import { TODAY } from '../builders/schema.js';

const parse = (text: string) => parseFleet(text, 'fleet.yaml', TODAY);
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
      rings: [],
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

describe('parseFleet, rings, defaults and overrides', () => {
  it('Given defaults, When parsed, Then an org has them where it says nothing itself', () => {
    const text = [
      'rings: [canary, last]',
      'defaults: { ring: last, owner: Ada, groups: [emea], waivers: waivers.yaml }',
      'orgs:',
      '  - { org: prod, role: production }',
      '  - { org: uat, role: sandbox, ring: canary, groups: [] }',
    ].join('\n');
    expect(parse(text)).toEqual({
      version: 1,
      rings: ['canary', 'last'],
      orgs: [
        { org: 'prod', role: 'production', ring: 'last', owner: 'Ada', groups: ['emea'], waivers: 'waivers.yaml' },
        { org: 'uat', role: 'sandbox', ring: 'canary', owner: 'Ada', groups: [], waivers: 'waivers.yaml' },
      ],
    });
  });

  it('Given overrides of one org, When parsed, Then they are its own', () => {
    const text = [
      'orgs:',
      '  - org: prod',
      '    role: production',
      '    exclude: [{ name: Case, reason: owned by another team }]',
      '    objects: [{ name: Account, guards: { complete: false }, badge: text, reason: migration until May }]',
      '    acceptsSynthetic: { value: true, reason: demo org }',
    ].join('\n');
    expect(parse(text).orgs).toEqual([
      {
        org: 'prod',
        role: 'production',
        exclude: [{ name: 'Case', reason: 'owned by another team' }],
        objects: [{ name: 'Account', guards: { complete: false }, badge: 'text', reason: 'migration until May' }],
        acceptsSynthetic: { value: true, reason: 'demo org' },
      },
    ]);
  });

  it('Given rings and overrides with mistakes, When parsed, Then each is told with its place', () => {
    const text = [
      'rings: [canary, last, canary]',
      'defaults: { ring: lst }',
      'orgs:',
      '  - { org: a, role: sandbox, ring: canray }',
      '  - { org: b, role: sandbox, exclude: [{ name: Case }] }',
      '  - { org: c, role: sandbox, exclude: [{ name: Case, reason: x }], objects: [{ name: case, reason: y }] }',
      '  - { org: d, role: sandbox, acceptsSynthetic: true }',
    ].join('\n');
    const error = refuse(text);
    expect(places(error)).toEqual([
      '1:23 rings[2]',
      '2:19 defaults.ring',
      '4:36 orgs[0].ring',
      '5:40 orgs[1].exclude[0].reason',
      '6:86 orgs[2].objects[0].name',
      '7:48 orgs[3].acceptsSynthetic',
    ]);
    expect(error.message).toContain('orgs[0].ring: is no ring of this fleet ("canray"), did you mean "canary"?');
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
    expect((await readFleet(path, TODAY)).orgs).toHaveLength(1);
    writeFileSync(path, 'orgs: 1');
    await expect(readFleet(path, TODAY)).rejects.toMatchObject({
      name: 'FleetFileError',
      message: expect.stringContaining(`${path}:1:7`) as string,
    });
  });

  it('Given no file, When read, Then the error says how to get one', async () => {
    await expect(readFleet(join(directory, 'none.yaml'), TODAY)).rejects.toMatchObject({
      name: 'FleetFileNotFound',
      actions: expect.arrayContaining([expect.stringContaining('sf synthetic init')]) as string[],
    });
  });
});
