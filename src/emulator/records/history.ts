import { catalogOf } from '../catalog/catalog.js';
import type { FieldDefinition, ObjectDefinition } from '../catalog/definition.js';
import { historyDataTypes, historyName } from '../catalog/history.js';
import { jsonValue, type StoredRow, type StoredValue } from '../catalog/storedValue.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { makeId } from '../org/recordId.js';
import { targetOf } from './references.js';
import type { Saving } from './saving.js';
import { readRow, writeRow } from './tables.js';

/** Values longer than this are tracked as edited, without what they were. */
const LONGEST_VALUE = 255;

/** A row of a history object, without what all rows of one save have in common. */
type Entry = {
  readonly Field: string;
  readonly DataType?: string;
  readonly OldValue?: StoredValue;
  readonly NewValue?: StoredValue;
};

/**
 * Writes down what a save changed in tracked fields, and that a record was created or a lead converted. Values are kept
 * as JSON text. A lookup has two rows, one with the names and one with the ids.
 * Sources: https://help.salesforce.com/s/articleView?id=sf.tracking_field_history.htm,
 * https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_associated_objects_history.htm
 */
export function recordHistory(saving: Saving): void {
  const { org, object, row, before } = saving;
  if (object.tracksHistory !== true) return;
  if (before === undefined) {
    write(saving, [{ Field: 'created' }]);
    return;
  }
  const changed = [...object.fields.values()].filter(
    (field) =>
      field.trackHistory === true &&
      field.type !== 'time' &&
      (row[field.name] ?? null) !== (before[field.name] ?? null),
  );
  const converted = object.name === 'Lead' && row['IsConverted'] === 1 && before['IsConverted'] !== 1;
  write(saving, [
    ...changed.flatMap((field) => entriesOf(org, field, before[field.name] ?? null, row[field.name] ?? null)),
    ...(converted ? [{ Field: 'leadConverted' }] : []),
  ]);
}

function write({ org, caller, object, row, now }: Saving, entries: readonly Entry[]): void {
  const history = catalogOf(org).object(historyName(object.name) ?? '');
  const parent = history && parentField(history);
  if (history === undefined || parent === undefined) return;
  for (const entry of entries) {
    writeRow(org, history, {
      Id: makeId(history.keyPrefix, org.storage.nextSequence(history.keyPrefix)),
      IsDeleted: 0,
      [parent.name]: row['Id'] ?? null,
      CreatedDate: now,
      CreatedById: caller.userId,
      SystemModstamp: now,
      ...entry,
    });
  }
}

function parentField(history: ObjectDefinition): FieldDefinition | undefined {
  return [...history.fields.values()].find(({ referenceTo }) => referenceTo[0] === history.historyOf);
}

function entriesOf(org: EmbeddedOrg, field: FieldDefinition, before: StoredValue, after: StoredValue): Entry[] {
  const entry = { Field: field.custom ? field.name : field.name.replace(/Id$/, ''), DataType: dataTypeOf(field) };
  const unrecorded =
    field.type === 'multipicklist' ||
    field.type === 'encryptedstring' ||
    (field.type === 'textarea' && field.length > LONGEST_VALUE);
  if (unrecorded) return [entry];
  const values = { ...entry, OldValue: asJson(field, before), NewValue: asJson(field, after) };
  if (field.type !== 'reference') return [values];
  const named = { OldValue: nameOf(org, field, before), NewValue: nameOf(org, field, after) };
  return [{ ...entry, DataType: 'Text', ...named }, values];
}

function dataTypeOf(field: FieldDefinition): string {
  return historyDataTypes[field.type] ?? 'Text';
}

function asJson(field: FieldDefinition, value: StoredValue): StoredValue {
  return value === null ? null : JSON.stringify(jsonValue(field, value));
}

/** The name of the record that a lookup names. */
function nameOf(org: EmbeddedOrg, field: FieldDefinition, id: StoredValue): StoredValue {
  if (typeof id !== 'string') return null;
  const target = targetOf(org, field, id);
  const row: StoredRow | undefined = target && readRow(org, target, id);
  const nameField = [...(target?.fields.values() ?? [])].find((each) => each.nameField);
  const name = nameField && row?.[nameField.name];
  return name === undefined || name === null ? null : JSON.stringify(name);
}
