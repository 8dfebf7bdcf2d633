import type { LiteralType } from '@jetstreamapp/soql-parser-js';

/** A name as the query writes it, split at the dots: `['Account', 'Owner', 'Name']`. */
export type FieldPath = readonly string[];

export type Operand =
  | { readonly kind: 'field'; readonly path: FieldPath }
  | { readonly kind: 'function'; readonly name: string; readonly argument: Operand | undefined; readonly raw: string };

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'LIKE' | 'IN' | 'NOT IN' | 'INCLUDES' | 'EXCLUDES';

/** A literal of the query; `text` is its source text, quotes included. */
export type Literal = { readonly type: Exclude<LiteralType, 'SUBQUERY' | 'APEX_BIND_VARIABLE'>; readonly text: string };

export type Condition = {
  readonly kind: 'condition';
  readonly left: Operand;
  readonly operator: Comparison;
  readonly right: readonly Literal[] | Statement;
};

export type Predicate =
  | Condition
  | { readonly kind: 'and' | 'or'; readonly items: readonly Predicate[] }
  | { readonly kind: 'not'; readonly item: Predicate };

export type SelectItem =
  | { readonly kind: 'operand'; readonly operand: Operand; readonly alias: string | undefined }
  | { readonly kind: 'fields'; readonly which: 'ALL' | 'STANDARD' | 'CUSTOM' }
  | { readonly kind: 'children'; readonly statement: Statement };

export type OrderItem = {
  readonly operand: Operand;
  readonly descending: boolean;
  readonly nulls: 'FIRST' | 'LAST';
};

/** One SELECT, freed of the parser's quirks. `from` is an object, or a child relationship's name in a subquery. */
export type Statement = {
  readonly from: string;
  readonly alias: string | undefined;
  readonly select: readonly SelectItem[];
  readonly where: Predicate | undefined;
  readonly groupBy: readonly Operand[];
  readonly having: Predicate | undefined;
  readonly orderBy: readonly OrderItem[];
  readonly limit: number | undefined;
  readonly offset: number | undefined;
};
