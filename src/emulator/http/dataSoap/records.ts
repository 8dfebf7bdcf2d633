import { cellText } from '../../bulk/cellText.js';
import type { Catalog } from '../../catalog/definition.js';
import { element } from '../../metadata/soap/envelope.js';
import type { XmlElement } from '../../metadata/xml/element.js';
import { nil, type Dialect } from './answer.js';

type Json = Readonly<Record<string, unknown>>;

/**
 * A record of a request in the form of a REST collection: fields without a value are left alone, those that
 * `fieldsToNull` names are emptied, and an element with elements of its own names another record by an external id.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_concepts_core_data_objects.htm (sObject)
 */
export function recordFrom(sObject: XmlElement): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  let type = typeName(sObject);
  for (const child of sObject.children) {
    if (child.name === 'type' && child.children.length === 0) type ??= child.text.trim();
    else if (child.name === 'fieldsToNull') record[child.text.trim()] = null;
    else if (child.children.length > 0) record[child.name] = recordFrom(child);
    else if (child.attributes.get('xsi:nil') !== 'true') record[child.name] = child.text;
  }
  return { ...(type === undefined ? {} : { attributes: { type } }), ...record };
}

/** Records of the enterprise WSDL carry their type as `xsi:type`. */
function typeName({ attributes }: XmlElement): string | undefined {
  const type = attributes.get('xsi:type')?.split(':').at(-1);
  return type === undefined || type === 'sObject' ? undefined : type;
}

/** The answer to a query: one page of records. */
export function queryResult(
  dialect: Dialect,
  catalog: Catalog,
  answer: {
    readonly totalSize: number;
    readonly done: boolean;
    readonly nextRecordsUrl?: string;
    readonly records: readonly Json[];
  },
): string {
  const locator = answer.nextRecordsUrl?.split('/').at(-1);
  return [
    element('done', answer.done),
    locator === undefined ? nil('queryLocator') : element('queryLocator', locator),
    ...answer.records.map((record) => recordXml(dialect, catalog, 'records', record)),
    element('size', answer.totalSize),
  ].join('');
}

/** A record as the API writes it: in the partner dialect its type and id come first. */
export function recordXml(dialect: Dialect, catalog: Catalog, name: string, record: Json): string {
  const { attributes, ...fields } = record;
  const type = typeOf(attributes);
  const written = Object.entries(fields).map(([field, value]) => fieldXml(dialect, catalog, type, field, value));
  const id = typeof fields['Id'] === 'string' ? element('sf:Id', fields['Id']) : nil('sf:Id');
  return dialect === 'partner'
    ? `<${name} xsi:type="sf:sObject">${element('sf:type', type)}${id}${written.join('')}</${name}>`
    : `<${name} xsi:type="sf:${type}">${written.join('')}</${name}>`;
}

function fieldXml(dialect: Dialect, catalog: Catalog, type: string, name: string, value: unknown): string {
  if (value === null || value === undefined) return nil(`sf:${name}`);
  if (!isJson(value)) {
    const field = catalog.field(type, name);
    return element(`sf:${name}`, field === undefined ? plainText(value) : cellText(field, value));
  }
  if (!isPage(value)) return recordXml(dialect, catalog, `sf:${name}`, value);
  return `<sf:${name} xsi:type="QueryResult">${queryResult(dialect, catalog, value)}</sf:${name}>`;
}

/** Values without a field of their own, such as sums. */
function plainText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

type Page = { readonly totalSize: number; readonly done: boolean; readonly records: readonly Json[] };

/** The rows of a subquery. */
function isPage(value: Json): value is Json & Page {
  return Array.isArray(value['records']) && typeof value['totalSize'] === 'number';
}

function typeOf(attributes: unknown): string {
  return isJson(attributes) ? String(attributes['type']) : '';
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
