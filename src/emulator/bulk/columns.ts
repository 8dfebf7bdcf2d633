import type { Access } from '../access/access.js';
import { catalogOf } from '../catalog/catalog.js';
import type { FieldDefinition, ObjectDefinition } from '../catalog/definition.js';
import { relationshipField } from '../catalog/formulaScope.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { lookupField } from '../records/externalId.js';
import type { IngestJob } from './job.js';

/** An upload that cannot be processed at all; `message` is the job's error message. */
export class BatchError extends Error {
  public constructor(message: string) {
    super(message);
    this.name = 'BatchError';
  }
}

/** What a column of an upload sets: a field, or a reference named by an external id of its record. */
export type Column =
  | { readonly kind: 'field'; readonly field: FieldDefinition }
  | {
      readonly kind: 'reference';
      readonly field: FieldDefinition;
      readonly relationship: string;
      /** The referenced object. */
      readonly type: string;
      /** The external id field of the referenced record. */
      readonly key: FieldDefinition;
    };

/**
 * The columns that a header names, in its order. Throws a BatchError when a name is no field that the caller can see,
 * or when the column is missing that the operation finds its records by.
 * Sources: https://github.com/jsforce/jsforce/issues/688 (Field name not found),
 * https://github.com/heroku/salesforce-bulk/issues/101 (for a column that is missing),
 * https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/datafiles_csv_rel_field_header_row.htm
 */
export function planColumns(org: EmbeddedOrg, access: Access, job: IngestJob, header: readonly string[]): Column[] {
  const object = catalogOf(org).object(job.object);
  if (object === undefined)
    throw new BatchError(`InvalidEntity : Entity '${job.object}' is not supported by the Bulk API.`);
  const columns = header.map((name) => columnNamed(org, access, object, name.trim()));
  const repeated = header.find(
    (name, index) => header.findIndex((other) => other.trim().toLowerCase() === name.trim().toLowerCase()) !== index,
  );
  if (repeated !== undefined) throw new BatchError(`InvalidBatch : Duplicate field name : ${repeated.trim()}`);
  const keyName = job.operation === 'insert' ? undefined : (job.externalIdFieldName ?? 'Id');
  const isKey = (column: Column): boolean => column.kind === 'field' && column.field.name === keyName;
  if (keyName !== undefined && !columns.some(isKey)) throw fieldNotFound(keyName);
  if (job.operation === 'delete' && columns.length > 1) {
    throw new BatchError('InvalidBatch : The only column of a delete job is Id.');
  }
  return columns;
}

function columnNamed(org: EmbeddedOrg, access: Access, object: ObjectDefinition, name: string): Column {
  const dot = name.indexOf('.');
  if (dot >= 0) return referenceNamed(org, access, object, name, dot);
  const field = catalogOf(org).field(object.name, name);
  if (field === undefined || !access.canRead(object.name, field.name)) throw fieldNotFound(name);
  return { kind: 'field', field };
}

/** `Relationship.ExternalId__c`, or `Type:Relationship.ExternalId__c` where records of several objects are referenced. */
function referenceNamed(org: EmbeddedOrg, access: Access, object: ObjectDefinition, name: string, dot: number): Column {
  const [relationship = '', type] = name.slice(0, dot).split(':').reverse();
  const field = relationshipField(object, relationship);
  if (field === undefined || !access.canRead(object.name, field.name)) throw fieldNotFound(name);
  const target = field.referenceTo.find((each, _index, all) =>
    type === undefined ? all.length === 1 : each.toLowerCase() === type.toLowerCase(),
  );
  const parent = catalogOf(org).object(target ?? '');
  const key = parent === undefined ? undefined : lookupField(org, parent, name.slice(dot + 1));
  if (parent === undefined || key === undefined || !access.canRead(parent.name, key.name)) throw fieldNotFound(name);
  return { kind: 'reference', field, relationship, type: parent.name, key };
}

function fieldNotFound(name: string): BatchError {
  return new BatchError(`InvalidBatch : Field name not found : ${name}`);
}
