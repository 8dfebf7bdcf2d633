import { parseQuery } from '@jetstreamapp/soql-parser-js';
import type { FieldFunctionExpression, FieldType, OrderByClause, Query, Subquery } from '@jetstreamapp/soql-parser-js';
import { ApiError } from '../org/apiError.js';
import { fieldOperand, functionOperand } from './operand.js';
import { parsePredicate } from './predicateTree.js';
import { malformed, notSupported, tooComplicated } from './soqlError.js';
import type { OrderItem, SelectItem, Statement } from './statement.js';

/** Source: https://developer.salesforce.com/docs/atlas.en-us.salesforce_app_limits_cheatsheet.meta/salesforce_app_limits_cheatsheet/salesforce_app_limits_platform_soslsoql.htm */
const MAX_STATEMENT_LENGTH = 100_000;
const TEXT_LITERALS = /'(?:\\.|[^'\\])*'/gs;
/** The parser looks no further ahead. */
const MAX_PARENTHESES = 9;

/** Reads a query. Throws `MALFORMED_QUERY` for what is no SOQL, and a refusal for SOQL that is not emulated. */
export function parseSoql(soql: string): Statement {
  if (soql.trim() === '') throw malformed('SOQL statements cannot be empty or null');
  if (soql.length > MAX_STATEMENT_LENGTH) {
    throw new ApiError(400, 'QUERY_TOO_COMPLICATED', 'SOQL statements cannot be longer than 100000 characters.');
  }
  refuseMisread(soql.replace(TEXT_LITERALS, "''"));
  let query: Query;
  try {
    query = parseQuery(soql);
  } catch (error) {
    throw asMalformed(error, soql);
  }
  // The parser drops the first part of a dotted object name, which would make it another object.
  const dotted = /\bFROM\s+(\w+\.[\w.]+)/i.exec(soql.replace(TEXT_LITERALS, "''"));
  if (dotted?.[1] !== undefined) throw malformed(`unexpected token: '${dotted[1]}'`);
  if (query.sObject === undefined) throw malformed("unexpected token: '<EOF>'");
  return toStatement(query, query.sObject);
}

/** Queries that the parser would read as others: of several NOTs on one condition it keeps two. */
function refuseMisread(withoutTexts: string): void {
  if (/\bFROM\s+\w+\s+\w+\s*,\s*\w+\.\w+/i.test(withoutTexts)) throw notSupported('relationships in FROM');
  if (/\bNOT[\s(]+NOT[\s(]+NOT\b/i.test(withoutTexts)) throw notSupported('more than two NOT on one condition');
}

function asMalformed(error: unknown, soql: string): ApiError {
  if (!(error instanceof Error)) throw error;
  // Thousands of NOTs exhaust the parser's stack.
  if (error instanceof RangeError) return tooComplicated();
  if (depthOf(soql) > MAX_PARENTHESES) {
    return notSupported(`more than ${MAX_PARENTHESES} parentheses inside each other`);
  }
  const found = /found:? (?:--> )?'?(.*?)'?(?: <--)?$/s.exec(error.message)?.[1];
  const lexed = /unexpected character: ->(.)<-/s.exec(error.message)?.[1];
  const token = lexed ?? (found === undefined || found === '' ? '<EOF>' : found);
  return malformed(`unexpected token: '${token}'`);
}

/** How deep the parentheses outside text literals go. */
function depthOf(soql: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [char] of soql.replace(TEXT_LITERALS, '').matchAll(/[()]/g)) {
    depth += char === '(' ? 1 : -1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

function toSubselect(query: Query): Statement {
  return toStatement(query, query.sObject ?? '');
}

function toStatement(query: Query | Subquery, from: string): Statement {
  refuseUnsupportedClauses(query);
  const groupBy = asList(query.groupBy).map((clause) =>
    'field' in clause ? fieldOperand(clause.field) : functionOperand(clause.fn),
  );
  return {
    from,
    alias: query.sObjectAlias,
    select: (query.fields ?? []).map(toSelectItem),
    where: query.where === undefined ? undefined : parsePredicate(query.where, toSubselect),
    groupBy,
    having: query.having === undefined ? undefined : parsePredicate(query.having, toSubselect),
    orderBy: asList(query.orderBy).map(toOrderItem),
    limit: query.limit,
    offset: query.offset,
  };
}

function refuseUnsupportedClauses(query: Query | Subquery): void {
  if (query.usingScope !== undefined && query.usingScope.toLowerCase() !== 'everything')
    throw notSupported(`USING SCOPE ${query.usingScope}`);
  if (query.withDataCategory !== undefined) throw notSupported('WITH DATA CATEGORY');
  if (query.withSecurityEnforced === true) throw notSupported('WITH SECURITY_ENFORCED');
  if (query.withAccessLevel !== undefined) throw notSupported(`WITH ${query.withAccessLevel}`);
  if (query.for !== undefined) throw notSupported(`FOR ${query.for}`);
  if (query.update !== undefined) throw notSupported(`UPDATE ${query.update}`);
}

function toSelectItem(field: FieldType): SelectItem {
  switch (field.type) {
    case 'Field': {
      const path = 'objectPrefix' in field ? [field.objectPrefix, field.field] : [field.field];
      return { kind: 'operand', operand: { kind: 'field', path }, alias: field.alias };
    }
    case 'FieldRelationship': {
      const prefix = 'objectPrefix' in field ? [field.objectPrefix] : [];
      const path = [...prefix, ...field.relationships, field.field];
      return { kind: 'operand', operand: { kind: 'field', path }, alias: 'alias' in field ? field.alias : undefined };
    }
    case 'FieldSubquery': {
      const { subquery } = field;
      if ((subquery.sObjectPrefix ?? []).length > 0) throw notSupported('a subquery FROM an aliased relationship');
      return { kind: 'children', statement: toStatement(subquery, subquery.relationshipName) };
    }
    case 'FieldTypeof':
      throw notSupported('TYPEOF');
    case 'FieldFunctionExpression':
      return toFunctionItem(field);
  }
}

function toFunctionItem(field: FieldFunctionExpression): SelectItem {
  if (field.functionName.toUpperCase() === 'FIELDS') {
    const [parameter] = field.parameters;
    const which = typeof parameter === 'string' ? parameter.toUpperCase() : field.functionName;
    if (which === 'ALL' || which === 'STANDARD' || which === 'CUSTOM') return { kind: 'fields', which };
    throw malformed(`unexpected token: '${which}'`);
  }
  return { kind: 'operand', operand: functionOperand(field), alias: field.alias };
}

function toOrderItem(clause: OrderByClause): OrderItem {
  return {
    operand: 'field' in clause ? fieldOperand(clause.field) : functionOperand(clause.fn),
    descending: clause.order === 'DESC',
    nulls: clause.nulls ?? 'FIRST',
  };
}

function asList<T>(value: T | T[] | undefined): T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
