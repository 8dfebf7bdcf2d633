import type { Caller } from '../access/caller.js';
import type { FieldDefinition, FieldType, ObjectDefinition } from '../catalog/definition.js';
import type { StoredRow, StoredValue } from '../catalog/storedValue.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { autoNumberText } from './autoNumber.js';
import { checkValue } from './checkValue.js';
import { evaluationContext, toStored } from './formulaValues.js';
import { defaultOfField } from './formulas.js';

const NUMERIC: ReadonlySet<FieldType> = new Set(['int', 'double', 'currency', 'percent']);

/** Gives a new record what its request left out: checkbox and picklist defaults, default formulas, auto-numbers. */
export function applyDefaults(org: EmbeddedOrg, caller: Caller, object: ObjectDefinition, row: StoredRow): void {
  for (const field of object.fields.values()) {
    if (row[field.name] === undefined) {
      const value = defaultOf(org, caller, object, field, row);
      if (value !== undefined) row[field.name] = value;
    }
  }
}

function defaultOf(
  org: EmbeddedOrg,
  caller: Caller,
  object: ObjectDefinition,
  field: FieldDefinition,
  row: StoredRow,
): StoredValue | undefined {
  if (field.formula !== undefined) return undefined;
  if (field.autoNumberFormat !== undefined) {
    const sequence = org.storage.nextSequence(`${object.name}.${field.name} ${field.id ?? ''}`);
    return autoNumberText(field.autoNumberFormat, sequence, org.now());
  }
  const standing = field.picklistValues.filter((value) => value.default).map(({ value }) => value);
  if (standing.length > 0) return standing.join(';');
  if (field.defaultFormula === undefined) return undefined;
  if (field.type === 'boolean' && /^(true|false)$/i.test(field.defaultFormula)) {
    return field.defaultFormula.toLowerCase() === 'true' ? 1 : 0;
  }
  if (!field.custom) return NUMERIC.has(field.type) ? Number(field.defaultFormula) : field.defaultFormula;
  const value = defaultOfField(org, object, field).evaluate(evaluationContext(org, caller, object, row));
  const checked = checkValue(field, toStored(field, value));
  // A default that the field cannot hold is no default.
  return 'value' in checked ? checked.value : undefined;
}
