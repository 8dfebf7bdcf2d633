import type { AuditInput, Check, CheckMetadata } from '../../check.js';
import { observationFinding, NOT_GATHERED } from '../../observationFinding.js';
import type { Finding } from '../../finding.js';
import { remediationFor } from '../../remediation.js';

const metadata: CheckMetadata = {
  id: 'badges-seen',
  title: 'Everybody who works with the objects in scope sees the badge on their records',
  severity: 'medium',
  risk: 'A badge that its reader may not see marks nothing: the record looks genuine to exactly the person who acts on it.',
  remediation: 'sf org assign permset --name <permission set> --target-org %s',
  references: [
    'https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_objectpermissions.htm',
    'https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_fieldpermissions.htm',
  ],
};

/** Profiles named in one message. */
const NAMED = 5;

export const check: Check = {
  metadata,
  evaluate: (input) => {
    const { grants } = input.snapshot.observations ?? {};
    const { targets } = input.plan.scope;
    if (!targets.some(({ settings }) => settings.badge !== 'none'))
      return judged(input, 'pass', 'the schema has no badge to see');
    if (grants?.state !== 'read') {
      return judged(input, 'notEvaluated', `grants not readable: ${grants?.reason ?? NOT_GATHERED}`);
    }
    const { unseeing, people, badge } = grants.value;
    const through = badge.map(({ name, assignments }) => `${name} (${assignments})`).join(', ');
    const blind = unseeing.reduce((sum, { users }) => sum + users, 0);
    if (blind === 0) {
      return people.badge === 0
        ? judged(input, 'manual', 'nobody is assigned what shows the badge')
        : judged(input, 'pass', `${inPeople(people.badge)} see it, by assignments of ${through}`);
    }
    const profiles = [...unseeing].sort((a, b) => b.users - a.users);
    const named = profiles.slice(0, NAMED).map(({ profile, users }) => `${profile} (${users})`);
    const more = profiles.length > NAMED ? ', …' : '';
    const message = `${inPeople(blind)} can read records in scope and ${blind === 1 ? 'does' : 'do'} not see the badge on all of them: ${named.join(', ')}${more}`;
    // Whom the records concern is not in the schema, so a person decides whether that is right.
    return judged(input, 'manual', message);
  },
};

function judged(input: AuditInput, status: Finding['status'], message: string): Finding[] {
  const { access } = input.schema;
  const assign = remediationFor(
    metadata.remediation.replace('<permission set>', access.reader.name),
    input.snapshot.org.name,
  );
  return [
    observationFinding(input, metadata, { status, message, ...(status === 'pass' ? {} : { remediation: assign }) }),
  ];
}

const inPeople = (count: number): string => `${count} ${count === 1 ? 'person' : 'people'}`;
