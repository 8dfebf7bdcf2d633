import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import type { FieldDefinition } from './definition.js';
import { flagOf } from './metadataBody.js';
import {
  dateTime,
  deletedField,
  field,
  idField,
  metadataRow,
  picklist,
  readOnly,
  reference,
  type StandardObject,
} from './standard/fields.js';

/**
 * Standard objects whose fields can be tracked; `…History` objects hold their history, OpportunityFieldHistory that of opportunities.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_associated_objects_history.htm
 */
const standardHistories: ReadonlySet<string> = new Set([
  'Account',
  'AccountContactRelation',
  'Asset',
  'AuthorizationForm',
  'AuthorizationFormConsent',
  'AuthorizationFormDataUse',
  'AuthorizationFormText',
  'Campaign',
  'Case',
  'CommSubscription',
  'CommSubscriptionChannelType',
  'CommSubscriptionConsent',
  'CommSubscriptionTiming',
  'Contact',
  'ContactPointAddress',
  'ContactPointConsent',
  'ContactPointEmail',
  'ContactPointPhone',
  'ContactPointTypeConsent',
  'Contract',
  'ContractLineItem',
  'DataUseLegalBasis',
  'DataUsePurpose',
  'EngagementChannelType',
  'Entitlement',
  'Individual',
  'Lead',
  'Opportunity',
  'Order',
  'OrderItem',
  'PartyConsent',
  'Pricebook2',
  'PricebookEntry',
  'Product2',
  'ServiceContract',
  'WorkOrder',
  'WorkOrderLineItem',
]);

/** What a history row is about beside a field. */
const EVENTS = ['created', 'leadConverted'];

/** Source: the same page (DataType) */
export const historyDataTypes: Readonly<Partial<Record<FieldDefinition['type'], string>>> = {
  boolean: 'Boolean',
  combobox: 'DynamicEnum',
  currency: 'Currency',
  date: 'DateOnly',
  datetime: 'DateTime',
  double: 'Double',
  email: 'Email',
  encryptedstring: 'EncryptedText',
  int: 'Double',
  multipicklist: 'MultiEnum',
  percent: 'Percent',
  phone: 'Phone',
  picklist: 'DynamicEnum',
  reference: 'EntityId',
  string: 'Text',
  textarea: 'StringPlusClob',
  url: 'Url',
};

/** Whether an object's metadata turns field history on. */
export function hasHistory(org: EmbeddedOrg, objectName: string): boolean {
  const component = org.components.get('CustomObject', objectName);
  return component !== undefined && flagOf(component.body, 'enableHistory');
}

/** The name of the object that holds an object's history; undefined when the object cannot have one. */
export function historyName(objectName: string): string | undefined {
  if (/__c$/i.test(objectName)) return objectName.replace(/__c$/i, '__History');
  if (!standardHistories.has(objectName)) return undefined;
  return objectName === 'Opportunity' ? 'OpportunityFieldHistory' : `${objectName}History`;
}

/** The history objects of an org: of all standard objects that can have one, and of custom ones that do. */
export function historyObjects(org: EmbeddedOrg, tables: readonly StandardObject[]): StandardObject[] {
  return tables.flatMap((table) => {
    const name = historyName(table.name);
    const custom = /__c$/i.test(table.name);
    return name === undefined || (custom && !hasHistory(org, table.name)) ? [] : [historyObject(name, table, custom)];
  });
}

function historyObject(name: string, parent: StandardObject, custom: boolean): StandardObject {
  const valueField = (fieldName: string, label: string): FieldDefinition =>
    field(fieldName, label, 'anyType', { ...readOnly, length: 255, barredFrom: ['filtered', 'grouped'] });
  return {
    ...metadataRow,
    name,
    label: `${parent.label} History`,
    labelPlural: `${parent.label} History`,
    keyPrefix: '017',
    category: 'business',
    historyOf: parent.name,
    capabilities: {
      layoutable: false,
      searchable: false,
      triggerable: false,
      validationRules: false,
      listViews: false,
      objectPermissions: false,
      undeletable: false,
    },
    fields: [
      idField(`${parent.label} History ID`),
      deletedField,
      reference(custom ? 'ParentId' : `${parent.name}Id`, `${parent.label} ID`, parent.name, {
        ...readOnly,
        nillable: false,
        childRelationshipName: 'Histories',
        deleteConstraint: 'Cascade',
      }),
      reference('CreatedById', 'Created By ID', 'User', { ...readOnly, nillable: false }),
      dateTime('CreatedDate', 'Created Date', { ...readOnly, nillable: false }),
      picklist('Field', 'Changed Field', EVENTS, {
        ...readOnly,
        length: 255,
        nillable: false,
        restrictedPicklist: true,
      }),
      picklist('DataType', 'Datatype', [...new Set(Object.values(historyDataTypes))].sort(), {
        ...readOnly,
        length: 40,
        restrictedPicklist: true,
      }),
      valueField('OldValue', 'Old Value'),
      valueField('NewValue', 'New Value'),
    ],
  };
}
