import type { ExpressionOf } from '../ast.js';
import { Decimal } from '../decimal.js';
import { equals } from '../equality.js';
import type { Compiled, StaticType, Value } from '../types.js';
import { FormulaCompileError, wording } from '../wording.js';
import { argument, asPicklist, checkCount, failArgument, failType, nullary } from './signature.js';
import type { Call, FunctionDefinition, Typed } from './signature.js';

/** The functions that look at the record being saved, and those that take a picklist field. */

/** The argument as a field of the record itself: neither an expression nor another record's field. */
function ownField(call: Call): { arg: Compiled; field: ExpressionOf<'field'> } {
  checkCount(call, 1);
  const arg = argument(call, 0);
  if (arg.node.kind !== 'field') return failArgument(call);
  if (arg.node.path.length > 1)
    throw new FormulaCompileError(
      wording.cannotReference(call.written.toUpperCase(), arg.node.path.join('.')),
      arg.node.at,
    );
  return { arg, field: arg.node };
}

function compileIsChanged(call: Call): Typed {
  const { arg, field } = ownField(call);
  const prior = call.prior(field);
  return { type: 'boolean', run: (context) => differ(arg.type, prior(context), arg.run(context)) };
}

function differ(type: StaticType, before: Value, after: Value): boolean {
  if (typeof before === 'string' && typeof after === 'string') return lines(before) !== lines(after);
  if (before === null || after === null) return before !== after;
  return equals(type, before, after) !== true;
}

/** Line ends differ by where a text was typed, which is no change. */
const lines = (text: string): string => text.replaceAll('\r\n', '\n');

/**
 * The prior value of a picklist is text: public projects compare it and ask whether it is blank, e.g.
 * https://github.com/sheheryar25/standardbank (Case.Capability_of_Response_unchangeable).
 */
function compilePriorValue(call: Call): Typed {
  const { arg, field } = ownField(call);
  const isPicklist = arg.type === 'picklist' || arg.type === 'multipicklist';
  return { type: isPicklist ? 'text' : arg.type, run: call.prior(field), field, priorOf: arg.type };
}

/** The text literal a picklist is held against; upper and lower case do not matter there. */
function literal(call: Call, arg: Compiled): string {
  return arg.node.kind === 'text' ? arg.node.value.toLowerCase() : failType(call, arg, ['Text Literal']);
}

function compileIsPickVal(call: Call): Typed {
  checkCount(call, 2);
  const [picklist, value] = [asPicklist(argument(call, 0)), argument(call, 1)];
  if (picklist.type !== 'picklist') failType(call, picklist, ['Picklist']);
  const wanted = literal(call, value);
  return {
    type: 'boolean',
    run: (context) => {
      const selected = picklist.run(context);
      return (typeof selected === 'string' ? selected.toLowerCase() : '') === wanted;
    },
  };
}

function selections(value: Value): string[] {
  return typeof value === 'string' ? value.split(';').filter((selected) => selected !== '') : [];
}

function compileIncludes(call: Call): Typed {
  checkCount(call, 2);
  const [picklist, value] = [asPicklist(argument(call, 0)), argument(call, 1)];
  if (picklist.type !== 'multipicklist') failType(call, picklist, ['Picklist (Multi-Select)']);
  const wanted = literal(call, value);
  return {
    type: 'boolean',
    run: (context) => selections(picklist.run(context)).some((selected) => selected.toLowerCase() === wanted),
  };
}

function compilePicklistCount(call: Call): Typed {
  checkCount(call, 1);
  const picklist = asPicklist(argument(call, 0));
  if (picklist.type !== 'multipicklist') failType(call, picklist, ['Picklist (Multi-Select)']);
  return { type: 'number', run: (context) => Decimal.of(selections(picklist.run(context)).length) };
}

export const recordFunctions: readonly FunctionDefinition[] = [
  // Only where the formula sees a save.
  { ...nullary('ISNEW', 'boolean', (context) => context.prior === undefined), kinds: ['validationRule'] },
  { name: 'ISCHANGED', compile: compileIsChanged, kinds: ['validationRule'] },
  { name: 'PRIORVALUE', compile: compilePriorValue, kinds: ['validationRule'] },
  // A clone is made in the user interface; what comes over an API is none.
  { ...nullary('ISCLONE', 'boolean', () => false), kinds: ['validationRule'] },
  { name: 'ISPICKVAL', compile: compileIsPickVal },
  { name: 'INCLUDES', compile: compileIncludes },
  { name: 'PICKLISTCOUNT', compile: compilePicklistCount },
];
