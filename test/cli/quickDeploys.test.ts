import { Messages } from '@salesforce/core/messages';
import { FleetDeployDisplay } from '../../src/cli/deploy/fleetDeployDisplay.js';
import { deployRunStore } from '../../src/cli/deploy/deployRuns.js';
import { apexTests } from '../../src/cli/deploy/testFlags.js';
import { chosenValidation } from '../../src/cli/deploy/validatedRun.js';
import type { DeployRun } from '../../src/fleet/deploy/deployRun.js';
import { aDeployRun } from '../builders/fleetRun.js';

const messages = Messages.loadMessages('sf-plugin-synthetic', 'fleetDeploy');
const tests = { level: 'RunLocalTests' } as const;

describe('the flags that say which tests a dry run runs', () => {
  it.each([
    [{ 'dry-run': true }, undefined],
    [{ 'dry-run': true, 'test-level': 'RunLocalTests' as const }, tests],
    [
      { 'dry-run': true, 'test-level': 'RunSpecifiedTests' as const, tests: ['A', 'B'] },
      { level: 'RunSpecifiedTests', names: ['A', 'B'] },
    ],
  ])('Given %j, When read, Then they are %j', (flags, expected) => {
    expect(apexTests(flags)).toEqual(expected);
  });

  it.each([
    [{ 'dry-run': false, 'test-level': 'RunLocalTests' as const }, 'TestsWithoutDryRunError'],
    [{ 'dry-run': true, 'test-level': 'RunSpecifiedTests' as const }, 'NoTestsSpecifiedError'],
    [{ 'dry-run': true, 'test-level': 'RunAllTestsInOrg' as const, tests: ['A'] }, 'TestsNotSpecifiedError'],
  ])('Given %j, When read, Then it is %s, with the way out', (flags, name) => {
    expect(() => apexTests(flags)).toThrow(
      expect.objectContaining({ name, actions: expect.arrayContaining([expect.any(String)]) as string[] }) as Error,
    );
  });
});

describe('the run whose validations are deployed', () => {
  const store = deployRunStore();
  const ids: string[] = [];
  const keep = async (random: string, overrides: Partial<DeployRun>, options: Partial<DeployRun['options']>) => {
    const run = { ...aDeployRun(['one'], { random, options }), ...overrides };
    ids.push(run.id);
    await store.save(run);
    return run;
  };
  const endedAt = '2026-05-01T10:00:00.000Z';
  const startedLater = { id: '29990101-000000-later1', endedAt };
  afterEach(async () => {
    for (const id of ids.splice(0)) await store.remove(id);
  });

  it('Given a dry run and a deploy after it, When the most recent is asked for, Then it is the dry run', async () => {
    const dry = await keep('dryrun', { endedAt }, { dryRun: true, tests });
    await keep('deploy', startedLater, {});

    expect((await chosenValidation(undefined)).id).toBe(dry.id);
  });

  it.each<[string, Partial<DeployRun>, Partial<DeployRun['options']>, string]>([
    ['that deployed', { endedAt }, {}, 'NotAValidationError'],
    ['without tests', { endedAt }, { dryRun: true }, 'ValidatedWithoutTestsError'],
    ['that broke off', {}, { dryRun: true, tests }, 'ValidationUnfinishedError'],
  ])('Given a run %s, When chosen, Then it is %s, with the way out', async (_, overrides, options, name) => {
    const { id } = await keep('chosen', overrides, options);

    await expect(chosenValidation(id)).rejects.toMatchObject({ name, message: expect.stringContaining(id) as string });
  });

  it('Given none, When the most recent is asked for, Then it says so', async () => {
    await expect(chosenValidation(undefined)).rejects.toMatchObject({ name: 'NoValidationError' });
  });
});

describe('what a person sees', () => {
  const shown = (run: Partial<Parameters<FleetDeployDisplay['run']>[0]>): string => {
    const lines: string[] = [];
    const terminal = {
      log: (text = '') => lines.push(text),
      table: () => undefined,
      spinner: { start: () => undefined, stop: () => undefined, status: '' },
    };
    const display = new FleetDeployDisplay(terminal as never, messages, 'normal');
    display.run({ dryRun: true, orgs: [], ...run }, ['the-run']);
    return lines.join('\n');
  };
  const org = (name: string, validation?: { jobId: string; validatedAt: string }) => ({
    name,
    phase: 'ended' as const,
    outcome: 'validated' as const,
    jobs: [],
    failures: [],
    ...(validation === undefined ? {} : { validation }),
  });

  it('Given a dry run with tests, When shown, Then the way to deploy it follows, and who can’t be deployed so', () => {
    const text = shown({
      tested: true,
      orgs: [org('uat', { jobId: '0Af', validatedAt: '2026-05-01T10:00:00Z' }), org('prod')],
    });

    expect(text).toContain('sf synthetic deploy quick --run-id the-run');
    expect(text).toContain('not all of it was validated in one job: prod');
  });

  it('Given one without, When shown, Then it does not', () => {
    expect(shown({ tested: false, orgs: [org('uat')] })).not.toContain('quick');
  });

  it('Given a quick deploy that left an org alone, When shown, Then what that means and what to do follows', () => {
    const left = { ...org('uat'), outcome: 'error' as const };

    expect(shown({ dryRun: false, validatedBy: 'the-dry-run', orgs: [left] })).toContain(
      'Only what the run the-dry-run validated is deployed',
    );
  });
});
