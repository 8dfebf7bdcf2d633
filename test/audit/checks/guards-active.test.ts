import { check } from '../../../src/audit/checks/guards-active/check.js';
import { judgedBy, open } from '../../builders/audit.js';
import { aSchema } from '../../builders/schema.js';
import { aConformingOrg } from '../../builders/snapshot.js';

const schema = aSchema({ objects: ['Account', 'Case'] });
const judged = judgedBy(check);

describe('the check guards-active', () => {
  it('Given an org as the schema wants it, When judged, Then nothing is open', () => {
    expect(open(judged(schema, aConformingOrg(schema)))).toEqual([]);
  });

  it('Given a guard that the org would not show, When judged, Then it is not evaluated, for the reason given', () => {
    const findings = judged(
      schema,
      aConformingOrg(schema, {
        edit: { 'ValidationRule:Case.Synthetic_Complete': { state: 'unread', reason: 'no access' } },
      }),
    );

    expect(open(findings)).toEqual([['ValidationRule:Case.Synthetic_Complete', 'notEvaluated']]);
  });
});
