import { Builder, Parser } from 'xml2js';

export const METADATA_NAMESPACE = 'http://soap.sforce.com/2006/04/metadata';

/** An XML element's content as this product reads it: text, child elements by name, or both forms repeated. */
export type XmlValue = string | XmlBody | XmlValue[];
export type XmlBody = { [element: string]: XmlValue };

/** Says what is wrong with a piece of XML and where (1-based). */
export class XmlError extends Error {
  public constructor(
    message: string,
    public readonly line: number,
    public readonly column: number,
  ) {
    super(message);
    this.name = 'XmlError';
  }
}

const ATTRIBUTES = '$';
const TEXT = '_';

/**
 * The content of a metadata file's root element. Every child is a list, since only the type's definition could tell
 * a single element from a list of one. Attributes stand under `$`, the text beside them under `_`.
 */
export function readXml(text: string): { root: string; body: { [element: string]: XmlValue[] } } {
  const parser = new Parser({ explicitArray: true, explicitRoot: true, emptyTag: '', async: false });
  let parsed: unknown;
  let failure: Error | null = null;
  // With `async: false` the callback runs before parseString returns; xml2js has no synchronous form of its own.
  parser.parseString(text, (error: Error | null, result: unknown) => {
    failure ??= error;
    parsed = result;
  });
  const raised = failure as Error | null;
  if (raised !== null) {
    const [message = raised.message, line = '', column = ''] = raised.message.split('\n');
    throw new XmlError(message, lineNumber(line) + 1, lineNumber(column));
  }
  if (typeof parsed !== 'object' || parsed === null) throw new XmlError('The document has no root element', 1, 1);
  const [root] = Object.keys(parsed);
  const content: unknown = root === undefined ? undefined : (parsed as Record<string, unknown>)[root];
  if (root === undefined) throw new XmlError('The document has no root element', 1, 1);
  if (typeof content !== 'object' || content === null) return { root, body: {} };
  const children = Object.entries(content as { [element: string]: XmlValue[] }).filter(([name]) => name !== ATTRIBUTES);
  return { root, body: Object.fromEntries(children) };
}

function lineNumber(text: string): number {
  return Number(/\d+/.exec(text)?.[0] ?? 0);
}

/** Up to so many children of the root the library writes a file at once, which is faster. */
const MOST_AT_ONCE = 100;

/**
 * A metadata file: header, root element in the metadata namespace, four spaces a level, line feed at the end. Of a large
 * one the root's children are written one by one, since the library's tree of a whole permission set takes many times its
 * text.
 */
export function writeXml(root: string, body: XmlBody, namespaces: Record<string, string> = {}): string {
  const attributes = { [ATTRIBUTES]: { xmlns: METADATA_NAMESPACE, ...namespaces } };
  const children = Object.entries(body).flatMap(([name, value]) =>
    listOf(value).map((child) => [name, child] as const),
  );
  if (children.length <= MOST_AT_ONCE) {
    return `${element(root, { ...attributes, ...body }, { headless: false, level: 0 })}\n`;
  }
  const shell = element(root, attributes, { headless: false, level: 0 });
  const written = children.map(([name, child]) => element(name, child, { headless: true, level: 1 }));
  return [shell.replace(/\/>$/, '>'), ...written, `</${root}>`, ''].join('\n');
}

function element(
  rootName: string,
  content: XmlValue,
  { headless, level }: { readonly headless: boolean; readonly level: number },
): string {
  // `offset` is xmlbuilder's, which renders; xml2js hands it on, and its types do not know it.
  const renderOpts = { pretty: true, indent: '    ', newline: '\n', offset: level };
  const builder = new Builder({
    rootName,
    headless,
    attrkey: ATTRIBUTES,
    charkey: TEXT,
    xmldec: { version: '1.0', encoding: 'UTF-8' },
    renderOpts,
  });
  return builder.buildObject(content);
}

/** The text of an element that carries attributes, or of one that does not. */
export function textOf(value: XmlValue | undefined): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  if (Array.isArray(value)) return textOf(value[0]);
  const text = value[TEXT];
  return typeof text === 'string' ? text : undefined;
}

export function withAttributes(attributes: Record<string, string>, text?: string): XmlBody {
  return { [ATTRIBUTES]: attributes, ...(text === undefined ? {} : { [TEXT]: text }) };
}

export function attributeOf(value: XmlValue | undefined, name: string): string | undefined {
  if (typeof value !== 'object' || Array.isArray(value)) return undefined;
  const attributes = value[ATTRIBUTES];
  return typeof attributes === 'object' && !Array.isArray(attributes) ? textOf(attributes[name]) : undefined;
}

/** Repeated elements as a list, whether there are none, one or many. */
export function listOf(value: XmlValue | undefined): XmlValue[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
