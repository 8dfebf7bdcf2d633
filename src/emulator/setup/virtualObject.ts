import { ApiError } from '../org/apiError.js';
import { isAggregateStatement } from '../soql/aggregateQuery.js';
import type { FieldPath, Predicate, Statement } from '../soql/statement.js';

/**
 * What EntityDefinition and FieldDefinition, which are no tables on the platform, do not support: COUNT and GROUP BY,
 * OR, NOT and comparisons other than equality. LIMIT and OFFSET are ignored.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/reference_objects_soql_limits.htm
 */
export function restrictVirtualObject(statement: Statement, required?: RequiredFilter): Statement {
  if (isAggregateStatement(statement)) {
    throw unsupported(
      'The requested operation is not yet supported by this SObject storage type, contact salesforce.com support for more information.',
    );
  }
  if (statement.where !== undefined) refuseOperators(statement.where);
  if (required !== undefined && !filtersOn(statement.where, required)) {
    // Source: https://github.com/singer-io/tap-salesforce/pull/68
    throw new ApiError(
      400,
      'MALFORMED_QUERY',
      `${required.object}: a filter on a reified column is required [${required.columns.map((path) => path.join('.')).join(',')}]`,
    );
  }
  return { ...statement, limit: undefined, offset: undefined };
}

/** The object cannot be queried without a filter on one of these columns. */
export type RequiredFilter = { readonly object: string; readonly columns: readonly FieldPath[] };

function refuseOperators(predicate: Predicate): void {
  switch (predicate.kind) {
    case 'or':
      throw unsupported('Disjunctions not supported');
    case 'not':
      throw unsupported('Only equals comparisons permitted');
    case 'and':
      predicate.items.forEach(refuseOperators);
      break;
    case 'condition':
      if (predicate.operator === 'INCLUDES' || predicate.operator === 'EXCLUDES') {
        throw unsupported('Unsupported filter type');
      }
      if (!['=', 'IN', 'LIKE'].includes(predicate.operator)) throw unsupported('Only equals comparisons permitted');
  }
}

function filtersOn(predicate: Predicate | undefined, required: RequiredFilter): boolean {
  if (predicate === undefined) return false;
  if (predicate.kind === 'and') return predicate.items.some((item) => filtersOn(item, required));
  if (predicate.kind !== 'condition' || predicate.left.kind !== 'field') return false;
  const name = predicate.left.path.join('.').toLowerCase();
  const equality = predicate.operator === '=' || predicate.operator === 'IN';
  return equality && required.columns.some((path) => path.join('.').toLowerCase() === name);
}

/** Source of the code: https://salesforce.stackexchange.com/questions/73572/how-to-query-fielddefinition-records */
function unsupported(message: string): ApiError {
  return new ApiError(400, 'EXTERNAL_OBJECT_UNSUPPORTED_EXCEPTION', message);
}
