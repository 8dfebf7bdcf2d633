import type { Caller } from '../access/caller.js';
import type { ObjectDefinition } from '../catalog/definition.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { makeId } from '../org/recordId.js';
import { defaultsOf } from './defaults.js';
import { FormulaInputs } from './formulaValues.js';
import { validationRules, type ValidationRule } from './formulas.js';

/**
 * What every save of an object's records goes by, worked out once for many of them. Good for as long as neither
 * metadata nor setup rows change.
 */
export type SavePlan = {
  readonly nextId: () => string;
  readonly defaults: ReturnType<typeof defaultsOf>;
  /** Names of the fields that must have a value. */
  readonly required: readonly string[];
  readonly rules: readonly ValidationRule[];
  readonly inputs: FormulaInputs;
};

/** `rows` is how many new records there will be, if it is known: their ids are reserved at once. */
export function savePlan(org: EmbeddedOrg, caller: Caller, object: ObjectDefinition, rows = 0): SavePlan {
  const inputs = new FormulaInputs(org, caller, object);
  return {
    nextId: idSource(org, object, rows),
    defaults: defaultsOf(org, caller, object, inputs),
    required: [...object.fields.values()]
      .filter((field) => !field.nillable && field.createable)
      .map(({ name }) => name),
    // A rule that no longer compiles is a mistake of the save that meets it.
    get rules() {
      return validationRules(org, object);
    },
    inputs,
  };
}

/** The plan with what the database itself requires, and no rules. */
export function withoutValidation(
  { nextId, defaults, required, inputs }: SavePlan,
  object: ObjectDefinition,
): SavePlan {
  const ofTheObject = required.filter((name) => object.fields.get(name)?.custom !== true);
  return { nextId, defaults, inputs, required: ofTheObject, rules: [] };
}

function idSource({ storage }: EmbeddedOrg, { keyPrefix }: ObjectDefinition, reserved: number): () => string {
  let next = reserved > 0 ? storage.reserveSequence(keyPrefix, reserved) : 0;
  const end = next + reserved;
  return () => makeId(keyPrefix, next < end ? next++ : storage.nextSequence(keyPrefix));
}
