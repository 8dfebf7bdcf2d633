import type {
  CustomField,
  CustomMetadata,
  CustomFieldTranslation,
  CustomObject,
  CustomPermission,
  ListView,
  PermissionSet,
  StaticResource,
  ValidationRule,
  ValidationRuleTranslation,
} from '@salesforce/types/metadata';
import type { XmlValue } from './xml.js';

/** The official body type, of which every element that the schema does not care about may be left out. */
type Declared<Body, Mandatory extends keyof Body> = Pick<Body, Mandatory> & Partial<Omit<Body, Mandatory>>;

/** A value of a custom metadata record. Its XML carries the type, so text and booleans are told apart here. */
export type CustomMetadataValue = { field: string; value: string | boolean | null };

/** A body as an org gave it, with a part added: every element that the org has stays in it, whether known here or not. */
export type ExtendedBody = { readonly [element: string]: readonly XmlValue[] };

/** What each generated metadata type's body may say; element names and values are those of the Metadata API. */
export type ComponentBodies = {
  CustomField: Declared<CustomField, 'label' | 'type'>;
  CustomMetadata: Declared<Omit<CustomMetadata, 'values'>, 'label'> & { values: CustomMetadataValue[] };
  CustomObject: Declared<CustomObject, 'label' | 'pluralLabel'>;
  CustomObjectTranslation: {
    fields?: Declared<CustomFieldTranslation, 'name'>[];
    validationRules?: Declared<ValidationRuleTranslation, 'name' | 'errorMessage'>[];
  };
  CustomPermission: Declared<CustomPermission, 'label'>;
  LeadConvertSettings: ExtendedBody;
  ListView: Declared<ListView, 'columns' | 'filterScope' | 'label'> | ExtendedBody;
  PermissionSet: Declared<PermissionSet, 'label' | 'fieldPermissions'>;
  StaticResource: Declared<StaticResource, 'cacheControl' | 'contentType'>;
  ValidationRule: Declared<ValidationRule, 'active' | 'errorConditionFormula' | 'errorMessage'>;
};

export type ComponentType = keyof ComponentBodies;

/** A component's name in the whole org: `CustomField:Account.Is_Synthetic__c`. */
export type ComponentKey = `${ComponentType}:${string}`;

/** One piece of Salesforce metadata. `content` is the file beside the XML, for types that have one. */
export type Component<Type extends ComponentType = ComponentType> = {
  [T in Type]: {
    readonly type: T;
    readonly fullName: string;
    readonly body: ComponentBodies[T];
    readonly content?: Uint8Array;
  };
}[Type];

/** Why a component exists: the part of the provenance schema that it enforces. */
export const purposes = [
  'marker',
  'policy',
  'access',
  'guard',
  'report',
  'badge',
  'translation',
  'conversion',
] as const;
export type Purpose = (typeof purposes)[number];

/**
 * When a component is deployed. `foundation`: fields, the policy's type and record, permissions. `enforcement`: what
 * refers to them, rules and views. Two stages, because it is not established that a rule naming a custom metadata
 * record deploys together with that record; one after the other works either way.
 */
export const stages = ['foundation', 'enforcement'] as const;
export type Stage = (typeof stages)[number];

/** A component that the provenance schema wants in an org. `object` is the business object it belongs to, if one. */
export type DesiredComponent<Type extends ComponentType = ComponentType> = Component<Type> & {
  readonly purpose: Purpose;
  readonly object?: string;
};

export function keyOf(component: { readonly type: ComponentType; readonly fullName: string }): ComponentKey {
  return `${component.type}:${component.fullName}`;
}

const ENFORCEMENT: ReadonlySet<ComponentType> = new Set([
  'ValidationRule',
  'ListView',
  'CustomObjectTranslation',
  'LeadConvertSettings',
]);

export function stageOf(component: { readonly type: ComponentType }): Stage {
  return ENFORCEMENT.has(component.type) ? 'enforcement' : 'foundation';
}
