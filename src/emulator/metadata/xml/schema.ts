import { ApiSchemas } from '@jsforce/jsforce-node/lib/api/metadata/schema.js';
import { WSDL_ADDITIONS } from './wsdlAdditions.js';
import { WSDL_ENUMS } from './wsdlEnums.js';

/** What one element of a metadata type may hold, as the Metadata API's WSDL says. */
export type PropertySchema = {
  readonly name: string;
  /** `string`, `boolean`, `number`, `double`, `any`, or the name of another type. */
  readonly type: string;
  readonly repeats: boolean;
  readonly required: boolean;
  /** That it is there says all, as in `<allInternalUsers></allInternalUsers>`. */
  readonly presence?: true;
  readonly values?: readonly string[];
  readonly enumName?: string;
};

export type TypeSchema = {
  readonly name: string;
  readonly properties: ReadonlyMap<string, PropertySchema>;
  /** The same by name, in alphabetical order. */
  readonly inOrder: readonly PropertySchema[];
};

type RawType = { readonly props: Readonly<Record<string, string | readonly string[]>>; readonly extends?: string };

const ADDITIONS = new Map(entriesOf(WSDL_ADDITIONS).map(addition));
const ENUMS = new Map(entriesOf(WSDL_ENUMS).flatMap(enumElements));

/**
 * Elements that were required in the version that jsforce ships and are not any more.
 * Source: https://www.npmjs.com/package/@salesforce/types (version 1.9.0, metadata WSDL)
 */
const RELAXED: ReadonlySet<string> = new Set(
  `CustomSite.clickjackProtectionLevel CustomSite.cspUpgradeInsecureRequests FlowActionCall.actionName FlowActionCall.actionType
  FlowAssignmentItem.assignToReference FlowAssignmentItem.operator FlowCondition.leftValueReference
  FlowInputFieldAssignment.field FlowLoop.assignNextValueToReference FlowLoop.collectionReference
  FlowRecordFilter.field FlowRecordFilter.operator FlowRecordLookup.object FlowSubflow.flowName
  FlowSubflowOutputAssignment.assignToReference FlowWaitEvent.connector FlowWaitEvent.eventType
  FlowWaitEventInputParameter.name NamedCredential.principalType NamedCredential.protocol PackageVersion.namespace
  PromptVersion.delayDays PromptVersion.shouldDisplayActionButton PromptVersion.startDate
  PromptVersion.targetAppDeveloperName PromptVersion.targetPageKey1 PromptVersion.targetPageType
  PromptVersion.timesToDisplay PromptVersion.userAccess ReportType.category WorkflowAlert.template`.split(/\s+/),
);

/** Elements that are fractions; jsforce calls them and whole numbers alike `number`. Source: the metadata WSDL. */
const FRACTIONS =
  /^(apiVersion|numberValue|chartAxisRange(Max|Min)|gauge(Max|Min)|indicatorBreakpoint\d|(high|low)Breakpoint|from|to)$/;

const RAW = new Map<string, RawType>([
  ...[...ADDITIONS].map(([name, { base, props }]): [string, RawType] => [
    name,
    { props, ...(base === undefined ? {} : { extends: base }) },
  ]),
  ...Object.entries(ApiSchemas),
  // A destructive manifest may leave its version out.
  ['DestructivePackage', { props: { ...ApiSchemas.Package.props, version: '?string' }, extends: 'Metadata' }],
]);
const RESOLVED = new Map<string, TypeSchema>();

/**
 * The type's elements in the WSDL's order, which is that of retrieved files: those of the type it extends, then its own by
 * name. Undefined when the WSDL has no such type.
 */
export function typeSchema(name: string): TypeSchema | undefined {
  const known = RESOLVED.get(name) ?? resolve(name);
  if (known) RESOLVED.set(name, known);
  return known;
}

function resolve(name: string): TypeSchema | undefined {
  const raw = RAW.get(name);
  if (!raw) return undefined;
  const inherited = raw.extends === undefined ? undefined : typeSchema(raw.extends)?.properties;
  const own = Object.entries({ ...raw.props, ...ADDITIONS.get(name)?.props })
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([property, type]): [string, PropertySchema] => [property, propertySchema(name, property, type)]);
  const properties = new Map([...(inherited ?? []), ...own]);
  const inOrder = [...properties.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return { name, properties, inOrder };
}

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_types_list.htm */
const YOUNGER_TYPES: ReadonlySet<string> = new Set([
  'DigitalExperience',
  'DigitalExperienceBundle',
  'DigitalExperienceConfig',
  'ExperienceBundle',
]);

/** Whether the WSDL has a metadata type (something a manifest may name) of this name. */
export function isMetadataType(name: string): boolean {
  if (YOUNGER_TYPES.has(name)) return true;
  for (let at = RAW.get(name); at?.extends !== undefined; at = RAW.get(at.extends)) {
    if (at.extends === 'Metadata') return true;
  }
  return false;
}

function propertySchema(owner: string, name: string, declared: string | readonly string[]): PropertySchema {
  const repeats = typeof declared !== 'string';
  const written = typeof declared === 'string' ? declared : (declared[0] ?? 'string');
  const values = ENUMS.get(`${owner}.${name}`);
  const type = written.replace('?', '');
  return {
    name,
    type: type === 'number' && FRACTIONS.test(name) ? 'double' : type,
    repeats,
    required: !repeats && !written.startsWith('?') && !isNewOrRelaxed(owner, name),
    ...(owner === 'SharedTo' && name.startsWith('all') ? { presence: true } : {}),
    ...(values ? { values: values.values, enumName: values.name } : {}),
  };
}

/** What a type has gained can be absent: packages of older versions don't have it. */
function isNewOrRelaxed(owner: string, name: string): boolean {
  const gained = owner in ApiSchemas && ADDITIONS.get(owner)?.props[name] !== undefined;
  return gained || RELAXED.has(`${owner}.${name}`);
}

/** The entries of a table: each begins a line of its own, and what is indented deeper goes on with it. */
function entriesOf(table: string): string[] {
  return table
    .replace(/\n {3,}/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function addition(entry: string): [string, { readonly base: string | undefined; readonly props: RawType['props'] }] {
  const [head = '', ...elements] = entry.split(' ');
  const [name = '', base] = head.split('<');
  const props = elements.map((element): [string, string | readonly string[]] => {
    const [property = '', type = ''] = element.split(':');
    return [property, type.endsWith('[]') ? [type.slice(0, -2)] : type];
  });
  return [name, { base, props: Object.fromEntries(props) }];
}

function enumElements(entry: string): [string, { readonly name: string; readonly values: readonly string[] }][] {
  const [head = '', values = ''] = entry.split(' = ');
  const [name = '', ...elements] = head.split(' ');
  return elements.map((element) => [element, { name, values: values.split(' ') }]);
}
