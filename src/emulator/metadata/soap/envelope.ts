import type { Caller } from '../../access/caller.js';
import type { MetadataBody } from '../../org/componentStore.js';
import type { EmbeddedOrg } from '../../org/embeddedOrg.js';
import { parseXml, type XmlElement } from '../xml/element.js';
import { textOf } from '../xml/elementText.js';
import { METADATA_NAMESPACE } from '../xml/readBody.js';
import { escapeXml, writeElements } from '../xml/writeBody.js';

const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
const XSD = 'http://www.w3.org/2001/XMLSchema';

export type SoapRequest = {
  readonly sessionId: string | undefined;
  /** The elements of the header, the session's included. */
  readonly headers: readonly XmlElement[];
  /** What the AllOrNoneHeader says; undefined when there is none. */
  readonly allOrNone: boolean | undefined;
  readonly operation: XmlElement;
};
/** What comes with a request beside its operation. `version` is the endpoint's, 67 for `67.0`. */
export type SoapContext = Pick<SoapRequest, 'allOrNone'> & { readonly version: number };
export type SoapOperation = (
  org: EmbeddedOrg,
  caller: Caller,
  request: XmlElement,
  context: SoapContext,
) => SoapResponse;
export type SoapResponse = { readonly status: number; readonly xml: string };

/** A request that is no SOAP message; answered as a `soapenv:Client` fault. */
export class SoapFault extends Error {
  public constructor(
    public readonly faultcode: string,
    message: string,
  ) {
    super(message);
  }
}

/** Reads the session and the one operation of a SOAP 1.1 envelope. Throws SoapFault. */
export function readEnvelope(xml: string): SoapRequest {
  const parsed = parseXml(xml);
  if (!parsed.ok) throw new SoapFault('soapenv:Client', parsed.fault.message);
  const { root } = parsed;
  if (root.name !== 'Envelope' || root.namespace !== SOAP) {
    throw new SoapFault('soapenv:VersionMismatch', `Only SOAP 1.1 is supported, not {${root.namespace}}${root.name}`);
  }
  const header = root.children.find(({ name }) => name === 'Header');
  const session = header?.children.find(({ name }) => name === 'SessionHeader');
  const sessionId = session?.children.find(({ name }) => name === 'sessionId')?.text.trim();
  const body = root.children.find(({ name, namespace }) => name === 'Body' && namespace === SOAP);
  const [operation, another] = body?.children ?? [];
  if (!operation || another) throw new SoapFault('soapenv:Client', 'The SOAP body must hold exactly one operation');
  const allOrNone = headerFlag(header, 'AllOrNoneHeader', 'allOrNone');
  return { sessionId, headers: header?.children ?? [], allOrNone, operation };
}

function headerFlag(header: XmlElement | undefined, name: string, flag: string): boolean | undefined {
  const given = header?.children.find((each) => each.name === name);
  return given && flagOf(given, flag);
}

/** An xsd:boolean; an element that is absent or empty is false. Throws SoapFault for anything else. */
export function flagOf(parent: XmlElement, name: string): boolean {
  const text = textOf(parent, name);
  if (text === undefined || text === '' || text === 'false' || text === '0') return false;
  if (text === 'true' || text === '1') return true;
  throw new SoapFault('soapenv:Client', `'${text}' is not a valid value for the type xsd:boolean`);
}

/** The bytes of an xsd:base64Binary. Throws SoapFault for text that is none. */
export function base64Bytes(name: string, written: string): Uint8Array {
  const text = written.replace(/\s+/g, '');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) {
    throw new SoapFault('soapenv:Client', `Element ${name} is not a valid value for the type xsd:base64Binary`);
  }
  return new Uint8Array(Buffer.from(text, 'base64'));
}

/** A value of an answer: undefined and null are left out, a list is a repeated element. */
export type SoapValue =
  string | number | boolean | null | undefined | readonly SoapValue[] | { readonly [element: string]: SoapValue };

/** Envelope and body carry a prefix, what is inside none: clients look for `deployResponse`, not `x:deployResponse`. */
export function respond(operation: string, inner: string): SoapResponse {
  return {
    status: 200,
    xml:
      `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="${SOAP}" xmlns="${METADATA_NAMESPACE}"` +
      ` xmlns:xsi="${XSI}" xmlns:xsd="${XSD}"><soapenv:Body><${operation}Response>${inner}</${operation}Response>` +
      '</soapenv:Body></soapenv:Envelope>',
  };
}

/** Status 500, as SOAP 1.1 wants it; clients take a fault with another status for an empty answer. */
export function fault(code: string, message: string): SoapResponse {
  return {
    status: 500,
    xml:
      `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="${SOAP}" xmlns:sf="${METADATA_NAMESPACE}">` +
      `<soapenv:Body><soapenv:Fault><faultcode>${escapeXml(code)}</faultcode>` +
      `<faultstring>${escapeXml(message)}</faultstring></soapenv:Fault></soapenv:Body></soapenv:Envelope>`,
  };
}

export function element(name: string, value: SoapValue): string {
  if (value === undefined || value === null) return '';
  if (isList(value)) return value.map((each) => element(name, each)).join('');
  if (typeof value !== 'object') return `<${name}>${escapeXml(String(value))}</${name}>`;
  const inner = Object.entries(value).map(([key, each]) => element(key, each));
  return `<${name}>${inner.join('')}</${name}>`;
}

function isList(value: SoapValue): value is readonly SoapValue[] {
  return Array.isArray(value);
}

/** A `records` element of readMetadata: typed, or nil where there is nothing. */
export function metadataRecord(type: string, body: MetadataBody | undefined): string {
  return body === undefined
    ? '<records xsi:nil="true"/>'
    : `<records xsi:type="${escapeXml(type)}">${writeElements(body, type)}</records>`;
}
