import type { Caller } from '../access/caller.js';
import type { ObjectDefinition } from '../catalog/definition.js';
import type { RecordTypeInfo } from '../catalog/describe.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { makeId } from '../org/recordId.js';
import { defaultsOf } from './defaults.js';
import { FormulaInputs } from './formulaValues.js';
import { validationRules, type ValidationRule } from './formulas.js';
import { recordTypesOf } from './recordTypes.js';

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
  /** The object's record types and what they are to the caller. */
  readonly recordTypes: () => readonly RecordTypeInfo[];
  /** The plan for records of another object that are saved along with these. */
  readonly along: (other: ObjectDefinition) => SavePlan;
};

/** `rows` is how many new records there will be, if it is known: their ids are reserved at once. */
export function savePlan(org: EmbeddedOrg, caller: Caller, object: ObjectDefinition, rows = 0): SavePlan {
  const inputs = new FormulaInputs(org, caller, object);
  const recordTypes = once(() => recordTypesOf(org, caller, object.name));
  const others = new Map<ObjectDefinition, SavePlan>();
  return {
    nextId: idSource(org, object, rows),
    defaults: defaultsOf(org, object, inputs, recordTypes),
    required: [...object.fields.values()]
      .filter((field) => !field.nillable && field.createable)
      .map(({ name }) => name),
    // A rule that no longer compiles is a mistake of the save that meets it.
    get rules() {
      return validationRules(org, object);
    },
    inputs,
    recordTypes,
    along: (other) => {
      const plan = others.get(other) ?? savePlan(org, caller, other);
      others.set(other, plan);
      return plan;
    },
  };
}

/** The plan with what the database itself requires, and no rules. */
export function withoutValidation(
  { nextId, defaults, required, inputs, recordTypes, along }: SavePlan,
  object: ObjectDefinition,
): SavePlan {
  const ofTheObject = required.filter((name) => object.fields.get(name)?.custom !== true);
  return { nextId, defaults, inputs, recordTypes, along, required: ofTheObject, rules: [] };
}

function once<T>(work: () => T): () => T {
  let done: { readonly value: T } | undefined;
  return () => (done ??= { value: work() }).value;
}

function idSource({ storage }: EmbeddedOrg, { keyPrefix }: ObjectDefinition, reserved: number): () => string {
  let next = reserved > 0 ? storage.reserveSequence(keyPrefix, reserved) : 0;
  const end = next + reserved;
  return () => makeId(keyPrefix, next < end ? next++ : storage.nextSequence(keyPrefix));
}
