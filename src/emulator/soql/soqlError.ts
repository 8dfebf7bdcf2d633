import { ApiError } from '../http/apiError.js';

/**
 * The platform's form of a query error: the line of the query, a caret under the word it is about, the position (both
 * counted from 1), then the message.
 * Source: https://github.com/forcedotcom/soql-tooling/issues/86 (a full message, `ERROR at Row:1:Column:30`).
 */
export function soqlErrorAt(soql: string, word: string, errorCode: string, message: string): ApiError {
  const offset = findWord(soql, word);
  if (offset === undefined) return new ApiError(400, errorCode, message);
  const before = soql.slice(0, offset).split('\n');
  const row = before.length;
  const column = (before.at(-1) ?? '').length + 1;
  const line = soql.split('\n')[row - 1] ?? '';
  return new ApiError(
    400,
    errorCode,
    `\n${line}\n${' '.repeat(column - 1)}^\nERROR at Row:${row}:Column:${column}\n${message}`,
  );
}

export function malformed(message: string): ApiError {
  return new ApiError(400, 'MALFORMED_QUERY', message);
}

/** Source of the message: https://github.com/simple-salesforce/simple-salesforce/issues/179 */
export function tooComplicated(): ApiError {
  return new ApiError(
    400,
    'QUERY_TOO_COMPLICATED',
    'Query is either selecting too many fields or the filter conditions are too complicated.',
  );
}

/** A query the platform would answer and the embedded org does not. */
export function notSupported(what: string): ApiError {
  return new ApiError(
    400,
    'FUNCTIONALITY_NOT_ENABLED',
    `The embedded org does not emulate ${what} in a SOQL query. Use another query.`,
  );
}

/** Where a word stands in the query as a name of its own, outside text literals. */
function findWord(soql: string, word: string): number | undefined {
  if (word === '') return undefined;
  const hidden = soql.replace(/'(?:\\.|[^'\\])*'/gs, (literal) => ' '.repeat(literal.length));
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const found = new RegExp(`(?<![\\w.])${escaped}(?!\\w)`, 'i').exec(hidden);
  const inside = found ?? new RegExp(`(?<!\\w)${escaped}(?!\\w)`, 'i').exec(hidden);
  return inside?.index;
}
