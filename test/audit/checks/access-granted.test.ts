import { check } from '../../../src/audit/checks/access-granted/check.js';
import { judgedBy, open } from '../../builders/audit.js';
import { aSchema } from '../../builders/schema.js';
import { aConformingOrg } from '../../builders/snapshot.js';

const schema = aSchema({ objects: ['Account', 'Case'] });
const judged = judgedBy(check);

describe('the check access-granted', () => {
  it('Given an org as the schema wants it, When judged, Then nothing is open', () => {
    expect(open(judged(schema, aConformingOrg(schema)))).toEqual([]);
  });

  it('Given a grant that was widened, When judged, Then the set fails with what is more', () => {
    const findings = judged(
      schema,
      aConformingOrg(schema, {
        edit: {
          'PermissionSet:Synthetic_Provenance_Reader': (body) => ({
            ...body,
            customPermissions: [{ name: ['Manage_Synthetic_Provenance'], enabled: ['true'] }],
          }),
        },
      }),
    );

    expect(open(findings)).toEqual([['PermissionSet:Synthetic_Provenance_Reader', 'fail']]);
  });
});
