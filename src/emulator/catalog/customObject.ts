import type { StoredComponent } from '../org/componentStore.js';
import type { FieldDefinition } from './definition.js';
import { bodyOf, textOf } from './metadataBody.js';
import {
  auditFields,
  businessObject,
  deletedField,
  idField,
  lastViewedFields,
  metadataRow,
  ownerOrQueueField,
  picklist,
  readOnly,
  required,
  text,
  textArea,
  dateTime,
  type StandardObject,
} from './standard/fields.js';

/** Whether a CustomObject component makes an object of its own; others only carry settings of a standard object. */
export function isCustomObjectName(fullName: string): boolean {
  return /__(c|mdt)$/i.test(fullName);
}

/** The object that a CustomObject component `X__c` or `X__mdt` makes, without its custom fields. */
export function customObject(component: StoredComponent, hasMaster: boolean): StandardObject {
  const { fullName: name, body } = component;
  const label = textOf(body, 'label') ?? name;
  const isType = name.toLowerCase().endsWith('__mdt');
  return {
    name,
    label,
    labelPlural: textOf(body, 'pluralLabel') ?? label,
    keyPrefix: keyPrefixOf(component, isType ? 'm' : 'a'),
    ...(isType ? { ...metadataRow, category: 'customMetadata' as const, customizable: true } : businessObject),
    fields: isType ? customMetadataFields(label) : recordFields(component, hasMaster),
  };
}

/** Stable for the life of the object, since the component's id is; `a00` to `azz` go round after 3,844 objects. */
function keyPrefixOf(component: StoredComponent, first: 'a' | 'm'): string {
  return first + component.id.slice(13, 15);
}

/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_custom_objects.htm */
function recordFields({ body }: StoredComponent, hasMaster: boolean): FieldDefinition[] {
  return [
    idField('Record ID'),
    // A detail record belongs to whoever owns its master.
    ...(hasMaster ? [] : [ownerOrQueueField]),
    deletedField,
    nameField(bodyOf(body, 'nameField') ?? {}),
    ...auditFields,
    ...lastViewedFields,
  ];
}

function nameField(body: Parameters<typeof textOf>[0]): FieldDefinition {
  const label = textOf(body, 'label') ?? 'Name';
  return textOf(body, 'type') === 'AutoNumber'
    ? text('Name', label, 80, {
        ...readOnly,
        nillable: false,
        nameField: true,
        idLookup: true,
        autoNumberFormat: textOf(body, 'displayFormat') ?? '{0}',
      })
    : // Without a value the platform names the record by its id.
      text('Name', label, 80, { permissionable: false, nameField: true, idLookup: true });
}

/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_custommetadatatype__mdt.htm */
function customMetadataFields(label: string): FieldDefinition[] {
  return [
    idField('Custom Metadata Record ID'),
    text('DeveloperName', `${label} Name`, 40, { ...required, ...readOnly, nameField: true }),
    text('MasterLabel', 'Label', 40, { ...required, ...readOnly }),
    picklist('Language', 'Master Language', ['en_US'], { ...readOnly, length: 40 }),
    text('NamespacePrefix', 'Namespace Prefix', 15, readOnly),
    text('Label', 'Label', 40, { ...required, ...readOnly }),
    textArea('QualifiedApiName', 'Qualified API Name', 70, { ...required, ...readOnly }),
    dateTime('SystemModstamp', 'System Modstamp', { ...readOnly, nillable: false }),
  ];
}
