import { check } from '../../../src/audit/checks/scope-covered/check.js';
import { judgedBy, open } from '../../builders/audit.js';
import { aSchema } from '../../builders/schema.js';
import { aConformingOrg } from '../../builders/snapshot.js';

const schema = aSchema({ objects: ['Account', 'Case'] });
const judged = judgedBy(check);

describe('the check scope-covered', () => {
  it('Given an org as the schema wants it, When judged, Then nothing is open', () => {
    expect(open(judged(schema, aConformingOrg(schema)))).toEqual([]);
  });

  it('Given an org that would not say what its objects take, When judged, Then the org is not evaluated', () => {
    const findings = judged(schema, aConformingOrg(schema, { facts: { objectsUnread: 'no access' } }));

    expect(open(findings)).toEqual([['Org', 'notEvaluated']]);
  });
});
