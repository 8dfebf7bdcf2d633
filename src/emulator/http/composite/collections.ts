import { accessOf } from '../../access/access.js';
import type { Caller } from '../../access/caller.js';
import { catalogOf } from '../../catalog/catalog.js';
import type { ObjectDefinition } from '../../catalog/definition.js';
import type { EmbeddedOrg } from '../../org/embeddedOrg.js';
import { normalizeId } from '../../org/recordId.js';
import { externalMatches, lookupField } from '../../records/externalId.js';
import { parseValue } from '../../records/parseValue.js';
import { readRecord } from '../../records/records.js';
import { RecordWriter, recordWriters } from '../../records/recordWriter.js';
import { ApiError } from '../../org/apiError.js';
import { notFound } from '../resource.js';
import { attributeOf, badRequest, bodyObject, flagOf, objectsOf, takeField, type JsonObject } from './requestBody.js';
import { saveAll, type Save, type SaveResult } from './saveResult.js';

/** Sources: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobjects_collections.htm and its pages */
const MAX_RECORDS = 200;
const MAX_CHUNKS = 10;
const MAX_RETRIEVED = 2000;

/** A caller's request to the sObject Collections of one org. `allOrNone` overrides what the body says. */
export type CollectionCall = { readonly org: EmbeddedOrg; readonly caller: Caller; readonly allOrNone?: true };

export function createAll(call: CollectionCall, body: unknown): SaveResult[] {
  const { records, allOrNone } = collection(call, body);
  const typed = typedRecords(call, records);
  refuseMixedSetup(typed.map(({ object }) => object));
  const writerOf = recordWriters(call.org, call.caller);
  return saveAll(
    call.org,
    typed.map(({ object, record }) => ({ run: () => writerOf(object).create(record) })),
    allOrNone,
  );
}

export function updateAll(call: CollectionCall, body: unknown): SaveResult[] {
  const { records, allOrNone } = collection(call, body);
  const writerOf = recordWriters(call.org, call.caller);
  const saves = typedRecords(call, records).map(({ object, record }): Save => {
    const { value, rest } = takeField(record, 'Id');
    const id = typeof value === 'string' ? normalizeId(value) : undefined;
    return {
      ...(id === undefined ? {} : { id }),
      run: () => {
        const known = idOf(value, 'Id not specified in an update call');
        if (!known.startsWith(object.keyPrefix)) {
          // Wording: https://github.com/forcedotcom/quiz-host-app/pull/19
          throw badRequest('MALFORMED_ID', `${object.label} ID: id value of incorrect type: ${known}`);
        }
        crossReference(() => writerOf(object).update(known, rest));
        return { id: known };
      },
    };
  });
  return saveAll(call.org, saves, allOrNone);
}

/** All records are of the type in the address, and named by the external id in the address. */
export function upsertAll(call: CollectionCall, objectName: string, fieldName: string, body: unknown): SaveResult[] {
  const { org, caller } = call;
  const { records, allOrNone } = collection(call, body);
  const object = readableObject(call, objectName);
  if (object === undefined) throw notFound();
  const field = lookupField(org, object, fieldName);
  if (field === undefined || !accessOf(org, caller).canRead(object.name, field.name)) {
    const message = `Provided external ID field does not exist or is not accessible: ${fieldName}`;
    throw new ApiError(404, 'NOT_FOUND', message);
  }
  if (field.type === 'id') {
    throw badRequest('INVALID_FIELD', 'Only external ids name the records of this request; do not use record ids.');
  }
  const other = records.map(typeOf).find((type) => type.toLowerCase() !== object.name.toLowerCase());
  if (other !== undefined)
    throw badRequest('INVALID_TYPE', `All records must be of type ${object.name}, not ${other}.`);
  const given = records.map((record) => takeField(record, fieldName));
  const texts = given.map(({ value }) => textOf(value));
  const writer = new RecordWriter(org, caller, object.name);
  const saves = given.map(({ rest }, index): Save => ({
    run: () => {
      const text = texts[index] ?? '';
      if (text === '') throw badRequest('MISSING_ARGUMENT', `${fieldName} not specified`);
      const form = (each: string): string => (field.caseSensitive === true ? each : each.toLowerCase());
      if (texts.filter((each) => form(each) === form(text)).length > 1) {
        throw badRequest('DUPLICATE_VALUE', `Duplicate external id specified: ${text}`);
      }
      const matches = externalMatches(org, object, field, parseValue(field, text));
      if (matches.length > 1) {
        const message = `${field.label}: more than one record found for external id field: [${matches.join(', ')}]`;
        throw badRequest('DUPLICATE_EXTERNAL_ID', message);
      }
      return writer.upsert(fieldName, text, rest);
    },
  }));
  return saveAll(org, saves, allOrNone);
}

/** Ids may be of several objects; each id says which one. */
export function deleteAll(call: CollectionCall, query: URLSearchParams): SaveResult[] {
  const ids = idList(query.get('ids'));
  if (ids.length === 0) throw badRequest('MISSING_ARGUMENT', 'ids must name the records to delete.');
  refuseTooMany(ids.length);
  const objects = catalogOf(call.org).objects();
  const writerOf = recordWriters(call.org, call.caller);
  const saves = ids.map((given): Save => {
    const id = normalizeId(given);
    return {
      ...(id === undefined ? {} : { id }),
      run: () => {
        const known = idOf(given, '');
        const object = objects.find(({ keyPrefix }) => keyPrefix !== '' && known.startsWith(keyPrefix));
        if (object === undefined) throw invalidCrossReference();
        crossReference(() => writerOf(object).delete(known));
        return { id: known };
      },
    };
  });
  return saveAll(call.org, saves, call.allOrNone ?? query.get('allOrNone')?.toLowerCase() === 'true');
}

/** The records in the order of their ids, null for one that is not there. */
export function retrieveAll(
  { org, caller }: CollectionCall,
  basePath: string,
  objectName: string,
  asked: { readonly ids: readonly string[]; readonly fields: readonly string[] },
): unknown[] {
  if (readableObject({ org, caller }, objectName) === undefined) throw notFound();
  if (asked.ids.length === 0 || asked.fields.length === 0) {
    throw badRequest('MISSING_ARGUMENT', 'Both ids and fields are needed to retrieve records.');
  }
  if (asked.ids.length > MAX_RETRIEVED) refuseTooMany(asked.ids.length, MAX_RETRIEVED);
  const fields = [...asked.fields, 'Id'];
  return asked.ids.map((given) => {
    const id = idOf(given, '');
    try {
      const record = readRecord(org, caller, objectName, id, fields);
      const { type } = record['attributes'] as { type: string };
      return { ...record, attributes: { type, url: `${basePath}/sobjects/${type}/${id}` } };
    } catch (error) {
      if (error instanceof ApiError && error.errorCode === 'NOT_FOUND') return null;
      throw error;
    }
  });
}

/** What a GET names in its address, a POST in its body. */
export function askedInQuery(query: URLSearchParams): { ids: string[]; fields: string[] } {
  return { ids: idList(query.get('ids')), fields: idList(query.get('fields')) };
}

export function askedInBody(body: unknown): { ids: string[]; fields: string[] } {
  const object = bodyObject(body);
  const texts = (name: string): string[] => {
    const list = object[name];
    if (!Array.isArray(list) || !list.every((item) => typeof item === 'string')) {
      throw badRequest('JSON_PARSER_ERROR', `The request body must have a list of text named ${name}.`);
    }
    return list;
  };
  return { ids: texts('ids'), fields: texts('fields') };
}

function collection(call: CollectionCall, body: unknown): { records: JsonObject[]; allOrNone: boolean } {
  const object = bodyObject(body);
  const records = objectsOf(object, 'records');
  refuseTooMany(records.length);
  return { records, allOrNone: call.allOrNone ?? flagOf(object, 'allOrNone') };
}

/** Wording: https://github.com/sorenkrabbe/Chrome-Salesforce-inspector/issues/134 */
function refuseTooMany(count: number, most = MAX_RECORDS): void {
  if (count <= most) return;
  throw badRequest('EXCEEDED_ID_LIMIT', `record limit reached. cannot submit more than ${most} records into this call`);
}

function typedRecords(
  call: CollectionCall,
  records: readonly JsonObject[],
): { object: ObjectDefinition; record: JsonObject & Record<string, unknown> }[] {
  const typed = records.map((record) => {
    const type = typeOf(record);
    const object = readableObject(call, type);
    if (object === undefined) throw badRequest('INVALID_TYPE', `sObject type '${type}' is not supported.`);
    return { object, record: { ...record } };
  });
  const chunks = typed.filter(({ object }, index) => object !== typed[index - 1]?.object).length;
  if (chunks > MAX_CHUNKS) {
    // Wording: https://github.com/afawcett/declarative-lookup-rollup-summaries/issues/51
    throw badRequest(
      'LIMIT_EXCEEDED',
      `Cannot have more than ${MAX_CHUNKS} chunks in a single operation. Please rearrange the data to reduce chunking.`,
    );
  }
  return typed;
}

function typeOf(record: JsonObject): string {
  const type = attributeOf(record, 'type');
  if (type === undefined) throw badRequest('INVALID_TYPE', 'The attributes of every record must name its type.');
  return type;
}

function readableObject({ org, caller }: CollectionCall, name: string): ObjectDefinition | undefined {
  const object = catalogOf(org).object(name);
  return object !== undefined && accessOf(org, caller).object(object.name).read ? object : undefined;
}

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobjects_collections_create.htm ("in the Salesforce Setup area") */
function refuseMixedSetup(objects: readonly ObjectDefinition[]): void {
  const setup = objects.find(({ category }) => category === 'setup');
  const other = objects.find(({ name }) => name !== setup?.name);
  if (setup === undefined || other === undefined) return;
  throw badRequest(
    'MIXED_DML_OPERATION',
    `DML operation on setup object is not permitted after you have updated a non-setup object (or vice versa): ${setup.name}, original object: ${other.name}`,
  );
}

/** An external id as text; numbers name records too. */
function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** `missing` is what is answered when there is no id at all. */
function idOf(value: unknown, missing: string): string {
  if (missing !== '' && (value === undefined || value === null || value === '')) {
    throw badRequest('MISSING_ARGUMENT', missing);
  }
  const id = typeof value === 'string' ? normalizeId(value) : undefined;
  if (id === undefined) throw badRequest('MALFORMED_ID', `malformed id ${String(value)}`);
  return id;
}

/** In a collection, an id without a record is the record's problem, not the address's. */
function crossReference(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (error instanceof ApiError && error.errorCode === 'NOT_FOUND') throw invalidCrossReference();
    throw error;
  }
}

function invalidCrossReference(): ApiError {
  return badRequest('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
}

function idList(text: string | null): string[] {
  return (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
