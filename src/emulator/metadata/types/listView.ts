import { capabilitiesOf } from '../../catalog/capabilities.js';
import { bodiesOf, textOf, textsOf } from '../../catalog/metadataBody.js';
import type { FieldType, ObjectDefinition } from '../../catalog/definition.js';
import type { MetadataBody } from '../../org/componentStore.js';
import type { CheckContext, ComponentType } from './componentType.js';
import { columnField } from './listViewColumns.js';
import { developerNameProblems, lengthProblems, repeated, splitFullName, tooLong } from './naming.js';

/** Source: https://help.salesforce.com/s/articleView?id=sf.customviews.htm (columns, filters) */
const MAX_COLUMNS = 15;
const MAX_FILTERS = 10;

const COMPARISONS = ['equals', 'notEqual', 'lessThan', 'greaterThan', 'lessOrEqual', 'greaterOrEqual'];
const TEXT = ['contains', 'notContain', 'startsWith'];

/** Source: https://github.com/forcedotcom/afv-library (skills/generating-list-view, rule 3). */
function operationsOf(type: FieldType): readonly string[] {
  if (type === 'boolean') return ['equals', 'notEqual'];
  if (type === 'multipicklist') return ['equals', 'notEqual', 'includes', 'excludes'];
  if (['int', 'double', 'currency', 'percent', 'date', 'datetime', 'time'].includes(type)) return COMPARISONS;
  return [...COMPARISONS, ...TEXT];
}

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_listview.htm */
export const listView: ComponentType = {
  name: 'ListView',
  folder: 'objects',
  suffix: 'object',
  metaFile: false,
  keyPrefix: '00B',
  parent: 'CustomObject',
  element: 'listViews',
  checkAlone: ({ fullName, body }) => [
    ...developerNameProblems(splitFullName(fullName)[1], 'List View'),
    // The label's field is called Name: so the deploy errors quoted in public repositories say.
    ...lengthProblems(body, { label: ['Name', 40] }),
    ...(textsOf(body, 'columns').length > MAX_COLUMNS ? [`A list view can have at most ${MAX_COLUMNS} columns.`] : []),
    ...(bodiesOf(body, 'filters').length > MAX_FILTERS ? [`A list view can have at most ${MAX_FILTERS} filters.`] : []),
    ...repeated(textsOf(body, 'columns')).map((column) => `Field:columns, value:${column} appears more than once`),
    ...booleanFilterProblems(body),
    ...(body['queue'] === undefined ? [] : ['The embedded org has no queues: queue is not supported.']),
    ...(body['division'] === undefined ? [] : ['The embedded org has no divisions: division is not supported.']),
    ...bodiesOf(body, 'filters').flatMap((filter) =>
      (textOf(filter, 'value')?.length ?? 0) > 1000 ? [tooLong('Value', 1000)] : [],
    ),
  ],
  checkWithin: ({ fullName, body }, context) => {
    const [objectName] = splitFullName(fullName);
    const object = context.catalog.object(objectName);
    if (!object) return [`In field: entity - no CustomObject named ${objectName} found`];
    if (object.category === 'metadataOnly') return [`The embedded org does not take list views of ${object.name}.`];
    if (!object.customizable || !capabilitiesOf(object).listViews)
      return [`List views are not supported on ${objectName}.`];
    return [
      ...scopeProblems(textOf(body, 'filterScope') ?? '', object),
      ...textsOf(body, 'columns')
        .filter((column) => !columnField(context.catalog, objectName, column))
        .map(unresolved),
      ...bodiesOf(body, 'filters').flatMap((filter) => filterProblems(objectName, filter, context)),
    ];
  },
  shows: ({ fullName, body }, catalog) => {
    const [object] = splitFullName(fullName);
    const filtered = bodiesOf(body, 'filters').flatMap((filter) => textOf(filter, 'field') ?? []);
    return [...textsOf(body, 'columns'), ...filtered].flatMap((column) => {
      const field = columnField(catalog, object, column);
      return field === undefined ? [] : [`${object}.${field.name}`];
    });
  },
};

/** Scopes of one object alone. Source: the list views of an org once part of https://github.com/trailheadapps/dreamhouse-lwc (c38d8e6) */
const OWN_SCOPES: Readonly<Record<string, readonly string[]>> = { Event: ['Team'], Task: ['Delegated'] };

/** Wording: https://github.com/hardisgroupcom/sfdx-hardis (deployTipsList, "Invalid scope"). */
function scopeProblems(scope: string, { name, fields }: ObjectDefinition): string[] {
  const own = OWN_SCOPES[name] ?? [];
  if (scope === 'Everything' || (scope === 'Mine' && fields.has('OwnerId')) || own.includes(scope)) return [];
  return [`Invalid scope:${scope}, not allowed`];
}

function unresolved(column: string): string {
  return `Could not resolve list view column: ${column}`;
}

function filterProblems(object: string, filter: MetadataBody, { catalog }: CheckContext): string[] {
  const [column, operation, value] = [
    textOf(filter, 'field') ?? '',
    textOf(filter, 'operation') ?? '',
    textOf(filter, 'value'),
  ];
  const field = columnField(catalog, object, column);
  if (!field) return [unresolved(column)];
  if (!operationsOf(field.type).includes(operation)) return ['Invalid filter operator'];
  if (field.type === 'boolean' && value !== '0' && value !== '1') {
    return [`Invalid value for filter on ${column}: a checkbox is compared with 0 or 1.`];
  }
  return [];
}

/** `1 AND (2 OR 3)`: every filter at least once, no number without a filter. */
function booleanFilterProblems(body: MetadataBody): string[] {
  const logic = textOf(body, 'booleanFilter');
  if (logic === undefined) return [];
  const count = bodiesOf(body, 'filters').length;
  const tokens = logic.match(/\d+|AND|OR|NOT|[()]|\S/gi) ?? [];
  const wellFormed = isLogic(tokens);
  const numbers = new Set(tokens.filter((token) => /^\d+$/.test(token)).map(Number));
  const complete = numbers.size === count && [...numbers].every((number) => number >= 1 && number <= count);
  return wellFormed && complete ? [] : [`Invalid boolean filter: ${logic}`];
}

function isLogic(tokens: readonly string[]): boolean {
  let at = 0;
  const take = (wanted: string): boolean => {
    if (tokens[at]?.toUpperCase() !== wanted) return false;
    at++;
    return true;
  };
  const operand = (): boolean => {
    while (take('NOT'));
    if (take('(')) return expression() && take(')');
    if (!/^\d+$/.test(tokens[at] ?? '')) return false;
    at++;
    return true;
  };
  const expression = (): boolean => {
    if (!operand()) return false;
    // AND and OR side by side need parentheses: the platform knows no precedence here.
    const operator = ['AND', 'OR'].find((each) => tokens[at]?.toUpperCase() === each);
    while (operator !== undefined && take(operator)) if (!operand()) return false;
    return true;
  };
  return expression() && at === tokens.length;
}
