import { check } from '../../../src/audit/checks/markers-present/check.js';
import { judgedBy, open } from '../../builders/audit.js';
import { aSchema } from '../../builders/schema.js';
import { aConformingOrg } from '../../builders/snapshot.js';

const schema = aSchema({ objects: ['Account', 'Case'] });
const judged = judgedBy(check);

describe('the check markers-present', () => {
  it('Given an org as the schema wants it, When judged, Then nothing is open', () => {
    expect(open(judged(schema, aConformingOrg(schema)))).toEqual([]);
  });

  it('Given a marker of another type, When judged, Then it fails', () => {
    const findings = judged(
      schema,
      aConformingOrg(schema, { edit: { 'CustomField:Case.Is_Synthetic__c': (body) => ({ ...body, type: ['Text'] }) } }),
    );

    expect(open(findings)).toEqual([['CustomField:Case.Is_Synthetic__c', 'fail']]);
  });
});
