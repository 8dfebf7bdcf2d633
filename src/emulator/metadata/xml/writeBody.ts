import type { MetadataBody, MetadataValue } from '../../org/componentStore.js';
import { METADATA_NAMESPACE } from './readBody.js';

const HEADER = '<?xml version="1.0" encoding="UTF-8"?>';

/**
 * A metadata file as a retrieve writes it: four spaces of indentation, `fullName` first and then every element in
 * alphabetical order, quotes escaped, one newline at the end.
 * Source: retrieved files in public repositories, e.g. https://github.com/trailheadapps/dreamhouse-lwc
 */
export function writeFile(root: string, body: MetadataBody): string {
  const lines = [HEADER, `<${root} ${rootAttributes(root)}>`, ...bodyLines(body, '    '), `</${root}>`];
  return `${lines.join('\n')}\n`;
}

/** The elements of a body without a root, for SOAP answers; compact. */
export function writeElements(body: MetadataBody): string {
  return bodyLines(body, '').join('');
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

function bodyLines(body: MetadataBody, indent: string): string[] {
  const names = Object.keys(body).filter((name) => name !== 'xsi:type');
  return names.sort(byElementOrder).flatMap((name) => {
    const value = body[name];
    const values = value === undefined ? [] : Array.isArray(value) ? value : [value];
    const type = name === 'value' ? body['xsi:type'] : undefined;
    return values.flatMap((each) => valueLines(name, each, typeof type === 'string' ? type : undefined, indent));
  });
}

function valueLines(name: string, value: MetadataValue, type: string | undefined, indent: string): string[] {
  const step = indent === '' ? '' : '    ';
  if (typeof value === 'string') {
    const attribute = type === undefined ? '' : ` xsi:type="${escapeXml(type)}"`;
    return [`${indent}<${name}${attribute}>${escapeXml(value)}</${name}>`];
  }
  if (Array.isArray(value)) return value.flatMap((each) => valueLines(name, each, type, indent));
  // An empty value of a custom metadata record is written as such, not left out.
  const empty = name === 'values' && value['value'] === undefined ? [`${indent}${step}<value xsi:nil="true"/>`] : [];
  return [`${indent}<${name}>`, ...bodyLines(value, indent + step), ...empty, `${indent}</${name}>`];
}

function byElementOrder(a: string, b: string): number {
  if (a === 'fullName') return -1;
  if (b === 'fullName') return 1;
  return a < b ? -1 : 1;
}
