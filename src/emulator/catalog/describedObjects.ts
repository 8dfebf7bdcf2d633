import { z } from 'zod';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import type { FieldDefinition, FieldType } from './definition.js';
import { field, type StandardObject } from './standard/fields.js';

/**
 * A standard object as another org describes it: what a describe says that does not depend on who asks, without its
 * custom fields.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_describesobjects_describesobjectresult.htm
 */
export const describedObjectSchema = z.strictObject({
  name: z.string().regex(/^[A-Za-z][A-Za-z0-9]*$/),
  label: z.string(),
  labelPlural: z.string(),
  keyPrefix: z.string().regex(/^[A-Za-z0-9]{3}$/),
  createable: z.boolean(),
  updateable: z.boolean(),
  deletable: z.boolean(),
  layoutable: z.boolean(),
  searchable: z.boolean(),
  triggerable: z.boolean(),
  queryable: z.boolean(),
  undeletable: z.boolean(),
  fields: z.array(
    z.strictObject({
      name: z.string().regex(/^[A-Za-z][A-Za-z0-9_]*$/),
      label: z.string(),
      type: z.string(),
      length: z.int().min(0),
      precision: z.int().min(0),
      digits: z.int().min(0),
      scale: z.int().min(0),
      nillable: z.boolean(),
      createable: z.boolean(),
      updateable: z.boolean(),
      defaultedOnCreate: z.boolean(),
      unique: z.boolean(),
      externalId: z.boolean(),
      idLookup: z.boolean(),
      nameField: z.boolean(),
      caseSensitive: z.boolean(),
      htmlFormatted: z.boolean(),
      permissionable: z.boolean(),
      restrictedPicklist: z.boolean(),
      referenceTo: z.array(z.string()),
      relationshipName: z.string().nullable(),
      picklistValues: z.array(
        z.strictObject({ value: z.string(), label: z.string(), defaultValue: z.boolean(), active: z.boolean() }),
      ),
    }),
  ),
});

export type DescribedObject = z.infer<typeof describedObjectSchema>;
type DescribedField = DescribedObject['fields'][number];

/** The components that hold described objects; no metadata type of the platform. */
export const DESCRIBED = 'DescribedObject';

const TYPES: ReadonlySet<string> = new Set<FieldType>([
  'id',
  'reference',
  'string',
  'textarea',
  'boolean',
  'int',
  'double',
  'currency',
  'percent',
  'date',
  'datetime',
  'time',
  'email',
  'phone',
  'url',
  'picklist',
  'combobox',
  'multipicklist',
  'encryptedstring',
  'base64',
]);

/** Whether the embedded org has fields of a describe type: it has no compound fields, for example. */
export function isFieldType(type: string): type is FieldType {
  return TYPES.has(type);
}

/**
 * The standard objects of an org: the built-in ones, with the standard fields and the picklist values that a snapshot
 * knows of them, and those that only a snapshot knows.
 */
export function withDescribed(org: EmbeddedOrg, builtIn: readonly StandardObject[]): StandardObject[] {
  const described = new Map(
    org.components.list(DESCRIBED).map((component) => {
      const object = JSON.parse(Buffer.from(component.content ?? []).toString('utf8')) as DescribedObject;
      return [object.name.toLowerCase(), object] as const;
    }),
  );
  if (described.size === 0) return [...builtIn];
  const known = builtIn.map((object) => {
    const more = described.get(object.name.toLowerCase());
    described.delete(object.name.toLowerCase());
    return more === undefined || object.category !== 'business' ? object : extended(object, more);
  });
  return [...known, ...[...described.values()].map(describedObject)];
}

function extended(object: StandardObject, { fields }: DescribedObject): StandardObject {
  const byName = new Map(fields.map((each) => [each.name.toLowerCase(), each]));
  const own = object.fields.map((each) => {
    const values = byName.get(each.name.toLowerCase())?.picklistValues ?? [];
    byName.delete(each.name.toLowerCase());
    return values.length === 0 || !/picklist|combobox/.test(each.type) ? each : { ...each, ...picklist(values) };
  });
  return { ...object, fields: [...own, ...[...byName.values()].flatMap(describedField)] };
}

function describedObject({ fields, ...object }: DescribedObject): StandardObject {
  const { name, label, labelPlural, keyPrefix, createable, updateable, deletable } = object;
  const { layoutable, searchable, triggerable, queryable, undeletable } = object;
  return {
    name,
    label,
    labelPlural,
    keyPrefix,
    category: 'business',
    customizable: true,
    createable,
    updateable,
    deletable,
    capabilities: { layoutable, searchable, triggerable, validationRules: triggerable, queryable, undeletable },
    fields: fields.flatMap(describedField),
  };
}

/** None for a type that the embedded org does not have. A field that the platform fills may be left empty here. */
function describedField(from: DescribedField): FieldDefinition[] {
  const { name, label, type, length, precision, digits, scale, createable, updateable, unique, externalId } = from;
  const { idLookup, nameField, caseSensitive, htmlFormatted, permissionable, restrictedPicklist, referenceTo } = from;
  if (!isFieldType(type)) return [];
  return [
    field(name, label, type, {
      length,
      precision: type === 'int' ? digits : precision,
      scale,
      nillable: type !== 'boolean' && (from.nillable || (createable && from.defaultedOnCreate)),
      createable,
      updateable,
      unique,
      externalId,
      idLookup,
      nameField,
      caseSensitive,
      htmlFormatted,
      permissionable,
      restrictedPicklist,
      referenceTo,
      ...(from.relationshipName === null ? {} : { relationshipName: from.relationshipName }),
      ...(type === 'boolean' ? { defaultFormula: 'false' } : {}),
      ...picklist(from.picklistValues),
    }),
  ];
}

function picklist(values: DescribedField['picklistValues']): Pick<FieldDefinition, 'picklistValues'> {
  return {
    picklistValues: values.map(({ value, label, defaultValue, active }) => ({
      value,
      label,
      default: defaultValue,
      active,
    })),
  };
}
