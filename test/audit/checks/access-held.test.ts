import { check } from '../../../src/audit/checks/access-held/check.js';
import type { Finding } from '../../../src/audit/finding.js';
import type { Grants, OrgObservations } from '../../../src/org/observations.js';
import { judgedBy, open } from '../../builders/audit.js';
import { aSchema } from '../../builders/schema.js';
import { aConformingOrg, someObservations, someGrants } from '../../builders/snapshot.js';

const schema = aSchema({ objects: ['Account', 'Case'] });
const steward = { kind: 'PermissionSet', name: 'Synthetic_Provenance_Steward', assignments: 2, groups: [] } as const;
const admin = { kind: 'Profile', name: 'System Administrator', assignments: 1, groups: [] } as const;
const reader = { ...steward, name: 'Synthetic_Provenance_Reader', fields: 2 };

const judged = (observations: Partial<OrgObservations>): Finding[] =>
  judgedBy(check)(schema, aConformingOrg(schema, { facts: { observations: someObservations(observations) } }));
const holding = (grants: Partial<Grants>): Finding[] =>
  judged({ grants: { state: 'read', value: someGrants(grants) } });

describe('the check access-held', () => {
  it('Given grants of the schema alone, When judged, Then they pass and tell how many hold them', () => {
    const findings = holding({
      bypass: [steward],
      edit: [{ ...steward, fields: 6 }],
      powerful: [{ ...admin, permissions: ['CustomizeApplication'] }],
      people: { bypass: 2, edit: 3, badge: 0, CustomizeApplication: 1, ModifyAllData: 0 },
    });

    expect(open(findings)).toEqual([]);
    expect(findings.map(({ message }) => message)).toEqual([
      'lifts immutability (Manage_Synthetic_Provenance): 2 assignments to active users',
      'edits 6 marker fields: 2 assignments to active users',
      'people, each counted once: 2 may lift immutability; 3 may edit markers; 1 may switch guards off (Customize Application: System Administrator (1)); 0 may write to every record (Modify All Data)',
    ]);
  });

  it.each([
    ['a profile', { kind: 'Profile', name: 'System Administrator' }],
    ['a profile that is named like a set of the schema', { kind: 'Profile', name: 'Synthetic_Provenance_Steward' }],
    ['the writer set', { name: 'Synthetic_Provenance_Writer' }],
    ['a package’s set of the same name', { name: 'acme__Synthetic_Provenance_Steward' }],
  ] as const)('Given immutability lifted by %s, When judged, Then that fails', (_, overrides) => {
    const { kind, name } = { ...steward, ...overrides };

    expect(open(holding({ bypass: [{ ...steward, ...overrides }] }))).toEqual([[`${kind}:${name}`, 'fail']]);
  });

  it('Given markers edited by the reader set, When judged, Then that fails', () => {
    expect(open(holding({ edit: [reader] }))).toEqual([['PermissionSet:Synthetic_Provenance_Reader', 'fail']]);
  });

  it('Given grants that the org would not tell, When judged, Then nothing passes', () => {
    const findings = judged({ grants: { state: 'unread', reason: 'no access' } });

    expect(findings.map(({ status, message }) => [status, message])).toEqual([
      ['notEvaluated', 'grants not readable: no access'],
    ]);
  });
});
