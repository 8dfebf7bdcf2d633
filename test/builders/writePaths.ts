import { V } from '../emulator/http/client.js';
import type { GuardedServer } from './guardedServer.js';

/** A record to write; `Name` tells it from the others, `Id` is there for one that exists. */
export type Row = { readonly Name: string; readonly Id?: string; readonly [field: string]: unknown };

/** One way to write many accounts: for each row what the org has against it, as text; empty when it was saved. */
export type WritePath = (server: GuardedServer, rows: readonly Row[]) => Promise<string[]>;

const COLLECTION = 200;
const ACCOUNT = { attributes: { type: 'Account' } };

const inParts =
  (write: WritePath): WritePath =>
  async (server, rows) => {
    const answers: string[] = [];
    for (let at = 0; at < rows.length; at += COLLECTION) {
      answers.push(...(await write(server, rows.slice(at, at + COLLECTION))));
    }
    return answers;
  };

type Result = { readonly success: boolean; readonly errors: unknown };
const against = ({ success, errors }: Result): string => (success ? '' : JSON.stringify(errors));

/** SObject collections. */
const collections = (method: 'POST' | 'PATCH'): WritePath =>
  inParts(async ({ client }, rows) => {
    const records = rows.map((row) => ({ ...ACCOUNT, ...row }));
    const { text } = await client.call(method, `${V}/composite/sobjects`, { body: { allOrNone: false, records } });
    return (JSON.parse(text) as Result[]).map(against);
  });

/** One request a record. */
const single: WritePath = async ({ client }, rows) => {
  const answers: string[] = [];
  for (const { Id, ...fields } of rows) {
    const path = `${V}/sobjects/Account${Id === undefined ? '' : `/${Id}`}`;
    const { status, text } = await client.call(Id === undefined ? 'POST' : 'PATCH', path, { body: fields });
    answers.push(status < 300 ? '' : text);
  }
  return answers;
};

/** One tree a record, since one bad record refuses the whole tree. */
const trees: WritePath = async ({ client }, rows) => {
  const answers: string[] = [];
  for (const row of rows) {
    const records = [{ attributes: { type: 'Account', referenceId: 'it' }, ...row }];
    const { status, text } = await client.call('POST', `${V}/composite/tree/Account`, { body: { records } });
    answers.push(status < 300 ? '' : text);
  }
  return answers;
};

const soap = (operation: 'create' | 'update'): WritePath =>
  inParts(async ({ connection }, rows) => {
    const results: unknown =
      operation === 'create'
        ? await connection.soap.create(rows.map((row) => ({ type: 'Account', ...row })))
        : await connection.soap.update(rows.map((row) => ({ type: 'Account', ...row })));
    return (results as Result[]).map(against);
  });

/** A Bulk API 2.0 job for each set of columns: a column that is there and empty says something else than one that is not. */
const bulk =
  (operation: 'insert' | 'update' | 'upsert'): WritePath =>
  async ({ client }, rows) => {
    const sets = new Map<string, Row[]>();
    for (const row of rows) {
      const columns = Object.keys(row).sort().join();
      sets.set(columns, [...(sets.get(columns) ?? []), row]);
    }
    const refused = new Map<string, string>();
    for (const [columns, alike] of sets) {
      const names = columns.split(',');
      // Empty cells are left alone; #N/A empties the field.
      const cell = (value: unknown): string => (value === null ? '#N/A' : String(value));
      const csv = [columns, ...alike.map((row) => names.map((name) => cell(row[name])).join())].join('\n');
      const external = operation === 'upsert' ? { externalIdFieldName: 'Id' } : {};
      const jobs = `${V}/jobs/ingest`;
      const { body } = await client.call('POST', jobs, { body: { object: 'Account', operation, ...external } });
      await client.call('PUT', `${jobs}/${body.id}/batches`, {
        body: `${csv}\n`,
        headers: { 'content-type': 'text/csv' },
      });
      await client.call('PATCH', `${jobs}/${body.id}`, { body: { state: 'UploadComplete' } });
      for (;;) {
        const { text } = await client.get(`${jobs}/${body.id}`);
        const { state, errorMessage } = JSON.parse(text) as { state: string; errorMessage?: string };
        if (state === 'JobComplete') break;
        if (state === 'Failed') throw new Error(errorMessage);
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
      const { text } = await client.get(`${jobs}/${body.id}/failedResults`);
      const lines = text.split('\n');
      for (const { Name } of alike) {
        const line = lines.find((each) => each.includes(`"${Name}"`));
        if (line !== undefined) refused.set(Name, line);
      }
    }
    return rows.map(({ Name }) => refused.get(Name) ?? '');
  };

export const insertPaths: Readonly<Record<string, WritePath>> = {
  'REST, one by one': single,
  'composite/sobjects': collections('POST'),
  'composite/tree': trees,
  'Bulk API 2.0 insert': bulk('insert'),
  'SOAP create': soap('create'),
};

export const updatePaths: Readonly<Record<string, WritePath>> = {
  'REST, one by one': single,
  'composite/sobjects': collections('PATCH'),
  'Bulk API 2.0 update': bulk('update'),
  'Bulk API 2.0 upsert': bulk('upsert'),
  'SOAP update': soap('update'),
};
