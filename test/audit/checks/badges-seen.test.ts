import { check } from '../../../src/audit/checks/badges-seen/check.js';
import type { Finding } from '../../../src/audit/finding.js';
import type { Grants, OrgObservations } from '../../../src/org/observations.js';
import { judgedBy, open } from '../../builders/audit.js';
import { aSchema } from '../../builders/schema.js';
import { aConformingOrg, someObservations, someGrants } from '../../builders/snapshot.js';

const schema = aSchema({ objects: ['Account', 'Case'] });
const reader = { kind: 'PermissionSet', name: 'Reader', assignments: 2, groups: [], fields: 2 } as const;
const judged = (observations: Partial<OrgObservations>, of = schema): Finding[] =>
  judgedBy(check)(of, aConformingOrg(of, { facts: { observations: someObservations(observations) } }));
const holding = (grants: Partial<Grants>): Finding[] =>
  judged({ grants: { state: 'read', value: someGrants({ badge: [reader], ...grants }) } });
const people = { bypass: 0, edit: 0, badge: 2, CustomizeApplication: 0, ModifyAllData: 0 };

describe('the check badges-seen', () => {
  it('Given nobody who works with the objects without seeing it, When judged, Then it passes and says who sees it', () => {
    const findings = holding({ people });

    expect(open(findings)).toEqual([]);
    expect(findings[0]?.message).toBe('2 people see it, by assignments of Reader (2)');
  });

  it('Given people who work with the objects and do not see it, When judged, Then they are counted by profile', () => {
    const unseeing = [
      { profile: 'Support', users: 1 },
      { profile: 'Sales', users: 40 },
    ];
    const findings = holding({ people, unseeing });

    expect(open(findings)).toEqual([['Org', 'manual']]);
    expect(findings[0]).toMatchObject({
      message: '41 people can read records in scope and do not see the badge on all of them: Sales (40), Support (1)',
      remediation: 'sf org assign permset --name Synthetic_Provenance_Reader --target-org prod',
    });
  });

  it('Given a badge that nobody is assigned, When judged, Then a person has to look', () => {
    expect(open(holding({ people: { ...people, badge: 0 } }))).toEqual([['Org', 'manual']]);
  });

  it('Given a schema without a badge, When judged, Then there is none to see', () => {
    const bare = aSchema({ objects: ['Case'], badge: { enabled: false } });

    expect(judged({}, bare).map(({ status, message }) => [status, message])).toEqual([
      ['pass', 'the schema has no badge to see'],
    ]);
  });

  it('Given grants that the org would not tell, When judged, Then nothing passes', () => {
    expect(open(judged({ grants: { state: 'unread', reason: 'no access' } }))).toEqual([['Org', 'notEvaluated']]);
  });
});
