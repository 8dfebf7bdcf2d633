import type { SetupEntry } from '../org/circumstances.js';
import type { ObjectLabels } from '../org/readObjects.js';
import type { DesiredComponent } from '../metadata/component.js';

type Labels = ReadonlyMap<string, ObjectLabels>;

type Numbered = { readonly entry: SetupEntry; readonly at: number };
type Index = ReadonlyMap<string, readonly Numbered[]>;

/**
 * The setup audit trail, newest first, by what its entries are about: each is read once for all components, however many
 * objects there are. The trail names things by label and says nothing of list views, translations and lead mappings.
 *
 * Entries are told by their English texts, as quoted in
 * https://github.com/pgonzaleznetwork/ForceAuditTrail (fields, rules) and
 * https://github.com/trevSmart/mcp_salesforce (permission sets, custom metadata). What fits none of them is not guessed.
 */
export class Trail {
  private readonly entries: readonly Numbered[];
  private readonly rules: Index;
  /** Entries about fields of a name, by the names that a schema gives fields: few, on however many objects. */
  private readonly fields = new Map<string, Index>();

  public constructor(
    entries: readonly SetupEntry[],
    private readonly labels: Labels,
  ) {
    this.entries = entries.map((entry, at) => ({ entry, at }));
    this.rules = indexed(this.entries, ruleOf);
  }

  /** The newest entry about a component; undefined when none can be told to be. */
  public lastChange(component: DesiredComponent): SetupEntry | undefined {
    const { type, fullName, body } = component;
    const [object = '', name = ''] = fullName.split('.', 2);
    switch (type) {
      case 'ValidationRule':
        return newest(
          this.rules,
          objectNames(object, this.labels).map((each) => ruleKey(each, name)),
        );
      case 'CustomField': {
        const custom = /__(?:c|mdt)$/.test(object);
        return newest(
          this.aboutFields(given(body.label, name)),
          objectNames(object, this.labels).map((each) => (custom ? onObject(each) : inSection(`Customize ${each}`))),
        );
      }
      case 'PermissionSet':
        return this.find(aboutNamed('permission set ', given(body.label, fullName)));
      case 'CustomPermission':
        return this.find(aboutNamed('custom permission ', given(body.label, fullName)));
      case 'CustomObject':
        return this.find(aboutNamed('custom metadata type: ', given(body.label, fullName)));
      case 'StaticResource':
        return this.find(aboutNamed('Static Resource ', [fullName]));
      case 'CustomMetadata':
        return this.find(aboutRecord(body.label ?? name, objectNames(`${object}__mdt`, this.labels)));
      default:
        return undefined;
    }
  }

  private find(isAbout: Test): SetupEntry | undefined {
    return this.entries.find(({ entry }) => isAbout(entry))?.entry;
  }

  private aboutFields(names: readonly string[]): Index {
    const key = names.join('\n');
    const known = this.fields.get(key) ?? indexed(this.entries, fieldKeys(names));
    this.fields.set(key, known);
    return known;
  }
}

type Test = (entry: SetupEntry) => boolean;

function indexed(entries: readonly Numbered[], keysOf: (entry: SetupEntry) => readonly string[]): Index {
  const index = new Map<string, Numbered[]>();
  for (const numbered of entries) {
    for (const key of keysOf(numbered.entry)) {
      const known = index.get(key);
      if (known === undefined) index.set(key, [numbered]);
      else known.push(numbered);
    }
  }
  return index;
}

function newest(index: Index, keys: readonly string[]): SetupEntry | undefined {
  const first = keys.flatMap((key) => index.get(key)?.slice(0, 1) ?? []);
  return first.sort((a, b) => a.at - b.at)[0]?.entry;
}

const ruleKey = (object: string, rule: string): string => `${object}\n${rule}`;
const onObject = (object: string): string => `on ${object}`;
const inSection = (section: string): string => `in ${section}`;

/** `Changed formula for Orders validation "Synthetic_Complete" from …`, `New Orders validation rule "…"`. */
function ruleOf({ section, display }: SetupEntry): string[] {
  if (section !== 'Validation Rules') return [];
  const [, object, rule] = /^(?:.+? for|New|Removed) (.+?) validation(?: rule)? "([^"]+)"/.exec(display) ?? [];
  return object === undefined || rule === undefined ? [] : [ruleKey(object, rule)];
}

/**
 * `Changed length of Generation Source custom field from 255 to 80`; for a field of a custom object the object comes
 * after it: `… custom field on Loyalty Cards from …`. Fields of standard objects are told by the section.
 */
function fieldKeys(names: readonly string[]): (entry: SetupEntry) => string[] {
  const patterns = names
    .map(escaped)
    .flatMap((field) => [
      new RegExp(`^Created custom (?:\\w+ )?field:? ${field} \\((?:.*\\))(?: on (?<object>.+))?$`),
      new RegExp(`^Deleted custom field ${field}(?: from (?<object>.+))?$`),
      new RegExp(`^Changed .+? (?:of|for) ${field} custom field(?: on (?<object>.+?))? ?(?:from .*)?$`, 's'),
      new RegExp(`^The custom field option \\w+ for ${field}(?: on object (?<object>.+?))? has changed `),
    ]);
  return ({ section, display }) => {
    const match = patterns.map((pattern) => pattern.exec(display)).find((found) => found !== null);
    if (match === undefined) return [];
    return [onObject(match.groups?.['object'] ?? ''), inSection(section)];
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
