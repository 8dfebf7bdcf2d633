import type { SetupEntry } from '../org/circumstances.js';
import type { ObjectLabels } from '../org/readObjects.js';
import type { DesiredComponent } from '../metadata/component.js';

type Labels = ReadonlyMap<string, ObjectLabels>;

/**
 * The newest entry of the setup audit trail about a component; undefined when none can be told to be. The trail names
 * things by label and says nothing of list views, translations and lead mappings.
 *
 * Entries are told by their English texts, as quoted in
 * https://github.com/pgonzaleznetwork/ForceAuditTrail (fields, rules) and
 * https://github.com/trevSmart/mcp_salesforce (permission sets, custom metadata). What fits none of them is not guessed.
 */
export function lastChange(
  component: DesiredComponent,
  entries: readonly SetupEntry[],
  labels: Labels,
): SetupEntry | undefined {
  const isAbout = subjectTest(component, labels);
  return isAbout && entries.find(isAbout);
}

type Test = (entry: SetupEntry) => boolean;

function subjectTest(component: DesiredComponent, labels: Labels): Test | undefined {
  const { type, fullName, body } = component;
  const [object = '', name = ''] = fullName.split('.', 2);
  switch (type) {
    case 'ValidationRule':
      return aboutRule(objectNames(object, labels), name);
    case 'CustomField':
      return aboutField(object, given(body.label, name), labels);
    case 'PermissionSet':
      return aboutNamed('permission set ', given(body.label, fullName));
    case 'CustomPermission':
      return aboutNamed('custom permission ', given(body.label, fullName));
    case 'CustomObject':
      return aboutNamed('custom metadata type: ', given(body.label, fullName));
    case 'StaticResource':
      return aboutNamed('Static Resource ', [fullName]);
    case 'CustomMetadata':
      return aboutRecord(body.label ?? name, objectNames(`${object}__mdt`, labels));
    default:
      return undefined;
  }
}

/** `Changed formula for Orders validation "Synthetic_Complete" from …`, `New Orders validation rule "…"`. */
function aboutRule(objects: readonly string[], name: string): Test {
  return ({ section, display }) => {
    const [, object, rule] = /^(?:.+? for|New|Removed) (.+?) validation(?: rule)? "([^"]+)"/.exec(display) ?? [];
    return section === 'Validation Rules' && rule === name && object !== undefined && objects.includes(object);
  };
}

/**
 * `Changed length of Generation Source custom field from 255 to 80`; for a field of a custom object the object comes
 * after it: `… custom field on Loyalty Cards from …`. Fields of standard objects are told by the section.
 */
function aboutField(object: string, names: readonly string[], labels: Labels): Test {
  const custom = /__(?:c|mdt)$/.test(object);
  const objects = objectNames(object, labels);
  const patterns = names
    .map(escaped)
    .flatMap((field) => [
      new RegExp(`^Created custom (?:\\w+ )?field:? ${field} \\((?:.*\\))(?: on (?<object>.+))?$`),
      new RegExp(`^Deleted custom field ${field}(?: from (?<object>.+))?$`),
      new RegExp(`^Changed .+? (?:of|for) ${field} custom field(?: on (?<object>.+?))? ?(?:from .*)?$`, 's'),
      new RegExp(`^The custom field option \\w+ for ${field}(?: on object (?<object>.+?))? has changed `),
    ]);
  return ({ section, display }) => {
    if (!custom && !objects.some((name) => section === `Customize ${name}`)) return false;
    const match = patterns.map((pattern) => pattern.exec(display)).find((found) => found !== null);
    if (match === undefined) return false;
    return !custom || objects.includes(match.groups?.['object'] ?? '');
  };
}

/** `This Org: Accepts Synthetic has changed from false to true`, under the label of the type. */
function aboutRecord(label: string, types: readonly string[]): Test {
  return ({ section, display }) =>
    types.includes(section) && (display.startsWith(`${label}:`) || display.startsWith(`${label} was `));
}

/** `Changed permission set Synthetic Provenance: Reader: …`; labels can have colons themselves. */
function aboutNamed(kind: string, names: readonly string[]): Test {
  const pattern = new RegExp(`^(?:Changed|Created|Deleted) ${kind}(?:${names.map(escaped).join('|')})(?::|$)`, 'i');
  return ({ display }) => pattern.test(display);
}

/** What the trail may call an object: some texts have its plural, some its label. */
function objectNames(object: string, labels: Labels): string[] {
  // Activity is in no list of objects: its fields are those of tasks and events.
  if (object === 'Activity') return ['Activities', 'Activity'];
  const known = labels.get(object);
  return known === undefined ? [] : [known.plural, known.label];
}

function given(...names: readonly (string | undefined)[]): string[] {
  return names.filter((name) => name !== undefined);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
