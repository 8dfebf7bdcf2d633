import fc from 'fast-check';
import { RecordWriter } from '../../../../src/emulator/records/recordWriter.js';
import { grant, putField, testOrg } from '../../records/orgBuilder.js';
import { consoleOf, type Console } from '../soqlBuilder.js';
import { holds, sorted } from './evaluate.js';
import { conditions, conditionText, picklist, rows, sorts, sortText, type Row } from './statement.js';

const values = (names: readonly string[]): Record<string, string>[] =>
  names.map((fullName) => ({ fullName, default: 'false', label: fullName }));

let soql: Console;
beforeAll(() => {
  soql = emptyTable();
});

/** Has these rows, and no others, as accounts named by their place. */
function fill(table: readonly Row[]): void {
  const { org, admin } = soql.target;
  const writer = new RecordWriter(org, admin, 'Account', table.length);
  org.storage.transaction(() => {
    for (const id of soql.column('SELECT Id FROM Account', 'Id')) writer.delete(String(id));
    table.forEach((row, index) => writer.create({ Name: String(index), ...row }));
  });
}

function emptyTable(): Console {
  const target = testOrg();
  const fields = {
    T__c: {},
    N__c: { type: 'Number', precision: '10', scale: '2' },
    B__c: { type: 'Checkbox', defaultValue: 'false' },
    D__c: { type: 'Date' },
    A__c: { type: 'DateTime' },
    P__c: { type: 'Picklist', valueSet: { valueSetDefinition: { sorted: 'false', value: values(picklist) } } },
    M__c: {
      type: 'MultiselectPicklist',
      visibleLines: '4',
      valueSet: { valueSetDefinition: { sorted: 'false', value: values(['red', 'green', 'blue']) } },
    },
  };
  for (const [name, body] of Object.entries(fields)) putField(target, `Account.${name}`, body);
  grant(target, { fields: Object.keys(fields).map((name) => `Account.${name}`) });
  return consoleOf(target);
}

const namesOf = (table: readonly Row[], found: readonly Row[]): string =>
  found.map((row) => String(table.indexOf(row))).join(' ');

describe('Given any small table, When any statement is run on it', () => {
  it('Then WHERE, ORDER BY, LIMIT and OFFSET give what a plain reading of the documentation gives', () => {
    const statement = fc.record({
      where: conditions,
      orderBy: sorts,
      limit: fc.integer({ min: 0, max: 10 }),
      offset: fc.integer({ min: 0, max: 4 }),
    });
    fc.assert(
      fc.property(rows, fc.array(statement, { minLength: 12, maxLength: 12 }), (table, statements) => {
        fill(table);
        for (const { where, orderBy, limit, offset } of statements) {
          const text = `SELECT Name FROM Account WHERE ${conditionText(where)}${sortText(orderBy)} LIMIT ${limit} OFFSET ${offset}`;
          const expected = sorted(
            table.filter((row) => holds(row, where)),
            orderBy,
            picklist,
          ).slice(offset, offset + limit);
          expect([text, soql.names(text)]).toEqual([text, namesOf(table, expected)]);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('Then GROUP BY, HAVING and aggregates do', () => {
    const statement = fc.record({
      where: conditions,
      field: fc.constantFrom('T__c' as const, 'P__c' as const, 'D__c' as const, 'B__c' as const),
      least: fc.integer({ min: 0, max: 3 }),
    });
    fc.assert(
      fc.property(rows, fc.array(statement, { minLength: 8, maxLength: 8 }), (table, statements) => {
        fill(table);
        for (const { where, field, least } of statements) {
          const text = `SELECT ${field} key, COUNT(Id) n, COUNT(N__c) filled, COUNT_DISTINCT(T__c) texts, SUM(N__c) total, MIN(D__c) earliest, MAX(A__c) latest, MAX(T__c) top FROM Account WHERE ${conditionText(where)} GROUP BY ${field} HAVING COUNT(Id) > ${least}`;
          const found = soql.ask(text).records.map(({ attributes: _, key, top, ...rest }) => ({
            key: folded(key),
            top: folded(top),
            ...rest,
          }));
          const chosen = table.filter((row) => holds(row, where));
          expect([text, ...found.sort(byKey)]).toEqual([text, ...groups(chosen, field, least).sort(byKey)]);
        }
      }),
      { numRuns: 12 },
    );
  });
});

/** Which spelling of a text stands for its group is not said. */
function folded(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

function byKey(left: { key: unknown }, right: { key: unknown }): number {
  return String(left.key) < String(right.key) ? -1 : 1;
}

function groups(table: readonly Row[], field: keyof Row, least: number): { key: unknown }[] {
  const byValue = new Map<unknown, Row[]>();
  for (const row of table) byValue.set(folded(row[field]), [...(byValue.get(folded(row[field])) ?? []), row]);
  return [...byValue]
    .filter(([, members]) => members.length > least)
    .map(([key, members]) => {
      const filled = <K extends keyof Row>(name: K): NonNullable<Row[K]>[] => members.flatMap((row) => row[name] ?? []);
      const numbers = filled('N__c');
      const texts = filled('T__c').map((text) => text.toUpperCase());
      return {
        key,
        n: members.length,
        filled: numbers.length,
        texts: new Set(texts).size,
        total: numbers.length === 0 ? null : numbers.reduce((sum, each) => sum + each, 0),
        earliest: filled('D__c').sort()[0] ?? null,
        latest: filled('A__c').sort().at(-1)?.replace('Z', '+0000') ?? null,
        top: folded(texts.sort().at(-1) ?? null),
      };
    });
}
