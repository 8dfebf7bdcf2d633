import { Messages } from '@salesforce/core/messages';
import { FleetRemovalDisplay } from '../../src/cli/remove/fleetRemovalDisplay.js';
import { removedOrgResult } from '../../src/cli/remove/fleetRemovalResult.js';
import { RemovalDisplay } from '../../src/cli/remove/removalDisplay.js';
import { RemovalPermission } from '../../src/cli/remove/removalPermission.js';
import { removalResult } from '../../src/cli/remove/removalResult.js';
import type { RemovedOrg } from '../../src/fleet/remove/removeFleet.js';
import type { RemoveResult } from '../../src/fleet/remove/removeFromOrg.js';
import type { RemovalSurvey } from '../../src/fleet/remove/removalSurvey.js';
import { planRemoval } from '../../src/plan/removal.js';
import { wholeSchema } from '../../src/plan/wholeSchema.js';
import { aSchema } from '../builders/schema.js';
import { aConformingOrg, anOrg } from '../builders/snapshot.js';

Messages.importMessagesDirectoryFromMetaUrl(new URL('../../src/cli/remove/removalDisplay.js', import.meta.url).href);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'remove');

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
  public warn(text: string): string {
    this.lines.push(text);
    return text;
  }
  public table({ data, title }: { data: object[]; title?: string }): void {
    if (title !== undefined) this.lines.push(title);
    for (const row of data) this.lines.push(Object.values(row).join(' | '));
  }
}

const schema = aSchema({ objects: ['Account', 'Case'] });
const facts = { fields: new Map(), policy: { fields: new Map(), records: [] } };
const plan = planRemoval(schema, aConformingOrg(wholeSchema(schema)), facts);
const aSurvey = (overrides: Partial<RemovalSurvey> = {}): RemovalSurvey => ({
  org: anOrg(),
  plan,
  populated: [],
  references: { state: 'read', value: [] },
  holders: [],
  ...overrides,
});
const populated: RemovalSurvey['populated'] = [
  { object: 'Account', total: 7, fields: [{ name: 'A__c', checkbox: false }], values: [6], count: '', rows: '' },
];
const aResult = (overrides: Partial<RemoveResult> = {}): RemoveResult => ({
  survey: aSurvey(),
  outcome: 'removed',
  exported: [],
  unassigned: 0,
  jobs: [],
  failures: [],
  notValidated: [],
  remaining: [],
  ...overrides,
});
const shown = (draw: (display: RemovalDisplay) => void, verbose = false): string => {
  const screen = new Screen();
  draw(new RemovalDisplay(screen as never, messages, { verbose }));
  return screen.lines.join('\n');
};

describe('what a person sees of a removal', () => {
  it('Given a survey, When shown, Then what goes, what is lost with it, and what stays are there', () => {
    const text = shown((display) =>
      display.survey(
        aSurvey({
          plan: {
            ...plan,
            left: [
              {
                component: { type: 'CustomField', fullName: 'Account.X__c', purpose: 'marker' },
                reason: 'it is another',
              },
            ],
            elsewhere: ['Quote.Is_Synthetic__c'],
          },
          populated,
          references: { state: 'read', value: [{ type: 'Flow', name: 'Greeting', field: 'Account.Is_Synthetic__c' }] },
          holders: [
            { name: 'Reader', assignments: 4, groups: ['Everybody'] },
            { name: 'Steward', assignments: 0, groups: [] },
          ],
        }),
      ),
    );

    expect(text).toContain('marker | Is_Synthetic__c (CustomField) | Account, Case');
    expect(text).toContain('Account | 7 | A__c 6');
    expect(text).toContain('Greeting (Flow) | Account.Is_Synthetic__c');
    expect(text).toContain('Reader | 4 | Everybody');
    expect(text).not.toContain('Steward | 0');
    expect(text).toContain('Account.X__c (CustomField) | it is another');
    expect(text).toContain('Quote.Is_Synthetic__c');
  });

  it('Given references that are not known, When shown, Then that is said', () => {
    const unread = aSurvey({ references: { state: 'unread', reason: 'INVALID_TYPE' } });

    expect(shown((display) => display.survey(unread))).toContain('is not known: INVALID_TYPE');
    expect(removalResult(aResult({ survey: unread }), false)).toMatchObject({
      references: [],
      referencesNotRead: 'INVALID_TYPE',
    });
  });

  it('Given a validated dry run, When shown, Then the next command has the flags that it needs', () => {
    const survey = aSurvey({ populated, holders: [{ name: 'Reader', assignments: 4, groups: [] }] });

    const text = shown((display) =>
      display.result(aResult({ survey, outcome: 'validated', notValidated: ['Reader'] })),
    );

    expect(text).toContain('--target-org prod --export-dir <folder> --delete-data --unassign');
    expect(text).toContain('Not validated, since users have them: Reader.');
  });

  it('Given a removal, When shown, Then each thing that was done is a row', () => {
    const text = shown((display) =>
      display.result(
        aResult({
          exported: [{ object: 'Account', file: 'exports/Account.csv', rows: 7 }],
          unassigned: 4,
          jobs: [{ id: '0Af1', stages: ['objects'], status: 'Succeeded', deleted: 20 }],
        }),
      ),
    );

    expect(text).toContain('values of Account exported | 7 | exports/Account.csv');
    expect(text).toContain('permission sets taken away | 4');
    expect(text).toContain('components deleted: objects | 20 | Succeeded (job 0Af1)');
  });

  it('Given a refusal, When shown, Then what stands in the way and what to do are there, and nothing else was done', () => {
    const text = shown((display) =>
      display.result(
        aResult({
          outcome: 'refused',
          failures: [
            {
              type: 'CustomField',
              fullName: 'Account.X__c',
              problem: 'This custom field is referenced elsewhere : Flow - F.',
            },
          ],
        }),
      ),
    );

    expect(text).toMatch(/refuses the removal. Nothing was changed/);
    expect(text).toContain('Change or delete what is named');
    expect(text).not.toContain('What was done');
  });

  it.each(['absent', 'validated', 'refused', 'declined', 'removed', 'failed', 'incomplete', 'unfinished'] as const)(
    'Given the outcome %s, When shown, Then there is a text for it that names the org',
    (outcome) => {
      expect(shown((display) => display.result(aResult({ outcome, errorMessage: 'why' })), true)).toContain('prod');
    },
  );
});

describe('what a person sees of a removal from a fleet', () => {
  const shownOfFleet = (draw: (display: FleetRemovalDisplay) => void): string => {
    const screen = new Screen();
    draw(new FleetRemovalDisplay(screen as never, messages));
    return screen.lines.join('\n');
  };
  const lost = Object.assign(new Error('Records of uat have values'), {
    name: 'DataWouldBeLost',
    actions: ['--delete-data'],
  });
  const ended: readonly RemovedOrg[] = [
    { name: 'uat', ring: 'canary', fate: 'error', error: lost, seconds: 2, apiCalls: 12 },
    {
      name: 'qa',
      ring: 'canary',
      fate: 'removed',
      result: aResult({
        exported: [{ object: 'Account', file: 'exports/Account.csv', rows: 7 }],
        jobs: [
          { id: '0Af1', stages: ['objects'], status: 'Succeeded', deleted: 20 },
          { id: '0Af2', stages: ['access'], status: 'Failed', deleted: 5 },
        ],
      }),
      seconds: 31,
      apiCalls: 40,
    },
    { name: 'prod', fate: 'skipped', seconds: 0, apiCalls: 0 },
  ];

  it('Given the looks at a ring, When shown, Then each org is a row, with what it would lose or what stands in the way', () => {
    const text = shownOfFleet(({ listener }) =>
      listener.onLooks([
        {
          name: 'uat',
          survey: aSurvey({ populated, holders: [{ name: 'Reader', assignments: 4, groups: [] }] }),
          objection: lost,
        },
        { name: 'qa', survey: aSurvey({ references: { state: 'unread', reason: 'INVALID_TYPE' } }) },
        { name: 'gone', objection: new Error('no route to host') },
      ]),
    );

    expect(text).toContain(
      `uat | production | ${plan.deletions.length} | 0 | 7 | 0 | 4 | 0 | Records of uat have values`,
    );
    expect(text).toContain(`qa | production | ${plan.deletions.length} | 0 | 0 | ? | 0 | 0 | `);
    expect(text).toContain('gone |  | 0 | 0 | 0 |  | 0 | 0 | no route to host');
  });

  it('Given a removal that ended, When shown, Then outcome, numbers, files, what to do, and how to go on are there', () => {
    const orgs = ended.map((org) => removedOrgResult(org, false));

    const text = shownOfFleet((display) => display.result({ dryRun: false, orgs }));

    expect(text).toContain('uat | canary | error | 0 | 0 | 2 s | 12 | Records of uat have values');
    expect(text).toContain('qa | canary | removed | 20 | 7 | 31 s | 40 | ');
    expect(text).toContain('prod |  | skipped | 0 | 0 | 0 s | 0 | ');
    expect(text).toContain('qa: exports/Account.csv');
    expect(text).toMatch(/1 of 3 org\(s\) have nothing[\s\S]*--delete-data[\s\S]*Run the same command again/);
    expect(orgs[0]).toMatchObject({ outcome: 'error', errorName: 'DataWouldBeLost', actions: ['--delete-data'] });
    expect(orgs[1]?.removal).toMatchObject({ outcome: 'removed', unassigned: 0 });
  });

  it('Given no terminal, When a production org would lose something, Then it stops, and sandboxes and --no-prompt do not', async () => {
    const alone = { jsonEnabled: () => true, spinner: new Screen().spinner as never };
    const production = aSurvey();

    expect(() => new RemovalPermission(alone, false).assertAskable(['prod', 'eu'])).toThrow(
      /no terminal .* production: prod, eu/,
    );
    await expect(new RemovalPermission(alone, false).toDelete(production)).rejects.toMatchObject({
      name: 'ConfirmationRequiredError',
    });
    expect(await new RemovalPermission(alone, true).toDelete(production)).toBe(true);
    const sandbox = aSurvey({ org: { ...production.org, role: 'sandbox' } });
    expect(await new RemovalPermission(alone, false).toDelete(sandbox)).toBe(true);
  });
});
