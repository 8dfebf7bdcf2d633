import { catalogOf } from '../catalog/catalog.js';
import { flagOf, numberOf, textOf } from '../catalog/metadataBody.js';
import {
  checkbox,
  dateTime,
  field,
  idField,
  number,
  readOnly,
  reference,
  text,
  textArea,
} from '../catalog/standard/fields.js';
import type { FieldDefinition } from '../catalog/definition.js';
import type { StoredRow } from '../catalog/storedValue.js';
import type { StoredComponent } from '../org/componentStore.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { developerName, durableId, wholeSeconds } from './durableId.js';
import { entityDefinitionId } from './fieldDefinition.js';
import { metadataJson } from './metadataJson.js';
import { setupView } from './view.js';
import type { SetupView } from './view.js';

/** Components of the org as Tooling API objects. Source: https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/reference_objects_list.htm */

const auditColumns: readonly FieldDefinition[] = [
  dateTime('CreatedDate', 'Created Date', readOnly),
  reference('CreatedById', 'Created By ID', 'User', readOnly),
  dateTime('LastModifiedDate', 'Last Modified Date', readOnly),
  reference('LastModifiedById', 'Last Modified By ID', 'User', readOnly),
];
const namespaceColumns: readonly FieldDefinition[] = [
  text('NamespacePrefix', 'Namespace Prefix', 15, readOnly),
  text('ManageableState', 'Manageable State', 40, readOnly),
];
const documentColumns: readonly FieldDefinition[] = [
  text('FullName', 'Full Name', 255, readOnly),
  field('Metadata', 'Metadata', 'string', readOnly),
];
const documents = { documents: ['Metadata'], singleRow: ['FullName', 'Metadata'] };

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/tooling_api_objects_validationrule.htm */
export const validationRule: SetupView = setupView({
  name: 'ValidationRule',
  label: 'Validation Rule',
  keyPrefix: '03d',
  apis: ['tooling'],
  ...documents,
  fields: [
    idField('Validation Rule ID'),
    entityDefinitionId,
    ...namespaceColumns,
    text('ValidationName', 'Validation Name', 40, { ...readOnly, nameField: true }),
    checkbox('Active', 'Active', readOnly),
    textArea('Description', 'Description', 1000, readOnly),
    text('ErrorDisplayField', 'Error Display Field', 120, readOnly),
    text('ErrorMessage', 'Error Message', 255, readOnly),
    ...documentColumns,
    ...auditColumns,
  ],
  ofMetadata: true,
  rows: (org) =>
    org.components.list('ValidationRule').map((component) => ({
      ...commonRow(org, component),
      ValidationName: nameWithin(component),
      Active: flagOf(component.body, 'active') ? 1 : 0,
      Description: textOf(component.body, 'description') ?? null,
      ErrorDisplayField: textOf(component.body, 'errorDisplayField') ?? null,
      ErrorMessage: textOf(component.body, 'errorMessage') ?? null,
    })),
});

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/tooling_api_objects_customfield.htm */
export const customField: SetupView = setupView({
  name: 'CustomField',
  label: 'Custom Field',
  keyPrefix: '00N',
  apis: ['tooling'],
  ...documents,
  fields: [
    idField('Custom Field ID'),
    text('TableEnumOrId', 'Table Enum or ID', 40, readOnly),
    entityDefinitionId,
    text('DeveloperName', 'Developer Name', 80, { ...readOnly, nameField: true }),
    ...namespaceColumns,
    textArea('Description', 'Description', 1000, readOnly),
    text('InlineHelpText', 'Inline Help Text', 510, readOnly),
    number('Length', 'Length', 'int', 9, 0, readOnly),
    number('Precision', 'Precision', 'int', 9, 0, readOnly),
    number('Scale', 'Scale', 'int', 9, 0, readOnly),
    text('RelationshipLabel', 'Relationship Label', 80, readOnly),
    ...documentColumns,
    ...auditColumns,
  ],
  ofMetadata: true,
  rows: (org) =>
    org.components
      .list('CustomField')
      .filter(({ fullName }) => /__c$/i.test(fullName))
      .map((component) => ({
        ...commonRow(org, component),
        TableEnumOrId: tableOf(org, component),
        DeveloperName: developerName(nameWithin(component)),
        Description: textOf(component.body, 'description') ?? null,
        InlineHelpText: textOf(component.body, 'inlineHelpText') ?? null,
        Length: numberOf(component.body, 'length') ?? null,
        Precision: numberOf(component.body, 'precision') ?? null,
        Scale: numberOf(component.body, 'scale') ?? null,
        RelationshipLabel: textOf(component.body, 'relationshipLabel') ?? null,
      })),
});

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/tooling_api_objects_customobject.htm */
export const customObject: SetupView = setupView({
  name: 'CustomObject',
  label: 'Custom Object',
  keyPrefix: '01I',
  apis: ['tooling'],
  fields: [
    idField('Custom Object ID'),
    text('DeveloperName', 'Developer Name', 40, { ...readOnly, nameField: true }),
    ...namespaceColumns,
    text('SharingModel', 'Sharing Model', 40, readOnly),
    textArea('Description', 'Description', 1000, readOnly),
    ...auditColumns,
  ],
  ofMetadata: true,
  rows: (org) =>
    org.components
      .list('CustomObject')
      .filter(({ fullName }) => /__(c|mdt)$/i.test(fullName))
      .map((component) => ({
        ...auditRow(component),
        DeveloperName: developerName(component.fullName),
        SharingModel: textOf(component.body, 'sharingModel') ?? null,
        Description: textOf(component.body, 'description') ?? null,
      })),
});

/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_listview.htm */
export const listView: SetupView = setupView({
  name: 'ListView',
  label: 'List View',
  keyPrefix: '00B',
  apis: ['data'],
  fields: [
    idField('List View ID'),
    text('Name', 'View Name', 40, { ...readOnly, nameField: true }),
    text('DeveloperName', 'API Name', 80, readOnly),
    text('NamespacePrefix', 'Namespace Prefix', 15, readOnly),
    text('SobjectType', 'Sobject Type', 40, readOnly),
    checkbox('IsSoqlCompatible', 'Is SOQL Compatible', readOnly),
    ...auditColumns,
    dateTime('SystemModstamp', 'System Modstamp', readOnly),
  ],
  ofMetadata: true,
  rows: (org) =>
    org.components.list('ListView').map((component) => ({
      ...auditRow(component),
      SystemModstamp: wholeSeconds(component.lastModifiedDate),
      Name: textOf(component.body, 'label') ?? nameWithin(component),
      DeveloperName: nameWithin(component),
      SobjectType: objectOf(component),
      IsSoqlCompatible: 1,
    })),
});

function commonRow(org: EmbeddedOrg, component: StoredComponent): StoredRow {
  return {
    ...auditRow(component),
    EntityDefinitionId: tableOf(org, component),
    FullName: component.fullName,
    Metadata: JSON.stringify(metadataJson(component.type, component.body)),
  };
}

function auditRow(component: StoredComponent): StoredRow {
  return {
    Id: component.id,
    NamespacePrefix: null,
    ManageableState: 'unmanaged',
    CreatedDate: wholeSeconds(component.createdDate),
    CreatedById: component.createdById,
    LastModifiedDate: wholeSeconds(component.lastModifiedDate),
    LastModifiedById: component.lastModifiedById,
  };
}

function objectOf({ fullName }: StoredComponent): string {
  return fullName.slice(0, fullName.indexOf('.'));
}

function nameWithin({ fullName }: StoredComponent): string {
  return fullName.slice(fullName.indexOf('.') + 1);
}

/** The object's durable id. Fields of activities belong to `Activity`. */
function tableOf(org: EmbeddedOrg, component: StoredComponent): string {
  const name = objectOf(component);
  const object = catalogOf(org).object(name);
  return object === undefined ? name : durableId(org, object);
}
