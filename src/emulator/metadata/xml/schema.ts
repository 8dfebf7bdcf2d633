import { ApiSchemas } from '@jsforce/jsforce-node/lib/api/metadata/schema.js';

/** What one element of a metadata type may hold, as the Metadata API's WSDL says. */
export type PropertySchema = {
  readonly name: string;
  /** `string`, `boolean`, `number`, `any`, or the name of another type. */
  readonly type: string;
  readonly repeats: boolean;
  readonly required: boolean;
  /** That it is there says all, as in `<allInternalUsers></allInternalUsers>`. */
  readonly presence?: true;
  readonly values?: readonly string[];
  readonly enumName?: string;
};

export type TypeSchema = { readonly name: string; readonly properties: ReadonlyMap<string, PropertySchema> };

type RawType = { readonly props: Readonly<Record<string, string | readonly string[]>>; readonly extends?: string };

/** Elements that the WSDL has gained since the version jsforce ships. Source: https://www.npmjs.com/package/@salesforce/types (metadata WSDL). */
const ADDED: Readonly<Record<string, RawType['props']>> = {
  PermissionSetObjectPermissions: { viewAllFields: '?boolean' },
};

/**
 * Elements with a fixed set of values; the WSDL's simple types, which jsforce flattens to strings.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/customfield.htm and the pages of the other types.
 */
const ENUMS: Readonly<Record<string, { name: string; values: string }>> = {
  'CustomField.type': {
    name: 'FieldType',
    values:
      'AutoNumber Lookup MasterDetail Checkbox Currency Date DateTime Email Number Percent Phone Picklist MultiselectPicklist Text TextArea LongTextArea Html Url EncryptedText Summary Hierarchy File MetadataRelationship Location ExternalLookup IndirectLookup CustomDataType Time Address Array Integer Long',
  },
  'CustomField.formulaTreatBlanksAs': { name: 'TreatBlanksAs', values: 'BlankAsBlank BlankAsZero' },
  'CustomField.deleteConstraint': { name: 'DeleteConstraint', values: 'Cascade Restrict SetNull' },
  'CustomField.maskChar': { name: 'EncryptedFieldMaskChar', values: 'asterisk X' },
  'CustomField.maskType': { name: 'EncryptedFieldMaskType', values: 'all creditCard ssn lastFour sin nino' },
  'CustomField.summaryOperation': { name: 'SummaryOperations', values: 'count sum min max' },
  'CustomField.fieldManageability': {
    name: 'FieldManageability',
    values: 'DeveloperControlled SubscriberControlled Locked',
  },
  'CustomObject.customSettingsType': { name: 'CustomSettingsType', values: 'List Hierarchy' },
  'CustomObject.deploymentStatus': { name: 'DeploymentStatus', values: 'InDevelopment Deployed' },
  'CustomObject.sharingModel': {
    name: 'SharingModel',
    values:
      'Private Read ReadSelect ReadWrite ReadWriteTransfer FullAccess ControlledByParent ControlledByLeadOrContact ControlledByCampaign',
  },
  'CustomObject.externalSharingModel': {
    name: 'SharingModel',
    values:
      'Private Read ReadSelect ReadWrite ReadWriteTransfer FullAccess ControlledByParent ControlledByLeadOrContact ControlledByCampaign',
  },
  'CustomObject.visibility': { name: 'SetupObjectVisibility', values: 'PackageProtected Protected Public' },
  'ListViewFilter.operation': {
    name: 'FilterOperation',
    values:
      'equals notEqual lessThan greaterThan lessOrEqual greaterOrEqual contains notContain startsWith includes excludes within',
  },
  'ListView.filterScope': {
    name: 'FilterScope',
    values:
      'Everything Mine Queue Delegated MyTerritory MyTeamTerritory Team SalesTeam AssignedToMe MineAndMyGroups ScopingRule',
  },
  'FilterItem.operation': {
    name: 'FilterOperation',
    values:
      'equals notEqual lessThan greaterThan lessOrEqual greaterOrEqual contains notContain startsWith includes excludes within',
  },
  'PermissionSetTabSetting.visibility': {
    name: 'PermissionSetTabVisibility',
    values: 'None Available Visible',
  },
  'StaticResource.cacheControl': { name: 'StaticResourceCacheControl', values: 'Private Public' },
};

const RAW = new Map<string, RawType>([
  ...Object.entries(ApiSchemas),
  // A destructive manifest may leave its version out.
  ['DestructivePackage', { props: { ...ApiSchemas.Package.props, version: '?string' }, extends: 'Metadata' }],
]);
const RESOLVED = new Map<string, TypeSchema>();

/** The type's elements, inherited ones included; undefined when the WSDL has no such type. */
export function typeSchema(name: string): TypeSchema | undefined {
  const known = RESOLVED.get(name) ?? resolve(name);
  if (known) RESOLVED.set(name, known);
  return known;
}

function resolve(name: string): TypeSchema | undefined {
  const raw = RAW.get(name);
  if (!raw) return undefined;
  const inherited = raw.extends === undefined ? undefined : typeSchema(raw.extends)?.properties;
  const own = Object.entries({ ...raw.props, ...ADDED[name] }).map(([property, type]): [string, PropertySchema] => [
    property,
    propertySchema(name, property, type),
  ]);
  return { name, properties: new Map([...(inherited ?? []), ...own]) };
}

/** Whether the WSDL has a metadata type (something a manifest may name) of this name. */
export function isMetadataType(name: string): boolean {
  for (let at = RAW.get(name); at?.extends !== undefined; at = RAW.get(at.extends)) {
    if (at.extends === 'Metadata') return true;
  }
  return false;
}

function propertySchema(owner: string, name: string, declared: string | readonly string[]): PropertySchema {
  const repeats = typeof declared !== 'string';
  const written = typeof declared === 'string' ? declared : (declared[0] ?? 'string');
  const values = ENUMS[`${owner}.${name}`];
  return {
    name,
    type: written.replace('?', ''),
    repeats,
    required: !repeats && !written.startsWith('?'),
    ...(owner === 'SharedTo' && name.startsWith('all') ? { presence: true } : {}),
    ...(values ? { values: values.values.split(' '), enumName: values.name } : {}),
  };
}
