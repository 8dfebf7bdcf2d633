import { check } from '../../../src/audit/checks/policy-bound/check.js';
import type { FleetFacts } from '../../../src/audit/fleetFacts.js';
import { judgedBy, open } from '../../builders/audit.js';
import { aSchema } from '../../builders/schema.js';
import { aConformingOrg, anOrg, ORG_ID } from '../../builders/snapshot.js';

const schema = aSchema({ objects: ['Account', 'Case'] });
const judged = judgedBy(check);

describe('the check policy-bound', () => {
  it('Given an org as the schema wants it, When judged, Then nothing is open', () => {
    expect(open(judged(schema, aConformingOrg(schema)))).toEqual([]);
  });

  it('Given the policy of another org, When judged, Then it fails, but is not critical', () => {
    const snapshot = aConformingOrg(schema);
    const moved = { ...snapshot, org: { ...snapshot.org, organizationId: '00D0E0000000002UAA' } };

    expect(
      judged(schema, moved)
        .filter(({ status }) => status === 'fail')
        .map(({ severity }) => severity),
    ).toEqual(['high']);
  });

  describe('of a sandbox', () => {
    const record = 'CustomMetadata:Synthetic_Data_Policy.This_Org';
    const uat = anOrg({ name: 'uat', role: 'sandbox' });
    const fleet: FleetFacts = {
      production: [],
      known: [
        { name: 'prod', organizationId: '00D000000000XYZAAA' },
        { name: 'uat', organizationId: ORG_ID },
      ],
    };
    const said = (from: string | RegExp, to: string, org = uat, facts = fleet): string[] => {
      const edited = aConformingOrg(schema, {
        org,
        edit: { [record]: (body: object) => JSON.parse(JSON.stringify(body).replace(from, to)) as never },
      });
      return judged(schema, edited, facts)
        .filter(({ status }) => status === 'fail')
        .map(({ message }) => message);
    };

    it('Given the policy of production, When judged, Then it looks like a refresh from it', () => {
      expect(said(ORG_ID, '00D000000000XYZAAA')).toEqual([
        'the policy belongs to another org (00D000000000XYZAAA); it looks like a sandbox refresh from prod that dropped the policy',
      ]);
    });

    it('Given the policy of an org that nobody knows, When judged, Then it looks like a refresh from that', () => {
      expect(said(ORG_ID, '00D000000000XYZAAA', uat, { production: [], known: [] })).toEqual([
        'the policy belongs to another org (00D000000000XYZAAA); it looks like a sandbox refresh from that org that dropped the policy',
      ]);
    });

    it('Given production’s policy with the sandbox’s own id, as a refresh leaves it, When judged, Then it is told', () => {
      expect(said(/true/, 'false')).toEqual([
        'the policy refuses synthetic records; it should accept them; it looks like a sandbox refresh from production that dropped the policy',
      ]);
    });

    it('Given a policy of no org, When judged, Then nothing is told of a refresh', () => {
      expect(said(ORG_ID, '')).toEqual(['the policy belongs to no org']);
    });

    it('Given another org’s policy in a scratch org, When judged, Then nothing is told of a refresh', () => {
      expect(said(ORG_ID, '00D000000000XYZAAA', anOrg({ role: 'scratch' }))).toEqual([
        'the policy belongs to another org (00D000000000XYZAAA)',
      ]);
    });
  });
});
