import type { Access } from '../access/access.js';
import { ApiError } from '../org/apiError.js';
import { API_VERSION } from '../org/embeddedOrg.js';
import { capabilitiesOf } from './capabilities.js';
import type { Catalog, FieldDefinition, ObjectDefinition } from './definition.js';
import { describeField, type DescribedField } from './describeField.js';

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_describeGlobal.htm */
const MAX_BATCH_SIZE = 200;
/** What every custom and most standard objects have instead of record types of their own. */
const MASTER_RECORD_TYPE = '012000000000000AAA';

/** One object as `/sobjects` lists it. */
export type DescribedObjectSummary = {
  activateable: boolean;
  associateEntityType: string | null;
  associateParentEntity: string | null;
  createable: boolean;
  custom: boolean;
  customSetting: boolean;
  deepCloneable: boolean;
  deletable: boolean;
  deprecatedAndHidden: boolean;
  feedEnabled: boolean;
  hasSubtypes: boolean;
  isInterface: boolean;
  isSubtype: boolean;
  keyPrefix: string | null;
  label: string;
  labelPlural: string;
  layoutable: boolean;
  mergeable: boolean;
  mruEnabled: boolean;
  name: string;
  queryable: boolean;
  replicateable: boolean;
  retrieveable: boolean;
  searchable: boolean;
  triggerable: boolean;
  undeletable: boolean;
  updateable: boolean;
  urls: Record<string, string>;
};

export type DescribedGlobal = { encoding: string; maxBatchSize: number; sobjects: DescribedObjectSummary[] };

export type DescribedObject = DescribedObjectSummary & {
  actionOverrides: unknown[];
  childRelationships: DescribedChildRelationship[];
  compactLayoutable: boolean;
  defaultImplementation: string | null;
  extendedBy: string | null;
  extendsInterfaces: string | null;
  fields: DescribedField[];
  implementedBy: string | null;
  implementsInterfaces: string | null;
  listviewable: null;
  lookupLayoutable: null;
  namedLayoutInfos: unknown[];
  networkScopeFieldName: string | null;
  recordTypeInfos: DescribedRecordType[];
  searchLayoutable: boolean;
  sobjectDescribeOption: string;
  supportedScopes: { label: string; name: string }[];
};

type DescribedChildRelationship = {
  cascadeDelete: boolean;
  childSObject: string;
  deprecatedAndHidden: boolean;
  field: string;
  junctionIdListNames: string[];
  junctionReferenceTo: string[];
  relationshipName: string | null;
  restrictedDelete: boolean;
};

/** A record type, and what it is to the user who asks. */
export type RecordTypeInfo = {
  readonly id: string;
  readonly developerName: string;
  readonly name: string;
  readonly active: boolean;
  readonly available: boolean;
  /** Whether the user's new records get it. */
  readonly default: boolean;
};

type DescribedRecordType = {
  active: boolean;
  available: boolean;
  defaultRecordTypeMapping: boolean;
  developerName: string;
  master: boolean;
  name: string;
  recordTypeId: string;
  urls: Record<string, string>;
};

/** All objects the caller can read, by name. Source: https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_describeglobal_describeglobalresult.htm */
export function describeGlobal(catalog: Catalog, access: Access, apiVersion: number = API_VERSION): DescribedGlobal {
  const visible = catalog.objects().filter(({ name }) => access.object(name).read);
  return {
    encoding: 'UTF-8',
    maxBatchSize: MAX_BATCH_SIZE,
    sobjects: visible.map((object) => summary(object, access, apiVersion)).sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

/**
 * One object with the fields and relationships that the caller can read. An object that does not exist, or that the
 * caller cannot read, is NOT_FOUND. `recordTypes` are the object's own.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_describesobjects_describesobjectresult.htm
 */
export function describeObject(
  catalog: Catalog,
  access: Access,
  name: string,
  apiVersion: number = API_VERSION,
  recordTypes: readonly RecordTypeInfo[] = [],
): DescribedObject {
  const object = catalog.object(name);
  if (object === undefined || !access.object(object.name).read) {
    throw new ApiError(404, 'NOT_FOUND', 'The requested resource does not exist');
  }
  const url = objectUrl(object, apiVersion);
  const known = summary(object, access, apiVersion);
  return {
    ...known,
    urls: {
      ...known.urls,
      uiDetailTemplate: '{ID}',
      uiEditTemplate: '{ID}/e',
      uiNewRecord: `${object.keyPrefix}/e`,
    },
    actionOverrides: [],
    childRelationships: childRelationships(catalog, access, object),
    compactLayoutable: object.category === 'business',
    defaultImplementation: null,
    extendedBy: null,
    extendsInterfaces: null,
    fields: [...object.fields.values()]
      .filter((field) => access.canRead(object.name, field.name))
      .map((field) => describeField(object, field, access)),
    implementedBy: null,
    implementsInterfaces: null,
    listviewable: null,
    lookupLayoutable: null,
    namedLayoutInfos: [],
    networkScopeFieldName: null,
    recordTypeInfos: recordTypeInfos(url, recordTypes),
    searchLayoutable: known.searchable,
    sobjectDescribeOption: 'FULL',
    supportedScopes: object.category === 'business' ? [{ label: `All ${object.labelPlural}`, name: 'everything' }] : [],
  };
}

/** The record types, and the master that every object has. */
function recordTypeInfos(url: string, recordTypes: readonly RecordTypeInfo[]): DescribedRecordType[] {
  const master = {
    id: MASTER_RECORD_TYPE,
    developerName: 'Master',
    name: 'Master',
    active: true,
    available: true,
    default: !recordTypes.some((each) => each.default),
  };
  return [...recordTypes, master].map((each) => ({
    active: each.active,
    available: each.available,
    defaultRecordTypeMapping: each.default,
    developerName: each.developerName,
    master: each === master,
    name: each.name,
    recordTypeId: each.id,
    urls: { layout: `${url}/describe/layouts/${each.id}` },
  }));
}

function summary(object: ObjectDefinition, access: Access, apiVersion: number): DescribedObjectSummary {
  const business = object.category === 'business';
  const allowed = access.object(object.name);
  const can = capabilitiesOf(object);
  const url = objectUrl(object, apiVersion);
  return {
    activateable: false,
    associateEntityType: null,
    associateParentEntity: null,
    createable: object.createable && allowed.create,
    custom: object.custom,
    customSetting: false,
    deepCloneable: false,
    deletable: object.deletable && allowed.delete,
    deprecatedAndHidden: false,
    feedEnabled: false,
    hasSubtypes: false,
    isInterface: false,
    isSubtype: false,
    // The ids of all history objects begin alike.
    keyPrefix: object.historyOf === undefined ? object.keyPrefix : null,
    label: object.label,
    labelPlural: object.labelPlural,
    layoutable: can.layoutable || object.category === 'customMetadata',
    mergeable: ['Account', 'Contact', 'Lead', 'Case'].includes(object.name),
    mruEnabled: business,
    name: object.name,
    queryable: can.queryable,
    replicateable: business,
    retrieveable: true,
    searchable: can.searchable,
    triggerable: can.triggerable,
    undeletable: can.undeletable,
    updateable: object.updateable && allowed.edit,
    urls: { rowTemplate: `${url}/{ID}`, describe: `${url}/describe`, sobject: url },
  };
}

function childRelationships(catalog: Catalog, access: Access, object: ObjectDefinition): DescribedChildRelationship[] {
  return object.childRelationships
    .filter(({ childObject, field }) => access.object(childObject).read && access.canRead(childObject, field))
    .map(({ childObject, field, relationshipName }) => ({
      cascadeDelete: ofCustomField(catalog, childObject, field, 'Cascade'),
      childSObject: childObject,
      deprecatedAndHidden: false,
      field,
      junctionIdListNames: [],
      junctionReferenceTo: [],
      relationshipName: relationshipName ?? null,
      restrictedDelete: ofCustomField(catalog, childObject, field, 'Restrict'),
    }));
}

function ofCustomField(
  catalog: Catalog,
  object: string,
  fieldName: string,
  constraint: FieldDefinition['deleteConstraint'],
): boolean {
  const field = catalog.field(object, fieldName);
  return field?.custom === true && field.deleteConstraint === constraint;
}

function objectUrl(object: ObjectDefinition, apiVersion: number): string {
  return `/services/data/v${apiVersion}.0/sobjects/${object.name}`;
}
