import type { FieldDefinition, ObjectDefinition } from '../catalog/definition.js';
import { malformed, soqlErrorAt } from './soqlError.js';
import type { QuerySource, QueryWorld } from './source.js';
import type { FieldPath } from './statement.js';

/** A field of the queried object or of a parent, as SQL. */
export type ResolvedField = {
  readonly field: FieldDefinition;
  readonly object: ObjectDefinition;
  readonly sql: string;
  /** The node whose row the field is read from. */
  readonly node: ScopeNode;
  /** Whether the value is a JSON document. */
  readonly document: boolean;
};

/** The queried row, or one parent reached by relationships. A polymorphic relationship has several sources. */
export type ScopeNode = {
  /** Relationship names from the queried object, as the catalog spells them. */
  readonly path: readonly string[];
  readonly targets: readonly { readonly alias: string; readonly source: QuerySource }[];
  readonly parents: Map<string, ScopeNode>;
};

/** The names a statement can use, and the joins that using them made necessary. */
export type Scope = {
  readonly source: QuerySource;
  readonly root: ScopeNode;
  /** What all SQL aliases of this statement begin with. */
  readonly prefix: string;
  /** SQL of the row's key column. */
  readonly key: string;
  resolve(path: FieldPath): ResolvedField;
  /** The FROM clause with all joins asked for so far. */
  from(): string;
};

/**
 * Sources: five levels and 55 relationships,
 * https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_relationships_query_limits.htm
 */
const MAX_LEVELS = 5;
const MAX_RELATIONSHIPS = 55;
/** What every object a polymorphic relationship can point to answers through it (the `Name` object). */
const NAME_FIELDS = new Set(
  ['Id', 'Name', 'FirstName', 'LastName', 'Alias', 'Email', 'IsActive', 'Phone', 'ProfileId', 'Title', 'Username'].map(
    (name) => name.toLowerCase(),
  ),
);

/** `prefix` keeps the SQL aliases of nested statements apart. */
export function newScope(world: QueryWorld, source: QuerySource, alias: string | undefined, prefix: string): Scope {
  const joins: string[] = [];
  const rootAlias = `${prefix}0`;
  const root: ScopeNode = { path: [], targets: [{ alias: rootAlias, source }], parents: new Map() };
  let relationships = 0;

  const parentOf = (node: ScopeNode, name: string, path: FieldPath): ScopeNode => {
    const known = node.parents.get(name.toLowerCase());
    if (known !== undefined) return known;
    const reference = referenceNamed(node, name);
    if (reference === undefined) throw unknownRelationship(world, name, path);
    const sources = reference.field.referenceTo.flatMap((object) => world.source(object) ?? []);
    if (sources.length === 0) throw unknownRelationship(world, name, path);
    if (++relationships > MAX_RELATIONSHIPS) {
      throw malformed('The maximum number of parent relationships in a query is 55.');
    }
    const targets = sources.map((target, index) => {
      const targetAlias = `${prefix}${relationships}_${index}`;
      const key = `${targetAlias}.${target.key}`;
      joins.push(`LEFT JOIN ${target.table} AS ${targetAlias} ON ${key} = ${reference.sql}`);
      return { alias: targetAlias, source: target };
    });
    const joined: ScopeNode = {
      path: [...node.path, reference.field.relationshipName ?? name],
      targets,
      parents: new Map(),
    };
    node.parents.set(name.toLowerCase(), joined);
    return joined;
  };

  const resolve = (path: FieldPath): ResolvedField => {
    const steps = withoutOwnName(root, alias, path);
    const name = steps.at(-1) ?? '';
    const parents = steps.slice(0, -1);
    if (parents.length > MAX_LEVELS) {
      throw malformed(`The relationship path ${path.join('.')} is longer than five levels.`);
    }
    const node = parents.reduce((current, step) => parentOf(current, step, path), root);
    const resolved = fieldOf(node, name);
    if (resolved === undefined) throw unknownField(world, node, name, path);
    return resolved;
  };

  return {
    source,
    root,
    prefix,
    key: `${rootAlias}.${source.key}`,
    resolve,
    from: () => [`FROM ${source.table} AS ${rootAlias}`, ...joins].join(' '),
  };
}

/** A path may begin with the FROM clause's alias or the object's own name. */
function withoutOwnName(root: ScopeNode, alias: string | undefined, path: FieldPath): FieldPath {
  const [first] = path;
  if (first === undefined || path.length < 2) return path;
  if (alias !== undefined && first.toLowerCase() === alias.toLowerCase()) return path.slice(1);
  const own = root.targets[0]?.source.object.name.toLowerCase() === first.toLowerCase();
  return own && referenceNamed(root, first) === undefined ? path.slice(1) : path;
}

function referenceNamed(node: ScopeNode, relationship: string): { field: FieldDefinition; sql: string } | undefined {
  const [target, ...others] = node.targets;
  // Behind a polymorphic relationship the platform knows only the Name object, which has no parents here.
  if (target === undefined || others.length > 0) return undefined;
  const wanted = relationship.toLowerCase();
  for (const field of target.source.object.fields.values()) {
    if (field.relationshipName?.toLowerCase() !== wanted || field.referenceTo.length === 0) continue;
    if (target.source.field(field.name) === undefined) return undefined;
    return { field, sql: target.source.value(target.alias, field) };
  }
  return undefined;
}

function fieldOf(node: ScopeNode, name: string): ResolvedField | undefined {
  const [first, ...others] = node.targets;
  if (first === undefined) return undefined;
  if (others.length === 0) {
    const found = first.source.field(name);
    if (found === undefined) return undefined;
    const sql = first.source.value(first.alias, found);
    return { field: found, object: first.source.object, sql, node, document: first.source.documents.has(found.name) };
  }
  if (name.toLowerCase() === 'type') return typeField(node, first.source.object);
  if (!NAME_FIELDS.has(name.toLowerCase())) return undefined;
  const found = node.targets.flatMap(({ alias, source }) => {
    const field = source.field(name);
    return field === undefined ? [] : [{ field, source, sql: source.value(alias, field) }];
  });
  const [one] = found;
  if (one === undefined) return undefined;
  const sql = found.length === 1 ? one.sql : `coalesce(${found.map((each) => each.sql).join(', ')})`;
  return { field: one.field, object: one.source.object, sql, node, document: false };
}

/** `What.Type`: the name of the object that the reference points to. */
function typeField(node: ScopeNode, object: ObjectDefinition): ResolvedField {
  const cases = node.targets.map(
    ({ alias, source }) => `WHEN ${alias}.${source.key} IS NOT NULL THEN '${source.object.name.replaceAll("'", '')}'`,
  );
  const field: FieldDefinition = {
    name: 'Type',
    label: 'Type',
    type: 'picklist',
    length: 40,
    precision: 0,
    scale: 0,
    custom: false,
    nillable: true,
    createable: false,
    updateable: false,
    unique: false,
    externalId: false,
    nameField: false,
    referenceTo: [],
    picklistValues: [],
    restrictedPicklist: false,
    permissionable: false,
  };
  return { field, object, sql: `(CASE ${cases.join(' ')} END)`, node, document: false };
}

function unknownField(world: QueryWorld, node: ScopeNode, name: string, path: FieldPath): Error {
  const object = node.targets.length > 1 ? 'Name' : (node.targets[0]?.source.object.name ?? '');
  return soqlErrorAt(
    world.soql,
    path.join('.'),
    'INVALID_FIELD',
    `No such column '${name}' on entity '${object}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`,
  );
}

function unknownRelationship(world: QueryWorld, name: string, path: FieldPath): Error {
  return soqlErrorAt(
    world.soql,
    path.join('.'),
    'INVALID_FIELD',
    `Didn't understand relationship '${name}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`,
  );
}
