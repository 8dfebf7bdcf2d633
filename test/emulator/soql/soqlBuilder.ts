import { createRecord } from '../../../src/emulator/records/records.js';
import { query, type QueryOptions } from '../../../src/emulator/setup/queryService.js';
import type { QueryApi } from '../../../src/emulator/setup/view.js';
import { QueryCursors } from '../../../src/emulator/soql/cursors.js';
import type { QueryAnswer } from '../../../src/emulator/soql/query.js';
import { grant, putField, testOrg, thrownBy, type TestOrg } from '../records/orgBuilder.js';

export const BASE = '/services/data/v67.0';

/** Runs queries against one org and remembers its cursors. */
export type Console = {
  readonly target: TestOrg;
  readonly cursors: QueryCursors;
  ask(soql: string, options?: Partial<QueryOptions> & { api?: QueryApi }): QueryAnswer;
  /** The values of one field of all records found. */
  column(soql: string, field: string): unknown[];
  /** Names of all records found, joined: short enough for a table of cases. */
  names(soql: string): string;
  refusal(soql: string, api?: QueryApi): { errorCode: string; message: string; status: number };
  create(object: string, values: Record<string, unknown>): string;
};

export function consoleOf(target: TestOrg): Console {
  const cursors = new QueryCursors();
  const ask: Console['ask'] = (soql, { api = 'data', ...options } = {}) => {
    const sender = { org: target.org, caller: target.admin, api, basePath: BASE };
    return query(sender, cursors, soql, { resource: 'query', ...options });
  };
  const column: Console['column'] = (soql, field) => ask(soql).records.map((record) => record[field]);
  return {
    target,
    cursors,
    ask,
    column,
    names: (soql) => column(soql, 'Name').join(' '),
    refusal: (soql, api = 'data') => thrownBy(() => ask(soql, { api })),
    create: (object, values) => createRecord(target.org, target.admin, object, values).id,
  };
}

/** Accounts with a value of every kind of field; the clock stands at 2026-03-01T12:00Z, a Sunday. */
export function accounts(): Console {
  const target = testOrg();
  putField(target, 'Account.Day__c', { type: 'Date' });
  putField(target, 'Account.At__c', { type: 'DateTime' });
  putField(target, 'Account.Score__c', { type: 'Number', precision: '10', scale: '2' });
  putField(target, 'Account.Tags__c', {
    type: 'MultiselectPicklist',
    visibleLines: '4',
    valueSet: {
      valueSetDefinition: {
        sorted: 'false',
        value: ['red', 'green', 'blue'].map((fullName) => ({ fullName, default: 'false', label: `The ${fullName}` })),
      },
    },
  });
  putField(target, 'Account.Flag__c', { type: 'Checkbox', defaultValue: 'false' });
  putField(target, 'Account.Note__c', { type: 'LongTextArea', length: '5000', visibleLines: '3' });
  putField(target, 'Account.Double__c', { type: 'Number', precision: '10', scale: '2', formula: 'Score__c * 2' });
  putField(target, 'Account.Hidden__c');
  grant(target, {
    fields: ['Day', 'At', 'Score', 'Tags', 'Flag', 'Note'].map((name) => `Account.${name}__c`),
    readOnlyFields: ['Account.Double__c'],
  });
  const soql = consoleOf(target);
  const rows: Record<string, unknown>[] = [
    {
      Name: 'alpha',
      Score__c: 1,
      Day__c: '2026-02-28',
      At__c: '2026-02-28T23:59:59Z',
      Tags__c: 'red;green',
      Flag__c: true,
    },
    {
      Name: 'Beta',
      Score__c: 2.5,
      Day__c: '2026-03-01',
      At__c: '2026-03-01T00:00:00Z',
      Tags__c: 'blue',
      Industry: 'Energy',
    },
    { Name: 'ÉCLAIR', Score__c: -3, Day__c: '2026-03-02', At__c: '2026-03-02T00:00:00Z', Industry: 'energy' },
    { Name: "O'Neil_50%", Industry: 'Banking', Note__c: 'long' },
  ];
  for (const row of rows) soql.create('Account', row);
  return soql;
}
