import type { FieldDefinition, FieldType, ObjectDefinition } from '../catalog/definition.js';
import type { RecordTypeInfo } from '../catalog/describe.js';
import type { StoredRow, StoredValue } from '../catalog/storedValue.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { autoNumberText } from './autoNumber.js';
import { checkValue } from './checkValue.js';
import { toStored, type FormulaInputs } from './formulaValues.js';
import { defaultOfField } from './formulas.js';

const NUMERIC: ReadonlySet<FieldType> = new Set(['int', 'double', 'currency', 'percent']);

/** What a field of a new record holds when its request left it out; undefined when it stays empty. */
type Default = { readonly name: string; readonly value: (row: StoredRow) => StoredValue | undefined };

/** The fields that do not stay empty: checkbox and picklist defaults, default formulas, auto-numbers. */
export function defaultsOf(
  org: EmbeddedOrg,
  object: ObjectDefinition,
  inputs: FormulaInputs,
  recordTypes: () => readonly RecordTypeInfo[],
): Default[] {
  return [...object.fields.values()].flatMap((field) => {
    if (field.name === 'RecordTypeId') {
      // Without one it gets the master record type, which is none.
      return [{ name: field.name, value: () => recordTypes().find((each) => each.default)?.id ?? null }];
    }
    const value = defaultOf(org, object, field, inputs);
    return value === undefined ? [] : [{ name: field.name, value }];
  });
}

/** Gives a new record what its request left out, in the order of the fields. */
export function applyDefaults(defaults: readonly Default[], row: StoredRow): void {
  for (const { name, value } of defaults) {
    if (row[name] !== undefined) continue;
    const given = value(row);
    if (given !== undefined) row[name] = given;
  }
}

function defaultOf(
  org: EmbeddedOrg,
  object: ObjectDefinition,
  field: FieldDefinition,
  inputs: FormulaInputs,
): Default['value'] | undefined {
  const { autoNumberFormat, defaultFormula, formula, type } = field;
  if (formula !== undefined) return undefined;
  if (autoNumberFormat !== undefined) {
    const sequence = `${object.name}.${field.name} ${field.id ?? ''}`;
    return () => autoNumberText(autoNumberFormat, org.storage.nextSequence(sequence), org.now());
  }
  const standing = field.picklistValues.filter((value) => value.default).map(({ value }) => value);
  if (standing.length > 0) return () => standing.join(';');
  if (defaultFormula === undefined) return undefined;
  if (type === 'boolean' && /^(true|false)$/i.test(defaultFormula)) {
    return () => (defaultFormula.toLowerCase() === 'true' ? 1 : 0);
  }
  if (!field.custom) return () => (NUMERIC.has(type) ? Number(defaultFormula) : defaultFormula);
  return (row) => {
    const value = defaultOfField(org, object, field).evaluate(inputs.of(row));
    const checked = checkValue(field, toStored(field, value));
    // A default that the field cannot hold is no default.
    return 'value' in checked ? checked.value : undefined;
  };
}
