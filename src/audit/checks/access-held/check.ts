import type { Grantor, Grants, PowerfulPermission } from '../../../org/observations.js';
import type { AuditInput, Check, CheckMetadata } from '../../check.js';
import { observationFinding, NOT_GATHERED } from '../../observationFinding.js';
import type { Finding } from '../../finding.js';

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
    const { grants } = input.snapshot.observations ?? {};
    if (grants?.state !== 'read') {
      const reason = grants?.reason ?? NOT_GATHERED;
      return [
        observationFinding(input, metadata, { status: 'notEvaluated', message: `grants not readable: ${reason}` }),
      ];
    }
    const { bypass, edit, people, powerful } = grants.value;
    const editors = [access.writer, access.steward, access.generator].map(({ name }) => name);
    return [
      ...judged(input, bypass, [access.steward.name], () => `lifts immutability (${access.permission.name})`),
      ...judged(input, edit, editors, ({ fields }) => `edits ${fields} marker field${fields === 1 ? '' : 's'}`),
      heads(input, people, powerful),
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
    return observationFinding(
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

/** How many people that are, each counted once, and who outweighs the schema's grants; there is no org without these. */
function heads(input: AuditInput, people: Grants['people'], powerful: Grants['powerful']): Finding {
  const by = (permission: PowerfulPermission): string => {
    const held = powerful.filter(({ permissions }) => permissions.includes(permission));
    const named = held.slice(0, NAMED).map(({ name, assignments }) => `${name} (${assignments})`);
    return held.length === 0 ? '' : `: ${named.join(', ')}${held.length > NAMED ? ', …' : ''}`;
  };
  const message = [
    `people, each counted once: ${people.bypass} may lift immutability`,
    `${people.edit} may edit markers`,
    `${people.CustomizeApplication} may switch guards off (Customize Application${by('CustomizeApplication')})`,
    `${people.ModifyAllData} may write to every record (Modify All Data${by('ModifyAllData')})`,
  ].join('; ');
  return observationFinding(input, metadata, { status: 'pass', message });
}

/** Grants named in one message. */
const NAMED = 5;

/** Heads are counted, never named: an audit goes to more people than may know who works where. */
function heldBy({ assignments, groups }: Grantor): string {
  const through = groups.length === 0 ? '' : `, also through the groups ${groups.join(', ')}`;
  return `${assignments} assignment${assignments === 1 ? '' : 's'} to active users${through}`;
}
