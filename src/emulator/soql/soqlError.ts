import { ApiError } from '../org/apiError.js';

/** The part of the query that an error is about; the word is looked for from there on. */
export type Clause = 'SELECT' | 'FROM' | 'WHERE' | 'GROUP BY' | 'HAVING' | 'ORDER BY';

/** What the platform shows of a long line: whole words up to about this far on both sides of the error. */
const EXCERPT = 35;

/**
 * The platform's form of a query error: the surroundings of the word it is about, a caret under it, the position in the
 * whole query (counted from 1), then the message.
 * Sources: https://github.com/forcedotcom/soql-tooling/issues/86, https://github.com/airbytehq/airbyte/issues/62877
 * (a long query, of which an excerpt is shown)
 */
export function soqlErrorAt(
  soql: string,
  word: string,
  errorCode: string,
  message: string,
  clause: Clause = 'SELECT',
): ApiError {
  const offset = findWord(soql, word, clause);
  if (offset === undefined) return new ApiError(400, errorCode, message);
  const before = soql.slice(0, offset).split('\n');
  const row = before.length;
  const at = (before.at(-1) ?? '').length;
  const line = soql.split('\n')[row - 1] ?? '';
  const from = Math.max(at - EXCERPT, 0);
  const start =
    from === 0 || /\s/.test(line[from - 1] ?? '') ? from : from + (/\s/.exec(line.slice(from))?.index ?? 0) + 1;
  const begin = Math.min(start, at);
  const rest = /\s/.exec(line.slice(at + EXCERPT))?.index;
  const end = rest === undefined ? line.length : at + EXCERPT + rest;
  return new ApiError(
    400,
    errorCode,
    `\n${line.slice(begin, end)}\n${' '.repeat(at - begin)}^\nERROR at Row:${row}:Column:${at + 1}\n${message}`,
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

/** Where a word stands in a clause as a name of its own, outside text literals. */
function findWord(soql: string, word: string, clause: Clause): number | undefined {
  if (word === '') return undefined;
  const hidden = soql.replace(/'(?:\\.|[^'\\])*'/gs, (literal) => ' '.repeat(literal.length));
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const clauseStart = new RegExp(`\\b${clause.replace(' ', '\\s+')}\\b`, 'i').exec(hidden)?.index ?? 0;
  for (const start of [clauseStart, 0]) {
    const name = new RegExp(`(?<![\\w.])${escaped}(?!\\w)`, 'gi');
    name.lastIndex = start;
    const found = name.exec(hidden);
    if (found !== null) return found.index;
  }
  return undefined;
}
