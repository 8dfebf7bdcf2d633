import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DeployRun, deployExitCode, reopened } from '../../src/fleet/deploy/deployRun.js';
import type { FleetMember } from '../../src/fleet/deploy/fleetRequest.js';
import type { Validation, ValidatedOrg } from '../../src/fleet/deploy/validation.js';
import type { Component } from '../../src/metadata/component.js';
import { deployComponents } from '../../src/org/deployComponents.js';
import { deployTo } from '../builders/deployment.js';
import { aLiveOrg, type LiveOrg } from '../builders/embeddedOrg.js';
import { aDeployRun, aFleetMember, aRunStore, carryOutRun, jobsSentTo } from '../builders/fleetRun.js';
import { aSchema } from '../builders/schema.js';

let org: LiveOrg;
let folder: string;
let version = 0;
beforeAll(async () => {
  org = await aLiveOrg();
  // Guards can be validated only where the policy is.
  await deployTo(org, schema());
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runs-'));
  // Each test has something to deploy in both stages.
  version += 1;
});
afterEach(() => {
  org.emulator.faults(org.emulator.orgs[0]?.name ?? '').clear();
  rmSync(folder, { recursive: true, force: true });
});
afterAll(() => org.stop());

const schema = () =>
  aSchema({
    objects: ['Account'],
    markers: { is_synthetic: { label: `Synthetic ${version}` } },
    guards: { complete: { message: `Incomplete ${version}` } },
  });
const member = (overrides: Partial<FleetMember> = {}): FleetMember =>
  aFleetMember('one', org, { schema: schema(), ...overrides });

const validate = (options: Partial<DeployRun['options']> = {}, members = [member()]): Promise<DeployRun> =>
  carryOutRun(
    aDeployRun(['one'], { options: { dryRun: true, tests: { level: 'RunLocalTests' }, ...options }, random: 'dryrun' }),
    members,
    folder,
  );
type Carried = Parameters<typeof carryOutRun>[3] & { readonly members?: FleetMember[] };
const quick = ({ id }: DeployRun, { members = [member()], ...rest }: Carried = {}): Promise<DeployRun> =>
  carryOutRun(aDeployRun(['one'], { random: 'quick1', validatedBy: id }), members, folder, rest);
const kept = async ({ id }: DeployRun): Promise<Validation> => {
  const validation = (await aRunStore(folder).loadPart(id, 'one'))?.validation;
  if (validation === undefined) throw new Error('nothing to deploy is kept');
  return validation;
};
const deploy = (component: Component): Promise<unknown> =>
  deployComponents(org.connection, 'uat', { components: [component], checkOnly: false, waitMinutes: 1 });
const somebodyElses: Component = {
  type: 'CustomField',
  fullName: 'Account.Loyalty__c',
  body: { label: 'Loyalty', type: 'Text', length: 20 },
};
const refused = (run: DeployRun): string => {
  expect(run.orgs[0]?.outcome).toBe('error');
  return run.orgs[0]?.message ?? '';
};

describe('a quick deploy', () => {
  it('Given a validation, When deployed, Then the org gets it in one job that sends nothing, and conforms', async () => {
    const validated = await validate();
    expect(validated.orgs[0]?.outcome).toBe('validated');
    const sent = jobsSentTo(org);
    const asked = jobsSentTo(org, 'deployRecentValidation');

    const run = await quick(validated);

    expect(run.orgs[0]).toMatchObject({ outcome: 'deployed', verdict: 'conforming' });
    expect(run.orgs[0]?.jobs).toMatchObject([{ status: 'Succeeded', stages: ['foundation', 'enforcement'] }]);
    expect(run.orgs[0]?.apiCalls).toBeLessThanOrEqual(16);
    expect(jobsSentTo(org)).toBe(sent);
    expect(jobsSentTo(org, 'deployRecentValidation')).toBe(asked + 1);
    expect(deployExitCode(run)).toBe(0);
  });

  it('Given it was deployed already, When deployed again, Then there is nothing to do', async () => {
    const validated = await validate();
    await quick(validated);
    const asked = jobsSentTo(org, 'deployRecentValidation');

    const again = await quick(validated);

    expect(again.orgs[0]?.outcome).toBe('unchanged');
    expect(jobsSentTo(org, 'deployRecentValidation')).toBe(asked);
  });

  it('Given somebody changed a component since, When deployed, Then the org is left as it is, with what changed and who did', async () => {
    const validated = await validate();
    const label = `Spoilt ${version}`;
    await deploy({
      type: 'CustomField',
      fullName: 'Account.Generation_Source__c',
      body: { label, type: 'Text', length: 255 },
    });
    const asked = jobsSentTo(org, 'deployRecentValidation');

    const message = refused(await quick(validated));

    expect(message).toMatch(/^one was not quick-deployed, and nothing was changed: /);
    expect(message).toMatch(
      /CustomField Account\.Generation_Source__c was changed since by \S+@\S+ at 2\d{3}-\S+ \(.*/,
    );
    expect(jobsSentTo(org, 'deployRecentValidation')).toBe(asked);
    expect((await deployTo(org, schema())).outcome).toBe('deployed');
  });

  it('Given another deploy that changed nothing of ours, When deployed, Then the org’s own refusal is said, and nothing is sent in its place', async () => {
    const validated = await validate();
    const sent = jobsSentTo(org);
    await deploy(somebodyElses);

    const message = refused(await quick(validated));

    expect(message).toMatch(/one no longer takes the validation 0Af\w+: .*something else was deployed to this org/);
    expect(jobsSentTo(org)).toBe(sent + 1);
  });

  it('Given the org conformed when it was validated and no longer does, When deployed, Then it is left as it is', async () => {
    await deployTo(org, schema());
    const validated = await validate();
    expect(validated.orgs[0]?.outcome).toBe('unchanged');
    await deploy({
      type: 'CustomField',
      fullName: 'Account.Generation_Source__c',
      body: { label: 'Spoilt once more', type: 'Text', length: 255 },
    });

    expect(refused(await quick(validated))).toContain('CustomField Account.Generation_Source__c was changed since');
  });

  it('Given another schema, When deployed, Then what would be deployed is said to be another', async () => {
    const validated = await validate();
    version += 1;

    expect(refused(await quick(validated))).toContain(
      'what is to be deployed of CustomField Account.Is_Synthetic__c is another than what was validated',
    );
  });

  it.each<[string, Partial<Validation>, RegExp]>([
    ['another org', { organizationId: '00D000000000000AAA' }, /another org than was validated/],
    [
      'an old validation',
      { validatedAt: new Date(Date.now() - 11 * 86_400_000).toISOString() },
      /and one lasts 10 days/,
    ],
  ])('Given %s, When deployed, Then it is refused, and the org is asked for nothing', async (_, change, words) => {
    const validated = await validate();
    const validation = { ...(await kept(validated)), ...change };
    const asked = jobsSentTo(org, 'deployRecentValidation');

    const run = await quick(validated, { validated: () => Promise.resolve({ state: 'validated', validation }) });

    expect(refused(run)).toMatch(words);
    expect(jobsSentTo(org, 'deployRecentValidation')).toBe(asked);
  });

  it.each<[string, Partial<DeployRun['options']>]>([
    ['no tests ran', { tests: undefined }],
    ['the validation failed', { tests: { level: 'RunSpecifiedTests', names: ['NoSuchTest'] } }],
  ])('Given %s, When deployed, Then it is refused', async (_, options) => {
    const validated = await validate(options);

    expect(refused(await quick(validated))).toMatch(/it was (?:not validated \(error\)|validated in part).*in the run/);
  });

  it('Given a package that takes several jobs, When validated, Then nothing is left to quick-deploy', async () => {
    const result = await deployTo(org, schema(), {
      dryRun: true,
      tests: { level: 'RunLocalTests' },
      limits: { files: 1, bytes: 1_000_000 },
    });

    expect(result.outcome).toBe('validated');
    expect(result.validation).toBeUndefined();
  });

  it('Given an org without the policy yet, When validated and deployed, Then one job brings both stages', async () => {
    const fresh = await aLiveOrg();
    try {
      const members = [aFleetMember('one', fresh)];

      const run = await quick(await validate({}, members), { members });

      expect(run.orgs[0]).toMatchObject({ outcome: 'deployed', verdict: 'conforming', jobs: [{}] });
    } finally {
      await fresh.stop();
    }
  });

  it('Given it was killed right after the job was sent, When taken up again, Then nothing is applied twice', async () => {
    const validated = await validate();
    let state = aDeployRun(['one'], { random: 'quick1', validatedBy: validated.id });
    const asked = jobsSentTo(org, 'deployRecentValidation');
    await quick(validated, {
      save: (run) => {
        if (run.orgs[0]?.phase === 'waiting') return Promise.reject(new Error('killed'));
        if (run.orgs[0]?.phase !== 'ended') state = run;
        return Promise.resolve();
      },
    });
    expect(state.orgs[0]).toMatchObject({ phase: 'sending', jobs: [] });

    const again = await carryOutRun(reopened(state), [member()], folder);

    expect(again.orgs[0]).toMatchObject({ outcome: 'unchanged', verdict: 'conforming' });
    expect(jobsSentTo(org, 'deployRecentValidation')).toBe(asked + 1);
  });

  it('Given an answer to it is lost, When taken up again, Then nothing is applied twice', async () => {
    const validated = await validate();
    org.emulator.faults(org.emulator.orgs[0]?.name ?? '').set({
      seed: 1,
      faults: [{ kind: 'reset', at: 'after', on: { operation: 'deployRecentValidation' }, when: { nth: 1 } }],
    });
    const lost = await quick(validated);
    expect(refused(lost)).toMatch(/does not answer/);

    const again = await carryOutRun(reopened(lost), [member()], folder);

    expect(again.orgs[0]?.outcome).toBe('unchanged');
    expect(jobsSentTo(org, 'deployRecentValidation')).toBe(1);
  });

  it('Given a run that was validated, When an org is not in it, Then it is not quick-deployed', async () => {
    const validated = await validate();
    const none: ValidatedOrg = { state: 'notValidated', reason: 'nobody validated it' };

    expect(refused(await quick(validated, { validated: () => Promise.resolve(none) }))).toContain(
      'nobody validated it',
    );
  });
});
