import type { ComponentKey, ComponentType } from './component.js';
import { readXml, textOf, type XmlValue } from './xml.js';

/** A component as an org gave it: every element a list, see `readXml`. */
export type RetrievedComponent = {
  readonly type: ComponentType;
  readonly fullName: string;
  readonly body: { readonly [element: string]: XmlValue[] };
  readonly content?: Uint8Array;
};

/** The lists of an object file that are components of their own. */
const OBJECT_CHILDREN: Readonly<Record<string, ComponentType>> = {
  fields: 'CustomField',
  listViews: 'ListView',
  validationRules: 'ValidationRule',
};

const FILE_TYPES: readonly { readonly pattern: RegExp; readonly type: ComponentType }[] = [
  { pattern: /^objects\/(.+)\.object$/, type: 'CustomObject' },
  { pattern: /^permissionsets\/(.+)\.permissionset$/, type: 'PermissionSet' },
  { pattern: /^customPermissions\/(.+)\.customPermission$/, type: 'CustomPermission' },
  { pattern: /^customMetadata\/(.+)\.md$/, type: 'CustomMetadata' },
  { pattern: /^objectTranslations\/(.+)\.objectTranslation$/, type: 'CustomObjectTranslation' },
  { pattern: /^LeadConvertSettings\/(.+)\.LeadConvertSetting$/, type: 'LeadConvertSettings' },
  { pattern: /^staticresources\/(.+)\.resource-meta\.xml$/, type: 'StaticResource' },
];

/**
 * The components in a retrieved package (metadata format, unzipped, with or without the `unpackaged` folder), of the
 * types this product knows. Throws XmlError, its message headed by the file's path, on a file that can't be read.
 */
export function readPackage(files: Readonly<Record<string, Uint8Array>>): Map<ComponentKey, RetrievedComponent> {
  const components = new Map<ComponentKey, RetrievedComponent>();
  const add = (component: RetrievedComponent): void => {
    components.set(`${component.type}:${component.fullName}`, component);
  };
  for (const [path, bytes] of Object.entries(files)) {
    const inPackage = path.replace(/^unpackaged\//, '');
    for (const { pattern, type } of FILE_TYPES) {
      const fullName = pattern.exec(inPackage)?.[1];
      if (fullName === undefined) continue;
      const { body } = readFile(path, bytes);
      if (type === 'CustomObject') splitObject(fullName, body).forEach(add);
      else if (type === 'StaticResource') {
        const content = files[path.replace(/-meta\.xml$/, '')];
        add({ type, fullName, body, ...(content === undefined ? {} : { content }) });
      } else add({ type, fullName, body });
    }
  }
  return components;
}

function readFile(path: string, bytes: Uint8Array): ReturnType<typeof readXml> {
  try {
    return readXml(new TextDecoder().decode(bytes));
  } catch (error) {
    if (error instanceof Error) error.message = `${path}: ${error.message}`;
    throw error;
  }
}

function splitObject(object: string, body: RetrievedComponent['body']): RetrievedComponent[] {
  const own = Object.fromEntries(Object.entries(body).filter(([element]) => OBJECT_CHILDREN[element] === undefined));
  const children = Object.entries(OBJECT_CHILDREN).flatMap(([element, type]) =>
    (body[element] ?? []).flatMap((child) => {
      if (typeof child === 'string' || Array.isArray(child)) return [];
      const { fullName, ...rest } = child;
      const name = textOf(fullName);
      const lists = Object.fromEntries(
        Object.entries(rest).map(([key, value]) => [key, Array.isArray(value) ? value : [value]]),
      );
      return name === undefined ? [] : [{ type, fullName: `${object}.${name}`, body: lists }];
    }),
  );
  return [{ type: 'CustomObject', fullName: object, body: own }, ...children];
}
