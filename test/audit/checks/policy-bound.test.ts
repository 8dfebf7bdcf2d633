import { check } from '../../../src/audit/checks/policy-bound/check.js';
import { judgedBy, open } from '../../builders/audit.js';
import { aSchema } from '../../builders/schema.js';
import { aConformingOrg } from '../../builders/snapshot.js';

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
});
