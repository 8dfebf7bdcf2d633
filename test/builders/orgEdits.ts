import type { Connection } from '@salesforce/core';
import fc from 'fast-check';
import {
  type Component,
  type ComponentKey,
  type ComponentType,
  type DesiredComponent,
  keyOf,
} from '../../src/metadata/component.js';
import { file, manifest, zip } from '../emulator/metadata/support.js';
import { membersOf, packageFiles } from './packageFiles.js';

/** What somebody does to an org behind the product's back; the numbers choose among what there is. */
export type OrgEdit = {
  readonly kind: 'change' | 'delete' | 'raze' | 'retype' | 'addForeign';
  readonly which: number;
  readonly how: number;
};

/** Changes are the commonest; to take a field away with all that needs it, or to put another in its place, is rare. */
export const anyOrgEdits: fc.Arbitrary<OrgEdit[]> = fc.array(
  fc.record({
    kind: fc.oneof(
      { weight: 10, arbitrary: fc.constant('change' as const) },
      { weight: 4, arbitrary: fc.constant('delete' as const) },
      { weight: 2, arbitrary: fc.constant('raze' as const) },
      { weight: 1, arbitrary: fc.constant('retype' as const) },
      { weight: 2, arbitrary: fc.constant('addForeign' as const) },
    ),
    which: fc.nat(10_000),
    how: fc.nat(10_000),
  }),
  { minLength: 1, maxLength: 8 },
);

type Files = Record<string, string | Uint8Array>;

/** The packages that carry an edit out, one after the other, and the components of the schema that they may touch. */
export type EditSteps = { readonly packages: readonly Files[]; readonly touched: readonly ComponentKey[] };

/** `desired`: what the schema wants in the org, which is what there is to spoil; `serial` makes names that are new. */
export function stepsOf(
  { kind, which, how }: OrgEdit,
  desired: readonly DesiredComponent[],
  serial: number,
): EditSteps {
  switch (kind) {
    case 'change': {
      const ways = desired.map((component) => ({ component, packages: spoilt(component) }));
      const { component, packages } = pick(
        ways.filter((way) => way.packages.length > 0),
        which,
      );
      return { packages: [pick(packages, how)], touched: [keyOf(component)] };
    }
    case 'delete':
      return deletion([pick(desired, which)], desired);
    case 'raze':
      return deletion(razed(pick(fieldsOf(desired), which), desired), desired);
    case 'retype': {
      const field = pick(fieldsOf(desired), which);
      const body = { label: 'Somebody’s own', type: 'Phone' } as const;
      const { packages, touched } = deletion(razed(field, desired), desired);
      return {
        packages: [...packages, packageFiles([{ type: 'CustomField', fullName: field.fullName, body }])],
        touched,
      };
    }
    case 'addForeign':
      return foreign(pick(FOREIGN_OBJECTS, which), how, serial);
  }
}

/** Takes fields away, with all that may keep them from being deleted. */
export function razing(fields: readonly DesiredComponent[], desired: readonly DesiredComponent[]): EditSteps {
  return deletion([...new Set(fields.flatMap((field) => razed(field, desired)))], desired);
}

const FOREIGN_OBJECTS = ['Account', 'Lead', 'Thing__c'];
const FOREIGN_TYPES = ['CustomField', 'ValidationRule', 'ListView', 'PermissionSet'] as const;

/** The components that edits added, and when each was last changed; shared list views, which get a badge, only by name. */
export async function foreignIn(connection: Connection): Promise<Map<string, string>> {
  const asked = FOREIGN_TYPES.map((type) => ({ type }));
  // The platform takes three questions a call.
  const answers = await Promise.all([
    connection.metadata.list(asked.slice(0, 3)),
    connection.metadata.list(asked.slice(3)),
  ]);
  return new Map(
    answers
      .flat()
      .filter(({ fullName }) => /(^|\.)Foreign_\d+/.test(fullName))
      .map(({ type, fullName, lastModifiedDate }) => [
        `${type}:${fullName}`,
        type === 'ListView' ? '' : lastModifiedDate,
      ]),
  );
}

/** Deploys one package; false when the org refuses it, which leaves the org as it was. */
export async function takes(connection: Connection, files: Files): Promise<boolean> {
  const options = { rollbackOnError: true, singlePackage: true };
  const { id } = await connection.metadata.deploy(Buffer.from(zip(files)), options);
  for (;;) {
    const { done, success } = await connection.metadata.checkDeployStatus(id);
    if (done) return success;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function pick<T>(from: readonly T[], number: number): T {
  const chosen = from[number % from.length];
  if (chosen === undefined) throw new Error('There is nothing to choose from.');
  return chosen;
}

/** Markers and badges. */
const fieldsOf = (desired: readonly DesiredComponent[]): DesiredComponent[] =>
  desired.filter(({ type, purpose }) => type === 'CustomField' && purpose !== 'policy');

/** The field, and what would keep it from being deleted: rules, and the badge's formula. */
function razed(field: DesiredComponent, desired: readonly DesiredComponent[]): DesiredComponent[] {
  const near = desired.filter((other) => sharesObject(field, other) && mentions(other, field));
  return [...near.filter(({ type }) => type === 'ValidationRule' || type === 'CustomField'), field];
}

function deletion(components: readonly DesiredComponent[], desired: readonly DesiredComponent[]): EditSteps {
  const unique = [...new Set(components)];
  // Grants, columns, translations and mappings go along with their field.
  const touched = desired.filter((other) =>
    unique.some((gone) => other === gone || (sharesObject(gone, other) && mentions(other, gone))),
  );
  const files = { 'package.xml': manifest({}), 'destructiveChanges.xml': manifest(membersOf(unique)) };
  return { packages: [files], touched: touched.map(keyOf) };
}

/** Tasks and events have the fields of activities. */
function sharesObject({ object }: DesiredComponent, other: DesiredComponent): boolean {
  const activities = ['Task', 'Event', 'Activity', undefined];
  if (object === undefined || other.object === undefined || object === other.object) return true;
  return activities.includes(object) && activities.includes(other.object);
}

/** Whether a component's own files name the other one. */
function mentions(component: DesiredComponent, other: DesiredComponent): boolean {
  const name = (other.fullName.split('.')[1] ?? other.fullName).replace(/__mdt$/, '');
  return textsOf(component).some(([path, text]) => path.includes(name) || text.includes(name));
}

/** One way of changing a component: what is to be found in its file, and what then stands there. */
type Spoil = readonly [found: RegExp, instead: string];
const element = (name: string): RegExp => new RegExp(`<${name}>[^]*?</${name}>`);
const without = (name: string): Spoil => [new RegExp(`\\s*<${name}>[^]*?</${name}>`, 'g'), ''];
const other = (name: string, value = 'Other'): Spoil => [element(name), `<${name}>${value}</${name}>`];

/** What somebody may have changed, by type. A list view's filter goes with what joins filters, or stays. */
const SPOILS: Readonly<Record<ComponentType, readonly Spoil[]>> = {
  ValidationRule: [
    other('active', 'false'),
    other('errorConditionFormula', 'false'),
    [/<errorConditionFormula>([^]*?)</, '<errorConditionFormula>AND(ISNEW(), $1)<'],
    other('errorMessage'),
    without('description'),
  ],
  CustomField: [
    other('label'),
    other('description'),
    without('inlineHelpText'),
    other('formula', '"x"'),
    other('defaultValue', 'true'),
    other('length', '19'),
    other('externalId', 'true'),
    other('trackHistory', 'false'),
  ],
  ListView: [
    other('label'),
    without('columns'),
    without('filters'),
    [/<value>1</, '<value>0<'],
    [/<value>0</, '<value>1<'],
    other('filterScope', 'Mine'),
    [/<columns>/, '<booleanFilter>1</booleanFilter><columns>'],
  ],
  PermissionSet: [
    other('label'),
    without('fieldPermissions'),
    without('customPermissions'),
    [/\s*<fieldPermissions>[^]*?<\/fieldPermissions>/, ''],
    other('editable', 'true'),
    other('editable', 'false'),
    [
      /<fieldPermissions>/,
      '<fieldPermissions><editable>true</editable><field>Account.Industry</field><readable>true</readable></fieldPermissions>$&',
    ],
  ],
  CustomMetadata: [
    [/(xsd:boolean">)true/, '$1false'],
    [/(xsd:string">)00D\w+/, '$100D000000000XYZAAA'],
  ],
  CustomPermission: [other('label'), without('description')],
  CustomObject: [other('label'), other('pluralLabel'), without('description')],
  StaticResource: [[/<svg/, '<!-- changed --><svg'], without('description')],
  CustomObjectTranslation: [other('label', 'Anders'), other('errorMessage', 'Nein.')],
  LeadConvertSettings: [without('mappingFields'), without('objectMapping')],
};

/** The packages that hold a component as somebody may have changed it. */
function spoilt(component: Component): Files[] {
  const texts = textsOf(component);
  return SPOILS[component.type].flatMap(([found, instead]) => {
    const changed = texts.map(([path, text]): [string, string] => [path, text.replace(found, instead)]);
    if (changed.every(([, text], index) => text === texts[index]?.[1])) return [];
    return [{ 'package.xml': manifest(membersOf([component])), ...Object.fromEntries(changed) }];
  });
}

/** A component's own files, by their paths. */
function textsOf(component: Component): [path: string, text: string][] {
  return Object.entries(packageFiles([component]))
    .filter(([path]) => path !== 'package.xml')
    .map(([path, content]) => [path, typeof content === 'string' ? content : new TextDecoder().decode(content)]);
}

/** Something of the org's own on an object that carries markers. */
function foreign(object: string, how: number, serial: number): EditSteps {
  const name = `Foreign_${serial}`;
  const inObject = (inner: string): Files => ({ [`objects/${object}.object`]: file('CustomObject', inner) });
  const texts: Readonly<Record<(typeof FOREIGN_TYPES)[number], () => readonly [member: string, files: Files]>> = {
    CustomField: () => [
      `${object}.${name}__c`,
      inObject(
        `<fields><fullName>${name}__c</fullName><label>${name}</label><length>10</length><type>Text</type></fields>`,
      ),
    ],
    ValidationRule: () => [
      `${object}.${name}`,
      inObject(
        `<validationRules><fullName>${name}</fullName><active>true</active><errorConditionFormula>AND(Is_Synthetic__c, false)</errorConditionFormula><errorMessage>x</errorMessage></validationRules>`,
      ),
    ],
    ListView: () => [
      `${object}.${name}`,
      inObject(
        `<listViews><fullName>${name}</fullName><filterScope>Everything</filterScope><label>${name}</label></listViews>`,
      ),
    ],
    PermissionSet: () => {
      const grant = `<fieldPermissions><editable>false</editable><field>${object}.Is_Synthetic__c</field><readable>true</readable></fieldPermissions>`;
      const path = `permissionsets/${name}.permissionset`;
      return [name, { [path]: file('PermissionSet', `${grant}<label>${name}</label>`) }];
    },
  };
  const type = pick(FOREIGN_TYPES, how);
  const [member, files] = texts[type]();
  return {
    packages: [{ 'package.xml': manifest({ [type]: [member] }), ...files }],
    // A list view that is shared gets the badge.
    touched: type === 'ListView' ? [keyOf({ type, fullName: member })] : [],
  };
}
