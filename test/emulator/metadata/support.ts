import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import type { Caller } from '../../../src/emulator/access/caller.js';
import { handleMetadataSoap } from '../../../src/emulator/metadata/metadataApi.js';
import { parseXml, type XmlElement } from '../../../src/emulator/metadata/xml/element.js';
import { openOrg, type EmbeddedOrg, type OrgKind } from '../../../src/emulator/org/embeddedOrg.js';
import { Storage } from '../../../src/emulator/org/storage.js';
import { ensureAdmin } from '../../../src/emulator/records/records.js';

export const TOKEN = '00D000000000001!token';
const NS = 'http://soap.sforce.com/2006/04/metadata';

export type Bench = { org: EmbeddedOrg; caller: Caller };

export function bench(
  kind: OrgKind = 'sandbox',
  storage = new Storage(),
  now = (): Date => new Date('2026-01-02T03:04:05.678Z'),
): Bench {
  const org = openOrg({ name: 'test', kind, storage, now });
  return { org, caller: ensureAdmin(org) };
}

/** A metadata file's text: the root's inner XML is given. */
export function file(root: string, inner: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${NS}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">\n${inner}\n</${root}>\n`;
}

export function manifest(types: Record<string, string[]>, version = '67.0'): string {
  const inner = Object.entries(types).map(
    ([name, members]) =>
      `<types>${members.map((each) => `<members>${each}</members>`).join('')}<name>${name}</name></types>`,
  );
  return file('Package', `${inner.join('\n')}<version>${version}</version>`);
}

export function zip(files: Record<string, string | Uint8Array>): Uint8Array {
  return zipSync(
    Object.fromEntries(
      Object.entries(files).map(([name, text]) => [name, typeof text === 'string' ? strToU8(text) : text]),
    ),
  );
}

export function unzip(bytes: Uint8Array): Record<string, string> {
  return Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, content]) => [name, strFromU8(content)]));
}

export function envelope(body: string, token = TOKEN): string {
  return `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Header xmlns="${NS}"><SessionHeader><sessionId>${token}</sessionId></SessionHeader><CallOptions><client>sfdx toolbelt:</client></CallOptions></soapenv:Header><soapenv:Body xmlns="${NS}">${body}</soapenv:Body></soapenv:Envelope>`;
}

export type Answer = { status: number; xml: string; root: XmlElement };

export function call({ org, caller }: Bench, body: string, token = TOKEN): Answer {
  const answer = handleMetadataSoap(org, envelope(body, token), (given) => (given === TOKEN ? caller : undefined));
  const parsed = parseXml(answer.xml);
  if (!parsed.ok) throw new Error(`The answer is not XML: ${parsed.fault.message}\n${answer.xml}`);
  return { ...answer, root: parsed.root };
}

/** All elements of a name, however deep. */
export function all(element: XmlElement, name: string): XmlElement[] {
  return element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...all(child, name)]);
}

export function text(element: XmlElement, name: string): string | undefined {
  return all(element, name)[0]?.text;
}

export type DeployOutcome = {
  id: string;
  status: string | undefined;
  success: boolean;
  problems: string[];
  failures: Record<string, string>[];
  successes: Record<string, string>[];
  result: XmlElement;
};

/** `deploy`, then one `checkDeployStatus`, both as SOAP. */
export function deploy(
  on: Bench,
  files: Record<string, string | Uint8Array>,
  options: Record<string, string | boolean> = {},
): DeployOutcome {
  const wanted = { rollbackOnError: true, singlePackage: true, ...options };
  const written = Object.entries(wanted).map(([name, value]) => `<${name}>${value}</${name}>`);
  const body = `<deploy><ZipFile>${Buffer.from(zip(files)).toString('base64')}</ZipFile><DeployOptions>${written.join('')}</DeployOptions></deploy>`;
  const started = call(on, body);
  if (started.status !== 200) throw new Error(started.xml);
  return poll(on, text(started.root, 'id') ?? '');
}

export function poll(on: Bench, id: string): DeployOutcome {
  const {
    root,
    status: http,
    xml,
  } = call(
    on,
    `<checkDeployStatus><asyncProcessId>${id}</asyncProcessId><includeDetails>true</includeDetails></checkDeployStatus>`,
  );
  if (http !== 200) throw new Error(xml);
  const rows = (name: string): Record<string, string>[] =>
    all(root, name).map((row) => Object.fromEntries(row.children.map((child) => [child.name, child.text])));
  const failures = rows('componentFailures');
  return {
    id,
    status: text(root, 'status'),
    // Rows come before the result's own fields of the same name.
    success:
      root.children[0]?.children[0]?.children[0]?.children.find(({ name }) => name === 'success')?.text === 'true',
    problems: failures.map((row) => `${row['fullName']}: ${row['problem']}`),
    failures,
    successes: rows('componentSuccesses'),
    result: root,
  };
}

/** A package of one object's file and others, with a manifest that names them. */
export function objectPackage(object: string, inner: string, types: Record<string, string[]>): Record<string, string> {
  return { 'package.xml': manifest(types), [`objects/${object}.object`]: file('CustomObject', inner) };
}

export const markerField = `<fields><fullName>Is_Synthetic__c</fullName><defaultValue>false</defaultValue><label>Is Synthetic</label><type>Checkbox</type></fields>`;

/** Everything the org holds, to compare before and after. */
export function snapshot({ org }: Bench): unknown {
  return org.components.types().map((type) => org.components.list(type));
}
