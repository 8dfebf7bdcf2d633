import { strFromU8 } from 'fflate';
import type { MetadataBody } from '../../org/componentStore.js';
import { textOf } from '../../catalog/metadataBody.js';
import type { Candidate, ComponentType } from '../types/componentType.js';
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

/** Everything in a package's folders, its manifests left aside; `root` is the package's folder with its slash, or empty. */
export function readPackageFiles(files: ZipFiles, root: string): PackageContent {
  const candidates: Candidate[] = [];
  const problems: FileProblem[] = [];
  for (const [fileName, bytes] of files) {
    if (!fileName.startsWith(root)) continue;
    const path = fileName.slice(root.length);
    if (isManifest(path)) continue;
    const place = locate(path);
    if (place === undefined) {
      problems.push({
        type: '',
        fullName: path,
        fileName,
        problem: `The embedded org does not take the file ${path}.`,
      });
      continue;
    }
    if (place.type.metaFile && place.part === 'content') {
      if (!files.has(`${fileName}-meta.xml`))
        problems.push({
          type: place.type.name,
          fullName: place.fullName,
          fileName,
          problem: `${fileName}-meta.xml is missing`,
        });
      continue;
    }
    if (place.type.metaFile && !files.has(fileName.slice(0, -'-meta.xml'.length))) {
      problems.push({
        type: place.type.name,
        fullName: place.fullName,
        fileName,
        problem: `${fileName.slice(0, -'-meta.xml'.length)} is missing`,
      });
      continue;
    }
    const content = place.type.metaFile ? files.get(fileName.slice(0, -'-meta.xml'.length)) : undefined;
    const read = readComponentFile(place, fileName, bytes, content);
    candidates.push(...read.candidates);
    problems.push(...read.problems);
  }
  return { candidates, problems };
}

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
    fullName: type.name === 'CustomMetadata' ? name.replace(/^([^.]+)__mdt\./, '$1.') : name,
    part: type.metaFile && !ending.endsWith('-meta.xml') ? 'content' : 'xml',
  };
}

function readComponentFile(
  place: Place,
  fileName: string,
  bytes: Uint8Array,
  content: Uint8Array | undefined,
): PackageContent {
  const { type, fullName } = place;
  const refuse = (problem: string, line: number, column: number): PackageContent => ({
    candidates: [],
    problems: [{ type: type.name, fullName, fileName, problem, line, column }],
  });
  const parsed = parseXml(strFromU8(bytes));
  if (!parsed.ok) return refuse(`Error parsing file: ${parsed.fault.message}`, parsed.fault.line, parsed.fault.column);
  const { root } = parsed;
  if (root.name !== type.name || root.namespace !== METADATA_NAMESPACE) {
    return refuse(
      `Error parsing file: Element {${root.namespace}}${root.name} invalid at this location`,
      root.line,
      root.column,
    );
  }
  const read = readBody(root, type.name);
  if (!read.ok) return refuse(read.fault.message, read.fault.line, read.fault.column);
  const written = textOf(read.body, 'fullName');
  const { fullName: _, ...own } = read.body;
  const body = Object.fromEntries(Object.entries(own).filter(([element]) => !isChildElement(type, element)));
  const candidates: Candidate[] = [
    { type, fullName, body: normalized(type, body), fileName, ...(content === undefined ? {} : { content }) },
  ];
  const problems: FileProblem[] = [];
  if (written !== undefined && written !== fullName) {
    problems.push({
      type: type.name,
      fullName,
      fileName,
      problem: `The fullName ${written} does not match the file's name ${fullName}.`,
      line: root.line,
      column: root.column,
    });
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
