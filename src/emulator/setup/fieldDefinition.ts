import { customFieldOwner } from '../catalog/activities.js';
import { catalogOf } from '../catalog/catalog.js';
import type { FieldDefinition, ObjectDefinition } from '../catalog/definition.js';
import { checkbox, dateTime, field, idField, number, readOnly, reference, text } from '../catalog/standard/fields.js';
import type { StoredRow } from '../catalog/storedValue.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { dataTypeLabel } from './dataTypeLabel.js';
import { developerName, durableFieldId, durableId, NO_ID, wholeSeconds } from './durableId.js';
import { setupView } from './view.js';
import type { SetupView } from './view.js';
import { restrictVirtualObject } from './virtualObject.js';

const columns = [
  ['EntityDefinitionId'],
  ['DurableId'],
  ['EntityDefinition', 'QualifiedApiName'],
  ['EntityDefinition', 'DeveloperName'],
  ['EntityDefinition', 'DurableId'],
];

export const entityDefinitionId = field('EntityDefinitionId', 'Entity Definition ID', 'string', {
  ...readOnly,
  length: 255,
  referenceTo: ['EntityDefinition'],
  relationshipName: 'EntityDefinition',
});

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/tooling_api_objects_fielddefinition.htm */
export const fieldDefinition: SetupView = setupView({
  name: 'FieldDefinition',
  label: 'Field Definition',
  apis: ['data', 'tooling'],
  key: 'DurableId',
  pageable: false,
  documents: ['ReferenceTo'],
  fields: [
    idField('Field Definition ID'),
    text('DurableId', 'Durable ID', 255, readOnly),
    text('QualifiedApiName', 'Qualified API Name', 80, readOnly),
    entityDefinitionId,
    text('NamespacePrefix', 'Namespace Prefix', 15, readOnly),
    text('DeveloperName', 'Developer Name', 80, { ...readOnly, nameField: true }),
    text('MasterLabel', 'Master Label', 80, readOnly),
    text('Label', 'Label', 80, readOnly),
    text('DataType', 'Data Type', 255, readOnly),
    text('Description', 'Description', 1000, readOnly),
    text('RelationshipName', 'Relationship Name', 80, readOnly),
    text('PublisherId', 'Publisher ID', 50, readOnly),
    field('ReferenceTo', 'Reference To', 'string', readOnly),
    number('Length', 'Length', 'int', 9, 0, readOnly),
    number('Precision', 'Precision', 'int', 9, 0, readOnly),
    number('Scale', 'Scale', 'int', 9, 0, readOnly),
    checkbox('IsCalculated', 'Is Calculated', readOnly),
    checkbox('IsHtmlFormatted', 'Is HTML Formatted', readOnly),
    checkbox('IsIndexed', 'Is Indexed', readOnly),
    checkbox('IsNameField', 'Is Name Field', readOnly),
    checkbox('IsNillable', 'Is Nillable', readOnly),
    checkbox('IsPolymorphicForeignKey', 'Is Polymorphic Foreign Key', readOnly),
    checkbox('IsFieldHistoryTracked', 'Is Field History Tracked', readOnly),
    dateTime('LastModifiedDate', 'Last Modified Date', readOnly),
    reference('LastModifiedById', 'Last Modified By ID', 'User', readOnly),
  ],
  ofMetadata: true,
  rows: (org) =>
    catalogOf(org)
      .objects()
      .flatMap((object) => [...object.fields.values()].map((each) => fieldRow(org, object, each))),
  restrict: (statement, asChildren) =>
    restrictVirtualObject(statement, asChildren ? undefined : { object: 'FieldDefinition', columns }),
});

function fieldRow(org: EmbeddedOrg, object: ObjectDefinition, each: FieldDefinition): StoredRow {
  const component = each.custom
    ? org.components.get('CustomField', `${customFieldOwner(object.name)}.${each.name}`)
    : undefined;
  const bit = (value: boolean): 0 | 1 => (value ? 1 : 0);
  return {
    Id: NO_ID,
    DurableId: durableFieldId(org, object, each),
    QualifiedApiName: each.name,
    EntityDefinitionId: durableId(org, object),
    NamespacePrefix: null,
    DeveloperName: developerName(each.name),
    MasterLabel: each.label,
    Label: each.label,
    DataType: dataTypeLabel(each),
    Description: each.description ?? null,
    RelationshipName: each.relationshipName ?? null,
    PublisherId: each.custom ? '<local>' : 'System',
    ReferenceTo: JSON.stringify({ referenceTo: each.referenceTo.length === 0 ? null : each.referenceTo }),
    Length: each.length,
    Precision: each.precision,
    Scale: each.scale,
    IsCalculated: bit((each.custom && each.formula !== undefined) || each.autoNumberFormat !== undefined),
    IsHtmlFormatted: bit(each.htmlFormatted ?? false),
    IsIndexed: bit(each.type === 'id' || each.type === 'reference' || each.unique || each.externalId),
    IsNameField: bit(each.nameField),
    IsNillable: bit(each.nillable),
    IsPolymorphicForeignKey: bit(each.referenceTo.length > 1),
    IsFieldHistoryTracked: bit(component?.body['trackHistory'] === 'true'),
    LastModifiedDate: component === undefined ? null : wholeSeconds(component.lastModifiedDate),
    LastModifiedById: component?.lastModifiedById ?? null,
  };
}
