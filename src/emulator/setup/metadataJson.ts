import type { MetadataBody, MetadataValue } from '../org/componentStore.js';
import { typeSchema, type PropertySchema } from '../metadata/xml/schema.js';

/**
 * A component's body in the JSON form of the Tooling API's `Metadata` field: typed values, and null for what is not set.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/tooling_api_objects_validationrule.htm
 */
export function metadataJson(type: string, body: MetadataBody): Record<string, unknown> {
  const schema = typeSchema(type);
  const json: Record<string, unknown> = {};
  for (const property of schema?.properties.values() ?? []) {
    if (property.name !== 'fullName') json[property.name] = propertyJson(property, body[property.name]);
  }
  return json;
}

function propertyJson(property: PropertySchema, value: MetadataValue | undefined): unknown {
  if (property.repeats) {
    const list = value === undefined ? [] : Array.isArray(value) ? value : [value];
    return list.map((item) => propertyJson({ ...property, repeats: false }, item));
  }
  if (value === undefined || Array.isArray(value)) return null;
  if (typeof value === 'object') return metadataJson(property.type, value);
  if (property.type === 'boolean') return value === 'true';
  return property.type === 'number' ? Number(value) : value;
}
