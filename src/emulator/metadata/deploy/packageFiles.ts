import { strFromU8 } from 'fflate';
import type { MetadataBody } from '../../org/componentStore.js';
import { textOf } from '../../catalog/metadataBody.js';
import type { Candidate, ComponentType } from '../types/componentType.js';
import { canonicalName } from '../types/naming.js';
import { childTypes, componentTypes, refusal, refusedChildren } from '../types/registry.js';
import { parseXml, type XmlElement } from '../xml/element.js';
import { METADATA_NAMESPACE, readBody } from '../xml/readBody.js';
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
  if (!type.metaFile) return readComponentFile(place, fileName, bytes, undefined);
  const other = part === 'content' ? `${fileName}-meta.xml` : fileName.slice(0, -'-meta.xml'.length);
  const otherBytes = files.get(other);
  if (otherBytes === undefined) return refuse(type.name, fullName, `${other} is missing`);
  // A component of two files is read with its XML.
  return part === 'content' ? NOTHING : readComponentFile(place, fileName, bytes, otherBytes);
}

const NOTHING: PackageContent = { candidates: [], problems: [] };

export function isManifest(path: string): boolean {
  return /^(package|destructiveChanges(Pre|Post)?)\.xml$/.test(path);
}

type Place = { readonly type: ComponentType; readonly fullName: string; readonly part: 'xml' | 'content' };

function locate(path: string): Place | undefined {
  const [folder = '', file = '', ...deeper] = path.split('/');
  const type = componentTypes.find((each) => each.folder === folder && each.element === undefined);
  if (!type || file === '' || deeper.length > 0) return undefined;
  const endings = type.metaFile ? [`.${type.suffix}`, `.${type.suffix}-meta.xml`] : [`.${type.suffix}`];
  const ending = endings.find((each) => file.endsWith(each));
  if (ending === undefined || file.length === ending.length) return undefined;
  const name = file.slice(0, -ending.length);
  return {
    type,
    fullName: canonicalName(type.name, name),
    part: type.metaFile && !ending.endsWith('-meta.xml') ? 'content' : 'xml',
  };
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
  const { root } = parsed;
  if (root.name !== type.name || root.namespace !== METADATA_NAMESPACE) {
    const problem = `Error parsing file: Element {${root.namespace}}${root.name} invalid at this location`;
    return refuse(problem, root.line, root.column);
  }
  return readComponent({ type, fullName, fileName, ...(content === undefined ? {} : { content }) }, root);
}

/** A component, and for an object what is inside it, from an element whose name has been judged. */
export function readComponent(
  { type, fullName, fileName, content }: Pick<Candidate, 'type' | 'fullName' | 'fileName' | 'content'>,
  root: XmlElement,
): PackageContent {
  const base = { type: type.name, fullName, fileName };
  const read = readBody(root, type.name);
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
  if (type.name === 'CustomObject') {
    const children = readChildren(root, fullName, fileName);
    candidates.push(...children.candidates);
    problems.push(...children.problems);
  }
  return { candidates, problems };
}

function isChildElement(type: ComponentType, element: string): boolean {
  return (
    type.name === 'CustomObject' &&
    (childTypes.some((child) => child.element === element) || refusedChildren[element] !== undefined)
  );
}

function normalized(type: ComponentType, body: MetadataBody): MetadataBody {
  return type.normalize?.(body) ?? body;
}

/** The components inside an object's file, each with its own place in it. */
function readChildren(root: XmlElement, object: string, fileName: string): PackageContent {
  const candidates: Candidate[] = [];
  const problems: FileProblem[] = [];
  for (const element of root.children) {
    const type = childTypes.find((each) => each.element === element.name);
    const refused = refusedChildren[element.name];
    if (!type && refused === undefined) continue;
    const name = element.children.find((child) => child.name === 'fullName')?.text.trim() ?? '';
    const fullName = `${object}.${name}`;
    const { line, column } = element;
    const typeName = type?.name ?? refused ?? '';
    const read = type && readBody(element, type.name);
    if (!type) problems.push({ type: typeName, fullName, fileName, problem: refusal(typeName), line, column });
    else if (name === '') {
      problems.push({
        type: typeName,
        fullName: object,
        fileName,
        problem: 'Required field is missing: fullName',
        line,
        column,
      });
    } else if (read?.ok) {
      const { fullName: _, ...body } = read.body;
      candidates.push({ type, fullName, body: normalized(type, body), fileName, line, column });
    }
  }
  return { candidates, problems };
}
