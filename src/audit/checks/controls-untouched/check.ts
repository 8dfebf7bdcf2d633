import type { SetupEntry } from '../../../org/circumstances.js';
import { type DesiredComponent, keyOf, type Purpose } from '../../../metadata/component.js';
import { suspensionOfRule } from '../../../plan/enforcement.js';
import { Trail } from '../../../plan/lastChange.js';
import { dayOf } from '../../../schema/day.js';
import type { Suspension } from '../../../schema/enforcement.js';
import type { AuditInput, Check, CheckMetadata } from '../../check.js';
import { observationFinding, NOT_GATHERED } from '../../observationFinding.js';
import type { Finding } from '../../finding.js';
import { waivedBy } from '../../suspendedFindings.js';

const metadata: CheckMetadata = {
  id: 'controls-untouched',
  title: 'Nobody switched off or deleted a marker, guard, policy or permission of the schema of late',
  severity: 'high',
  risk: 'While a guard is off, records come in that it would have refused, and they stay when it is back on; only the audit trail tells.',
  remediation:
    'Ask who did it why, count the records that came in (sf synthetic audit --target-org %s --records), then waive the finding with the answer.',
  references: [
    'https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_setupaudittrail.htm',
    'https://developer.salesforce.com/docs/atlas.en-us.securityImplGuide.meta/securityImplGuide/admin_monitorsetup.htm',
  ],
};

const CONTROLS: readonly Purpose[] = ['marker', 'guard', 'policy', 'access'];

export const check: Check = {
  metadata,
  evaluate: (input) => {
    const { changes } = input.snapshot.observations ?? {};
    if (changes?.state !== 'read') {
      const reason = changes?.reason ?? NOT_GATHERED;
      return [
        observationFinding(input, metadata, {
          status: 'notEvaluated',
          message: `setup audit trail not readable: ${reason}`,
        }),
      ];
    }
    const { entries, since } = changes.value;
    const { labels } = input.snapshot;
    const trails: Trails = {
      disarming: new Trail(entries.filter(disarms), labels),
      edits: new Trail(entries.filter(isEdit), labels),
      differing: new Set(input.plan.changes.map((change) => keyOf(change.component))),
    };
    const found = input.plan.desired
      .filter(({ purpose }) => CONTROLS.includes(purpose))
      .flatMap((component) => onComponent(input, component, trails));
    return found.length > 0
      ? found
      : [
          observationFinding(input, metadata, {
            status: 'pass',
            message: `none was touched since ${since.slice(0, 10)}`,
          }),
        ];
  },
};

/** What is asked for every component, made once for all. */
type Trails = { readonly disarming: Trail; readonly edits: Trail; readonly differing: ReadonlySet<string> };

function onComponent(input: AuditInput, component: DesiredComponent, trails: Trails): Finding[] {
  const { object, fullName } = component;
  const about = {
    subject: keyOf(component),
    ...(object === undefined ? {} : { object }),
    name: object === undefined ? fullName : fullName.slice(fullName.indexOf('.') + 1),
  };
  const disarmed = trails.disarming.lastChange(component);
  if (disarmed !== undefined) {
    const failure = observationFinding(input, metadata, { status: 'fail', message: inWords(disarmed) }, about);
    const suspension = suspensionOfRule(input.schema, component);
    const declared = suspension !== undefined && SWITCHED_OFF.test(disarmed.display) && isWithin(suspension, disarmed);
    return [declared ? waivedBy(suspension, failure) : failure];
  }
  const edited = trails.edits.lastChange(component);
  if (edited === undefined) return [];
  // An edit that left the component as the schema wants it is how a deploy looks.
  const differs = trails.differing.has(keyOf(component));
  return [
    observationFinding(
      input,
      metadata,
      differs
        ? { status: 'fail', message: inWords(edited) }
        : { status: 'pass', message: `${inWords(edited)}; it is as the schema wants it now` },
      about,
    ),
  ];
}

/** Whether somebody answers for what was done on that day. */
function isWithin({ since, until }: Suspension, { at }: SetupEntry): boolean {
  const day = dayOf(new Date(at));
  return since <= day && day <= until;
}

const SWITCHED_OFF = /^Changed active flag for .+ validation ".+" from 1 to 0$/;
/** Sources of the texts: `plan/lastChange.ts` names them. */
const DISARMING = [
  /^Removed .+ validation "/,
  SWITCHED_OFF,
  /^Deleted (?:custom field|permission set|custom permission|custom metadata type)/i,
  / was deleted$/,
];
const ARMS = /^Changed active flag for .+ from 0 to 1$/;
const EDIT = /^Changed | has changed from /;

function isEdit({ display }: SetupEntry): boolean {
  return EDIT.test(display) && !ARMS.test(display);
}

function disarms({ display }: SetupEntry): boolean {
  return DISARMING.some((pattern) => pattern.test(display));
}

/** Texts can hold a whole formula. */
const SHOWN = 160;

function inWords({ display, at, by }: SetupEntry): string {
  const text = display.length > SHOWN ? `${display.slice(0, SHOWN)}…` : display;
  return `${at.slice(0, 16).replace('T', ' ')} UTC, ${by ?? 'nobody named'}: ${text}`;
}
