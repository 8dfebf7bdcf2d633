import { compile } from '../../src/metadata/compile.js';
import { embedded } from '../emulator/formula/engines/embedded.js';
import type { Engine, InputField, Record as FieldValues } from '../emulator/formula/engines/engine.js';
import { namesIn } from '../emulator/formula/engines/engine.js';
import { formulon } from '../emulator/formula/engines/formulon.js';
import { sformula } from '../emulator/formula/engines/sformula.js';
import { FormulaDateTime } from '../../src/emulator/formula/formula.js';
import { aSchema } from '../builders/schema.js';

const schema = aSchema({
  objects: ['Account', 'Lead', 'Store__c', 'Task', 'Event'],
  guards: { declared: { enabled: true } },
});
const policy = { acceptsSynthetic: true, organizationId: '00D0E0000000001UAA' };

type Generated = { name: string; source: string; returns: 'boolean' | 'text' };

const formulas: Generated[] = compile(schema, { policy }).flatMap(({ type, fullName, body }): Generated[] => {
  if (type === 'ValidationRule' && 'errorConditionFormula' in body)
    return [{ name: fullName, source: body.errorConditionFormula, returns: 'boolean' }];
  return type === 'CustomField' && 'formula' in body ? [{ name: fullName, source: body.formula, returns: 'text' }] : [];
});

const types: Readonly<Record<string, InputField['type']>> = {
  [schema.markers.is_synthetic.apiName]: 'boolean',
  [schema.markers.creation_timestamp.apiName]: 'datetime',
};

const fieldsOf = (source: string): InputField[] =>
  namesIn(source).map((name) => ({
    name,
    type: types[name] ?? (name.startsWith('$Permission') || name.includes('.Accepts') ? 'boolean' : 'text'),
  }));

/** What no second engine knows; their part of a formula is bound to a field, as the record room does with a save. */
const ofTheSave = /\b(?:ISNEW\(\)|ISCHANGED\((\w+)\))/g;
const bound = (source: string): string =>
  source.replace(ofTheSave, (_, field?: string) => (field === undefined ? 'Is_New__c' : `Changed_${field}`));

const boundFields = (source: string): InputField[] =>
  fieldsOf(source).map((field) => (/^(?:Is_New|Changed_)/.test(field.name) ? { ...field, type: 'boolean' } : field));

const readBy = (engine: Engine, source: string, returns: Generated['returns']): boolean =>
  engine.read({ source, fields: boundFields(source), returns, blanksAreZero: false }).reads;

describe('the formulas that the product generates', () => {
  it('Given objects of every kind and every guard, Then there are four rules an object and a badge a field home', () => {
    expect(formulas.filter(({ returns }) => returns === 'boolean')).toHaveLength(20);
    expect(formulas.filter(({ returns }) => returns === 'text').length).toBeGreaterThanOrEqual(4);
  });

  it.each(formulas)('Given $name, Then it compiles in the embedded org', ({ source, returns }) => {
    const kind = returns === 'boolean' ? 'validationRule' : 'formulaField';
    const reading = embedded(kind).read({ source, fields: fieldsOf(source), returns, blanksAreZero: false });
    expect(reading).toMatchObject({ reads: true });
  });

  it.each(formulas)('Given $name, Then other engines read it too, ISNEW and ISCHANGED bound', (formula) => {
    const source = bound(formula.source);
    // To sformula, what IMAGE gives is of a type of its own, which IF does not take together with a text.
    const others = formula.returns === 'text' ? [formulon] : [formulon, sformula];
    expect(others.filter((engine) => !readBy(engine, source, formula.returns))).toEqual([]);
  });
});

describe('the truth tables of the generated formulas', () => {
  const past = FormulaDateTime.fromIso('2020-01-01T00:00:00.000Z');
  const future = FormulaDateTime.fromIso('2999-01-01T00:00:00.000Z');
  const choices = ({ name, type }: InputField): FieldValues[string][] => {
    if (type === 'boolean') return [false, true];
    if (type === 'datetime') return [null, past, future];
    return name.includes('Organization') ? ['00D0E0000000001UAA', '00D0E0000000002UAA'] : [null, 'gan-7'];
  };
  const table = (fields: readonly InputField[]): FieldValues[] =>
    fields.reduce<FieldValues[]>(
      (rows, field) => rows.flatMap((row) => choices(field).map((value) => ({ ...row, [field.name]: value }))),
      [{}],
    );

  // The same condition stands on every object: one object shows them all.
  it.each(formulas.filter(({ name }) => name.startsWith('Account.')))(
    'Given every row of $name, Then the engines agree',
    ({ source, returns }) => {
      const text = bound(source);
      const fields = boundFields(text);
      const readings = [embedded(), formulon, ...(returns === 'text' ? [] : [sformula])].map((engine) =>
        engine.read({ source: text, fields, returns, blanksAreZero: false }),
      );
      // How an image is written in HTML differs; whether there is one does not.
      const shown = (value: string): string => (returns === 'text' ? String(value !== '') : value);
      for (const row of table(fields)) {
        const outcomes = readings.map((reading) => {
          const outcome = reading.reads ? reading.evaluate(row) : { error: reading.reason };
          return 'value' in outcome ? { value: shown(outcome.value) } : outcome;
        });
        const [ours, ...others] = outcomes;
        for (const other of others) expect({ row, ...other }).toEqual({ row, ...ours });
      }
    },
  );
});
