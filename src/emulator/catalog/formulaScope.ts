import type { FormulaScope, FormulaType } from '../formula/types.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { catalogOf } from './catalog.js';
import type { Catalog, FieldDefinition, FieldType, ObjectDefinition } from './definition.js';

const formulaTypes: Readonly<Record<FieldType, FormulaType | undefined>> = {
  id: 'id',
  reference: 'id',
  string: 'text',
  textarea: 'text',
  boolean: 'boolean',
  int: 'number',
  double: 'number',
  currency: 'number',
  percent: 'number',
  date: 'date',
  datetime: 'datetime',
  time: 'time',
  email: 'text',
  phone: 'text',
  url: 'text',
  picklist: 'picklist',
  combobox: 'text',
  multipicklist: 'multipicklist',
  // Neither encrypted text nor files nor what history rows hold can be used in a formula.
  encryptedstring: undefined,
  base64: undefined,
  anyType: undefined,
};

/** The type a field's value has inside formulas; undefined when formulas cannot use the field. */
export function formulaTypeOf(field: FieldDefinition): FormulaType | undefined {
  return formulaTypes[field.type];
}

/**
 * What a formula on an object may name: its fields, fields of records it refers to (`Account.Owner.Name`), and the
 * globals $Organization, $User, $Profile, $Permission and $CustomMetadata. Names ignore case, as on the platform.
 * Source: https://help.salesforce.com/s/articleView?id=sf.dev_understanding_global_variables.htm
 */
export function formulaScope(org: EmbeddedOrg, objectName: string): FormulaScope {
  const catalog = catalogOf(org);
  const object = catalog.object(objectName);
  return {
    field: (path) => {
      const [first = '', ...rest] = path;
      if (first.startsWith('$')) return globalType(org, catalog, first.toLowerCase(), rest);
      const field = object && fieldAt(catalog, object, path);
      return field && formulaTypeOf(field);
    },
    objectField: (objectName, fieldName) => {
      const other = catalog.object(objectName);
      const field =
        other?.custom === true && other.category === 'business' ? catalog.field(other.name, fieldName) : undefined;
      const type = field && formulaTypeOf(field);
      return field && type && { type, isName: field.nameField };
    },
    resource: (path) => {
      const [first = '', name] = path;
      return (
        first.toLowerCase() === '$resource' &&
        name !== undefined &&
        org.components.get('StaticResource', name) !== undefined
      );
    },
  };
}

/** The field at the end of a path of relationship names; undefined when the path leads nowhere. */
export function fieldAt(
  catalog: Catalog,
  object: ObjectDefinition,
  path: readonly string[],
): FieldDefinition | undefined {
  const [first = '', ...rest] = path;
  if (rest.length === 0) return catalog.field(object.name, first);
  const parent = parentOf(catalog, object, path);
  return parent && fieldAt(catalog, parent.object, parent.rest);
}

/**
 * The object that the first step of a formula's path leads to, the reference that leads there, and the path from there
 * on. Through an owner that may be a user or a queue formulas reach as `Owner:User` or `Owner:Queue`, and through no
 * other reference to several objects.
 * Source: https://help.salesforce.com/s/articleView?id=sf.customize_cross_object_considerations.htm
 */
export function parentOf(
  catalog: Catalog,
  object: ObjectDefinition,
  [step = '', ...rest]: readonly string[],
):
  | { readonly reference: FieldDefinition; readonly object: ObjectDefinition; readonly rest: readonly string[] }
  | undefined {
  const [relationship = '', kind] = step.split(':');
  const reference = relationshipField(object, relationship);
  const [only, ...others] = reference?.referenceTo ?? [];
  // An event's owner is a user always, and shares its formulas with tasks.
  if (reference === undefined || (kind === undefined && others.length > 0)) return undefined;
  const wanted = kind?.toLowerCase() === 'queue' ? 'Group' : kind;
  const target =
    wanted === undefined ? only : reference.referenceTo.find((name) => name.toLowerCase() === wanted.toLowerCase());
  const found = target === undefined ? undefined : catalog.object(target);
  if (found === undefined) return undefined;
  // Formulas know the name of a queue by a name of their own.
  const queueName = found.name === 'Group' && rest.length === 1 && rest[0]?.toLowerCase() === 'queuename';
  return { reference, object: found, rest: queueName ? ['Name'] : rest };
}

/** The reference field that a relationship name such as `Account` or `Store__r` stands for. */
export function relationshipField(object: ObjectDefinition, name: string): FieldDefinition | undefined {
  const wanted = name.toLowerCase();
  for (const field of object.fields.values()) {
    if (field.relationshipName?.toLowerCase() === wanted) return field;
  }
  return undefined;
}

const globalObjects: Readonly<Record<string, string>> = {
  $organization: 'Organization',
  $user: 'User',
  $profile: 'Profile',
};

function globalType(
  org: EmbeddedOrg,
  catalog: Catalog,
  global: string,
  rest: readonly string[],
): FormulaType | undefined {
  const object = globalObjects[global];
  const [first, second, third] = rest;
  if (first === undefined) return undefined;
  if (object !== undefined && rest.length === 1) {
    const field = catalog.field(object, first);
    return field && formulaTypeOf(field);
  }
  if (global === '$permission' && rest.length === 1) {
    return org.components.get('CustomPermission', first) === undefined ? undefined : 'boolean';
  }
  if (global === '$custommetadata' && rest.length === 3 && second !== undefined && third !== undefined) {
    const record = org.components.get('CustomMetadata', `${first.replace(/__mdt$/i, '')}.${second}`);
    const field = catalog.field(first, third);
    return record && field && formulaTypeOf(field);
  }
  return undefined;
}
