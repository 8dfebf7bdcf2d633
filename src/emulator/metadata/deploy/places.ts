import type { ComponentType } from '../types/componentType.js';
import { canonicalName } from '../types/naming.js';
import { componentTypes } from '../types/registry.js';

/** What a file of a package is: a component's XML, or content beside it or in its bundle. */
export type Place = {
  readonly type: ComponentType;
  readonly fullName: string;
  readonly part: 'xml' | 'content';
};

const META = '-meta.xml';
const FOLDER_SUFFIX = /\.\w+Folder$/;

/** The component that a file belongs to, by its path inside the package; undefined when it belongs to none. */
export function locate(path: string): Place | undefined {
  const folder = path.slice(0, Math.max(path.indexOf('/'), 0));
  const rest = path.slice(folder.length + 1);
  const types = componentTypes.filter((type) => type.folder === folder && type.element === undefined);
  if (rest === '') return undefined;
  for (const type of types) {
    const place = type.bundle === true ? bundlePlace(type, rest) : filePlace(type, rest);
    if (place) return place;
  }
  return undefined;
}

/** `name/name.js-meta.xml` and all else under `name/`. */
function bundlePlace(type: ComponentType, rest: string): Place | undefined {
  const [fullName = '', file = '', ...deeper] = rest.split('/');
  if (file === '') return undefined;
  const isMeta = deeper.length === 0 && file.startsWith(`${fullName}.`) && file.endsWith(META);
  return { type, fullName, part: isMeta ? 'xml' : 'content' };
}

function filePlace(type: ComponentType, rest: string): Place | undefined {
  if (type.listedAs !== undefined) return folderPlace(type, rest);
  if (rest.includes('/') !== (type.folderType !== undefined)) return undefined;
  const ending = type.suffix === '' ? '' : `.${type.suffix}`;
  const [xml, content] = type.metaFile ? [ending + META, ending] : [ending, undefined];
  const part = rest.endsWith(xml) ? 'xml' : content !== undefined && rest.endsWith(content) ? 'content' : undefined;
  if (part === undefined) return undefined;
  const name = rest.slice(0, rest.length - (part === 'xml' ? xml : (content ?? '')).length);
  return name === '' ? undefined : { type, fullName: canonicalName(type.name, name), part };
}

/** `Name-meta.xml`, or `Name.reportFolder-meta.xml` as source format has it. */
function folderPlace(type: ComponentType, rest: string): Place | undefined {
  const content = componentTypes.find(({ name }) => name === type.listedAs);
  if (!rest.endsWith(META)) return undefined;
  const name = rest.slice(0, -META.length);
  const isContent = content?.suffix === '' ? name.includes('/') : name.endsWith(`.${content?.suffix}`);
  return isContent ? undefined : { type, fullName: name.replace(FOLDER_SUFFIX, ''), part: 'xml' };
}
