import type { Component } from '../../src/metadata/component.js';
import { type SourceFile, toSourceFiles } from '../../src/metadata/sourceFormat.js';
import { manifest } from '../emulator/metadata/support.js';

/** The elements that hold, in an object's file, what source format keeps in a folder of its own. */
const CHILD_FOLDERS: Readonly<Record<string, string>> = {
  fields: 'fields',
  listViews: 'listViews',
  validationRules: 'validationRules',
};

/** Which components, by type, as a package's manifest names them. */
export function membersOf(components: readonly Component[]): Record<string, string[]> {
  const members: Record<string, string[]> = {};
  for (const { type, fullName } of components) (members[type] ??= []).push(fullName);
  return members;
}

/**
 * The components' source files as a package in metadata format, made of the text of those files: what belongs to one
 * object is put into one file, as clients do before they deploy.
 */
export function packageFiles(components: readonly Component[]): Record<string, string | Uint8Array> {
  const wholes: Record<string, string | Uint8Array> = { 'package.xml': manifest(membersOf(components)) };
  const gathered = new Map<string, { root: string; elements: Map<string, string[]> }>();
  const gather = (path: string, root: string, element: string, xml: string): void => {
    const entry = gathered.get(path) ?? { root, elements: new Map<string, string[]>() };
    entry.elements.set(element, [...(entry.elements.get(element) ?? []), xml]);
    gathered.set(path, entry);
  };
  for (const { path, content } of components.flatMap(toSourceFiles)) {
    const [folder = '', name = '', inside = '', child] = path.split('/');
    const inner = (): string => innerXml({ path, content });
    if (folder === 'objects' && child !== undefined) {
      const element = CHILD_FOLDERS[inside] ?? '';
      gather(`objects/${name}.object`, 'CustomObject', element, `<${element}>${inner()}</${element}>`);
    } else if (folder === 'objects') gather(`objects/${name}.object`, 'CustomObject', '', inner());
    else if (folder === 'objectTranslations') {
      const isField = inside.endsWith('.fieldTranslation-meta.xml');
      const xml = isField ? `<fields>${inner()}</fields>` : inner();
      gather(`${folder}/${name}.objectTranslation`, 'CustomObjectTranslation', isField ? 'fields' : '', xml);
    } else if (folder === 'staticresources' && !path.endsWith('-meta.xml')) {
      wholes[path.replace(/\.\w+$/, '.resource')] = content;
    } else wholes[folder === 'staticresources' ? path : path.replace(/-meta\.xml$/, '')] = content;
  }
  for (const [path, { root, elements }] of gathered) {
    const inner = [...elements.values()].flat().join('\n');
    wholes[path] = `<${root} xmlns="http://soap.sforce.com/2006/04/metadata">${inner}</${root}>`;
  }
  return wholes;
}

function innerXml({ path, content }: SourceFile): string {
  const text = new TextDecoder().decode(content);
  const [, inner] = /^<\?xml[^>]*\?>\n<\w+[^>]*>([^]*)<\/\w+>\n$/.exec(text) ?? [];
  // A root without content closes itself.
  if (inner === undefined && !/^<\?xml[^>]*\?>\n<\w+[^>]*\/>\n$/.test(text)) throw new Error(`${path} is no XML file`);
  return inner ?? '';
}
