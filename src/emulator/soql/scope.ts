import type { FieldDefinition } from '../catalog/definition.js';
import { nameSource } from './nameSource.js';
import { malformed, soqlErrorAt } from './soqlError.js';
import type { QuerySource, QueryWorld } from './source.js';
import type { FieldPath } from './statement.js';

/** A field of the queried object or of a parent, as SQL. */
export type ResolvedField = {
  readonly field: FieldDefinition;
  readonly sql: string;
  /** The node whose row the field is read from. */
  readonly node: ScopeNode;
  /** Whether the value is a JSON document. */
  readonly document: boolean;
};

/** The queried row, or one parent reached by relationships. */
export type ScopeNode = {
  /** Relationship names from the queried object, as the catalog spells them. */
  readonly path: readonly string[];
  /** What the source's values are read from. */
  readonly alias: string;
  /** SQL of the row's key; null where there is no row. */
  readonly key: string;
  readonly source: QuerySource;
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
/** `prefix` keeps the SQL aliases of nested statements apart. */
export function newScope(world: QueryWorld, source: QuerySource, alias: string | undefined, prefix: string): Scope {
  const joins: string[] = [];
  const rootAlias = `${prefix}0`;
  const key = `${rootAlias}.${source.key}`;
  const root: ScopeNode = { path: [], alias: rootAlias, key, source, parents: new Map() };
  let relationships = 0;

  const parentOf = (node: ScopeNode, name: string, path: FieldPath): ScopeNode => {
    const known = node.parents.get(name.toLowerCase());
    if (known !== undefined) return known;
    const reference = referenceNamed(node, name);
    if (reference === undefined) throw unknownRelationship(world, name, path);
    if (++relationships > MAX_RELATIONSHIPS) {
      throw malformed(`The maximum number of parent relationships in a query is ${MAX_RELATIONSHIPS}.`);
    }
    const found = parentRow(world, reference, `${prefix}${relationships}`);
    if (found === undefined) throw unknownRelationship(world, name, path);
    if (found.join !== undefined) joins.push(found.join);
    const joined: ScopeNode = {
      path: [...node.path, reference.field.relationshipName ?? name],
      alias: found.alias,
      key: found.key,
      source: found.source,
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
    key,
    resolve,
    from: () => [`FROM ${source.table} AS ${rootAlias}`, ...joins].join(' '),
  };
}

type Reference = { readonly field: FieldDefinition; readonly sql: string };

/** The row a reference leads to. One of several objects is no join: its values are looked up by its id. */
function parentRow(
  world: QueryWorld,
  { field, sql }: Reference,
  alias: string,
): (Pick<ScopeNode, 'alias' | 'key' | 'source'> & { readonly join?: string }) | undefined {
  const [target, ...others] = field.referenceTo;
  if (others.length > 0) {
    const source = nameSource(world, field.referenceTo);
    return { alias: sql, key: source.idOf(sql), source };
  }
  const source = target === undefined ? undefined : world.source(target);
  if (source === undefined) return undefined;
  const key = `${alias}.${source.key}`;
  return { alias, key, source, join: `LEFT JOIN ${source.table} AS ${alias} ON ${key} = ${sql}` };
}

/** A path may begin with the FROM clause's alias or the object's own name. */
function withoutOwnName(root: ScopeNode, alias: string | undefined, path: FieldPath): FieldPath {
  const [first] = path;
  if (first === undefined || path.length < 2) return path;
  if (alias !== undefined && first.toLowerCase() === alias.toLowerCase()) return path.slice(1);
  const own = root.source.object.name.toLowerCase() === first.toLowerCase();
  return own && referenceNamed(root, first) === undefined ? path.slice(1) : path;
}

function referenceNamed({ alias, source }: ScopeNode, relationship: string): Reference | undefined {
  const wanted = relationship.toLowerCase();
  const field = [...source.object.fields.values()].find(
    (each) => each.relationshipName?.toLowerCase() === wanted && each.referenceTo.length > 0,
  );
  if (field === undefined || source.field(field.name) === undefined) return undefined;
  return { field, sql: source.value(alias, field) };
}

function fieldOf(node: ScopeNode, name: string): ResolvedField | undefined {
  const { alias, source } = node;
  const field = source.field(name);
  if (field === undefined) return undefined;
  return { field, sql: source.value(alias, field), node, document: source.documents.has(field.name) };
}

function unknownField(world: QueryWorld, node: ScopeNode, name: string, path: FieldPath): Error {
  const object = node.source.object.name;
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
