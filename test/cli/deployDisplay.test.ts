import { Messages } from '@salesforce/core/messages';
import { DeployDisplay } from '../../src/cli/deploy/deployDisplay.js';
import { FleetDeployDisplay } from '../../src/cli/deploy/fleetDeployDisplay.js';
import { deployFailureTip } from '../../src/cli/deploy/deployTips.js';
import type { DeployOrgResult } from '../../src/fleet/deploy/deployOrg.js';
import { divide } from '../../src/plan/portion.js';
import { makePlan } from '../../src/plan/plan.js';
import { aSchema } from '../builders/schema.js';
import { anEmptyOrg, anOrg } from '../builders/snapshot.js';

Messages.importMessagesDirectoryFromMetaUrl(new URL('../../src/cli/deploy/deployDisplay.js', import.meta.url).href);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'deploy');
const fleetMessages = Messages.loadMessages('sf-plugin-synthetic', 'fleetDeploy');

/** Everything a person would see, as text. */
class Screen {
  public readonly lines: string[] = [];
  public readonly spinner = { start: (text: string) => this.lines.push(text), stop: () => undefined, status: '' };
  public log(text = ''): void {
    this.lines.push(text);
  }
  public logSuccess(text: string): void {
    this.lines.push(text);
  }
  public warn(text: unknown): unknown {
    this.lines.push(String(text));
    return text;
  }
  public table({ data, title }: { data: object[]; title?: string }): void {
    if (title !== undefined) this.lines.push(title);
    for (const row of data) this.lines.push(Object.values(row).join(' | '));
  }
  public get text(): string {
    return this.lines.join('\n');
  }
}

const schema = aSchema({ objects: ['Account', 'Case'] });
const plan = makePlan(schema, anEmptyOrg(schema));
const aResult = (overrides: Partial<DeployOrgResult>): DeployOrgResult => ({
  org: anOrg(),
  plan,
  portion: 'all',
  outcome: 'deployed',
  jobs: [],
  failures: [],
  accepted: [],
  notValidated: [],
  remaining: [],
  later: [],
  assignments: [],
  apiCalls: 15,
  seconds: 4.2,
  ...overrides,
});
const shown = (result: DeployOrgResult): string => {
  const screen = new Screen();
  new DeployDisplay(screen as never, messages, {
    detail: 'normal',
    dryRun: false,
    readerPermissionSet: 'Reader',
  }).result(result, 'the-run');
  return screen.text;
};

describe('what a person sees of a deploy', () => {
  it('Given a plan, When shown, Then alike changes are one line with their objects', () => {
    const screen = new Screen();

    new DeployDisplay(screen as never, messages, {
      detail: 'normal',
      dryRun: false,
      readerPermissionSet: 'Reader',
    }).plan(anOrg(), plan, divide(plan.changes, 'all'));

    expect(screen.text).toContain('marker | Is_Synthetic__c (CustomField) | missing | Account, Case');
    expect(screen.text).toContain(`${plan.changes.length} of ${plan.desired.length} components are missing or differ`);
  });

  it('Given a plan and little room, When shown, Then how much differs is said, and no component named', () => {
    const screen = new Screen();
    const options = { detail: 'concise', dryRun: false, readerPermissionSet: 'Reader' } as const;

    new DeployDisplay(screen as never, messages, options).plan(anOrg(), plan, divide(plan.changes, 'all'));

    expect(screen.text).toContain(`${plan.changes.length} of ${plan.desired.length} components are missing or differ`);
    expect(screen.text).not.toContain('Is_Synthetic__c');
  });

  it('Given a failed deploy, When shown, Then component, problem, place, advice and what remains are there', () => {
    const text = shown(
      aResult({
        outcome: 'failed',
        jobs: [
          { id: '0Af000000000001', stages: ['foundation'], status: 'Succeeded', url: 'https://prod.example/1' },
          { id: '0Af000000000002', stages: ['enforcement'], status: 'Failed', url: 'https://prod.example/2' },
        ],
        failures: [
          {
            type: 'ValidationRule',
            fullName: 'Account.Synthetic_Complete',
            problem: 'Field Nope__c does not exist. Check spelling.',
            line: 3,
            column: 5,
          },
        ],
      }),
    );

    expect(text).toContain('The deploy to prod failed');
    expect(text).toContain('prod | failed |  | 4.2 s | 15 | foundation | 0Af000000000001 Succeeded');
    expect(text).toContain('0Af000000000002 in Setup: https://prod.example/2');
    expect(text).toContain(
      'ValidationRule Account.Synthetic_Complete | Field Nope__c does not exist. Check spelling. (3:5) | ',
    );
    expect(text).toContain(deployFailureTip('Field Nope__c does not exist.'));
  });

  it('Given users who were given permission sets, When shown, Then it tells how many, and what the org refused', () => {
    const assignments = [{ role: 'writer', permissionSet: 'Synthetic_Writer', assigned: 3, alreadyHeld: 2 }] as const;

    expect(shown(aResult({ assignments }))).toContain(
      'Synthetic_Writer (writer): given to 3 user(s); 2 had it already',
    );
    const refused = shown(
      aResult({ assignments, outcome: 'incomplete', unassigned: true, errorMessage: '1 of 4 were refused' }),
    );
    expect(refused).toContain('did not give every user a permission set');
    expect(refused).toContain('1 of 4 were refused');
    expect(refused).toContain('prod | not all assigned |');
    expect(refused).not.toContain('did not confirm');
  });

  it.each([
    ['unchanged', /No action necessary: prod has all \d+ components/],
    ['validated', /Nothing was changed\. To deploy: sf synthetic deploy --target-org prod/],
    ['deployed', /sf org assign permset --name Reader --target-org prod/],
    ['declined', /Not confirmed\. Nothing was changed in prod/],
    ['incomplete', /reading prod again did not confirm/],
  ] as const)('Given the outcome %s, When shown, Then it says %s', (outcome, expected) => {
    expect(shown(aResult({ outcome, remaining: outcome === 'incomplete' ? plan.changes : [] }))).toMatch(expected);
  });

  it('Given a stage, When shown, Then what is left for the other is said, and how to deploy it', () => {
    const { now, later } = divide(plan.changes, 'markers');
    const screen = new Screen();
    const display = new DeployDisplay(screen as never, messages, {
      detail: 'normal',
      dryRun: false,
      readerPermissionSet: 'Reader',
    });
    display.plan(anOrg(), plan, { now, later });
    display.result(aResult({ portion: 'markers', later, verdict: 'nonconforming' }), 'the-run');

    expect(screen.text).toContain(`${later.length} more components are for another stage`);
    expect(screen.text).toContain(`${later.length} are for another stage`);
    expect(screen.text).toContain('prod | deployed | nonconforming');
    expect(screen.text).toContain('sf synthetic deploy --target-org prod');
    expect(screen.text).not.toContain('sf org assign permset');
  });

  it('Given rules that could not be validated, When shown, Then a warning counts them', () => {
    expect(shown(aResult({ outcome: 'validated', notValidated: plan.changes.slice(0, 2) }))).toContain(
      '2 guards and list views were not validated',
    );
  });
});

describe('what a person sees of a deploy across a fleet', () => {
  const url = (id: string): string => `https://org.example/${'page'.repeat(40)}/${id}`;
  const anOrgOfARun = (name: string, outcome: 'deployed' | 'failed', failures = 0) => ({
    name,
    phase: 'ended' as const,
    outcome,
    jobs: [`${name}-1`, `${name}-2`].map((id) => ({ id, stages: [], status: 'Succeeded', url: url(id) })),
    failures: Array.from({ length: failures }, (_, index) => ({
      type: 'CustomField',
      fullName: `Account.F${index}__c`,
      problem: 'Insufficient access',
    })),
  });
  const seen = (detail: 'concise' | 'normal' | 'verbose'): { text: string; tables: string[] } => {
    const screen = new Screen();
    const orgs = [anOrgOfARun('fine', 'deployed'), anOrgOfARun('bad', 'failed', 30)];
    const run = { dryRun: false, endedAt: '2026-05-01T09:40:00.000Z', orgs };
    new FleetDeployDisplay(screen as never, fleetMessages, detail).run(run, ['the-run']);
    return { text: screen.text, tables: screen.lines.filter((line) => line.includes(' | ')) };
  };

  it.each(['concise', 'normal'] as const)(
    'Given an org that failed, When shown %s, Then its refusals are listed up to a limit, with the page of its last job',
    (detail) => {
      const { text, tables } = seen(detail);
      expect(text).toContain('bad | CustomField Account.F0__c | Insufficient access');
      expect(text).toContain('Component Failures [30]');
      expect(text).toContain('and 10 more');
      expect(text).toContain(deployFailureTip('Insufficient access'));
      expect(text).toContain(`bad, bad-2 in Setup: ${url('bad-2')}`);
      expect(text).not.toContain(url('bad-1'));
      expect(text).not.toContain(url('fine-2'));
      // No table is as wide as an address.
      for (const row of tables) expect(row).not.toContain('https://');
    },
  );

  it('Given an org that failed, When shown verbosely, Then every refusal and the page of every job is there', () => {
    const { text } = seen('verbose');
    expect(text).toContain('Account.F29__c');
    for (const id of ['fine-1', 'fine-2', 'bad-1', 'bad-2']) expect(text).toContain(url(id));
  });
});

describe('deployFailureTip', () => {
  it.each([
    'Field X does not exist',
    'duplicate value found',
    'reached maximum number of active custom fields',
    'insufficient access',
    'Syntax error',
    'anything else',
  ])('Given the problem %j, When asked, Then there is advice', (problem) => {
    expect(deployFailureTip(problem).length).toBeGreaterThan(20);
  });
});
