import { check } from '../../../src/audit/checks/conversion-mapped/check.js';
import { judgedBy, open } from '../../builders/audit.js';
import { aSchema } from '../../builders/schema.js';
import { aConformingOrg } from '../../builders/snapshot.js';

const schema = aSchema({ objects: ['Account', 'Case'] });
const judged = judgedBy(check);

describe('the check conversion-mapped', () => {
  it('Given an org as the schema wants it, When judged, Then nothing is open', () => {
    expect(open(judged(schema, aConformingOrg(schema)))).toEqual([]);
  });

  it('Given a schema with leads and an org as it wants it, When judged, Then the mapping passes', () => {
    const leads = aSchema({ objects: ['Lead', 'Account', 'Contact', 'Opportunity'] });

    expect(judged(leads, aConformingOrg(leads)).map(({ status }) => status)).toContain('pass');
    expect(open(judged(leads, aConformingOrg(leads)))).toEqual([]);
  });
});
