import { bodiesOf, flagOf, textOf } from '../../catalog/metadataBody.js';
import type { MetadataBody } from '../../org/componentStore.js';
import type { SetupChange } from '../../org/setupAuditTrail.js';
import { splitFullName } from '../types/naming.js';
import { changedText, labelOf, type ComponentChange, type Names } from './componentChange.js';

const LEVELS = [
  ['allowRead', 'Read'],
  ['allowCreate', 'Create'],
  ['allowEdit', 'Edit'],
  ['allowDelete', 'Delete'],
  ['viewAllRecords', 'View All'],
  ['modifyAllRecords', 'Modify All'],
] as const;

/**
 * A permission set and everything it grants, each grant by itself.
 * Sources: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_setupaudittrail.htm
 * (PermSetCreate), https://github.com/trevSmart/mcp_salesforce (actions), and audit trails quoted in public repositories
 */
export function permissionSetChanges({ before, after }: ComponentChange, names: Names): SetupChange[] {
  const label = textOf((after ?? before).body, 'label') ?? (after ?? before).fullName;
  if (after === undefined) return [entry('PermSetDelete', `Deleted permission set ${label}`)];
  const old = before?.body ?? {};
  const set = `Changed permission set ${label}:`;
  return [
    ...(before === undefined ? [created(after.body, label)] : ownChanges(before.body, after.body, label)),
    ...grantChanges(old, after.body, 'fieldPermissions', 'field', fieldLevel).map(({ key, from, to }) =>
      entry(
        'PermSetFlsChanged',
        `${set} field-level security for ${fieldLabel(key, names)} was changed from ${from} to ${to}`,
      ),
    ),
    ...grantChanges(old, after.body, 'objectPermissions', 'object', objectLevel).map(({ key, from, to }) =>
      entry(
        'PermSetEntityPermChanged',
        `${set} ${labelOf(names, key)} object permissions were changed from ${from} to ${to}`,
      ),
    ),
    ...grantChanges(old, after.body, 'userPermissions', 'name', enabled).map(({ key, from, to }) =>
      entry(
        to === 'enabled' ? 'PermSetEnableUserPerm' : 'PermSetDisableUserPerm',
        `${set} ${key} permission was changed from ${from} to ${to}`,
      ),
    ),
    ...grantChanges(old, after.body, 'customPermissions', 'name', enabled).map(({ key, to }) =>
      entry(
        `SetupEntityAccessAudit_PermissionSet_CustomPermission_${titled(to)}`,
        `${set} ${key} Custom Permission was ${to}`,
      ),
    ),
    ...grantChanges(old, after.body, 'customMetadataTypeAccesses', 'name', enabled).map(({ key, to }) =>
      entry(
        `SetupEntityAccessAudit_PermissionSet_CustomEntityDefinition_${titled(to)}`,
        `${set} ${labelOf(names, key)} Custom Metadata Type was ${to}`,
      ),
    ),
  ];
}

function entry(action: string, display: string): SetupChange {
  return { action, section: 'Manage Users', display };
}

function created(body: MetadataBody, label: string): SetupChange {
  const license = textOf(body, 'license');
  return license === undefined
    ? entry('PermSetCreateNoLicense', `Created permission set ${label}: with no license`)
    : entry('PermSetCreate', `Created permission set ${label}: with user license ${license}`);
}

function ownChanges(before: MetadataBody, after: MetadataBody, label: string): SetupChange[] {
  const renamed = changedText(before, after, 'label');
  const changes: SetupChange[] = [];
  if (renamed) {
    const display = `Changed permission set ${label}: Master Label was changed from ${renamed.from ?? ''} to ${renamed.to ?? ''}`;
    changes.push(entry('PermSetLabelChange', display));
  }
  if (changedText(before, after, 'description')) {
    changes.push(entry('PermSetDescriptionChange', `Changed permission set ${label}: description was changed`));
  }
  if (flagOf(before, 'hasActivationRequired') !== flagOf(after, 'hasActivationRequired')) {
    const [from, to] = flagOf(after, 'hasActivationRequired') ? ['disabled', 'enabled'] : ['enabled', 'disabled'];
    const display = `Changed Permission Set ${label}: Session Activation Required has changed from ${from} to ${to}`;
    changes.push(entry('PermSetHasActivationRequiredChange', display));
  }
  return changes;
}

type GrantChange = { readonly key: string; readonly from: string; readonly to: string };

/** The grants of one element whose level differs, by what they are about. */
function grantChanges(
  before: MetadataBody,
  after: MetadataBody,
  element: string,
  key: string,
  level: (grant: MetadataBody) => string,
): GrantChange[] {
  const grantsIn = (body: MetadataBody): Map<string, MetadataBody> =>
    new Map(bodiesOf(body, element).map((grant) => [textOf(grant, key) ?? '', grant]));
  const [from, to] = [grantsIn(before), grantsIn(after)];
  return [...new Set([...from.keys(), ...to.keys()])]
    .map((name) => ({ key: name, from: level(from.get(name) ?? {}), to: level(to.get(name) ?? {}) }))
    .filter((change) => change.from !== change.to);
}

function fieldLevel(grant: MetadataBody): string {
  if (flagOf(grant, 'editable')) return 'Read/Write';
  return flagOf(grant, 'readable') ? 'Read Only' : 'No Access';
}

function objectLevel(grant: MetadataBody): string {
  const held = LEVELS.filter(([element]) => flagOf(grant, element)).map(([, name]) => name);
  return held.length === 0 ? 'No Access' : held.join(', ');
}

function enabled(grant: MetadataBody): string {
  return flagOf(grant, 'enabled') ? 'enabled' : 'disabled';
}

function titled(word: string): string {
  return word.replace(/^./, (letter) => letter.toUpperCase());
}

function fieldLabel(fullName: string, names: Names): string {
  const [object, field] = splitFullName(fullName);
  return `${labelOf(names, object)}: ${names.field(object, field)?.label ?? field}`;
}
