import { check } from '../../../src/audit/checks/badges-shown/check.js';
import { judgedBy, open } from '../../builders/audit.js';
import { aSchema } from '../../builders/schema.js';
import { aConformingOrg } from '../../builders/snapshot.js';

const schema = aSchema({ objects: ['Account', 'Case'] });
const judged = judgedBy(check);

describe('the check badges-shown', () => {
  it('Given an org as the schema wants it, When judged, Then nothing is open', () => {
    expect(open(judged(schema, aConformingOrg(schema)))).toEqual([]);
  });

  it('Given an org without the badge’s picture, When judged, Then that fails', () => {
    const findings = judged(
      schema,
      aConformingOrg(schema, { edit: { 'StaticResource:Synthetic_Badge': { state: 'absent' } } }),
    );

    expect(open(findings)).toEqual([['StaticResource:Synthetic_Badge', 'fail']]);
  });
});
