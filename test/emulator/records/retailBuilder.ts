import { createRecord, readRecord, updateRecord } from '../../../src/emulator/records/records.js';
import { catalogOf } from '../../../src/emulator/catalog/catalog.js';
import { recordTable } from '../../../src/emulator/records/tables.js';
import { problemsOf, testOrg, type TestOrg } from './orgBuilder.js';

export type Values = Record<string, unknown>;

/** An org with one record of each object that others need. */
export type Shop = TestOrg & {
  readonly account: string;
  readonly contact: string;
  readonly lead: string;
  readonly campaign: string;
  readonly opportunity: string;
  readonly standardBook: string;
  readonly product: string;
  /** The product's entry in the standard price book, at 20. */
  readonly entry: string;
  create(object: string, values?: Values): string;
  read(object: string, id: string): Values;
  update(object: string, id: string, values: Values): void;
  /** `code: message` of each problem that keeps a record from being created. */
  refusals(object: string, values?: Values): string[];
};

export function shop(): Shop {
  const target = testOrg();
  const { org, admin } = target;
  const create = (object: string, values: Values = {}): string => createRecord(org, admin, object, values).id;
  const account = create('Account', { Name: 'Acme' });
  const product = create('Product2', { Name: 'Mug', ProductCode: 'M-1', IsActive: true });
  const standardBook = standardPricebook(target);
  return {
    ...target,
    account,
    contact: create('Contact', { LastName: 'Roe', FirstName: 'Jane', AccountId: account }),
    lead: create('Lead', { LastName: 'Doe', Company: 'Doe Ltd', Status: 'Open - Not Contacted' }),
    campaign: create('Campaign', { Name: 'Spring' }),
    opportunity: create('Opportunity', {
      Name: 'Deal',
      StageName: 'Prospecting',
      CloseDate: '2026-04-01',
      AccountId: account,
    }),
    standardBook,
    product,
    entry: create('PricebookEntry', { Pricebook2Id: standardBook, Product2Id: product, UnitPrice: 20, IsActive: true }),
    create,
    read: (object, id) => readRecord(org, admin, object, id),
    update: (object, id, values) => updateRecord(org, admin, object, id, values),
    refusals: (object, values = {}) =>
      problemsOf(() => create(object, values)).map(({ errorCode, message }) => `${errorCode}: ${message}`),
  };
}

function standardPricebook({ org }: TestOrg): string {
  const book = catalogOf(org).object('Pricebook2');
  if (book === undefined) throw new Error('The catalog has no Pricebook2.');
  const { table } = recordTable(org, book);
  return String(org.storage.db.prepare(`SELECT Id FROM ${table} WHERE IsStandard = 1`).get()?.['Id']);
}
