import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Lifecycle } from '@salesforce/core';
import diagnostics from '../../src/hooks/diagnostics.js';
import { aDeployRun, aRunStore } from '../builders/fleetRun.js';

/** Of what the CLI's doctor is to a hook, the part that plugins speak to. */
type Status = { readonly testName: string; readonly status: string };

let folder: string;
const before = process.cwd();
const told: Status[] = [];
beforeAll(() => {
  Lifecycle.getInstance().on<Status>('Doctor:diagnostic', (data) => {
    told.push(data);
    return Promise.resolve();
  });
});
beforeEach(() => {
  told.length = 0;
  // Other suites of this worker leave runs in the same home.
  rmSync(join(homedir(), '.sf', 'synthetic'), { recursive: true, force: true });
  folder = mkdtempSync(join(tmpdir(), 'doctor-'));
  mkdirSync(join(folder, 'config'));
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true, force: true });
  rmSync(runs, { recursive: true, force: true });
});
afterAll(() => Lifecycle.getInstance().removeAllListeners('Doctor:diagnostic'));

const runs = join(homedir(), '.sf', 'synthetic', 'runs');
const write = (file: string, text: string): void => writeFileSync(join(folder, file), text);
/** What the doctor hears, and which tests did not pass. */
const examine = async () => {
  const suggestions: string[] = [];
  const data: unknown[] = [];
  await diagnostics({
    doctor: {
      addSuggestion: (suggestion) => suggestions.push(suggestion),
      addPluginData: (plugin, own) => data.push(plugin, own),
    },
  });
  return { suggestions, data, open: told.filter(({ status }) => status !== 'pass') };
};

describe('what sf doctor runs of the plugin', () => {
  it('Given a folder without anything, When examined, Then the way to begin is suggested, and nothing fails', async () => {
    const { suggestions, data, open } = await examine();

    expect(told).toHaveLength(7);
    expect(told.every(({ testName }) => testName.startsWith('[sf-plugin-synthetic] '))).toBe(true);
    expect(open).toEqual([
      { testName: '[sf-plugin-synthetic] config/provenance.yaml is a provenance schema', status: 'warn' },
    ]);
    expect(suggestions).toEqual([expect.stringContaining('sf synthetic init') as string]);
    expect(data).toEqual([
      'sf-plugin-synthetic',
      expect.objectContaining({ node: process.versions.node, fleet: false, evidence: false, runs: 0 }),
    ]);
  });

  it('Given all in order, When examined, Then every test passes, and the data are numbers', async () => {
    write('config/provenance.yaml', 'objects: [Account, Case]\n');
    write('config/fleet.yaml', 'orgs: []\n');

    const { suggestions, data, open } = await examine();

    expect([open, suggestions]).toEqual([[], []]);
    expect(data[1]).toMatchObject({ objects: 2, fleet: true, orgs: 0, withoutLogin: 0, waivers: 0 });
  });

  it('Given mistakes everywhere, When examined, Then each test says so with a command, and no name, org or path is told', async () => {
    write('config/provenance.yaml', 'objects: [Account]\nowner: jane@shop.example\n');
    write('config/fleet.yaml', 'orgs: [{ org: jane@shop.example, role: palace }]\n');
    write('config/waivers.yaml', 'waivers: [{ owner: Jane Doe }]\n');
    mkdirSync(join(folder, 'evidence', 'runs', 'strange'), { recursive: true });

    const { suggestions, data, open } = await examine();

    expect(open.map(({ status }) => status)).toEqual(['fail', 'fail', 'fail', 'fail']);
    expect(suggestions.map((text) => /\(\w+\)/.exec(text)?.[0])).toEqual([
      '(ProvenanceSchemaError)',
      '(FleetFileError)',
      '(WaiversError)',
      expect.stringMatching(/\(Evidence\w+\)/) as string,
    ]);
    expect(JSON.stringify([suggestions, data, told])).not.toMatch(/jane|doe|palace|doctor-/iu);
  });

  it('Given orgs without a login, expired waivers and runs that are not ended, When examined, Then each is a warning with a number', async () => {
    write('config/provenance.yaml', 'objects: [Account]\n');
    write('config/fleet.yaml', 'orgs: [{ org: nowhere, role: sandbox }]\n');
    write(
      'config/waivers.yaml',
      'waivers: [{ check: guards-active, org: "*", components: ["*"], owner: Jane, reason: r, ticket: T-1, expires: 2020-01-01 }]\n',
    );
    await aRunStore(runs).save(aDeployRun(['nowhere']));

    const { suggestions, open } = await examine();

    expect(open.map(({ status }) => status)).toEqual(['warn', 'warn', 'warn']);
    expect(suggestions).toEqual([
      expect.stringMatching(/^1 of 1 orgs/) as string,
      expect.stringMatching(/^1 waiver/) as string,
      expect.stringMatching(/^1 deploy\(s\) and 0 audit/) as string,
    ]);
  });
});
