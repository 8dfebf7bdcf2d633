import { strFromU8, strToU8 } from 'fflate';
import type { Caller } from '../access/caller.js';
import { DESCRIBED, isFieldType, type DescribedObject } from '../catalog/describedObjects.js';
import { defaultDeployOptions } from '../metadata/deploy/deployRecord.js';
import { planDeploy } from '../metadata/deploy/deployPlan.js';
import { executePlan } from '../metadata/deploy/executePlan.js';
import { API_VERSION, type EmbeddedOrg, type OrgKind } from '../org/embeddedOrg.js';
import { fingerprint, orgIdTokens, type LeftOut, type OrgSchema } from './snapshotFile.js';

/** What became of a snapshot in an embedded org. */
export type Rehearsal = {
  readonly takenAt: string;
  /** How many components and described standard objects the org has from it. */
  readonly components: number;
  /** What the other org has and this one has not. */
  readonly leftOut: readonly LeftOut[];
};

const PROPERTY = 'rehearsal';
/** Of the package that a snapshot is restored from: everything in it is wanted. */
const TYPES = ['CustomMetadata', 'CustomObject', 'CustomPermission', 'PermissionSet', 'StaticResource'];
const TEXT_FILE = /\.(?:object|md|permissionset|customPermission|globalValueSet)$/;

/** The kind of org that rehearses for another: it holds deploys to the same rules. */
export function rehearsalKind({ role, edition }: Pick<OrgSchema, 'role' | 'edition'>): OrgKind {
  return role === 'production' && edition === 'Developer Edition' ? 'developer' : role;
}

/** What an org was restored from; undefined for one that was founded empty. */
export function rehearsalOf(org: EmbeddedOrg): Rehearsal | undefined {
  const stored = org.storage.property(PROPERTY);
  if (stored === undefined) return undefined;
  const { takenAt, components, leftOut } = JSON.parse(stored) as Rehearsal & { fingerprint: string };
  return { takenAt, components, leftOut };
}

/**
 * Brings the schema of a snapshot into a new org, by the rules that a deploy is held to. What the org does not take is
 * left out, together with what depends on it, and named. An org that was restored from the same snapshot stays as it
 * is; any other one is an error.
 */
export function restoreSchema(org: EmbeddedOrg, admin: Caller, schema: OrgSchema, isNew: boolean): void {
  const mark = fingerprint(schema);
  const stored = org.storage.property(PROPERTY);
  if (stored !== undefined && (JSON.parse(stored) as { fingerprint: string }).fingerprint === mark) return;
  if (!isNew) {
    throw new Error(
      `The data directory holds an org "${org.name}" that was not made from this snapshot. Start it with another name or data directory.`,
    );
  }
  org.storage.transaction(() => {
    const now = org.now().toISOString();
    for (const object of schema.objects) {
      const content = strToU8(JSON.stringify(object));
      const write = { type: DESCRIBED, fullName: object.name, body: {}, content };
      org.components.put(write, { now, userId: admin.userId, keyPrefix: '000' });
    }
    const options = { ...defaultDeployOptions, ignoreWarnings: true, singlePackage: true };
    const rows = executePlan(org, admin, planDeploy(packageOf(org, schema), options), options, now);
    const failed = rows.failures.map(({ componentType, fullName, problem }) => ({
      type: componentType === '' ? 'File' : componentType,
      fullName,
      reason: problem ?? 'the org gave no reason',
    }));
    const components = rows.successes.filter(({ componentType }) => componentType !== '').length;
    const rehearsal: Rehearsal & { fingerprint: string } = {
      takenAt: schema.takenAt,
      components: components + schema.objects.length,
      leftOut: [...schema.leftOut, ...schema.objects.flatMap(fieldsLeftOut), ...failed],
      fingerprint: mark,
    };
    org.storage.setProperty(PROPERTY, JSON.stringify(rehearsal));
  });
}

/** What names the other org's id names this org's instead, so that a policy that was bound stays bound. */
function packageOf({ orgId }: EmbeddedOrg, { files }: OrgSchema): Map<string, Uint8Array> {
  const own = (bytes: Uint8Array): Uint8Array =>
    strToU8(strFromU8(bytes).replaceAll(orgIdTokens.id18, orgId).replaceAll(orgIdTokens.id15, orgId.slice(0, 15)));
  const types = TYPES.map((type) => `<types><members>*</members><name>${type}</name></types>`).join('');
  const manifest = `<Package xmlns="http://soap.sforce.com/2006/04/metadata">${types}<version>${API_VERSION}.0</version></Package>`;
  return new Map([
    ['package.xml', strToU8(manifest)],
    ...[...files].map(([path, bytes]) => [path, TEXT_FILE.test(path) ? own(bytes) : bytes] as const),
  ]);
}

function fieldsLeftOut({ name, fields }: DescribedObject): LeftOut[] {
  return fields
    .filter(({ type }) => !isFieldType(type))
    .map((each) => ({
      type: 'StandardField',
      fullName: `${name}.${each.name}`,
      reason: `The embedded org has no fields of type ${each.type}.`,
    }));
}
