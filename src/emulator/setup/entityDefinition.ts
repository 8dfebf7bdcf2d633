import { capabilitiesOf } from '../catalog/capabilities.js';
import { catalogOf } from '../catalog/catalog.js';
import type { ObjectDefinition } from '../catalog/definition.js';
import { textOf } from '../catalog/metadataBody.js';
import { checkbox, dateTime, idField, readOnly, reference, text } from '../catalog/standard/fields.js';
import type { StoredRow } from '../catalog/storedValue.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { durableId, developerName, wholeSeconds, NO_ID } from './durableId.js';
import { setupView } from './view.js';
import type { SetupView } from './view.js';
import { restrictVirtualObject } from './virtualObject.js';

const flags = [
  'IsApexTriggerable',
  'IsCompactLayoutable',
  'IsCustomSetting',
  'IsCustomizable',
  'IsDeprecatedAndHidden',
  'IsEverCreatable',
  'IsEverDeletable',
  'IsEverUpdatable',
  'IsFlsEnabled',
  'IsIdEnabled',
  'IsLayoutable',
  'IsQueryable',
  'IsReplicateable',
  'IsRetrieveable',
  'IsSearchable',
  'IsTriggerable',
  'IsWorkflowEnabled',
] as const;

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/tooling_api_objects_entitydefinition.htm */
export const entityDefinition: SetupView = setupView({
  name: 'EntityDefinition',
  label: 'Entity Definition',
  keyPrefix: '4ie',
  apis: ['data', 'tooling'],
  key: 'DurableId',
  pageable: false,
  fields: [
    idField('Entity Definition ID'),
    text('DurableId', 'Durable ID', 255, readOnly),
    text('QualifiedApiName', 'Qualified API Name', 70, readOnly),
    text('DeveloperName', 'Developer Name', 40, { ...readOnly, nameField: true }),
    text('MasterLabel', 'Master Label', 80, readOnly),
    text('Label', 'Label', 80, readOnly),
    text('PluralLabel', 'Plural Label', 80, readOnly),
    text('KeyPrefix', 'Key Prefix', 3, readOnly),
    text('NamespacePrefix', 'Namespace Prefix', 15, readOnly),
    text('PublisherId', 'Publisher ID', 50, readOnly),
    text('InternalSharingModel', 'Internal Sharing Model', 40, readOnly),
    text('ExternalSharingModel', 'External Sharing Model', 40, readOnly),
    text('DeploymentStatus', 'Deployment Status', 40, readOnly),
    text('Description', 'Description', 1000, readOnly),
    dateTime('LastModifiedDate', 'Last Modified Date', readOnly),
    reference('LastModifiedById', 'Last Modified By ID', 'User', readOnly),
    ...flags.map((name) => checkbox(name, name, readOnly)),
  ],
  children: [
    { childObject: 'FieldDefinition', field: 'EntityDefinitionId', relationshipName: 'Fields' },
    { childObject: 'ValidationRule', field: 'EntityDefinitionId', relationshipName: 'ValidationRules' },
  ],
  ofMetadata: true,
  rows: (org) =>
    catalogOf(org)
      .objects()
      .map((object) => entityRow(org, object)),
  restrict: (statement) => restrictVirtualObject(statement),
});

function entityRow(org: EmbeddedOrg, object: ObjectDefinition): StoredRow {
  const component = org.components.get('CustomObject', object.name);
  const business = object.category === 'business';
  const can = capabilitiesOf(object);
  const body = component?.body ?? {};
  const is: Record<(typeof flags)[number], boolean> = {
    IsApexTriggerable: can.triggerable,
    IsCompactLayoutable: can.layoutable,
    IsCustomSetting: false,
    IsCustomizable: object.customizable,
    IsDeprecatedAndHidden: false,
    IsEverCreatable: object.createable,
    IsEverDeletable: object.deletable,
    IsEverUpdatable: object.updateable,
    IsFlsEnabled: business,
    IsIdEnabled: true,
    IsLayoutable: can.layoutable,
    IsQueryable: can.queryable,
    IsReplicateable: business,
    IsRetrieveable: can.queryable,
    IsSearchable: can.searchable,
    IsTriggerable: can.triggerable,
    IsWorkflowEnabled: can.validationRules,
  };
  return {
    // The platform shows one and the same empty id for all of them.
    Id: NO_ID,
    DurableId: durableId(org, object),
    QualifiedApiName: object.name,
    DeveloperName: developerName(object.name),
    MasterLabel: object.label,
    Label: object.label,
    PluralLabel: object.labelPlural,
    KeyPrefix: object.keyPrefix,
    NamespacePrefix: null,
    PublisherId: object.custom ? '<local>' : 'System',
    InternalSharingModel: business ? (textOf(body, 'sharingModel') ?? 'ReadWrite') : null,
    ExternalSharingModel: business ? (textOf(body, 'externalSharingModel') ?? 'Private') : null,
    DeploymentStatus: object.custom ? (textOf(body, 'deploymentStatus') ?? 'Deployed') : null,
    Description: textOf(body, 'description') ?? null,
    LastModifiedDate: component === undefined ? null : wholeSeconds(component.lastModifiedDate),
    LastModifiedById: component?.lastModifiedById ?? null,
    ...Object.fromEntries(flags.map((name) => [name, is[name] ? 1 : 0])),
  };
}
