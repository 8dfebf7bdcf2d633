import { compile, extensionsOf } from '../../src/metadata/compile.js';
import { type Component, type ComponentKey, type DesiredComponent, keyOf } from '../../src/metadata/component.js';
import { toXmlFile } from '../../src/metadata/componentXml.js';
import type { RetrievedComponent } from '../../src/metadata/metadataPackage.js';
import { everyReport } from '../../src/metadata/report.js';
import { type OrgObject, scopeOf } from '../../src/metadata/target.js';
import { readXml } from '../../src/metadata/xml.js';
import type { OrgAccess } from '../../src/org/circumstances.js';
import type { Grants, OrgObservations, RecordCounts } from '../../src/org/observations.js';
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

type Settings = {
  org?: OrgIdentity;
  edit?: Edit;
  /** Listed objects that the org lacks. */
  without?: readonly string[];
  /** What else the org says of itself. */
  facts?: Partial<Omit<OrgSnapshot, 'org' | 'components'>>;
};
type Edit = Partial<Record<ComponentKey, Reading | ((body: RetrievedComponent['body']) => RetrievedComponent['body'])>>;

/** An org that has all the schema wants, but for the edits. */
export function aConformingOrg(
  schema: ProvenanceSchema,
  { org = anOrg(), edit = {}, without = [], facts = {} }: Settings = {},
): OrgSnapshot {
  const names = schema.objects.map(({ name }) => name).filter((name) => !without.includes(name));
  const base: OrgSnapshot = {
    org,
    access: someAccess(),
    objects: new Map(names.map((name) => [name, anObject({ name })])),
    labels: new Map(names.map((name) => [name, { label: name, plural: `${name}s` }])),
    objectsUnread: undefined,
    personAccounts: false,
    packagedMarkers: [],
    sharedListViews: [],
    usage: { state: 'read', objects: new Map() },
    components: new Map(),
    observations: someObservations(),
    ...facts,
  };
  const { targets } = scopeOf(schema, base);
  const desired = compile(schema, {
    targets,
    policy: { organizationId: org.organizationId, acceptsSynthetic: schema.policy.acceptsSynthetic[org.role] },
  });
  const extended = extensionsOf(schema, targets, base.sharedListViews).map(
    ({ extend, retract: _r, createIfAbsent: _, ...own }): DesiredComponent => ({ ...own, body: extend({}).body }),
  );
  return {
    ...base,
    components: new Map([
      // What would report is always asked for.
      ...everyReport(schema, targets).map((component): [ComponentKey, Reading] => [
        keyOf(component),
        { state: 'absent' },
      ]),
      ...[...desired, ...extended].map((component): [ComponentKey, Reading] => [
        keyOf(component),
        readingOf(component, edit[keyOf(component)]),
      ]),
    ]),
  };
}

/** A user who may deploy, with all calls left. */
export function someAccess(overrides: Partial<OrgAccess> = {}): OrgAccess {
  return {
    apiVersion: '66.0',
    apiCalls: { state: 'read', value: { remaining: 14_000, limit: 15_000 } },
    permissions: { state: 'read', value: new Set(['ModifyMetadata', 'CustomizeApplication', 'ViewSetup']) },
    ...overrides,
  };
}

/** An org in which the schema's own sets grant, somebody sees the badge, nobody touched anything, and no record is. */
export function someObservations(overrides: Partial<OrgObservations> = {}): OrgObservations {
  const reader = {
    kind: 'PermissionSet',
    name: 'Synthetic_Provenance_Reader',
    assignments: 3,
    groups: [],
    fields: 2,
  } as const;
  return {
    grants: { state: 'read', value: someGrants({ badge: [reader] }) },
    foreign: { state: 'read', value: [] },
    changes: { state: 'read', value: { since: '2026-05-01T00:00:00.000Z', entries: [] } },
    records: new Map(),
    ...overrides,
  };
}

/** Grants of nobody, but for the overrides; three people see the badge. */
export function someGrants(overrides: Partial<Grants> = {}): Grants {
  return {
    bypass: [],
    edit: [],
    badge: [],
    powerful: [],
    people: { bypass: 0, edit: 0, badge: 3, CustomizeApplication: 0, ModifyAllData: 0 },
    unseeing: [],
    ...overrides,
  };
}

/** Two hundred genuine records, but for the overrides. */
export function someCounts(overrides: Partial<RecordCounts> = {}): RecordCounts {
  const some = <T>(value: T) => ({ state: 'read', value }) as const;
  return {
    all: some(200),
    synthetic: some(0),
    broken: some(0),
    gaps: some({ withoutSource: 0, withoutTime: 0, genuineWithSource: 0, genuineWithTime: 0 }),
    sources: some({ named: [], more: false }),
    unlabelled: some(0),
    large: false,
    ...overrides,
  };
}

/** An object with records that takes all there is. */
export function anObject(overrides: Partial<OrgObject> & { name: string }): OrgObject {
  return { holdsRecords: true, customizable: true, workflowEnabled: true, historyEnabled: undefined, ...overrides };
}

/** An org that has the objects of the schema and nothing else. */
export function anEmptyOrg(schema: ProvenanceSchema, org: OrgIdentity = anOrg()): OrgSnapshot {
  const snapshot = aConformingOrg(schema, { org });
  return { ...snapshot, components: new Map([...snapshot.components.keys()].map((key) => [key, { state: 'absent' }])) };
}

function readingOf(component: DesiredComponent, edit: Edit[ComponentKey]): Reading {
  if (edit !== undefined && typeof edit !== 'function') return edit;
  const present = retrieved(component);
  return { state: 'present', component: edit === undefined ? present : { ...present, body: edit(present.body) } };
}
