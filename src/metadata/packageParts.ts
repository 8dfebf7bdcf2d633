import type { Component, ComponentType } from './component.js';
import { toSourceFiles } from './sourceFormat.js';

/**
 * What one deploy takes: 10,000 files and about 39 MB compressed. Sizes are counted uncompressed, which never allows
 * more. Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/file_based_zip_file.htm
 */
export const packageLimits: PackageLimits = { files: 10_000, bytes: 39 * 1024 * 1024 };

export type PackageLimits = { readonly files: number; readonly bytes: number };

/** What is deployed together. A part `standsAlone` when nothing in it refers to another part of the same package. */
export type PackagePart<C> = { readonly components: readonly C[]; readonly standsAlone: boolean };

/** Types in the order in which they refer to each other: what is named comes before what names it. */
const RANKS: Readonly<Record<ComponentType, number>> = {
  CustomObject: 0,
  CustomField: 0,
  CustomPermission: 0,
  StaticResource: 0,
  CustomMetadata: 1,
  PermissionSet: 2,
  ValidationRule: 3,
  ListView: 3,
  LeadConvertSettings: 3,
  CustomObjectTranslation: 4,
};

/** What goes into one file of the package, which can't be divided. */
type Unit<C> = { readonly rank: number; readonly components: C[]; bytes: number };

/**
 * Components as the parts of a package that one deploy takes each, in the order in which they have to be deployed; one
 * part where everything fits. All that belongs to one object lies in one file, so it stays together.
 */
export function packageParts<C extends Component>(
  components: readonly C[],
  limits: PackageLimits = packageLimits,
): PackagePart<C>[] {
  if (surelyFits(components, limits)) return [{ components, standsAlone: true }];
  const units = unitsOf(components);
  const whole = units.reduce((sum, { bytes }) => sum + bytes, 0);
  if (units.length <= limits.files && whole <= limits.bytes) return [{ components, standsAlone: true }];
  const parts: { rank: number; files: number; bytes: number; components: C[] }[] = [];
  for (const { rank, bytes, components: together } of units) {
    const last = parts.at(-1);
    if (last?.rank === rank && last.files < limits.files && last.bytes + bytes <= limits.bytes) {
      last.files += 1;
      last.bytes += bytes;
      last.components.push(...together);
    } else parts.push({ rank, files: 1, bytes, components: [...together] });
  }
  return parts.map(({ rank, components: together }) => ({ components: together, standsAlone: rank === 0 }));
}

/**
 * How much longer the XML of a body can be than its JSON: every entry of a list repeats the element's name, twice, with
 * indentation. Beside the body a file has its header, and an object translation many files.
 */
const XML_PER_JSON = 60;
const BESIDE_BODY = 1_000;

/** Whether all fits by the roughest count, which spares writing each file just to know its size. */
function surelyFits(components: readonly Component[], { files, bytes }: PackageLimits): boolean {
  let most = 0;
  for (const { body, content } of components) {
    most += JSON.stringify(body).length * XML_PER_JSON + BESIDE_BODY + (content?.length ?? 0);
    if (most > bytes) return false;
  }
  return components.length <= files;
}

function unitsOf<C extends Component>(components: readonly C[]): Unit<C>[] {
  const units = new Map<string, Unit<C>>();
  for (const component of components) {
    const rank = RANKS[component.type];
    const file = IN_OBJECT_FILE.has(component.type)
      ? `${rank} ${component.fullName.split('.')[0] ?? ''}`
      : `${component.type} ${component.fullName}`;
    const unit = units.get(file) ?? { rank, components: [], bytes: 0 };
    unit.components.push(component);
    unit.bytes += toSourceFiles(component).reduce((sum, { content }) => sum + content.length, 0);
    units.set(file, unit);
  }
  return [...units.values()].sort((a, b) => a.rank - b.rank);
}

const IN_OBJECT_FILE: ReadonlySet<ComponentType> = new Set([
  'CustomObject',
  'CustomField',
  'ValidationRule',
  'ListView',
]);
