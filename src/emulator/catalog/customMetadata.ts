import type { MetadataBody, StoredComponent } from '../org/componentStore.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { catalogOf } from './catalog.js';
import type { FieldDefinition, ObjectDefinition } from './definition.js';
import { bodiesOf, textOf } from './metadataBody.js';
import { storedFromMetadata, type StoredRow, type StoredValue } from './storedValue.js';

/** The records of a custom metadata type, `Type.Record` CustomMetadata components, as rows of `Type__mdt`. */
export function customMetadataRows(org: EmbeddedOrg, object: ObjectDefinition): StoredRow[] {
  const prefix = `${typeName(object.name)}.`.toLowerCase();
  return org.components
    .list('CustomMetadata')
    .filter(({ fullName }) => fullName.toLowerCase().startsWith(prefix))
    .map((component) => customMetadataRow(component, object));
}

/**
 * One field of one record, by the names a formula gives (`$CustomMetadata.Type__mdt.Record.Field__c`); undefined when
 * there is no such record or field.
 */
export function customMetadataValue(
  org: EmbeddedOrg,
  type: string,
  record: string,
  fieldName: string,
): StoredValue | undefined {
  const object = catalogOf(org).object(type);
  const component = org.components.get('CustomMetadata', `${typeName(type)}.${record}`);
  const field = catalogOf(org).field(type, fieldName);
  if (object === undefined || component === undefined || field === undefined) return undefined;
  return customMetadataRow(component, object)[field.name] ?? null;
}

function typeName(objectName: string): string {
  return objectName.replace(/__mdt$/i, '');
}

function customMetadataRow(component: StoredComponent, object: ObjectDefinition): StoredRow {
  const developerName = component.fullName.slice(component.fullName.indexOf('.') + 1);
  const label = textOf(component.body, 'label') ?? developerName;
  const row: StoredRow = {
    Id: component.id,
    DeveloperName: developerName,
    MasterLabel: label,
    Label: label,
    Language: 'en_US',
    NamespacePrefix: null,
    QualifiedApiName: developerName,
    SystemModstamp: `${component.lastModifiedDate.slice(0, 19)}.000Z`,
  };
  const texts = valueTexts(component.body);
  for (const field of object.fields.values()) {
    if (field.custom && field.formula === undefined)
      row[field.name] = valueOf(field, texts.get(field.name.toLowerCase()));
  }
  return row;
}

function valueTexts(body: MetadataBody): Map<string, string> {
  const texts = new Map<string, string>();
  for (const value of bodiesOf(body, 'values')) {
    const field = textOf(value, 'field');
    const text = textOf(value, 'value');
    if (field !== undefined && text !== undefined) texts.set(field.toLowerCase(), text);
  }
  return texts;
}

/** A field the record does not mention is empty, a checkbox unchecked. */
function valueOf(field: FieldDefinition, text: string | undefined): StoredValue {
  if (text === undefined) return field.type === 'boolean' ? 0 : null;
  return storedFromMetadata(field, text) ?? null;
}
