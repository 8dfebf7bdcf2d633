import fc from 'fast-check';

/** Rows of a small table, and conditions on them as trees that can be written as SOQL. */

export type Row = {
  readonly T__c: string | null;
  readonly N__c: number | null;
  readonly B__c: boolean;
  readonly D__c: string | null;
  readonly A__c: string | null;
  readonly P__c: string | null;
  readonly M__c: string | null;
};

export type Literal = {
  readonly kind: 'null' | 'plain' | 'pattern' | 'moment' | 'range';
  readonly value: Row[keyof Row];
};

export type Comparison = {
  readonly kind: 'comparison';
  readonly field: keyof Row;
  readonly operator: '=' | '!=' | '<' | '<=' | '>' | '>=' | 'LIKE' | 'IN' | 'NOT IN' | 'INCLUDES' | 'EXCLUDES';
  readonly literals: readonly Literal[];
};

export type Condition =
  | Comparison
  | { readonly kind: 'and' | 'or'; readonly items: readonly Condition[] }
  | { readonly kind: 'not'; readonly item: Condition };

export type Sort = { readonly field: keyof Row; readonly descending: boolean; readonly nulls: 'FIRST' | 'LAST' };

export const picklist: readonly string[] = ['Warm', 'Cold', 'Mild'];

const texts = ['a', 'A', 'ab', 'aB', 'b', 'B_', '%', '_', 'a_b', 'a%b', 'é', 'É', 'éa', 'z'];
const numbers = [-2, 0, 1, 1.5, 100];
const days = [
  '2025-02-28',
  '2025-12-31',
  '2026-02-01',
  '2026-02-28',
  '2026-03-01',
  '2026-03-02',
  '2026-03-07',
  '2026-05-31',
  '2027-01-01',
];
const moments = [
  ...days.map((day) => `${day}T00:00:00.000Z`),
  '2026-02-28T23:59:59.000Z',
  '2026-03-01T11:59:59.000Z',
  '2026-03-01T12:00:00.000Z',
  '2026-03-01T12:00:01.000Z',
  '2026-03-01T23:59:59.000Z',
];
const choices = ['red', 'green', 'red;green', 'blue', 'red;green;blue'];
const patterns = ['a%', '%b', '_', '__', 'a_', '%', '%\\_%', 'a\\%b', '\\_', 'É%', '%é%', 'A_B', 'a%b%', '%a'];

const blank = <T>(values: readonly T[]): fc.Arbitrary<T | null> => fc.option(fc.constantFrom(...values), { freq: 4 });

export const rows: fc.Arbitrary<Row[]> = fc.array(
  fc.record({
    T__c: blank(texts),
    N__c: blank(numbers),
    B__c: fc.boolean(),
    D__c: blank(days),
    A__c: blank(moments),
    P__c: blank([...picklist, 'other']),
    M__c: blank(choices),
  }),
  { minLength: 1, maxLength: 9 },
);

const small = fc.integer({ min: 1, max: 13 });
const range: fc.Arbitrary<Literal> = fc
  .oneof(
    fc.constantFrom('YESTERDAY', 'TODAY', 'TOMORROW'),
    fc
      .tuple(fc.constantFrom('LAST', 'THIS', 'NEXT'), fc.constantFrom('WEEK', 'MONTH', 'QUARTER', 'YEAR'))
      .map((parts) => parts.join('_')),
    fc
      .tuple(fc.constantFrom('LAST', 'NEXT'), fc.constantFrom('DAY', 'WEEK', 'MONTH'), small)
      .map(([side, unit, count]) => `${side}_N_${unit}S:${count}`),
    fc.tuple(fc.constantFrom('DAY', 'WEEK', 'MONTH'), small).map(([unit, count]) => `N_${unit}S_AGO:${count}`),
  )
  .map((value) => ({ kind: 'range', value }));

const plain = (values: readonly (string | number | boolean)[]): fc.Arbitrary<Literal> =>
  fc.constantFrom(...values).map((value) => ({ kind: 'plain', value }));
const momentOf = (values: readonly string[]): fc.Arbitrary<Literal> =>
  fc.constantFrom(...values).map((value) => ({ kind: 'moment', value }));
const orNull = (literal: fc.Arbitrary<Literal>): fc.Arbitrary<Literal> =>
  fc.oneof(
    { arbitrary: literal, weight: 5 },
    { arbitrary: fc.constant<Literal>({ kind: 'null', value: null }), weight: 1 },
  );

function comparisons(field: keyof Row, literal: fc.Arbitrary<Literal>, isOrdered = true): fc.Arbitrary<Comparison>[] {
  const of = (
    operators: readonly Comparison['operator'][],
    literals: fc.Arbitrary<Literal[]>,
  ): fc.Arbitrary<Comparison> =>
    fc.record({
      kind: fc.constant('comparison'),
      field: fc.constant(field),
      operator: fc.constantFrom(...operators),
      literals,
    });
  const many = fc.array(orNull(literal), { minLength: 1, maxLength: 3 });
  return [
    of(
      ['=', '!='],
      orNull(literal).map((each) => [each]),
    ),
    of(['IN', 'NOT IN'], many),
    ...(isOrdered
      ? [
          of(
            ['<', '<=', '>', '>='],
            literal.map((each) => [each]),
          ),
        ]
      : []),
    ...(field === 'T__c'
      ? [
          of(
            ['LIKE'],
            fc.constantFrom(...patterns).map((value) => [{ kind: 'pattern', value }]),
          ),
        ]
      : []),
    ...(field === 'M__c' ? [of(['INCLUDES', 'EXCLUDES'], fc.array(literal, { minLength: 1, maxLength: 2 }))] : []),
  ];
}

const comparison = fc.oneof(
  ...comparisons('T__c', plain(texts)),
  ...comparisons('N__c', plain(numbers)),
  ...comparisons('B__c', plain([true, false]), false),
  ...comparisons('D__c', fc.oneof(momentOf(days), range)),
  ...comparisons('A__c', fc.oneof(momentOf(moments), range)),
  ...comparisons('P__c', plain([...picklist, 'COLD', 'other'])),
  ...comparisons('M__c', plain(choices), false),
);

export const conditions: fc.Arbitrary<Condition> = fc.letrec<{ node: Condition }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { arbitrary: comparison, weight: 3 },
    {
      arbitrary: fc.record({
        kind: fc.constantFrom('and' as const, 'or' as const),
        items: fc.array(tie('node'), { minLength: 2, maxLength: 3 }),
      }),
      weight: 2,
    },
    { arbitrary: fc.record({ kind: fc.constant('not' as const), item: tie('node') }), weight: 1 },
  ),
})).node;

export const sorts: fc.Arbitrary<Sort[]> = fc.uniqueArray(
  fc.record({
    field: fc.constantFrom<keyof Row>('T__c', 'N__c', 'B__c', 'D__c', 'A__c', 'P__c'),
    descending: fc.boolean(),
    nulls: fc.constantFrom('FIRST' as const, 'LAST' as const),
  }),
  { maxLength: 3, selector: ({ field }) => field },
);

export function conditionText(condition: Condition): string {
  switch (condition.kind) {
    case 'comparison': {
      const { field, operator, literals } = condition;
      const texts = literals.map(literalText);
      const isList = ['IN', 'NOT IN', 'INCLUDES', 'EXCLUDES'].includes(operator);
      return `${field} ${operator} ${isList ? `(${texts.join(', ')})` : texts.join()}`;
    }
    case 'not': {
      const { item } = condition;
      // Three of them on one condition are refused.
      if (item.kind === 'not' && item.item.kind === 'not') return conditionText(item.item);
      return `(NOT ${conditionText(item)})`;
    }
    default:
      return `(${condition.items.map(conditionText).join(` ${condition.kind.toUpperCase()} `)})`;
  }
}

function literalText({ kind, value }: Literal): string {
  return (kind === 'plain' || kind === 'pattern') && typeof value === 'string' ? `'${value}'` : String(value);
}

export function sortText(sorts: readonly Sort[]): string {
  const terms = sorts.map(({ field, descending, nulls }) => `${field} ${descending ? 'DESC' : 'ASC'} NULLS ${nulls}`);
  return terms.length === 0 ? '' : ` ORDER BY ${terms.join(', ')}`;
}
