import type { MetadataBody, MetadataValue } from '../../org/componentStore.js';
import { METADATA_NAMESPACE } from './readBody.js';
import { typeSchema } from './schema.js';

const HEADER = '<?xml version="1.0" encoding="UTF-8"?>';

/**
 * A metadata file as a retrieve writes it: four spaces of indentation, elements in the order of the WSDL (what a type
 * inherits, `fullName` above all, before its own by name), quotes escaped, one newline at the end.
 * Source: retrieved files in public repositories, e.g. https://github.com/trailheadapps/dreamhouse-lwc; inherited
 * elements first: flows in https://github.com/trailheadapps/lwc-recipes (`name`, `label`, `locationX` before the others)
 */
export function writeFile(root: string, body: MetadataBody): string {
  const lines = [HEADER, `<${root} ${rootAttributes(root)}>`, ...bodyLines(body, '    ', root), `</${root}>`];
  return `${lines.join('\n')}\n`;
}

/** The elements of a body without a root, for SOAP answers; compact. */
export function writeElements(body: MetadataBody, type = ''): string {
  return bodyLines(body, '', type).join('');
}

export function escapeXml(text: string): string {
  return dropIllegal(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
}

/** XML has no way to write these characters; they can only come from a broken request that an answer quotes. */
function dropIllegal(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
}

/** Only the values of custom metadata records carry types. */
function rootAttributes(root: string): string {
  return root === 'CustomMetadata'
    ? `xmlns="${METADATA_NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"`
    : `xmlns="${METADATA_NAMESPACE}"`;
}

/** `typeName` is the WSDL type of the body; the elements of one that the WSDL does not have go by name. */
function bodyLines(body: MetadataBody, indent: string, typeName: string): string[] {
  const schema = typeSchema(typeName);
  const order = [...(schema?.properties.keys() ?? [])];
  const names = Object.keys(body).filter((name) => name !== 'xsi:type');
  const place = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);
  return names
    .sort((a, b) => place(a) - place(b) || byElementOrder(a, b))
    .flatMap((name) => {
      const value = body[name];
      const values = value === undefined ? [] : Array.isArray(value) ? value : [value];
      const type = name === 'value' ? body['xsi:type'] : undefined;
      const attribute = typeof type === 'string' ? ` xsi:type="${escapeXml(type)}"` : '';
      const inner = schema?.properties.get(name)?.type ?? '';
      return values.flatMap((each) => valueLines(name, each, { attribute, indent, inner }));
    });
}

type Place = { readonly attribute: string; readonly indent: string; readonly inner: string };

function valueLines(name: string, value: MetadataValue, place: Place): string[] {
  const { attribute, indent, inner } = place;
  const step = indent === '' ? '' : '    ';
  if (typeof value === 'string') return [`${indent}<${name}${attribute}>${escapeXml(value)}</${name}>`];
  if (Array.isArray(value)) return value.flatMap((each) => valueLines(name, each, place));
  // An empty value of a custom metadata record is written as such, not left out.
  const empty =
    inner === 'CustomMetadataValue' && value['value'] === undefined ? [`${indent}${step}<value xsi:nil="true"/>`] : [];
  return [`${indent}<${name}>`, ...bodyLines(value, indent + step, inner), ...empty, `${indent}</${name}>`];
}

function byElementOrder(a: string, b: string): number {
  if (a === 'fullName') return -1;
  if (b === 'fullName') return 1;
  return a < b ? -1 : 1;
}
