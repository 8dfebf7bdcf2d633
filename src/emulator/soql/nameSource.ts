import type { FieldDefinition, ObjectDefinition } from '../catalog/definition.js';
import { checkbox, email, idField, phone, picklist, reference, text } from '../catalog/standard/fields.js';
import type { QuerySource, QueryWorld } from './source.js';

/** Fields that have a value for users alone. */
const OF_USERS: ReadonlySet<string> = new Set([
  'Alias',
  'IsActive',
  'Phone',
  'Profile',
  'ProfileId',
  'Title',
  'Username',
]);

/**
 * What queries see of a record that may be one of several objects.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_name.htm
 */
const nameObject: ObjectDefinition = {
  name: 'Name',
  label: 'Name',
  labelPlural: 'Names',
  keyPrefix: '',
  custom: false,
  category: 'setup',
  customizable: false,
  createable: false,
  updateable: false,
  deletable: false,
  childRelationships: [],
  fields: new Map(
    [
      idField('Name ID'),
      text('Name', 'Name', 255, { nameField: true }),
      text('NameOrAlias', 'Name or Alias', 255),
      text('FirstName', 'First Name', 40),
      text('LastName', 'Last Name', 80),
      picklist('Type', 'Type', []),
      text('Alias', 'Alias', 8),
      email('Email', 'Email', 128),
      checkbox('IsActive', 'Active'),
      phone('Phone', 'Phone'),
      reference('ProfileId', 'Profile ID', 'Profile'),
      text('Title', 'Title', 80),
      text('Username', 'Username', 80),
    ].map((field) => [field.name, field]),
  ),
};

/** A source whose `alias` is the SQL of an id: each value is looked up in the object that the id is of. */
type NameSource = QuerySource & {
  /** SQL of the id if there is such a record, else null. */
  idOf(id: string): string;
};

/** The rows of those of the objects that the caller may read, seen as one. */
export function nameSource(world: QueryWorld, objectNames: readonly string[]): NameSource {
  const targets = objectNames.flatMap((name) => world.source(name) ?? []);
  const lookUp = (id: string, valueIn: (target: QuerySource) => string | undefined): string => {
    const cases = targets.flatMap((target) => {
      const value = valueIn(target);
      const row = `${target.table} AS named WHERE named.${target.key} = ${id}`;
      return value === undefined ? [] : [`WHEN '${target.object.keyPrefix}' THEN (SELECT ${value} FROM ${row})`];
    });
    return cases.length === 0 ? 'NULL' : `(CASE substr(${id}, 1, 3) ${cases.join(' ')} END)`;
  };
  return {
    object: nameObject,
    table: '',
    key: '',
    idOf: (id) => lookUp(id, ({ key }) => `named.${key}`),
    field: (name) => [...nameObject.fields.values()].find((each) => each.name.toLowerCase() === name.toLowerCase()),
    value: (id, field) => lookUp(id, (target) => valueOf(target, field)),
    objectOf: (id) => targets.find(({ object }) => id.startsWith(object.keyPrefix))?.object.name ?? nameObject.name,
    deletedColumn: undefined,
    pageable: true,
    documents: new Set(),
    singleRow: new Set(),
    restrict: (statement) => statement,
  };
}

/** SQL of what a row `named` of one object has under a name; undefined when the object has nothing there. */
function valueOf(target: QuerySource, { name }: FieldDefinition): string | undefined {
  const { object } = target;
  const user = object.name === 'User';
  if (name === 'Type') return `'${object.name === 'Group' ? 'Queue' : object.name}'`;
  if (name === 'Id') return `named.${target.key}`;
  if (OF_USERS.has(name) && !user) return undefined;
  if (name === 'Email' && !user && object.name !== 'Group') return undefined;
  const wanted = name === 'NameOrAlias' ? (user ? 'Alias' : 'Name') : name;
  const field =
    wanted === 'Name' ? [...object.fields.values()].find(({ nameField }) => nameField) : object.fields.get(wanted);
  return field === undefined || target.field(field.name) === undefined ? undefined : target.value('named', field);
}
