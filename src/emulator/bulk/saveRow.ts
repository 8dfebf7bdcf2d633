import type { FieldDefinition, FieldType, ObjectDefinition } from '../catalog/definition.js';
import { ApiError } from '../org/apiError.js';
import { normalizeId } from '../org/recordId.js';
import { parseValue } from '../records/parseValue.js';
import { problem, RecordError, type RecordProblem } from '../records/recordError.js';
import type { RecordWriter } from '../records/recordWriter.js';
import type { Column } from './columns.js';
import type { IngestOperation } from './job.js';

/** What rows of a job are saved by. */
export type RowPlan = {
  readonly object: ObjectDefinition;
  readonly operation: IngestOperation;
  readonly columns: readonly Column[];
  /** The field an upsert finds records by. */
  readonly externalId?: string;
};

export type RowOutcome = {
  readonly recordId: string;
  readonly created: boolean;
  /** `CODE:message:fields --` for each problem; undefined when the row was saved. */
  readonly error?: string;
};

/** How a cell says that a field shall be empty. Source: https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/datafiles_csv_valid_record_rows.htm */
const NULL = '#N/A';

/**
 * Saves one row through the record API, all or nothing; the writer is of the plan's object. A cell without text leaves
 * its field as it is. Errors that are not about the row are thrown.
 */
export function saveRow(writer: RecordWriter, plan: RowPlan, cells: readonly string[]): RowOutcome {
  const id = cellOf(plan, cells, 'Id');
  try {
    return save(writer, plan, cells, id);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const recordId = plan.operation === 'update' && error.errorCode !== 'NOT_FOUND' ? (normalizeId(id) ?? '') : '';
    return { recordId, created: false, error: errorText(rowProblems(error, plan, cells)) };
  }
}

function save(writer: RecordWriter, plan: RowPlan, cells: readonly string[], id: string): RowOutcome {
  const { object } = plan;
  switch (plan.operation) {
    case 'insert':
      return { recordId: writer.create(valuesOf(plan, cells)).id, created: true };
    case 'update': {
      const recordId = requireId(object, id, 'update');
      writer.update(recordId, valuesOf(plan, cells, 'Id'));
      return { recordId, created: false };
    }
    case 'delete': {
      const recordId = requireId(object, id, 'delete');
      writer.delete(recordId);
      return { recordId, created: false };
    }
    case 'upsert':
      return upsert(writer, plan, cells);
  }
}

function upsert(writer: RecordWriter, plan: RowPlan, cells: readonly string[]): RowOutcome {
  const { object, externalId = 'Id' } = plan;
  const key = cellOf(plan, cells, externalId);
  const values = valuesOf(plan, cells, externalId);
  if (externalId === 'Id') {
    if (key === '') return { recordId: writer.create(values).id, created: true };
    const recordId = requireId(object, key, 'upsert');
    writer.update(recordId, values);
    return { recordId, created: false };
  }
  // Source: https://github.com/forcedotcom/dataloader/issues/717 (External_ID__C not specified)
  if (key === '' || key === NULL) throw new RecordError([problem('MISSING_ARGUMENT', `${externalId} not specified`)]);
  const { id, created } = writer.upsert(externalId, key, values);
  return { recordId: id, created };
}

function valuesOf({ columns }: RowPlan, cells: readonly string[], without?: string): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (let index = 0; index < columns.length; index++) {
    const column = columns[index];
    const cell = cells[index] ?? '';
    if (column === undefined || cell === '') continue;
    const { field } = column;
    if (cell === NULL) values[field.name] = null;
    else if (column.kind === 'reference')
      values[column.relationship] = { attributes: { type: column.type }, [column.key.name]: cell };
    else if (field.name !== without) values[field.name] = field.type === 'boolean' ? booleanText(cell) : cell;
  }
  return values;
}

/** A boolean of XML Schema may be written as a digit too. Source: https://www.w3.org/TR/xmlschema-2/#boolean */
function booleanText(cell: string): string {
  if (cell === '1') return 'true';
  return cell === '0' ? 'false' : cell;
}

function cellOf({ columns }: RowPlan, cells: readonly string[], name: string): string {
  const index = columns.findIndex(({ kind, field }) => kind === 'field' && field.name === name);
  return (cells[index] ?? '').trim();
}

function requireId(object: ObjectDefinition, cell: string, operation: string): string {
  if (cell === '' || cell === NULL) {
    throw new RecordError([
      problem('MISSING_ARGUMENT', `Id not specified in ${/^[aeiou]/.test(operation) ? 'an' : 'a'} ${operation} call`),
    ]);
  }
  const id = normalizeId(cell);
  if (id?.startsWith(object.keyPrefix) === true) return id;
  throw new RecordError([problem('MALFORMED_ID', `Record ID: id value of incorrect type: ${cell}`, 'Id')]);
}

/** An error of the record API as the Bulk API tells it. */
function rowProblems(error: ApiError, plan: RowPlan, cells: readonly string[]): readonly RecordProblem[] {
  if (error instanceof RecordError) return error.problems;
  if (error.errorCode === 'JSON_PARSER_ERROR') return [unreadableCell(plan, cells) ?? asProblem(error)];
  // Source: https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_concepts_core_data_objects.htm
  if (error.errorCode === 'NOT_FOUND') return [problem('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id')];
  return [asProblem(error)];
}

function asProblem({ errorCode, message, fields }: ApiError): RecordProblem {
  return problem(errorCode, message, ...fields);
}

/**
 * The first cell that is no value of its field's type.
 * Source: https://github.com/SFDO-Tooling/Snowfakery/issues/793 (Failed to deserialize field at col)
 */
function unreadableCell({ columns }: RowPlan, cells: readonly string[]): RecordProblem | undefined {
  for (const [index, column] of columns.entries()) {
    const cell = cells[index] ?? '';
    const field = column.kind === 'reference' ? column.key : column.field;
    const text = field.type === 'boolean' ? booleanText(cell) : cell;
    if (cell === NULL || readable(field, text)) continue;
    return problem(
      'INVALID_FIELD',
      `Failed to deserialize field at col ${index}. Due to, '${cell}' is not a valid value for the type xsd:${schemaType(field.type)}`,
      column.field.name,
    );
  }
  return undefined;
}

function readable(field: FieldDefinition, text: string): boolean {
  try {
    parseValue(field, text);
    return true;
  } catch (error) {
    if (error instanceof ApiError) return false;
    throw error;
  }
}

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/primitive_data_types.htm */
function schemaType(type: FieldType): string {
  switch (type) {
    case 'boolean':
    case 'int':
    case 'date':
    case 'time':
      return type;
    case 'datetime':
      return 'dateTime';
    case 'double':
    case 'currency':
    case 'percent':
      return 'double';
    default:
      return 'string';
  }
}

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/get_job_failed_results.htm */
export function errorText(problems: readonly RecordProblem[]): string {
  return problems
    .map(({ errorCode, message, fields }) => {
      const names = fields.length === 0 ? '' : `${fields.join(',')} `;
      return `${errorCode}:${message}:${names}--`;
    })
    .join('');
}
