import { bodiesOf, textOf, textsOf } from '../../catalog/metadataBody.js';
import { API_VERSION, MIN_API_VERSION } from '../../org/embeddedOrg.js';
import { parseXml } from '../xml/element.js';
import { METADATA_NAMESPACE, readBody } from '../xml/readBody.js';

export type ManifestMember = { readonly type: string; readonly member: string };
export type Manifest = { readonly version?: string; readonly members: readonly ManifestMember[] };
export type ManifestProblem = { readonly problem: string; readonly line?: number; readonly column?: number };
export type ManifestResult =
  { readonly ok: true; readonly manifest: Manifest } | { readonly ok: false; readonly fault: ManifestProblem };

/**
 * Reads a package.xml or destructiveChanges.xml.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/manifest_samples.htm
 */
export function readManifest(text: string, kind: 'package' | 'destructive'): ManifestResult {
  const parsed = parseXml(text);
  if (!parsed.ok) {
    const { message, line, column } = parsed.fault;
    return refuse(`Error parsing file: ${message}`, line, column);
  }
  const { root } = parsed;
  if (root.name !== 'Package' || root.namespace !== METADATA_NAMESPACE) {
    return refuse(
      `Error parsing file: Element {${root.namespace}}${root.name} invalid at this location`,
      root.line,
      root.column,
    );
  }
  const withoutVersion = kind === 'destructive' && !root.children.some(({ name }) => name === 'version');
  const read = readBody(root, withoutVersion ? 'DestructivePackage' : 'Package');
  if (!read.ok) return refuse(read.fault.message, read.fault.line, read.fault.column);
  const members = bodiesOf(read.body, 'types').flatMap((types) =>
    textsOf(types, 'members').map((member) => ({ type: (textOf(types, 'name') ?? '').trim(), member: member.trim() })),
  );
  const version = textOf(read.body, 'version');
  if (version !== undefined && !isKnownVersion(version)) return refuse(`Invalid version specified:${version}`);
  return { ok: true, manifest: { members, ...(version === undefined ? {} : { version }) } };
}

/** Wording of the refusal: https://github.com/forcedotcom/cli/issues/27 */
export function isKnownVersion(version: string): boolean {
  if (!/^\d{2,3}\.0$/.test(version)) return false;
  const number = Number(version);
  return number >= MIN_API_VERSION && number <= API_VERSION;
}

function refuse(problem: string, line?: number, column?: number): ManifestResult {
  return {
    ok: false,
    fault: { problem, ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) },
  };
}
