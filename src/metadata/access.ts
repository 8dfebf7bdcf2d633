import { type Grant, markersOf, type ProvenanceSchema } from '../schema/provenanceSchema.js';
import type { DesiredComponent } from './component.js';
import { guardsOn } from './guard.js';
import type { FieldHome } from './fieldHome.js';
import type { TargetObject } from './target.js';

/**
 * The custom permission that lifts immutability, and three permission sets: readers see markers and badge, writers may
 * also state markers (integrations that insert records), stewards may also correct them. With the guard `declared` also
 * the permission that obliges, and a set for integrations that load generated records only. Without a grant nobody sees
 * a field that the Metadata API deployed, administrators included.
 */
export function accessComponents(
  schema: ProvenanceSchema,
  targets: readonly TargetObject[],
  homes: readonly FieldHome[],
): DesiredComponent[] {
  const { permission, reader, writer, steward, declaration, generator } = schema.access;
  const grantees = [...homes].sort((a, b) => (a.grantedAs < b.grantedAs ? -1 : 1));
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
      fieldPermissions: grantees.flatMap((home) => fieldPermissions(schema, home, editable)),
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
  return targets.some((target) => guardsOn(target).includes('declared'))
    ? [...components, customPermission(declaration), permissionSet(generator, { editable: true, holds: declaration })]
    : components;
}

function customPermission({ name, label, description }: Grant): DesiredComponent<'CustomPermission'> {
  return { type: 'CustomPermission', fullName: name, purpose: 'access', body: { description, label } };
}

function fieldPermissions(
  schema: ProvenanceSchema,
  { grantedAs, badge: style, reported }: FieldHome,
  editable: boolean,
): DesiredComponent<'PermissionSet'>['body']['fieldPermissions'] {
  const markers = markersOf(schema).map(({ field }) => ({ name: field.apiName, editable }));
  // A formula field can't be editable.
  const badge = style === 'none' ? [] : [{ name: schema.badge.field.apiName, editable: false }];
  const report = reported.length === 0 ? [] : [{ name: schema.report.field.apiName, editable: false }];
  return [...markers, ...badge, ...report]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, editable: mayEdit }) => ({ editable: mayEdit, field: `${grantedAs}.${name}`, readable: true }));
}
