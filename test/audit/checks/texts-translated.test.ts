import { check } from '../../../src/audit/checks/texts-translated/check.js';
import { judgedBy, open } from '../../builders/audit.js';
import { aSchema } from '../../builders/schema.js';
import { aConformingOrg } from '../../builders/snapshot.js';

const schema = aSchema({ objects: ['Account', 'Case'] });
const judged = judgedBy(check);

describe('the check texts-translated', () => {
  it('Given an org as the schema wants it, When judged, Then nothing is open', () => {
    expect(open(judged(schema, aConformingOrg(schema)))).toEqual([]);
  });

  it('Given a schema in one language, When judged, Then it asks for none', () => {
    expect(judged(schema, aConformingOrg(schema)).map(({ message }) => message)).toEqual([
      'the provenance schema asks for none here',
    ]);
  });
});
