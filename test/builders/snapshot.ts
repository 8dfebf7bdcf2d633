import { compile } from '../../src/metadata/compile.js';
import { type Component, type ComponentKey, type DesiredComponent, keyOf } from '../../src/metadata/component.js';
import { toXmlFile } from '../../src/metadata/componentXml.js';
import type { RetrievedComponent } from '../../src/metadata/metadataPackage.js';
import { readXml } from '../../src/metadata/xml.js';
import type { OrgIdentity, OrgSnapshot, Reading } from '../../src/org/snapshot.js';
import type { ProvenanceSchema } from '../../src/schema/provenanceSchema.js';

export const ORG_ID = '00D0E0000000001UAA';

export function anOrg(overrides: Partial<OrgIdentity> = {}): OrgIdentity {
  return {
    name: 'prod',
    username: 'admin@prod.example',
    organizationId: ORG_ID,
    instanceUrl: 'https://prod.example',
    role: 'production',
    edition: 'Enterprise Edition',
    ...overrides,
  };
}

/** The component as an org would give it back. */
export function retrieved(component: Component): RetrievedComponent {
  const body = Object.fromEntries(
    Object.entries(readXml(toXmlFile(component)).body).filter(([element]) => element !== 'fullName'),
  );
  return {
    type: component.type,
    fullName: component.fullName,
    body,
    ...(component.content === undefined ? {} : { content: component.content }),
  };
}

type Edit = Partial<Record<ComponentKey, Reading | ((body: RetrievedComponent['body']) => RetrievedComponent['body'])>>;

/** An org that has all the schema wants, but for the edits. */
export function aConformingOrg(
  schema: ProvenanceSchema,
  { org = anOrg(), edit = {}, without = [] }: { org?: OrgIdentity; edit?: Edit; without?: readonly string[] } = {},
): OrgSnapshot {
  const objects = schema.objects.map(({ name }) => name).filter((name) => !without.includes(name));
  const desired = compile(schema, {
    objects,
    policy: { organizationId: org.organizationId, acceptsSynthetic: schema.policy.acceptsSynthetic[org.role] },
  });
  return {
    org,
    objects: new Set(objects),
    components: new Map(desired.map((component) => [keyOf(component), readingOf(component, edit[keyOf(component)])])),
  };
}

/** An org that has the objects of the schema and nothing else. */
export function anEmptyOrg(schema: ProvenanceSchema, org: OrgIdentity = anOrg()): OrgSnapshot {
  const { objects, components } = aConformingOrg(schema, { org });
  return { org, objects, components: new Map([...components.keys()].map((key) => [key, { state: 'absent' }])) };
}

function readingOf(component: DesiredComponent, edit: Edit[ComponentKey]): Reading {
  if (edit !== undefined && typeof edit !== 'function') return edit;
  const present = retrieved(component);
  return { state: 'present', component: edit === undefined ? present : { ...present, body: edit(present.body) } };
}
