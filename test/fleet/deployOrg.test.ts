import type { DeployOrgResult } from '../../src/fleet/deploy/deployOrg.js';
import type { DeployStep } from '../../src/fleet/deploy/deployStep.js';
import { deployComponents } from '../../src/org/deployComponents.js';
import { gatherSnapshot } from '../../src/org/gatherSnapshot.js';
import { makePlan } from '../../src/plan/plan.js';
import type { ProvenanceSchema } from '../../src/schema/provenanceSchema.js';
import { type DeployOverrides, deployTo } from '../builders/deployment.js';
import { aLiveOrg, type LiveOrg } from '../builders/embeddedOrg.js';
import { aSchema } from '../builders/schema.js';

const schema = aSchema({ objects: ['Account', 'Case'] });
let org: LiveOrg;
beforeEach(async () => {
  org = await aLiveOrg();
});
afterEach(() => org.stop());

const deploy = ({ schema: wanted = schema, ...overrides }: DeployOverrides = {}): Promise<DeployOrgResult> =>
  deployTo(org, wanted, overrides);
const pending = async (wanted: ProvenanceSchema = schema): Promise<number> =>
  makePlan(wanted, await gatherSnapshot(org.connection, 'uat', wanted)).changes.length;

describe('deployOrg on a live org', () => {
  it('Given an empty org, When deployed, Then it conforms, and a second run sends nothing', async () => {
    const first = await deploy();
    const second = await deploy();

    expect(first.outcome).toBe('deployed');
    expect(first.jobs.map(({ stages, status }) => [stages, status])).toEqual([
      [['foundation'], 'Succeeded'],
      [['enforcement'], 'Succeeded'],
    ]);
    expect(first.org).toMatchObject({ organizationId: org.organizationId, role: 'sandbox' });
    expect(second).toMatchObject({ outcome: 'unchanged', jobs: [] });
  });

  it('Given an empty org, When run dry, Then the server has validated everything and nothing has changed', async () => {
    const before = await pending();

    const result = await deploy({ dryRun: true });

    expect(result).toMatchObject({ outcome: 'validated', notValidated: [] });
    expect(result.plan.changes).toHaveLength(before);
    expect(await pending()).toBe(before);
  });

  it('Given an empty org, When deployed stage by stage, Then each sends its own, and only both conform', async () => {
    await expect(deploy({ portion: 'guards' })).rejects.toMatchObject({ name: 'MarkersMissing' });

    const markers = await deploy({ portion: 'markers' });
    expect(markers).toMatchObject({ outcome: 'deployed', verdict: 'nonconforming', gate: 'conforming', remaining: [] });
    expect(new Set(markers.later.map(({ component }) => component.purpose))).toEqual(new Set(['guard']));
    expect(await pending()).toBe(markers.later.length);
    expect(await deploy({ portion: 'markers' })).toMatchObject({
      outcome: 'unchanged',
      verdict: 'nonconforming',
      gate: 'conforming',
    });

    expect(await deploy({ portion: 'guards' })).toMatchObject({
      outcome: 'deployed',
      verdict: 'conforming',
      gate: 'conforming',
      later: [],
    });
    expect(await pending()).toBe(0);
  });

  it('Given someone who says no, When deployed, Then nothing has changed', async () => {
    const before = await pending();

    expect(await deploy({ listener: { confirm: () => Promise.resolve(false) } })).toMatchObject({
      outcome: 'declined',
      jobs: [],
    });
    expect(await pending()).toBe(before);
  });

  it('Given only one guard differs, When deployed, Then only that guard is sent', async () => {
    await deploy();
    const { plan } = await deploy();
    const guard = plan.desired.find(({ fullName }) => fullName === 'Case.Synthetic_Contained');
    if (guard?.type !== 'ValidationRule') throw new Error('no such guard');
    await deployComponents(org.connection, 'uat', {
      components: [{ ...guard, body: { ...guard.body, active: false } }],
      checkOnly: false,
      waitMinutes: 1,
    });

    const result = await deploy();

    expect(result.plan.changes.map(({ component }) => component.fullName)).toEqual(['Case.Synthetic_Contained']);
    expect(result.jobs.map(({ stages }) => stages)).toEqual([['enforcement']]);
    expect(result.outcome).toBe('deployed');
  });

  it('Given XML-special characters in texts, When deployed, Then they arrive as they are', async () => {
    const special = aSchema({
      objects: ['Account'],
      markers: { is_synthetic: { label: '<Synthetic> & "co"', helpText: "It's <b>not</b> real &amp; ]]>" } },
      guards: { complete: { message: 'Say <who> & "when"' } },
      badge: { altText: 'Not "real" \\ <x>' },
    });

    expect((await deploy({ schema: special })).outcome).toBe('deployed');
    expect(await pending(special)).toBe(0);
  });

  it('Given a field of the same name and another type, When deployed, Then it stops before anything is written', async () => {
    await deployComponents(org.connection, 'uat', {
      components: [
        { type: 'CustomField', fullName: 'Account.Is_Synthetic__c', body: { label: 'Mine', type: 'Text', length: 5 } },
      ],
      checkOnly: false,
      waitMinutes: 1,
    });

    await expect(deploy()).rejects.toMatchObject({ name: 'DeployBlocked' });
    expect(await pending()).toBeGreaterThan(10);
  });

  it('Given an object that the org lacks, When deployed, Then it stops and names it', async () => {
    const wrong = aSchema({ objects: ['Account', 'Nowhere__c', 'case'] });

    await expect(deploy({ schema: wrong })).rejects.toMatchObject({
      name: 'ObjectNotInOrg',
      message: expect.stringContaining('Nowhere__c, case') as string,
    });
  });

  it('Given more than one job takes, When deployed, Then it goes in parts, and a dry run says what it could not validate', async () => {
    const limits = { files: 3, bytes: 1_000_000 };

    const dry = await deploy({ dryRun: true, limits });
    expect(dry).toMatchObject({ outcome: 'validated', failures: [] });
    expect(dry.notValidated.map(({ component }) => component.type)).toEqual(
      expect.arrayContaining(['PermissionSet', 'ValidationRule']),
    );

    const result = await deploy({ limits });
    expect(result).toMatchObject({ outcome: 'deployed', failures: [], remaining: [] });
    expect(result.jobs.length).toBeGreaterThan(4);
  });

  it('Given an optional object that the org lacks, When deployed, Then the rest is deployed and conforms', async () => {
    const optional = aSchema({ objects: ['Account', { name: 'Nowhere__c', optional: true }] });

    expect((await deploy({ schema: optional })).outcome).toBe('deployed');
  });

  it('Given the core objects of a retailer, When deployed, Then all conform, tasks and events included', async () => {
    const retail = aSchema({ objects: [{ group: 'retail-core' }] });

    const result = await deploy({ schema: retail });

    expect(result.failures).toEqual([]);
    expect(result).toMatchObject({ outcome: 'deployed', remaining: [] });
    expect(result.plan.scope.missing).toEqual([]);
    expect(await pending(retail)).toBe(0);
  });

  it('Given a component the org refuses, When deployed, Then the outcome names it, and nothing of that stage is there', async () => {
    // The org takes list view labels of up to 40 characters; one on the object is taken already under another name.
    const refused = await deployComponents(org.connection, 'uat', {
      components: [
        {
          type: 'ValidationRule',
          fullName: 'Account.Broken',
          body: { active: true, errorConditionFormula: 'Nowhere__c', errorMessage: 'x' },
        },
      ],
      checkOnly: false,
      waitMinutes: 1,
    });

    expect(refused.status).toBe('Failed');
    expect(refused.failures).toEqual([
      expect.objectContaining({
        type: 'ValidationRule',
        fullName: 'Account.Broken',
        problem: expect.stringContaining('Nowhere__c does not exist') as string,
      }),
    ]);
  });

  it('Given an interruption before anything is sent, When deployed, Then it ends there and nothing has changed', async () => {
    const interruption = new AbortController();
    const stop = (): void => interruption.abort(new Error('stop'));

    await expect(deploy({ signal: interruption.signal, listener: { onPlan: stop } })).rejects.toThrow('stop');
    expect(await pending()).toBeGreaterThan(10);
  });

  it('Given an interruption between the stages, When deployed, Then the stage that is in the org is named', async () => {
    const interruption = new AbortController();
    // While the first stage runs: its job is done before it can be cancelled.
    const stop = (step: DeployStep): void => {
      if (step.kind === 'deploying' && step.stage === 'foundation') interruption.abort(new Error('stop'));
    };

    const result = await deploy({ signal: interruption.signal, listener: { onStep: stop } });

    expect(result.outcome).toBe('failed');
    expect(result.jobs.map(({ stages, status }) => [stages, status])).toEqual([[['foundation'], 'Succeeded']]);
    expect(result.errorMessage).toContain('stop');
  });

  it('Given an org that goes down between the stages, When deployed, Then the stage that is in it is named', async () => {
    const goDown = async (step: DeployStep): Promise<void> => {
      if (step.kind === 'deploying' && step.stage === 'enforcement') await org.emulator.stop();
    };
    const steps: Promise<void>[] = [];

    const result = await deploy({ listener: { onStep: (step) => void steps.push(goDown(step)) } });
    await Promise.all(steps);

    expect(result.outcome).toBe('failed');
    expect(result.jobs.map(({ stages, status }) => [stages, status])).toEqual([[['foundation'], 'Succeeded']]);
    expect(result.errorMessage).toMatch(/does not answer/);
  });

  it('Given an org that goes down after the last stage, When read again, Then it is deployed but not confirmed', async () => {
    const steps: Promise<void>[] = [];
    const goDown = (step: DeployStep): void => {
      if (step.kind === 'confirming') steps.push(org.emulator.stop());
    };

    const result = await deploy({ listener: { onStep: goDown } });
    await Promise.all(steps);

    expect(result.outcome).toBe('incomplete');
    expect(result.jobs.map(({ status }) => status)).toEqual(['Succeeded', 'Succeeded']);
    expect(result.errorMessage).toMatch(/does not answer/);
  });

  it('Given an org that is down, When deployed, Then the error says so and what to do', async () => {
    await org.emulator.stop();

    await expect(deploy()).rejects.toMatchObject({
      name: 'OrgUnreachable',
      actions: expect.arrayContaining([expect.stringContaining('emulator list')]) as string[],
    });
  });

  it('Given an org declared as another than it is, When deployed, Then it stops before the plan', async () => {
    const refuse = (): never => {
      throw new Error('not what was declared');
    };

    await expect(deploy({ verifyIdentity: refuse })).rejects.toThrow('not what was declared');
  });
});
