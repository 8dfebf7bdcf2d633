import { accessOf } from '../access/access.js';
import type { Caller } from '../access/caller.js';
import { catalogOf } from '../catalog/catalog.js';
import { customMetadataValue } from '../catalog/customMetadata.js';
import type { FieldDefinition, ObjectDefinition } from '../catalog/definition.js';
import { parentOf } from '../catalog/formulaScope.js';
import type { StoredRow, StoredValue } from '../catalog/storedValue.js';
import { FormulaEvaluationError } from '../formula/evaluationError.js';
import { FormulaDate, FormulaDateTime, FormulaTime } from '../formula/temporal.js';
import type { EvaluationContext, FormulaValue } from '../formula/types.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { externalMatches } from './externalId.js';
import { formulaOfField } from './formulas.js';
import { readRow } from './tables.js';

/** Formulas see percentages as fractions: 50 % is 0.5. Source: https://help.salesforce.com/s/articleView?id=sf.customize_functions.htm */
const PERCENT = 100;

type Reader = (row: StoredRow) => FormulaValue;

/**
 * Gives formulas on one object the values they name, record after record: where a name leads is worked out once, and
 * what is the same for every record is read once. Good for as long as neither metadata nor setup rows change. Formulas
 * run in system mode: field-level security hides nothing from them. `caller` is whom `$User` and `$Permission` speak of.
 */
export class FormulaInputs {
  /** By the path itself: a compiled formula always asks with the same one. */
  private readonly readers = new Map<readonly string[], Reader>();

  public constructor(
    private readonly org: EmbeddedOrg,
    private readonly caller: Caller | undefined,
    private readonly object: ObjectDefinition,
  ) {}

  /** `before` is the record as it was; absent for a new one. */
  public of(row: StoredRow, before?: StoredRow): EvaluationContext {
    const context: EvaluationContext = {
      value: (path) => this.read(path, row),
      lookup: ({ object, field, name }) => lookedUp(this.org, this.caller, object, field, name),
      now: this.org.now(),
    };
    return before === undefined ? context : { ...context, prior: (path) => this.read(path, before) };
  }

  private read(path: readonly string[], row: StoredRow): FormulaValue {
    const known = this.readers.get(path);
    if (known !== undefined) return known(row);
    const made = this.reader(path);
    this.readers.set(path, made);
    return made(row);
  }

  private reader(path: readonly string[]): Reader {
    const { org, caller, object } = this;
    const [first = '', ...rest] = path;
    if (first.startsWith('$')) {
      const value = globalAt(org, caller, first.toLowerCase(), rest);
      return () => value;
    }
    return rest.length === 0 ? this.fieldReader(first) : parentReader(org, caller, object, path);
  }

  private fieldReader(name: string): Reader {
    const { org, object } = this;
    const field = catalogOf(org).field(object.name, name);
    if (field === undefined) return () => null;
    if (field.formula === undefined) return (row) => toFormula(field, row[field.name] ?? null);
    const formula = formulaOfField(org, object, field);
    // An error inside a referenced formula field is an error of the formula that refers to it.
    return (row) => toFormula(field, toStored(field, formula.evaluate(this.of(row))));
  }
}

/** Without a parent its fields are empty. */
function parentReader(
  org: EmbeddedOrg,
  caller: Caller | undefined,
  object: ObjectDefinition,
  path: readonly string[],
): Reader {
  const found = parentOf(catalogOf(org), object, path);
  if (found === undefined) return () => null;
  const { reference, object: parent, rest } = found;
  const inputs = new FormulaInputs(org, caller, parent);
  return (row) => {
    const id = row[reference.name];
    const parentRow = typeof id === 'string' ? readRow(org, parent, id) : undefined;
    return inputs.of(parentRow ?? {}).value(rest);
  };
}

/** Of several records with the name, the oldest counts; the name's case does not matter. */
function lookedUp(
  org: EmbeddedOrg,
  caller: Caller | undefined,
  objectName: string,
  fieldName: string,
  name: string,
): FormulaValue {
  const object = catalogOf(org).object(objectName);
  const nameField = object && [...object.fields.values()].find((field) => field.nameField);
  if (object === undefined || nameField === undefined) return null;
  const [id] = externalMatches(org, object, nameField, name);
  const row = id === undefined ? undefined : readRow(org, object, id);
  return row === undefined ? null : new FormulaInputs(org, caller, object).of(row).value([fieldName]);
}

/**
 * The value of a formula field for a record, in its stored form. A formula that has no value for this record, e.g.
 * for a division by zero, is empty. Text loses the white space around it, though not inside formulas that name the field.
 * `caller` is whom `$User` and `$Permission` speak of.
 * Source: https://github.com/stomita/sformula (cast.ts, held against an org by test/dynamic.test.ts).
 */
export function formulaValue(
  org: EmbeddedOrg,
  object: ObjectDefinition,
  field: FieldDefinition,
  row: StoredRow,
  caller?: Caller,
): StoredValue {
  const formula = formulaOfField(org, object, field);
  try {
    const value = formula.evaluate(new FormulaInputs(org, caller, object).of(row));
    return toStored(field, typeof value === 'string' ? value.trim() : value);
  } catch (error) {
    if (error instanceof FormulaEvaluationError) return toStored(field, null);
    throw error;
  }
}

/** What a formula gave, in the stored form of the field it is for. */
export function toStored(field: FieldDefinition, value: FormulaValue): StoredValue {
  if (field.type === 'boolean') return value === true ? 1 : 0;
  if (value === null || typeof value === 'boolean') return null;
  if (typeof value === 'number') return field.type === 'percent' ? value * PERCENT : value;
  if (typeof value === 'string') return value === '' ? null : value;
  return value.toIso();
}

function toFormula(field: FieldDefinition, value: StoredValue): FormulaValue {
  if (field.type === 'boolean') return value === 1;
  if (value === null) return null;
  switch (field.type) {
    case 'percent':
      return Number(value) / PERCENT;
    case 'date':
      return FormulaDate.fromIso(String(value));
    case 'datetime':
      return FormulaDateTime.fromIso(String(value));
    case 'time':
      return FormulaTime.fromIso(String(value));
    default:
      return value;
  }
}

function globalAt(
  org: EmbeddedOrg,
  caller: Caller | undefined,
  global: string,
  [first = '', second = '', third = '']: readonly string[],
): FormulaValue {
  switch (global) {
    case '$organization':
      return recordField(org, 'Organization', org.orgId, first);
    case '$user':
      return caller === undefined ? null : recordField(org, 'User', caller.userId, first);
    case '$profile':
      return caller === undefined ? null : recordField(org, 'Profile', profileIdOf(org, caller), first);
    case '$permission':
      return caller !== undefined && accessOf(org, caller).hasCustomPermission(first);
    case '$custommetadata': {
      const field = catalogOf(org).field(first, third);
      return field === undefined ? null : toFormula(field, customMetadataValue(org, first, second, third) ?? null);
    }
    default:
      return null;
  }
}

function recordField(org: EmbeddedOrg, objectName: string, id: string, fieldName: string): FormulaValue {
  const object = catalogOf(org).object(objectName);
  const field = catalogOf(org).field(objectName, fieldName);
  if (object === undefined || field === undefined) return null;
  return toFormula(field, readRow(org, object, id)?.[field.name] ?? null);
}

function profileIdOf(org: EmbeddedOrg, caller: Caller): string {
  const user = catalogOf(org).object('User');
  return String((user && readRow(org, user, caller.userId)?.['ProfileId']) ?? '');
}
