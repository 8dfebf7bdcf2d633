import type { FieldDefinition } from '../../catalog/definition.js';
import { bodiesOf, textOf } from '../../catalog/metadataBody.js';
import type { MetadataBody } from '../../org/componentStore.js';
import type { Candidate, CheckContext, ComponentType } from './componentType.js';
import { developerNameProblems, lengthProblems, repeated, splitFullName, tooLong } from './naming.js';

/**
 * A record of a custom metadata type, named `Type.Record` without the type's `__mdt`.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_custommetadata.htm
 */
export const customMetadata: ComponentType = {
  name: 'CustomMetadata',
  folder: 'customMetadata',
  suffix: 'md',
  metaFile: false,
  keyPrefix: 'm00',
  keyPrefixOf: (fullName, catalog) => catalog.object(`${splitFullName(fullName)[0]}__mdt`)?.keyPrefix,
  normalize: (body) => ({ ...body, ...sortedValues(body) }),
  checkAlone: ({ fullName, body }) => [
    ...developerNameProblems(splitFullName(fullName)[1], 'Custom Metadata Record'),
    ...(textOf(body, 'label') === undefined ? ['Required field is missing: label'] : []),
    ...lengthProblems(body, { label: ['MasterLabel', 40], description: ['Description', 1000] }),
    ...repeated(bodiesOf(body, 'values').map((value) => textOf(value, 'field') ?? '')).map(
      (field) => `Field:field, value:${field} appears more than once`,
    ),
  ],
  checkWithin: ({ fullName, body }: Candidate, { catalog }: CheckContext) => {
    const typeName = `${splitFullName(fullName)[0]}__mdt`;
    const type = catalog.object(typeName);
    if (type?.category !== 'customMetadata') return [`In field: type - no CustomObject named ${typeName} found`];
    const values = bodiesOf(body, 'values');
    const given = new Set(
      values.filter((value) => value['value'] !== undefined).map((value) => textOf(value, 'field')?.toLowerCase()),
    );
    return [
      ...values.flatMap((value) =>
        valueProblems(typeName, catalog.field(typeName, textOf(value, 'field') ?? ''), value),
      ),
      ...[...type.fields.values()]
        .filter(
          (field) => field.custom && !field.nillable && field.type !== 'boolean' && field.defaultFormula === undefined,
        )
        .filter((field) => !given.has(field.name.toLowerCase()))
        .map((field) => `Required fields are missing: [${field.name}]`),
    ];
  },
};

function sortedValues(body: MetadataBody): MetadataBody {
  const values = bodiesOf(body, 'values');
  if (values.length === 0) return {};
  return { values: values.sort((a, b) => ((textOf(a, 'field') ?? '') < (textOf(b, 'field') ?? '') ? -1 : 1)) };
}

/** The XML Schema type that a value of the field carries, and the form of its text. */
const VALUE_TYPES: Readonly<Record<string, { readonly names: readonly string[]; readonly form: RegExp }>> = {
  boolean: { names: ['boolean'], form: /^(true|false|0|1)$/ },
  double: { names: ['double', 'int', 'decimal'], form: /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/ },
  percent: { names: ['double', 'int', 'decimal'], form: /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/ },
  date: { names: ['date'], form: /^\d{4}-\d{2}-\d{2}$/ },
  datetime: { names: ['dateTime'], form: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:?\d{2})$/ },
};

const TEXT_VALUE = { names: ['string'], form: /^[^]*$/ } as const;

function valueProblems(typeName: string, field: FieldDefinition | undefined, value: MetadataBody): string[] {
  const name = textOf(value, 'field') ?? '';
  if (!field?.custom) return [`In field: field - no CustomField named ${typeName}.${name} found`];
  const text = value['value'];
  if (typeof text !== 'string') return [];
  const written = textOf(value, 'xsi:type');
  const wanted = VALUE_TYPES[field.type] ?? TEXT_VALUE;
  const [expected] = wanted.names;
  if (written === undefined) return [`The value of ${name} has no xsi:type; expected xsd:${expected}.`];
  if (!wanted.names.includes(written.replace(/^.*:/, ''))) {
    return [`The value of ${name} has the type ${written}; expected xsd:${expected}.`];
  }
  if (!wanted.form.test(text) || (/^date/.test(field.type) && Number.isNaN(Date.parse(text)))) {
    return [`'${text}' is not a valid value for the type xsd:${expected}`];
  }
  if (field.length > 0 && text.length > field.length) return [tooLong(field.name, field.length)];
  const listed = field.picklistValues.some((each) => each.value === text);
  return field.restrictedPicklist && text !== '' && !listed ? [`bad value for restricted picklist field: ${text}`] : [];
}
