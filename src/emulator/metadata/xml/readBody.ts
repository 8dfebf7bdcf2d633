import type { MetadataBody, MetadataValue } from '../../org/componentStore.js';
import type { XmlElement, XmlFault } from './element.js';
import { typeSchema, type PropertySchema, type TypeSchema } from './schema.js';

export const METADATA_NAMESPACE = 'http://soap.sforce.com/2006/04/metadata';

export type BodyResult =
  { readonly ok: true; readonly body: MetadataBody } | { readonly ok: false; readonly fault: XmlFault };

/** Carries the first fault out of the descent, as the platform reports one a file. */
class Fault extends Error {
  public constructor(public readonly fault: XmlFault) {
    super(fault.message);
  }
}

/**
 * An element as a metadata value of the given WSDL type, checked strictly: every element known to the type, of its
 * namespace, together with its like, with a value of its kind, and none missing. Keys come out in alphabetical order
 * and empty optional text is left out, so that equal metadata is equal text whatever its file's order. The value of a
 * custom metadata field keeps its XML Schema type beside it, under `xsi:type`.
 *
 * Wording of unknown and of scattered elements, and the place they are reported at: deploy logs quoted in public
 * repositories, e.g. `Element {http://soap.sforce.com/2006/04/metadata}triggerOrder invalid at this location in type
 * FlowStart (80:23)`.
 */
export function readBody(element: XmlElement, typeName: string): BodyResult {
  const schema = typeSchema(typeName);
  if (!schema) throw new Error(`The WSDL has no type ${typeName}.`);
  try {
    return { ok: true, body: readComplex(element, schema) };
  } catch (error) {
    if (error instanceof Fault) return { ok: false, fault: error.fault };
    throw error;
  }
}

function readComplex(element: XmlElement, schema: TypeSchema): MetadataBody {
  if (element.text.trim() !== '') fail(element, `unexpected text in type ${schema.name}`);
  const groups = new Map<string, XmlElement[]>();
  let previous: string | undefined;
  for (const child of element.children) {
    const property = child.namespace === METADATA_NAMESPACE ? schema.properties.get(child.name) : undefined;
    if (!property)
      fail(child, `Element {${child.namespace}}${child.name} invalid at this location in type ${schema.name}`);
    const group = groups.get(child.name);
    if (group && (!property.repeats || previous !== child.name)) {
      fail(child, `Element ${child.name} is duplicated at this location in type ${schema.name}`);
    }
    if (group) group.push(child);
    else groups.set(child.name, [child]);
    previous = child.name;
  }
  const body: MetadataBody = {};
  for (const property of schema.inOrder) {
    const { name } = property;
    const group = groups.get(name);
    if (!group && !property.required) continue;
    const values = (group ?? []).flatMap((child) => readProperty(child, property, body));
    const [first] = values;
    if (property.repeats && values.length > 0) body[name] = values;
    else if (!property.repeats && first !== undefined) body[name] = first;
    else if (property.required) fail(element, `Required field is missing: ${name}`, '');
  }
  return body;
}

/** The value, or none when the element is nil or empty. A value of any type also leaves its XML type in the body. */
function readProperty(element: XmlElement, property: PropertySchema, body: MetadataBody): MetadataValue[] {
  if (element.attributes.get('xsi:nil') === 'true') return [];
  const nested = typeSchema(property.type);
  if (nested) return [readComplex(element, nested)];
  const [inner] = element.children;
  if (inner) fail(inner, `Element {${inner.namespace}}${inner.name} invalid at this location in type ${property.type}`);
  if (property.type === 'any') {
    const type = element.attributes.get('xsi:type');
    if (type !== undefined) body['xsi:type'] = type;
    return [element.text];
  }
  return readText(element, property);
}

function readText(element: XmlElement, property: PropertySchema): MetadataValue[] {
  const text = property.values || property.type !== 'string' ? element.text.trim() : element.text;
  if (property.type === 'boolean') {
    if (text === 'true' || text === '1') return ['true'];
    if (text === 'false' || text === '0') return ['false'];
    fail(element, `'${text}' is not a valid value for the type xsd:boolean`);
  }
  if (property.type === 'number' && !/^[+-]?\d{1,10}$/.test(text)) {
    fail(element, `'${text}' is not a valid value for the type xsd:int`);
  }
  if (property.type === 'double' && !/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text)) {
    fail(element, `'${text}' is not a valid value for the type xsd:double`);
  }
  if (property.values && !property.values.includes(text)) {
    fail(element, `'${text}' is not a valid value for the enum '${property.enumName}'`);
  }
  return text === '' && !property.presence ? [] : [text];
}

function fail(at: XmlElement, message: string, prefix = 'Error parsing file: '): never {
  throw new Fault({ message: prefix + message, line: at.line, column: at.column });
}
