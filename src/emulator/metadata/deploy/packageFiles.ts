import { strFromU8 } from 'fflate';
import type { MetadataBody } from '../../org/componentStore.js';
import { textOf } from '../../catalog/metadataBody.js';
import type { Candidate, ComponentType } from '../types/componentType.js';
import { canonicalName } from '../types/naming.js';
import { bodyType, childName, childTypesOf, refusal, refusedChildren } from '../types/registry.js';
import { parseXml, type XmlElement } from '../xml/element.js';
import { METADATA_NAMESPACE, readBody } from '../xml/readBody.js';
import { typeSchema } from '../xml/schema.js';
import { packBundle } from '../bundle.js';
import { locate, type Place } from './places.js';
import type { ZipFiles } from './zip.js';

/** A file of the package, or a component in it, that cannot be taken. `fullName` names what a manifest would. */
export type FileProblem = {
  readonly type: string;
  readonly fullName: string;
  readonly fileName: string;
  readonly problem: string;
  readonly line?: number;
  readonly column?: number;
};

export type PackageContent = {
  readonly candidates: readonly Candidate[];
  readonly problems: readonly FileProblem[];
};

/**
 * Everything in a package's folders, its manifests left aside, with a pause after every file; `root` is the package's
 * folder with its slash, or empty.
 */
export function* readPackageFiles(
  files: ZipFiles,
  root: string,
): Generator<{ readonly file: string; readonly read: number }, PackageContent> {
  const candidates: Candidate[] = [];
  const problems: FileProblem[] = [];
  for (const [fileName, bytes] of files) {
    if (!fileName.startsWith(root)) continue;
    const path = fileName.slice(root.length);
    if (isManifest(path)) continue;
    const read = readPackageFile(files, fileName, path, bytes);
    candidates.push(...read.candidates);
    problems.push(...read.problems);
    yield { file: path, read: candidates.length };
  }
  return { candidates, problems };
}

function readPackageFile(files: ZipFiles, fileName: string, path: string, bytes: Uint8Array): PackageContent {
  const place = locate(path);
  const refuse = (type: string, fullName: string, problem: string): PackageContent => ({
    candidates: [],
    problems: [{ type, fullName, fileName, problem }],
  });
  if (place === undefined) return refuse('', path, `The embedded org does not take the file ${path}.`);
  const { type, fullName, part } = place;
  if (type.bundle === true) return readBundleFile(files, place, fileName, bytes);
  if (!type.metaFile) return readComponentFile(place, fileName, bytes, undefined);
  const other = part === 'content' ? `${fileName}-meta.xml` : fileName.slice(0, -'-meta.xml'.length);
  const otherBytes = files.get(other);
  if (otherBytes === undefined) return refuse(type.name, fullName, `${other} is missing`);
  // A component of two files is read with its XML.
  return part === 'content' ? NOTHING : readComponentFile(place, fileName, bytes, otherBytes);
}

/** A bundle is read with its `-meta.xml`; one that has none is told of at its first file. */
function readBundleFile(files: ZipFiles, place: Place, fileName: string, bytes: Uint8Array): PackageContent {
  const { type, fullName } = place;
  const folder = fileName.slice(
    0,
    fileName.indexOf(`${type.folder}/${fullName}/`) + `${type.folder}/${fullName}/`.length,
  );
  const own = [...files].filter(([name]) => name.startsWith(folder) && !name.endsWith('/'));
  const root = folder.slice(0, -`${type.folder}/${fullName}/`.length);
  const meta = own.find(([name]) => locate(name.slice(root.length))?.part === 'xml');
  if (!meta) {
    const problem = `${folder.slice(0, -1)} has no ${fullName}.*-meta.xml`;
    return own[0]?.[0] === fileName
      ? { candidates: [], problems: [{ type: type.name, fullName, fileName, problem }] }
      : NOTHING;
  }
  if (meta[0] !== fileName) return NOTHING;
  const content = packBundle(new Map(own.map(([name, each]) => [name.slice(folder.length), each])));
  return readComponentFile(place, fileName, bytes, content);
}

const NOTHING: PackageContent = { candidates: [], problems: [] };

export function isManifest(path: string): boolean {
  return /^(package|destructiveChanges(Pre|Post)?)\.xml$/.test(path);
}

function readComponentFile(
  { type, fullName }: Place,
  fileName: string,
  bytes: Uint8Array,
  content: Uint8Array | undefined,
): PackageContent {
  const refuse = (problem: string, line: number, column: number): PackageContent => ({
    candidates: [],
    problems: [{ type: type.name, fullName, fileName, problem, line, column }],
  });
  const parsed = parseXml(strFromU8(bytes));
  if (!parsed.ok) return refuse(`Error parsing file: ${parsed.fault.message}`, parsed.fault.line, parsed.fault.column);
  const root = type.metaFile || type.bundle === true ? inMetadataNamespace(parsed.root) : parsed.root;
  if (root.name !== bodyType(type, fullName) || root.namespace !== METADATA_NAMESPACE) {
    const problem = `Error parsing file: Element {${root.namespace}}${root.name} invalid at this location`;
    return refuse(problem, root.line, root.column);
  }
  return readComponent(
    { type, fullName, fileName, ...(content === undefined ? {} : { content }) },
    type.bundle === true ? withoutMarkup(root) : root,
  );
}

const TOOLING_NAMESPACE = 'urn:metadata.tooling.soap.sforce.com';

/**
 * Files of code may be in the namespace of the Tooling API, as those that editors make are.
 * Source: Apex classes in https://github.com/trailheadapps/lwc-recipes
 */
function inMetadataNamespace(element: XmlElement): XmlElement {
  if (element.namespace !== TOOLING_NAMESPACE) return element;
  return { ...element, namespace: METADATA_NAMESPACE, children: element.children.map(inMetadataNamespace) };
}

/** The WSDL calls `targetConfigs` text, files have markup there. Source: https://developer.salesforce.com/docs/platform/lwc/guide/reference-configuration-tags.html */
function withoutMarkup(root: XmlElement): XmlElement {
  return { ...root, children: root.children.filter(({ name }) => name !== 'targetConfigs') };
}

/** A component, and for an object what is inside it, from an element whose name has been judged. */
export function readComponent(
  { type, fullName, fileName, content }: Pick<Candidate, 'type' | 'fullName' | 'fileName' | 'content'>,
  root: XmlElement,
): PackageContent {
  const base = { type: type.name, fullName, fileName };
  const wsdlType = bodyType(type, fullName);
  const known = typeSchema(wsdlType);
  if (!known) return { candidates: [{ type, fullName, fileName, body: {} }], problems: [] };
  const read = readBody(root, wsdlType);
  if (!read.ok) {
    const { message: problem, line, column } = read.fault;
    return { candidates: [], problems: [{ ...base, problem, line, column }] };
  }
  const written = textOf(read.body, 'fullName');
  const { fullName: _, ...own } = read.body;
  const body = Object.fromEntries(Object.entries(own).filter(([element]) => !isChildElement(type, element)));
  const candidates: Candidate[] = [
    { type, fullName, body: normalized(type, body), fileName, ...(content === undefined ? {} : { content }) },
  ];
  const problems: FileProblem[] = [];
  if (written !== undefined && canonicalName(type.name, written) !== fullName) {
    const problem = `The fullName ${written} does not match the file's name ${fullName}.`;
    problems.push({ ...base, problem, line: root.line, column: root.column });
  }
  const children = readChildren(type, root, fullName, fileName);
  candidates.push(...children.candidates);
  problems.push(...children.problems);
  return { candidates, problems };
}

function isChildElement(type: ComponentType, element: string): boolean {
  return childTypesOf(type.name).some((child) => child.element === element) || refusedIn(type, element) !== undefined;
}

function refusedIn(type: ComponentType, element: string): string | undefined {
  return type.name === 'CustomObject' ? refusedChildren[element] : undefined;
}

function normalized(type: ComponentType, body: MetadataBody): MetadataBody {
  return type.normalize?.(body) ?? body;
}

/** The components inside another one's file, each with its own place in it. */
function readChildren(parent: ComponentType, root: XmlElement, parentName: string, fileName: string): PackageContent {
  const candidates: Candidate[] = [];
  const problems: FileProblem[] = [];
  const types = childTypesOf(parent.name);
  for (const element of root.children) {
    const type = types.find((each) => each.element === element.name);
    const refused = refusedIn(parent, element.name);
    const { line, column } = element;
    const name = element.children.find((child) => child.name === 'fullName')?.text.trim() ?? '';
    if (!type) {
      if (refused === undefined) continue;
      const fullName = `${parentName}.${name}`;
      problems.push({ type: refused, fullName, fileName, problem: refusal(refused), line, column });
      continue;
    }
    const read = readBody(element, type.name);
    if (name === '') {
      const problem = 'Required field is missing: fullName';
      problems.push({ type: type.name, fullName: parentName, fileName, problem, line, column });
    } else if (read.ok) {
      const { fullName: _, ...body } = read.body;
      const fullName = childName(type, parentName, name);
      candidates.push({ type, fullName, body: normalized(type, body), fileName, line, column });
    }
  }
  return { candidates, problems };
}
