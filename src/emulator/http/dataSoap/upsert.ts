import { RecordWriter } from '../../records/recordWriter.js';
import { upsertAll } from '../composite/collections.js';
import { attributeOf, badRequest, takeField } from '../composite/requestBody.js';
import { saveAll } from '../composite/saveResult.js';
import type { SoapCall } from './operations.js';
import { saveResults } from './results.js';

/**
 * Creates or updates records of one type, told apart by an external id or, unlike in REST, by their ids.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_upsert.htm
 */
export function upsertRecords(
  { server: { org }, caller, allOrNone }: SoapCall,
  fieldName: string,
  records: readonly Readonly<Record<string, unknown>>[],
): string {
  const [first] = records;
  if (first === undefined) return '';
  const type = attributeOf(first, 'type');
  if (type === undefined) throw badRequest('INVALID_TYPE', 'Must send a concrete entity type.');
  if (fieldName.toLowerCase() !== 'id') {
    return saveResults(upsertAll({ org, caller }, type, fieldName, { allOrNone, records }));
  }
  const writer = new RecordWriter(org, caller, type);
  const saves = records.map((record) => ({
    run: () => {
      const { value, rest } = takeField(record, 'Id');
      if (typeof value !== 'string' || value === '') {
        return { ...writer.create(rest), created: true };
      }
      writer.update(value, rest);
      return { id: value, created: false };
    },
  }));
  return saveResults(saveAll(org, saves, allOrNone));
}
