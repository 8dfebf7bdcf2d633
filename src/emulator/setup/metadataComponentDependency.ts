import { idField, readOnly, text } from '../catalog/standard/fields.js';
import { dependenciesOf } from '../metadata/inquire/dependencies.js';
import { ApiError } from '../org/apiError.js';
import type { StoredComponent } from '../org/componentStore.js';
import { isAggregateStatement } from '../soql/aggregateQuery.js';
import type { Predicate, Statement } from '../soql/statement.js';
import { makeId } from '../org/recordId.js';
import { developerName } from './durableId.js';
import { setupView } from './view.js';
import type { SetupView } from './view.js';

/** As many rows as one query gives; there is no further page. */
const MOST_ROWS = 2000;

/** Chosen: what identifies a row is not told. */
const KEY_PREFIX = '000';

const ends = ['MetadataComponent', 'RefMetadataComponent'] as const;

/**
 * Which component names which: formulas, layouts and list views; the code of Apex, flows and pages is not read here.
 * Source: https://developer.salesforce.com/docs/platform/api-tooling/references/tooling-objects/tooling-metadatacomponentdependency.html
 */
export const metadataComponentDependency: SetupView = setupView({
  name: 'MetadataComponentDependency',
  label: 'Metadata Component Dependency',
  apis: ['tooling'],
  pageable: false,
  fields: [
    idField('Metadata Component Dependency ID'),
    ...ends.flatMap((end) => [
      text(`${end}Id`, `${end} ID`, 18, readOnly),
      text(`${end}Name`, `${end} Name`, 255, readOnly),
      text(`${end}Namespace`, `${end} Namespace`, 15, readOnly),
      text(`${end}Type`, `${end} Type`, 80, readOnly),
    ]),
  ],
  rows: (org) =>
    dependenciesOf(org).map(({ component, on }, index) => ({
      Id: makeId(KEY_PREFIX, index + 1),
      ...endOf('MetadataComponent', component),
      ...endOf('RefMetadataComponent', on),
    })),
  restrict: (statement) => restrict(statement),
});

function endOf(end: (typeof ends)[number], { id, type, fullName }: StoredComponent): Record<string, string | null> {
  const [, name = fullName] = /^[^.]+\.(.+)$/.exec(fullName) ?? [];
  return {
    [`${end}Id`]: id,
    [`${end}Name`]: type === 'Layout' ? fullName : developerName(name),
    [`${end}Namespace`]: null,
    [`${end}Type`]: type,
  };
}

/** What the object's page lists as not supported; the texts are not documented. */
function restrict(statement: Statement): Statement {
  if (isAggregateStatement(statement)) throw unsupported('count() and GROUP BY');
  if (statement.orderBy.length > 0) throw unsupported('ORDER BY');
  if (statement.offset !== undefined) throw unsupported('OFFSET');
  if (statement.where !== undefined) refuseFilters(statement.where);
  return { ...statement, limit: Math.min(statement.limit ?? MOST_ROWS, MOST_ROWS) };
}

function refuseFilters(predicate: Predicate): void {
  if (predicate.kind === 'not') throw unsupported('NOT');
  if (predicate.kind !== 'condition') {
    predicate.items.forEach(refuseFilters);
    return;
  }
  if (predicate.operator !== '=' && predicate.operator !== '!=')
    throw unsupported(`the operator ${predicate.operator}`);
  const name = predicate.left.kind === 'field' ? predicate.left.path.join('.') : predicate.left.raw;
  if (/^(?:Ref)?MetadataComponentName$/i.test(name)) throw unsupported(`a filter on ${name}`);
}

function unsupported(what: string): ApiError {
  return new ApiError(400, 'MALFORMED_QUERY', `MetadataComponentDependency does not support ${what}`);
}
