import type { Grantor } from '../../../org/evidence.js';
import type { AuditInput, Check, CheckMetadata } from '../../check.js';
import { evidenceFinding, NOT_GATHERED } from '../../evidenceFindings.js';
import type { Finding } from '../../finding.js';
import { shellWord } from '../../remediation.js';

const metadata: CheckMetadata = {
  id: 'access-held',
  title: 'Only the permission sets of the schema let people edit the markers or lift their immutability',
  severity: 'high',
  risk: 'Whoever may edit the markers, or rewrite them after insert, can make a synthetic record look genuine; a grant that nobody planned is one that nobody reviews.',
  remediation:
    'Take the grant out of what is named here, and assign a permission set of the schema instead: sf org assign permset --name <permission set> --target-org %s',
  references: [
    'https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_fieldpermissions.htm',
    'https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_setupentityaccess.htm',
  ],
};

export const check: Check = {
  metadata,
  evaluate: (input) => {
    const { access } = input.schema;
    const { grants } = input.snapshot.evidence ?? {};
    if (grants?.state !== 'read') {
      const reason = grants?.reason ?? NOT_GATHERED;
      return [evidenceFinding(input, metadata, { status: 'notEvaluated', message: `grants not readable: ${reason}` })];
    }
    const { bypass, edit, badge } = grants.value;
    const editors = [access.writer, access.steward, access.generator].map(({ name }) => name);
    return [
      ...judged(input, bypass, [access.steward.name], () => `lifts immutability (${access.permission.name})`),
      ...judged(input, edit, editors, ({ fields }) => `edits ${fields} marker field${fields === 1 ? '' : 's'}`),
      readers(input, badge),
    ];
  },
};

function judged<G extends Grantor>(
  input: AuditInput,
  grantors: readonly G[],
  own: readonly string[],
  may: (grantor: G) => string,
): Finding[] {
  return grantors.map((grantor) => {
    const expected = grantor.kind === 'PermissionSet' && own.includes(grantor.name);
    return evidenceFinding(
      input,
      metadata,
      {
        status: expected ? 'pass' : 'fail',
        message: `${may(grantor)}: ${heldBy(grantor)}${expected ? '' : '; the schema does not grant it'}`,
      },
      { subject: `${grantor.kind}:${grantor.name}`, name: grantor.name },
    );
  });
}

/** What protects nobody when nobody sees it: whom to assign it to is not in the schema. */
function readers(input: AuditInput, grantors: readonly Grantor[]): Finding {
  const total = grantors.reduce((sum, { assignments }) => sum + assignments, 0);
  const names = grantors.map((grantor) => `${grantor.name} (${grantor.assignments})`).join(', ');
  if (!input.schema.badge.enabled) {
    return evidenceFinding(input, metadata, { status: 'pass', message: 'the schema has no badge to see' });
  }
  return total > 0
    ? evidenceFinding(input, metadata, { status: 'pass', message: `the badge is seen by assignments of ${names}` })
    : evidenceFinding(input, metadata, {
        status: 'manual',
        message: 'nobody is assigned what shows the badge',
        remediation: `sf org assign permset --name ${input.schema.access.reader.name} --target-org ${shellWord(input.snapshot.org.name)}`,
      });
}

/** Heads are counted, never named: an audit goes to more people than may know who works where. */
function heldBy({ assignments, groups }: Grantor): string {
  const through = groups.length === 0 ? '' : `, also through the groups ${groups.join(', ')}`;
  return `${assignments} assignment${assignments === 1 ? '' : 's'} to active users${through}`;
}
