import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inputsOf, startRun } from '../../src/cli/deploy/deployRuns.js';
import { readFleet } from '../../src/fleet/fleetFile.js';
import { fleetOrgNamed } from '../../src/fleet/schemaFor.js';
import { readProvenanceSchema } from '../../src/schema/schemaFile.js';
import { aDeployRun } from '../builders/fleetRun.js';
import { TODAY } from '../builders/schema.js';

let folder: string;
const file = (name: string): string => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'inputs-'));
  writeFileSync(file('provenance.yaml'), 'objects: [Account]\n');
  writeFileSync(
    file('fleet.yaml'),
    'orgs: [{ org: prod, role: production }, { org: uat, role: sandbox, ring: canary }]\n',
  );
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A run as a command starts it; `lone` names an org that is in no fleet file. */
const started = async (names: readonly string[]) => {
  const fleet = await readFleet(file('fleet.yaml'), TODAY);
  return startRun({
    schemaFile: file('provenance.yaml'),
    schema: await readProvenanceSchema(file('provenance.yaml'), TODAY),
    fleetFile: file('fleet.yaml'),
    fleet,
    orgs: names.map((name) => ({ name, fleetOrg: fleetOrgNamed(fleet, name) })),
    options: aDeployRun(names).options,
  });
};

describe('what a kept run was to deploy', () => {
  it('Given nothing changed, When the run is taken up, Then it is read again, of orgs in no fleet file too', async () => {
    const run = await started(['uat', 'lone']);

    const { orgs } = await inputsOf(run);

    expect(run.orgs).toMatchObject([{ name: 'uat', ring: 'canary' }, { name: 'lone' }]);
    expect(orgs).toMatchObject([
      { name: 'uat', fleetOrg: { role: 'sandbox' } },
      { name: 'lone', fleetOrg: undefined },
    ]);
  });

  it.each([
    ['the schema', 'provenance.yaml', 'objects: [Account, Case]\n'],
    [
      'the role of an org',
      'fleet.yaml',
      'orgs: [{ org: prod, role: production }, { org: uat, role: scratch, ring: canary }]\n',
    ],
    ['the orgs', 'fleet.yaml', 'orgs: [{ org: prod, role: production }]\n'],
  ])(
    'Given %s changed, When the run is taken up, Then it is refused, and the way out is named',
    async (_, name, text) => {
      const run = await started(['uat']);
      writeFileSync(file(name), text);

      await expect(inputsOf(run)).rejects.toMatchObject({
        name: 'RunInputsChanged',
        message: expect.stringContaining(run.id) as string,
        actions: [expect.stringContaining('Deploy anew')],
      });
    },
  );

  it('Given another org of the fleet changed, When the run is taken up, Then it goes on', async () => {
    const run = await started(['uat']);
    writeFileSync(
      file('fleet.yaml'),
      'orgs: [{ org: other, role: sandbox }, { org: uat, role: sandbox, ring: canary }]\n',
    );

    expect((await inputsOf(run)).orgs).toHaveLength(1);
  });
});
