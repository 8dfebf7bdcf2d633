import { customFieldBearers } from '../../catalog/activities.js';
import { catalogOf } from '../../catalog/catalog.js';
import type { Catalog } from '../../catalog/definition.js';
import { bodiesOf, textOf, textsOf } from '../../catalog/metadataBody.js';
import type { MetadataBody, StoredComponent, WriteStamp } from '../../org/componentStore.js';
import type { EmbeddedOrg } from '../../org/embeddedOrg.js';
import { accessTo } from '../types/accessReferences.js';
import type { ComponentType } from '../types/componentType.js';
import { componentKey, formulaTargets } from '../types/formulaTargets.js';
import { columnField } from '../types/listViewColumns.js';
import { childrenOf, holding } from '../inquire/components.js';
import { splitFullName } from '../types/naming.js';
import { componentType, componentTypes } from '../types/registry.js';
import type { Deletion } from './deployPlan.js';
import { isAssigned, ownedObject } from './dependentRecords.js';

export type DeletionOutcome =
  | { readonly deletion: Deletion; readonly outcome: 'deleted'; readonly component: StoredComponent }
  | { readonly deletion: Deletion; readonly outcome: 'missing' }
  | { readonly deletion: Deletion; readonly outcome: 'refused'; readonly problem: string };

type Stamp = Omit<WriteStamp, 'keyPrefix'>;

/**
 * Deletes components together, so that they may refer to each other. One that an active validation rule, a formula
 * field or a lookup needs stays. Grants, and columns and filters of list views, go along with their field.
 * Source: https://www.simplysfdc.com/2016/09/salesforce-delete-custom-field.html
 */
export function deleteComponents(org: EmbeddedOrg, deletions: readonly Deletion[], stamp: Stamp): DeletionOutcome[] {
  if (deletions.length === 0) return [];
  const catalog = catalogOf(org);
  const going = new Set(
    deletions
      .flatMap((deletion) => withChildren(org, deletion))
      .map(({ type, fullName }) => componentKey(type, fullName)),
  );
  const uses = usesOf(org, going);
  return deletions.map((deletion): DeletionOutcome => {
    const component = findComponent(org, deletion);
    const barred = barredDeletion(org, deletion) ?? (component && barredByRecords(org, component, going));
    if (barred !== undefined) return { deletion, outcome: 'refused', problem: barred };
    if (!component) {
      // Wording: https://github.com/RoseSilverSoftware/IlluminatedCloud/issues/1822
      return isStandardObject(catalog, deletion)
        ? {
            deletion,
            outcome: 'refused',
            problem: `The CustomObject called '${deletion.fullName}' is standard and cannot be deleted`,
          }
        : { deletion, outcome: 'missing' };
    }
    const users = withChildren(org, deletion).flatMap((each) => uses.get(componentKey(each.type, each.fullName)) ?? []);
    if (users.length > 0) return { deletion, outcome: 'refused', problem: referenced(deletion.type, users) };
    for (const each of withChildren(org, deletion)) remove(org, catalog, each, stamp);
    return { deletion, outcome: 'deleted', component };
  });
}

/** A folder is listed among what is in folders of its kind. */
function findComponent(org: EmbeddedOrg, { type, fullName }: Named): StoredComponent | undefined {
  const folderType = componentType(type)?.folderType;
  return (
    org.components.get(type, fullName) ??
    (folderType === undefined ? undefined : org.components.get(folderType, fullName))
  );
}

/**
 * Wording: https://docs.gearset.com/en/articles/10272886 (CustomObjectTranslation);
 * https://github.com/hardisgroupcom/sfdx-hardis (deployTipsList, record types); "Cannot delete a workflow object …" as
 * quoted in public repositories.
 */
function barredDeletion(org: EmbeddedOrg, { type, fullName }: Deletion): string | undefined {
  const known = componentType(type);
  if (known?.undeletable !== true || !holding(org, type, fullName)) return undefined;
  if (type === 'RecordType') return 'Cannot delete record type through API';
  if (type === 'Workflow')
    return 'Cannot delete a workflow object; Workflow Rules and Actions must be deleted individually';
  return `The ${type} called '${fullName}' is standard and cannot be deleted`;
}

/**
 * A queue that owns records would leave them without an owner; that a permission set which users hold cannot be deleted
 * says https://help.salesforce.com/s/articleView?id=000386289&type=1. No public source says how either is worded.
 */
function barredByRecords(org: EmbeddedOrg, component: StoredComponent, going: ReadonlySet<string>): string | undefined {
  const { type, fullName } = component;
  if (type === 'PermissionSet' && isAssigned(org, component))
    return `The permission set ${fullName} cannot be deleted: it is assigned to users.`;
  if (type === 'PermissionSetGroup' && isAssigned(org, component))
    return `The permission set group ${fullName} cannot be deleted: it is assigned to users.`;
  const owned = type === 'Queue' ? ownedObject(org, component, going) : undefined;
  return owned === undefined ? undefined : `The queue ${fullName} cannot be deleted: it owns records of ${owned}.`;
}

/** Wording: https://github.com/SFDO-Tooling/CumulusCI/issues/142 */
function referenced(type: string, users: readonly string[]): string {
  const what = type.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return [...new Set(users)]
    .map((user) => `This ${what} is referenced elsewhere in salesforce.com. : ${user}.`)
    .join(' ');
}

function isStandardObject(catalog: Catalog, { type, fullName }: Deletion): boolean {
  const object = type === 'CustomObject' ? catalog.object(fullName) : undefined;
  return object !== undefined && !object.custom;
}

type Named = { readonly type: string; readonly fullName: string };

/** An object takes along what is in its file, its layouts, translations and tab, a custom metadata type its records too. */
function withChildren(org: EmbeddedOrg, { type, fullName }: Named): Named[] {
  const own = { type, fullName };
  if (type !== 'CustomObject') return [own];
  const children = childrenOf(org, type, fullName);
  const around = ['Layout', 'CustomObjectTranslation', 'CustomTab'].flatMap((each) =>
    org.components
      .list(each)
      .filter((component) =>
        each === 'CustomTab'
          ? component.fullName.toLowerCase() === fullName.toLowerCase()
          : component.fullName.toLowerCase().startsWith(`${fullName}-`.toLowerCase()),
      ),
  );
  const recordPrefix = `${fullName.replace(/__mdt$/i, '')}.`.toLowerCase();
  const records = /__mdt$/i.test(fullName)
    ? org.components.list('CustomMetadata').filter((record) => record.fullName.toLowerCase().startsWith(recordPrefix))
    : [];
  return [own, ...children, ...around, ...records];
}

/** For every component that others need: what needs it, as the platform names it. */
function usesOf(org: EmbeddedOrg, going: ReadonlySet<string>): Map<string, string[]> {
  const uses = new Map<string, string[]>();
  const add = (key: string, user: string): void => void uses.set(key, [...(uses.get(key) ?? []), user]);
  const staying = (type: string): StoredComponent[] =>
    org.components.list(type).filter((component) => !going.has(componentKey(type, component.fullName)));
  const rules = staying('ValidationRule').filter(({ body }) => textOf(body, 'active') === 'true');
  const fields = staying('CustomField');
  for (const component of [...rules, ...fields]) {
    const user = `${component.type === 'CustomField' ? 'Custom Formula Field' : 'Validation Rule'} - ${component.fullName}`;
    for (const key of formulaTargets(org, component)) add(key, user);
  }
  for (const { fullName, body } of fields) {
    const target = textOf(body, 'referenceTo');
    if (target !== undefined) add(componentKey('CustomObject', target), `Custom Field - ${fullName}`);
  }
  for (const type of componentTypes) {
    if (!type.holds) continue;
    for (const { fullName, body } of staying(type.name)) {
      for (const field of type.holds(body)) add(componentKey('CustomField', field), `${type.name} - ${fullName}`);
    }
  }
  return uses;
}

function remove(org: EmbeddedOrg, catalog: Catalog, { type, fullName }: Named, stamp: Stamp): void {
  org.components.remove(type, fullName);
  if (type === 'CustomField') {
    const [object, field] = splitFullName(fullName);
    for (const bearer of customFieldBearers(object)) {
      dropGrants(org, 'fieldPermissions', 'field', `${bearer}.${field}`, stamp);
      dropColumns(org, catalog, `${bearer}.${field}`, stamp);
    }
    dropFromOthers(org, (type, component) => type.without?.(component, object, field), stamp);
  }
  if (type === 'ValidationRule') {
    const [object, rule] = splitFullName(fullName);
    dropFromOthers(org, (each, component) => each.withoutRule?.(component, object, rule), stamp);
  }
  if (type === 'CustomObject') {
    dropGrants(org, 'objectPermissions', 'object', fullName, stamp);
    dropGrants(org, 'customMetadataTypeAccesses', 'name', fullName, stamp);
  }
  for (const [element, key] of accessTo(type)) dropGrants(org, element, key, fullName, stamp);
  if (type === 'CustomPermission') dropGrants(org, 'customPermissions', 'name', fullName, stamp);
}

/** Layouts, translations and the like lose what they say of a field or a rule. */
function dropFromOthers(
  org: EmbeddedOrg,
  rest: (type: ComponentType, component: StoredComponent) => MetadataBody | undefined,
  stamp: Stamp,
): void {
  for (const type of componentTypes) {
    if (type.without === undefined && type.withoutRule === undefined) continue;
    for (const component of org.components.list(type.name)) {
      const body = rest(type, component);
      if (body === undefined) continue;
      if (type.nothingWithoutBody === true && Object.keys(body).length === 0) {
        org.components.remove(type.name, component.fullName);
        continue;
      }
      org.components.put(
        {
          type: type.name,
          fullName: component.fullName,
          body: sorted(body),
          ...(component.content === undefined ? {} : { content: component.content }),
        },
        { ...stamp, keyPrefix: type.keyPrefix },
      );
    }
  }
}

function dropGrants(org: EmbeddedOrg, element: string, key: string, name: string, stamp: Stamp): void {
  const holders = ['PermissionSet', 'MutingPermissionSet', 'Profile'].flatMap((type) => org.components.list(type));
  for (const component of holders) {
    const grants = bodiesOf(component.body, element);
    const kept = grants.filter((grant) => textOf(grant, key)?.toLowerCase() !== name.toLowerCase());
    if (kept.length === grants.length) continue;
    const { [element]: _, ...rest } = component.body;
    const body = kept.length === 0 ? rest : { ...component.body, [element]: kept };
    org.components.put({ type: component.type, fullName: component.fullName, body }, { ...stamp, keyPrefix: '0PS' });
  }
}

function dropColumns(org: EmbeddedOrg, catalog: Catalog, fieldName: string, stamp: Stamp): void {
  const [object, field] = splitFullName(fieldName);
  const shows = (column: string): boolean =>
    columnField(catalog, object, column)?.name.toLowerCase() === field.toLowerCase();
  for (const component of org.components.list('ListView')) {
    if (splitFullName(component.fullName)[0].toLowerCase() !== object.toLowerCase()) continue;
    const [columns, filters] = [textsOf(component.body, 'columns'), bodiesOf(component.body, 'filters')];
    const [keptColumns, keptFilters] = [
      columns.filter((column) => !shows(column)),
      filters.filter((filter) => !shows(textOf(filter, 'field') ?? '')),
    ];
    if (keptColumns.length === columns.length && keptFilters.length === filters.length) continue;
    const { columns: _c, filters: _f, booleanFilter, ...rest } = component.body;
    const body = {
      ...(booleanFilter !== undefined && keptFilters.length === filters.length ? { booleanFilter } : {}),
      ...(keptColumns.length === 0 ? {} : { columns: keptColumns }),
      ...rest,
      ...(keptFilters.length === 0 ? {} : { filters: keptFilters }),
    };
    org.components.put(
      { type: component.type, fullName: component.fullName, body: sorted(body) },
      { ...stamp, keyPrefix: '00B' },
    );
  }
}

/** Bodies keep their keys in order; equal bodies are then equal text. */
function sorted<T extends object>(body: T): T {
  return Object.fromEntries(Object.entries(body).sort(([a], [b]) => (a < b ? -1 : 1))) as T;
}
