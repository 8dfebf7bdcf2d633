import { formulaScope, formulaTypeOf } from '../catalog/formulaScope.js';
import type { FieldDefinition, ObjectDefinition } from '../catalog/definition.js';
import { flagOf, textOf } from '../catalog/metadataBody.js';
import { compileFormula } from '../formula/formula.js';
import type { CompiledFormula, FormulaType } from '../formula/types.js';
import { ApiError } from '../org/apiError.js';
import type { StoredComponent } from '../org/componentStore.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';

export type ValidationRule = {
  readonly name: string;
  readonly condition: CompiledFormula;
  readonly errorMessage: string;
  /** The field the message stands beside; absent for the top of the page. */
  readonly errorDisplayField?: string;
};

type Compiled = {
  readonly version: string;
  readonly fields: Map<string, CompiledFormula>;
  readonly defaults: Map<string, CompiledFormula>;
  readonly rules: Map<string, readonly ValidationRule[]>;
};

const compiledByOrg = new WeakMap<EmbeddedOrg, Compiled>();

/** Formulas are compiled once for every state of the metadata. */
function compiledOf(org: EmbeddedOrg): Compiled {
  const { version } = org.components;
  const known = compiledByOrg.get(org);
  if (known?.version === version) return known;
  const fresh: Compiled = { version, fields: new Map(), defaults: new Map(), rules: new Map() };
  compiledByOrg.set(org, fresh);
  return fresh;
}

/** The active validation rules of an object, by name. */
export function validationRules(org: EmbeddedOrg, object: ObjectDefinition): readonly ValidationRule[] {
  return remembered(compiledOf(org).rules, object.name, () =>
    org.components
      .list('ValidationRule')
      .filter(({ fullName, body }) => belongsTo(fullName, object) && flagOf(body, 'active'))
      .map((component) => validationRule(org, object, component)),
  );
}

export function formulaOfField(org: EmbeddedOrg, object: ObjectDefinition, field: FieldDefinition): CompiledFormula {
  return remembered(compiledOf(org).fields, `${object.name}.${field.name}`, () =>
    compile(org, object, field.formula ?? '', `field ${object.name}.${field.name}`, {
      returns: resultTypes(field),
      treatBlanksAs: field.formulaTreatBlanksAs ?? 'blank',
      kind: 'formulaField',
    }),
  );
}

export function defaultOfField(org: EmbeddedOrg, object: ObjectDefinition, field: FieldDefinition): CompiledFormula {
  return remembered(compiledOf(org).defaults, `${object.name}.${field.name}`, () =>
    compile(org, object, field.defaultFormula ?? '', `default of ${object.name}.${field.name}`, {
      returns: resultTypes(field),
      kind: 'defaultValue',
    }),
  );
}

function validationRule(
  org: EmbeddedOrg,
  object: ObjectDefinition,
  { fullName, body }: StoredComponent,
): ValidationRule {
  const errorDisplayField = textOf(body, 'errorDisplayField');
  return {
    name: fullName.slice(fullName.indexOf('.') + 1),
    condition: compile(org, object, textOf(body, 'errorConditionFormula') ?? '', `validation rule ${fullName}`, {
      returns: 'boolean',
      kind: 'validationRule',
    }),
    errorMessage: textOf(body, 'errorMessage') ?? '',
    ...(errorDisplayField === undefined ? {} : { errorDisplayField }),
  };
}

type CompileOptions = Omit<Parameters<typeof compileFormula>[1], 'scope'>;

/** A deploy checks formulas, but what they name can go away later; then the formula, and what needs it, fails. */
function compile(
  org: EmbeddedOrg,
  object: ObjectDefinition,
  source: string,
  place: string,
  options: CompileOptions,
): CompiledFormula {
  const result = compileFormula(source, { ...options, scope: formulaScope(org, object.name) });
  if (result.ok) return result.formula;
  throw new ApiError(400, 'FORMULA_EXPRESSION_INVALID', `The formula of ${place} is invalid: ${result.error.message}`);
}

/** A default for a picklist or an id may be given as text. */
function resultTypes(field: FieldDefinition): FormulaType | readonly FormulaType[] {
  const type = formulaTypeOf(field) ?? 'text';
  return type === 'picklist' || type === 'multipicklist' || type === 'id' || type === 'text'
    ? ['text', 'id', type]
    : type;
}

function belongsTo(fullName: string, object: ObjectDefinition): boolean {
  return fullName.toLowerCase().startsWith(`${object.name.toLowerCase()}.`);
}

function remembered<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
