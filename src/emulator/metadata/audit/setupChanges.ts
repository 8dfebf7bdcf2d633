import { bodiesOf, textOf } from '../../catalog/metadataBody.js';
import type { MetadataBody, StoredComponent } from '../../org/componentStore.js';
import type { SetupChange } from '../../org/setupAuditTrail.js';
import { changedText, partsOf, pluralOf, type ComponentChange, type Names } from './componentChange.js';
import { fieldChanges } from './fieldChanges.js';
import { permissionSetChanges } from './permissionSetChanges.js';
import { ruleChanges } from './ruleChanges.js';

/** Types that are not here, and changes without an action of a known name, leave no entry. */
const byType: Readonly<Record<string, (change: ComponentChange, names: Names) => SetupChange[]>> = {
  CustomField: fieldChanges,
  CustomMetadata: recordChanges,
  CustomObject: objectChanges,
  CustomPermission: customPermissionChanges,
  PermissionSet: permissionSetChanges,
  StaticResource: staticResourceChanges,
  ValidationRule: ruleChanges,
};

/** What the audit trail tells of a deploy. */
export function setupChanges(changes: readonly ComponentChange[], names: Names): SetupChange[] {
  return changes.flatMap((change) => byType[change.type]?.(change, names) ?? []);
}

function objectChanges({ before, after }: ComponentChange): SetupChange[] {
  const known = after ?? before;
  if (!/__(c|mdt)$/i.test(known.fullName)) return [];
  const label = textOf(known.body, 'label') ?? known.fullName;
  if (/__mdt$/i.test(known.fullName)) {
    const section = 'Custom Metadata Types';
    if (before === undefined)
      return [{ action: 'createdCustMdType', section, display: `Created custom metadata type: ${label}` }];
    if (after !== undefined) return [];
    return [{ action: 'hardDeletedCustMdType', section: null, display: `Deleted custom metadata type: ${label}` }];
  }
  const entry = (action: string, display: string): SetupChange => ({ action, section: 'Custom Objects', display });
  if (before === undefined) return [entry('createdCustEnt', `Created custom object: ${label}`)];
  if (after === undefined) return [entry('deletedCustEnt', `Deleted custom object: ${label}`)];
  const renamed = changedText(before.body, after.body, 'label');
  const status = changedText(before.body, after.body, 'deploymentStatus');
  const shown = (value: string | undefined): string => (value === 'InDevelopment' ? 'In Development' : 'Deployed');
  return [
    ...(renamed
      ? [
          entry(
            'changedCustEntLabel',
            `Changed label for custom object from ${renamed.from ?? ''} to ${renamed.to ?? ''}`,
          ),
        ]
      : []),
    ...(status
      ? [
          entry(
            'changedCustEntDeployment',
            `Changed deployment status of custom object ${label} from ${shown(status.from)} to ${shown(status.to)}`,
          ),
        ]
      : []),
  ];
}

function customPermissionChanges({ before, after }: ComponentChange): SetupChange[] {
  const { fullName } = after ?? before;
  const entry = (action: string, display: string): SetupChange => ({ action, section: 'Custom Permissions', display });
  if (before === undefined) return [entry('CustomPermissionCreate', `Created custom permission ${fullName}`)];
  if (after === undefined) return [entry('CustomPermissionDelete', `Deleted custom permission ${fullName}`)];
  const renamed = changedText(before.body, after.body, 'label');
  const changed = `Changed custom permission ${fullName}:`;
  return [
    ...(renamed
      ? [
          entry(
            'CustomPermissionLabelChange',
            `${changed} master label was changed from ${renamed.from ?? ''} to ${renamed.to ?? ''}`,
          ),
        ]
      : []),
    ...(changedText(before.body, after.body, 'description')
      ? [entry('CustomPermissionDescriptionChange', `${changed} description was changed`)]
      : []),
  ];
}

/** Records of custom metadata types, under the plural name of their type. */
function recordChanges({ before, after }: ComponentChange, names: Names): SetupChange[] {
  const known = after ?? before;
  const type = `${partsOf(known).object}__mdt`;
  const section = pluralOf(names, type);
  const label = recordLabel(known);
  if (before === undefined) return [{ action: 'setupEntityObjectCreated', section, display: `${label} was created` }];
  if (after === undefined) return [{ action: 'setupEntityObjectDeleted', section, display: `${label} was deleted` }];
  const [from, to] = [fieldTexts(before.body), fieldTexts(after.body)];
  const renamed = changedText(before.body, after.body, 'label');
  const fields = [...new Set([...from.keys(), ...to.keys()])].map((field) => ({
    name: names.field(type, field)?.label ?? field,
    from: from.get(field),
    to: to.get(field),
  }));
  return [...(renamed ? [{ name: 'Label', ...renamed }] : []), ...fields]
    .filter((field) => field.from !== field.to)
    .map((field) => ({
      action: 'setupEntityObjectFieldUpdated',
      section,
      display: `${label}: ${field.name} has changed from ${field.from ?? 'null'} to ${field.to ?? 'null'}`,
    }));
}

function recordLabel(component: StoredComponent): string {
  return textOf(component.body, 'label') ?? partsOf(component).name;
}

function fieldTexts(body: MetadataBody): Map<string, string | undefined> {
  return new Map(bodiesOf(body, 'values').map((value) => [textOf(value, 'field') ?? '', textOf(value, 'value')]));
}

function staticResourceChanges({ before, after }: ComponentChange): SetupChange[] {
  if (before !== undefined) return [];
  return [
    {
      action: 'createdStaticResource',
      section: 'Static Resource',
      display: `Created Static Resource ${after.fullName}`,
    },
  ];
}
