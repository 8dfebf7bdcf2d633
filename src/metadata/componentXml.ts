import type { Component, ComponentType, CustomMetadataValue } from './component.js';
import { withAttributes, type XmlBody, type XmlValue, writeXml } from './xml.js';

const NAMESPACES: Partial<Record<ComponentType, Record<string, string>>> = {
  CustomMetadata: {
    'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
    'xmlns:xsd': 'http://www.w3.org/2001/XMLSchema',
  },
};

/** Types that live inside an object; their source files begin with their own name. */
const CHILD_TYPES: ReadonlySet<ComponentType> = new Set(['CustomField', 'ListView', 'ValidationRule']);

/** The component's body as XML content: text only, elements by name, as the platform writes them on retrieve. */
export function toXmlBody(component: Component): XmlBody {
  if (component.type === 'CustomMetadata') {
    const { values, ...rest } = component.body;
    return sorted({ ...elements(rest), values: values.map(customMetadataValue) });
  }
  return sorted(elements(component.body));
}

/** The component's XML file in source format. */
export function toXmlFile(component: Component): string {
  const body = toXmlBody(component);
  const name = component.fullName.slice(component.fullName.indexOf('.') + 1);
  return writeXml(
    component.type,
    CHILD_TYPES.has(component.type) ? { fullName: name, ...body } : body,
    NAMESPACES[component.type],
  );
}

function customMetadataValue({ field, value }: CustomMetadataValue): XmlBody {
  if (value === null) return { field, value: withAttributes({ 'xsi:nil': 'true' }) };
  const type = typeof value === 'boolean' ? 'xsd:boolean' : 'xsd:string';
  return { field, value: withAttributes({ 'xsi:type': type }, String(value)) };
}

function elements(body: object): XmlBody {
  return Object.fromEntries(
    Object.entries(body)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, toXmlValue(value)]),
  );
}

function toXmlValue(value: unknown): XmlValue {
  if (Array.isArray(value)) return value.map(toXmlValue);
  if (typeof value === 'object' && value !== null) return sorted(elements(value));
  return String(value);
}

function sorted(body: XmlBody): XmlBody {
  return Object.fromEntries(Object.entries(body).sort(([a], [b]) => (a < b ? -1 : 1)));
}
