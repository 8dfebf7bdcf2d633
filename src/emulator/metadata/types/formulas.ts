import { compileFormula, type CompileOptions, type FormulaType } from '../../formula/formula.js';
import { formulaScope } from '../../catalog/formulaScope.js';
import { textOf } from '../../catalog/metadataBody.js';
import type { StoredComponent } from '../../org/componentStore.js';
import type { Candidate, CheckContext } from './componentType.js';
import { splitFullName } from './naming.js';

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/customfield.htm */
const RESULT_TYPES: Readonly<Record<string, FormulaType>> = {
  Checkbox: 'boolean',
  Currency: 'number',
  Date: 'date',
  DateTime: 'datetime',
  Number: 'number',
  Percent: 'number',
  Text: 'text',
  Time: 'time',
};

type FormulaOwner = Pick<Candidate, 'fullName' | 'body'>;
type FormulaContext = Pick<CheckContext, 'org'>;
type Outcome = { readonly problems: string[]; readonly references: readonly (readonly string[])[] };

const NOTHING: Outcome = { problems: [], references: [] };

/**
 * Compiles a formula field against the org. An `IMAGE("/resource/X")` compiles whether or not the static resource is
 * there, as on the platform, where the path is only text.
 */
export function formulaFieldProblems(owner: FormulaOwner, context: FormulaContext): string[] {
  return compileField(owner, context).problems;
}

export function validationRuleProblems(owner: FormulaOwner, context: FormulaContext): string[] {
  return compileRule(owner, context).problems;
}

/** The paths that a component's formula names, resolved from its object; none when it has no formula or a broken one. */
export function formulaReferences(component: StoredComponent, context: FormulaContext): readonly (readonly string[])[] {
  if (component.type === 'ValidationRule') return compileRule(component, context).references;
  return component.type === 'CustomField' ? compileField(component, context).references : [];
}

function compileField({ fullName, body }: FormulaOwner, context: FormulaContext): Outcome {
  const returns = RESULT_TYPES[textOf(body, 'type') ?? ''];
  const source = textOf(body, 'formula');
  if (source === undefined || returns === undefined) return NOTHING;
  const [object] = splitFullName(fullName);
  return compile(source, object, context, {
    returns,
    kind: 'formulaField',
    treatBlanksAs: textOf(body, 'formulaTreatBlanksAs') === 'BlankAsZero' ? 'zero' : 'blank',
  });
}

/** What a default value's formula must give, by field type; other types state their default otherwise or have none. */
const DEFAULT_TYPES: Readonly<Record<string, FormulaType>> = {
  Currency: 'number',
  Date: 'date',
  DateTime: 'datetime',
  Email: 'text',
  LongTextArea: 'text',
  Number: 'number',
  Percent: 'number',
  Phone: 'text',
  Text: 'text',
  TextArea: 'text',
  Time: 'time',
  Url: 'text',
};

/** A default value is a formula too: text stands in quotes. Source: https://help.salesforce.com/s/articleView?id=sf.fields_about_default_field_values.htm */
export function defaultValueProblems({ fullName, body }: FormulaOwner, context: FormulaContext): string[] {
  const source = textOf(body, 'defaultValue');
  const returns = DEFAULT_TYPES[textOf(body, 'type') ?? ''];
  if (source === undefined || returns === undefined) return [];
  const [object] = splitFullName(fullName);
  return compile(source, object, context, { returns, kind: 'defaultValue' }).problems;
}

function compileRule({ fullName, body }: FormulaOwner, context: FormulaContext): Outcome {
  const source = textOf(body, 'errorConditionFormula');
  if (source === undefined) return NOTHING;
  const [object] = splitFullName(fullName);
  return compile(source, object, context, { returns: 'boolean', kind: 'validationRule' });
}

function compile(
  source: string,
  object: string,
  { org }: FormulaContext,
  options: Omit<CompileOptions, 'scope'>,
): Outcome {
  const result = compileFormula(source, { ...options, scope: formulaScope(org, object) });
  return result.ok
    ? { problems: [], references: result.formula.references }
    : { problems: [result.error.message], references: [] };
}
