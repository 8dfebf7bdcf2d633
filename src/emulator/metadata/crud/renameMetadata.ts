import { catalogOf } from '../../catalog/catalog.js';
import { customFieldBearers } from '../../catalog/activities.js';
import { bodiesOf, textOf } from '../../catalog/metadataBody.js';
import type { MetadataBody, StoredComponent } from '../../org/componentStore.js';
import type { EmbeddedOrg } from '../../org/embeddedOrg.js';
import { recordTable } from '../../records/tables.js';
import { childrenOf } from '../inquire/components.js';
import type { Candidate } from '../types/componentType.js';
import { canonicalName, splitFullName } from '../types/naming.js';
import { componentType } from '../types/registry.js';
import { acceptedType, failed, succeeded, type CrudResult } from './crudResult.js';
import type { SaveCall } from './saveMetadata.js';

export type Rename = { readonly from: string; readonly to: string };

/**
 * Gives a component another name; it keeps its id. Grants of permission sets and profiles follow, and so does what is inside an
 * object. Whatever else names it makes the call fail, since the embedded org does not rewrite formulas, lookups and
 * list views; so do records that its values are kept with. Throws ApiError for a call that is answered with a fault.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_renameMetadata.htm
 */
export function renameMetadata(call: SaveCall, typeName: string, names: Rename): CrudResult {
  const { org } = call;
  const type = acceptedType(typeName).name;
  const name = { from: canonicalName(type, names.from), to: canonicalName(type, names.to) };
  const component = org.components.get(type, name.from);
  if (!component) return failed(names.from, `In field: fullName - no ${type} named ${names.from} found`);
  const refused = refusal(org, component, name.to);
  if (refused !== undefined) return failed(names.from, refused, statusOf(refused));
  return org.storage.transaction<CrudResult>((rollback) => {
    const sound = problems(org);
    moveTo(call, component, name.to);
    const broken = [...problems(org)].find(([key]) => !sound.has(key.replace(name.to, component.fullName)));
    if (!broken) return succeeded(names.to);
    const [user, problem] = broken;
    return rollback(failed(names.from, `${user} does not follow the new name: ${problem}`, 'DEPENDENCY_EXISTS'));
  });
}

const TAKEN = 'There is already a';

function statusOf(message: string): string {
  if (message.startsWith(TAKEN)) return 'DUPLICATE_DEVELOPER_NAME';
  return message.startsWith('The embedded org') ? 'FUNCTIONALITY_NOT_ENABLED' : 'FIELD_INTEGRITY_EXCEPTION';
}

/** What is wrong with the new name by itself, or with moving what the component keeps. */
function refusal(org: EmbeddedOrg, component: StoredComponent, to: string): string | undefined {
  const { type, fullName } = component;
  // Its files carry the name, in their paths and in what they import.
  if (componentType(type)?.bundle === true) return `The embedded org does not rename a ${type}.`;
  const other = org.components.get(type, to);
  if (other && other.id !== component.id) return `${TAKEN} ${type} named ${to}.`;
  if (splitFullName(fullName)[1] !== '' && splitFullName(fullName)[0] !== splitFullName(to)[0]) {
    return `${fullName} cannot be moved to another place by a new name.`;
  }
  const candidate = candidateOf(component, to);
  const [problem] = candidate?.type.checkAlone(candidate) ?? [];
  if (problem !== undefined) return problem;
  const [object, field] = splitFullName(fullName);
  const keepers = type === 'CustomField' ? customFieldBearers(object) : type === 'CustomObject' ? [fullName] : [];
  const holds = keepers.some((keeper) => recordCount(org, keeper) > 0);
  return holds
    ? `The embedded org does not rename ${field === '' ? 'an object' : 'a field of an object'} that has records.`
    : undefined;
}

function recordCount(org: EmbeddedOrg, objectName: string): number {
  const object = catalogOf(org).object(objectName);
  if (!object || object.category === 'customMetadata') return 0;
  const { table } = recordTable(org, object);
  return Number(org.storage.db.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.['n']);
}

/** Every problem that the org's components have now, by the component. */
function problems(org: EmbeddedOrg): Map<string, string> {
  const context = {
    org,
    catalog: catalogOf(org),
    before: (type: string, fullName: string) => org.components.get(type, fullName),
  };
  const found = new Map<string, string>();
  for (const type of org.components.types()) {
    for (const component of org.components.list(type)) {
      const candidate = candidateOf(component, component.fullName);
      const [problem] = candidate?.type.checkWithin(candidate, context) ?? [];
      if (problem !== undefined) found.set(`${type} ${component.fullName}`, problem);
    }
  }
  return found;
}

function candidateOf({ type, body, content }: StoredComponent, fullName: string): Candidate | undefined {
  const known = componentType(type);
  return known && { type: known, fullName, body, fileName: '', ...(content === undefined ? {} : { content }) };
}

function moveTo({ org, caller }: SaveCall, component: StoredComponent, to: string): void {
  const { type, fullName: from } = component;
  const stamp = { now: org.now().toISOString(), userId: caller.userId };
  const inside = type === 'CustomObject' ? partsOf(org, from) : [];
  org.components.rename(component, to, stamp);
  for (const part of inside) {
    const [object, name] = splitFullName(part.fullName);
    const owner = object.toLowerCase() === from.toLowerCase() ? to : to.replace(/__mdt$/i, '');
    org.components.rename(part, `${owner}.${name}`, stamp);
  }
  for (const holder of GRANT_HOLDERS.flatMap((each) => org.components.list(each))) {
    const body = renamedGrants(holder.body, type, from, to);
    org.components.put({ type: holder.type, fullName: holder.fullName, body }, { ...stamp, keyPrefix: '0PS' });
  }
}

/** What carries an object's name in its own, the records of a custom metadata type among it. */
function partsOf(org: EmbeddedOrg, object: string): StoredComponent[] {
  const prefix = `${object.replace(/__mdt$/i, '')}.`.toLowerCase();
  const records = /__mdt$/i.test(object)
    ? org.components.list('CustomMetadata').filter(({ fullName }) => fullName.toLowerCase().startsWith(prefix))
    : [];
  return [...childrenOf(org, 'CustomObject', object), ...records];
}

const GRANT_HOLDERS = ['PermissionSet', 'MutingPermissionSet', 'Profile'];

/** The elements of a permission set or profile that name components of a type, and the element that holds the name. */
const GRANTS: Readonly<Record<string, readonly (readonly [element: string, key: string])[]>> = {
  CustomField: [['fieldPermissions', 'field']],
  CustomObject: [
    ['objectPermissions', 'object'],
    ['customMetadataTypeAccesses', 'name'],
    ['fieldPermissions', 'field'],
  ],
  CustomPermission: [['customPermissions', 'name']],
};

function renamedGrants(body: MetadataBody, type: string, from: string, to: string): MetadataBody {
  let renamed = body;
  for (const [element, key] of GRANTS[type] ?? []) {
    if (renamed[element] === undefined) continue;
    const grants = bodiesOf(renamed, element).map((grant) => ({
      ...grant,
      [key]: renamedIn(textOf(grant, key) ?? '', from, to),
    }));
    renamed = { ...renamed, [element]: grants };
  }
  return renamed;
}

/** The name itself, or an object's name before a field's. */
function renamedIn(name: string, from: string, to: string): string {
  if (name.toLowerCase() === from.toLowerCase()) return to;
  return name.toLowerCase().startsWith(`${from}.`.toLowerCase()) ? `${to}${name.slice(from.length)}` : name;
}
