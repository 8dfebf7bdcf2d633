import type { Grant, ProvenanceSchema } from '../schema/provenanceSchema.js';
import type { DesiredComponent } from './component.js';
import { traitsOf } from './objectTraits.js';

/**
 * The custom permission that lifts immutability, and three permission sets: readers see markers and badge, writers may
 * also state markers (integrations that insert records), stewards may also correct them. With the guard `declared` also
 * the permission that obliges, and a set for integrations that load generated records only. Without a grant nobody sees
 * a field that the Metadata API deployed, administrators included.
 */
export function accessComponents(schema: ProvenanceSchema, objects: readonly string[]): DesiredComponent[] {
  const { permission, reader, writer, steward, declaration, generator } = schema.access;
  const grantees = [...new Set(objects.map((object) => traitsOf(object).grantedAs))].sort();
  const permissionSet = (
    grant: Grant,
    { editable, holds }: { editable: boolean; holds?: Grant },
  ): DesiredComponent<'PermissionSet'> => ({
    type: 'PermissionSet',
    fullName: grant.name,
    purpose: 'access',
    body: {
      ...(holds === undefined ? {} : { customPermissions: [{ enabled: true, name: holds.name }] }),
      description: grant.description,
      fieldPermissions: grantees.flatMap((object) => fieldPermissions(schema, object, editable)),
      hasActivationRequired: false,
      label: grant.label,
    },
  });
  const components = [
    customPermission(permission),
    permissionSet(reader, { editable: false }),
    permissionSet(writer, { editable: true }),
    permissionSet(steward, { editable: true, holds: permission }),
  ];
  return schema.guards.declared.enabled
    ? [...components, customPermission(declaration), permissionSet(generator, { editable: true, holds: declaration })]
    : components;
}

function customPermission({ name, label, description }: Grant): DesiredComponent<'CustomPermission'> {
  return { type: 'CustomPermission', fullName: name, purpose: 'access', body: { description, label } };
}

function fieldPermissions(
  schema: ProvenanceSchema,
  object: string,
  editable: boolean,
): DesiredComponent<'PermissionSet'>['body']['fieldPermissions'] {
  const markers = Object.values(schema.markers).map(({ apiName }) => ({ name: apiName, editable }));
  // A formula field can't be editable.
  const badge = schema.badge.enabled ? [{ name: schema.badge.field.apiName, editable: false }] : [];
  return [...markers, ...badge]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, editable: mayEdit }) => ({ editable: mayEdit, field: `${object}.${name}`, readable: true }));
}
