import { catalogOf } from '../catalog/catalog.js';
import type { FieldDefinition, FieldType, ObjectDefinition } from '../catalog/definition.js';
import type { StoredRow } from '../catalog/storedValue.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { problem, RecordError } from './recordError.js';

/** A string field, or one of the other types that hold any text. */
const TEXT: readonly FieldType[] = ['string', 'textarea'];

/**
 * The marks that an org in isolation puts on a record, whatever the request says: synthetic, its source and its time
 * those of the request, else those it has, else the org's own source and now. Nothing for an org that is not in
 * isolation and for setup rows, which are configuration. Since the org itself sets them, before any validation,
 * field-level security plays no part. Throws RecordError for an object that has no such fields: what can't be marked
 * is not saved.
 */
export function isolationMarks(
  org: EmbeddedOrg,
  object: ObjectDefinition,
  asked: StoredRow,
  before: StoredRow | undefined,
  now: string,
): StoredRow {
  const { isolation } = org;
  if (isolation === undefined || object.category !== 'business') return {};
  const flag = markerField(org, object, isolation.isSynthetic, ['boolean']);
  const source = markerField(org, object, isolation.generationSource, TEXT);
  const time = markerField(org, object, isolation.creationTimestamp, ['datetime']);
  const stated = (field: FieldDefinition): string | undefined =>
    [asked[field.name], before?.[field.name]]
      .find((value) => typeof value === 'string' && value.trim() !== '')
      ?.toString();
  return {
    [flag.name]: 1,
    [source.name]: stated(source) ?? fitting(object, source, isolation.source),
    [time.name]: stated(time) ?? now,
  };
}

function markerField(
  org: EmbeddedOrg,
  object: ObjectDefinition,
  name: string,
  types: readonly FieldType[],
): FieldDefinition {
  const field = catalogOf(org).field(object.name, name);
  if (field === undefined) throw cannotMark(object, `the object has no field ${name}`);
  if (field.formula !== undefined || !types.includes(field.type)) {
    throw cannotMark(object, `its field ${name} is no writable field of type ${types[0] ?? ''}`);
  }
  return field;
}

function fitting(object: ObjectDefinition, field: FieldDefinition, source: string): string {
  if (source.length <= field.length) return source;
  throw cannotMark(
    object,
    `the source "${source}" is longer than its field ${field.name}, which holds ${field.length}`,
  );
}

/** The code is the platform's for a record that a rule of the org refuses; the words are the embedded org's own. */
function cannotMark({ name }: ObjectDefinition, reason: string): RecordError {
  return new RecordError([
    problem(
      'FIELD_INTEGRITY_EXCEPTION',
      `This embedded org is in isolation, which marks every record as synthetic. It cannot mark a record of ${name}: ${reason}. Deploy the marker fields to ${name} first.`,
    ),
  ]);
}
