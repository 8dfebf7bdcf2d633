import { Parser } from 'xml2js';

/** An XML element and where its start tag ends, as the platform reports positions: line and column from 1. */
export type XmlElement = {
  readonly name: string;
  readonly namespace: string;
  /** By name as written; `xsi:type` and `xsi:nil` under these names whatever prefix the document chose. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** All text directly inside, CDATA included. */
  readonly text: string;
  readonly line: number;
  readonly column: number;
};

export type XmlFault = { readonly message: string; readonly line: number; readonly column: number };

export type XmlResult =
  { readonly ok: true; readonly root: XmlElement } | { readonly ok: false; readonly fault: XmlFault };

export const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

/** Deeper documents than this are no metadata and would only exhaust the stack. */
const MAX_DEPTH = 100;

type OpenElement = { -readonly [K in keyof XmlElement]: XmlElement[K] } & {
  children: XmlElement[];
  attributes: Map<string, string>;
};

type SaxName = { name: string; local: string; uri: string };
type SaxTag = SaxName & { attributes: Record<string, SaxName & { value: string }> };

/** The event parser inside xml2js; its types do not declare it. Source: https://github.com/isaacs/sax-js */
type SaxEvents = {
  line: number;
  column: number;
  error: Error | null;
  onopentag(tag: SaxTag): void;
  onclosetag(name: string): void;
  ontext(text: string): void;
  oncdata(text: string): void;
  ondoctype(text: string): void;
  onerror(error: Error): void;
  onend(): void;
  write(text: string): SaxEvents;
  close(): SaxEvents;
};

/** Reads a whole document, namespaces resolved; never throws. A document type declaration is refused unread. */
export function parseXml(text: string): XmlResult {
  const { saxParser: sax } = new Parser({ xmlns: true, strict: true }) as Parser & { saxParser: SaxEvents };
  const open: OpenElement[] = [];
  let root: XmlElement | undefined;
  let fault: XmlFault | undefined;
  const fail = (message: string): void => {
    fault ??= { message, line: sax.line + 1, column: sax.column };
  };
  sax.onopentag = (tag) => {
    const element: OpenElement = {
      name: tag.local,
      namespace: tag.uri,
      attributes: readAttributes(tag),
      children: [],
      text: '',
      line: sax.line + 1,
      column: sax.column + 1,
    };
    if (open.length >= MAX_DEPTH) {
      fail('elements are nested too deeply');
      // Ends the reading: every further level would take longer than the one before.
      throw new Error('elements are nested too deeply');
    }
    open.at(-1)?.children.push(element);
    if (open.length === 0 && root) fail(`only one root element is allowed, not also <${tag.name}>`);
    if (open.length === 0) root ??= element;
    open.push(element);
  };
  sax.onclosetag = () => void open.pop();
  sax.ontext = sax.oncdata = (part) => {
    const element = open.at(-1);
    if (element) element.text += part;
  };
  sax.ondoctype = () => fail('a document type declaration is not allowed');
  sax.onerror = (error) => {
    fail(describe(error, text, open.at(-1)));
    sax.error = null;
  };
  sax.onend = () => undefined;
  try {
    sax.write(text.startsWith('\uFEFF') ? text.slice(1) : text).close();
  } catch (error) {
    fail(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
  }
  if (fault) return { ok: false, fault };
  if (!root)
    return { ok: false, fault: { message: 'only whitespace content allowed before start tag', line: 1, column: 1 } };
  return { ok: true, root };
}

function readAttributes(tag: SaxTag): Map<string, string> {
  return new Map(
    Object.values(tag.attributes).map(({ name, local, uri, value }) => [uri === XSI ? `xsi:${local}` : name, value]),
  );
}

/** The platform's pull parser names both tags of a mismatch; other faults keep the first line the parser gives. */
function describe(error: Error, text: string, element: OpenElement | undefined): string {
  const first = error.message.split('\n')[0] ?? error.message;
  const mismatch = /^Unexpected close tag$/.test(first);
  if (mismatch && element) return `end tag must match start tag <${element.name}> from line ${element.line}`;
  return text.trim() === '' ? 'only whitespace content allowed before start tag' : first;
}
