import type { StoredComponent } from '../org/componentStore.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { activityReferences, customFieldOwner, isActivity } from './activities.js';
import { customField } from './customField.js';
import { customObject, isCustomObjectName } from './customObject.js';
import type { FieldDefinition, ObjectDefinition } from './definition.js';
import { withDescribed } from './describedObjects.js';
import { hasHistory, historyName, historyObjects } from './history.js';
import { withLeadStatuses } from './leadStatuses.js';
import { flagOf } from './metadataBody.js';
import { withPersonFields, withPersonMark } from './personAccounts.js';
import { withRecordType } from './recordTypeField.js';
import type { StandardObject } from './standard/fields.js';
import { standardObjects } from './standard/index.js';

/** Standard objects and the org's own, with all their fields: standard ones first, custom ones by name. */
export function deriveObjects(org: EmbeddedOrg): ObjectDefinition[] {
  const fieldsByObject = customFieldsByObject(org);
  const fieldsOf = (name: string): FieldDefinition[] => fieldsByObject.get(customFieldOwner(name).toLowerCase()) ?? [];
  const own: StandardObject[] = [
    ...withDescribed(org, standardObjects),
    ...org.components
      .list('CustomObject')
      .filter(({ fullName }) => isCustomObjectName(fullName))
      .map((component) =>
        customObject(
          component,
          fieldsOf(component.fullName).some(({ masterDetail }) => masterDetail),
        ),
      ),
  ];
  const tables = [...own, ...historyObjects(org, own)].map((table) => ({ ...table, fields: ownFields(org, table) }));
  const withActivities = objectsWithActivities(org);
  const withFields = tables.map((table) => ({
    table,
    fields: isActivity(table.name)
      ? activityReferences([...table.fields, ...fieldsOf(table.name)], withActivities)
      : [...table.fields, ...fieldsOf(table.name)],
  }));
  const complete = org.personAccounts ? withPersons(withFields) : withFields;
  const children = childRelationships(
    complete
      .filter(({ table }) => table.category !== 'metadataOnly')
      .map(({ table, fields }) => ({ name: table.name, fields })),
  );
  return complete.map(({ table, fields }) => ({
    ...table,
    custom: isCustomObjectName(table.name),
    ...(historyName(table.name) !== undefined && hasHistory(org, table.name) ? { tracksHistory: true } : {}),
    fields: new Map(fields.map((each) => [each.name, each])),
    childRelationships: children.get(table.name.toLowerCase()) ?? [],
  }));
}

/** Its standard fields as this org has them. */
function ownFields(org: EmbeddedOrg, table: StandardObject): readonly FieldDefinition[] {
  const fields = withRecordType(org, table);
  return table.name === 'Lead' ? withLeadStatuses(org, fields) : fields;
}

function customFieldsByObject(org: EmbeddedOrg): Map<string, FieldDefinition[]> {
  const globalValues = (name: string): StoredComponent | undefined => org.components.get('GlobalValueSet', name);
  const byObject = new Map<string, FieldDefinition[]>();
  for (const component of org.components.list('CustomField')) {
    const [object = '', name = ''] = component.fullName.split('.');
    // A CustomField component of a standard field carries its settings only.
    if (!name.toLowerCase().endsWith('__c')) continue;
    const fields = byObject.get(object.toLowerCase()) ?? [];
    fields.push(customField(component, globalValues));
    byObject.set(object.toLowerCase(), fields);
  }
  return byObject;
}

type WithFields = { table: StandardObject; fields: FieldDefinition[] };

/** The objects of an org with person accounts. */
function withPersons(objects: readonly WithFields[]): WithFields[] {
  const contact = objects.find(({ table }) => table.name === 'Contact')?.fields ?? [];
  return objects.map(({ table, fields }) => {
    if (table.name === 'Account') return { table, fields: withPersonFields(fields, contact) };
    return { table, fields: table.name === 'Contact' ? withPersonMark(fields) : fields };
  });
}

/** Custom objects whose records can have tasks and events. Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/customobject.htm (enableActivities) */
function objectsWithActivities(org: EmbeddedOrg): string[] {
  return org.components
    .list('CustomObject')
    .filter(({ fullName, body }) => fullName.toLowerCase().endsWith('__c') && flagOf(body, 'enableActivities'))
    .map(({ fullName }) => fullName);
}

type Child = ObjectDefinition['childRelationships'][number];

function childRelationships(objects: { name: string; fields: FieldDefinition[] }[]): Map<string, Child[]> {
  const byParent = new Map<string, Child[]>();
  for (const { name, fields } of objects) {
    for (const field of fields) {
      for (const parent of field.referenceTo) {
        const children = byParent.get(parent.toLowerCase()) ?? [];
        children.push({
          childObject: name,
          field: field.name,
          ...(field.childRelationshipName === undefined ? {} : { relationshipName: field.childRelationshipName }),
        });
        byParent.set(parent.toLowerCase(), children);
      }
    }
  }
  return byParent;
}
