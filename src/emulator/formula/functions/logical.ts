import { Decimal } from '../decimal.js';
import { equals } from '../equality.js';
import { isText, typeLabel } from '../types.js';
import type { Compiled, Run } from '../types.js';
import {
  argument,
  asPicklist,
  checkCommon,
  checkCount,
  checkNoLocation,
  checkNoPicklist,
  checkType,
  failArgument,
  failCount,
  failType,
  unary,
} from './signature.js';
import type { Call, FunctionDefinition, Typed } from './signature.js';

/** AND and OR stop at the first argument that decides, so a later one that would fail does no harm. */
function connective(call: Call, deciding: boolean): Typed {
  if (call.args.length === 0) failCount(call, 1);
  for (const arg of call.args) checkType(call, arg, 'boolean');
  const runs = call.args.map((arg) => arg.run);
  const [first, second] = runs;
  if (first !== undefined && second !== undefined && runs.length === 2)
    return {
      type: 'boolean',
      run: deciding
        ? (context) => first(context) === true || second(context) === true
        : (context) => first(context) === true && second(context) === true,
    };
  return {
    type: 'boolean',
    run: deciding
      ? (context) => {
          for (const run of runs) if (run(context) === true) return true;
          return false;
        }
      : (context) => {
          for (const run of runs) if (run(context) !== true) return false;
          return true;
        },
  };
}

export const and = (call: Call): Typed => connective(call, false);
export const or = (call: Call): Typed => connective(call, true);

/** Not true is false, not false is true; without a value it stays without one. */
export const not: FunctionDefinition = unary('NOT', 'boolean', 'boolean', (value) => (value === null ? null : !value));

function compileIf(call: Call): Typed {
  checkCount(call, 3);
  const [test, yes, no] = [argument(call, 0), argument(call, 1), argument(call, 2)];
  checkNoPicklist(test);
  if (test.type !== 'boolean') failType(call, test, [typeLabel('boolean')]);
  const type = checkCommon(call, [yes, no]);
  return { type, run: (context) => (test.run(context) === true ? yes : no).run(context) };
}

function compileCase(call: Call): Typed {
  const { args } = call;
  if (args.length < 4 || args.length % 2 !== 0) failCount(call, Math.max(4, 4 + Math.trunc((args.length - 4) / 2) * 2));
  const subject = asPicklist(argument(call, 0));
  if (subject.type === 'boolean') failArgument(call);
  const cases = args.slice(1, -1).filter((_, index) => index % 2 === 0);
  const results = [...args.slice(1, -1).filter((_, index) => index % 2 === 1), argument(call, args.length - 1)];
  if ([...cases, ...results].some((arg) => arg.type === 'boolean')) failArgument(call);
  const matches = subject.type === 'picklist' ? picklistCases(call, cases) : valueCases(call, subject, cases);
  const type = checkCommon(call, results);
  const runs = results.map((result) => result.run);
  return {
    type,
    run: (context) => {
      const value = subject.run(context);
      const found = matches.findIndex((match) => match(value, context));
      return runs.at(found)?.(context) ?? null;
    },
  };
}

type Match = (value: ReturnType<Run>, context: Parameters<Run>[0]) => boolean;

function picklistCases(call: Call, cases: readonly Compiled[]): Match[] {
  return cases.map((arg) => {
    if (arg.node.kind !== 'text') return failType(call, arg, ['Text Literal']);
    const wanted = arg.node.value.toLowerCase();
    return (value) => (typeof value === 'string' ? value : '').toLowerCase() === wanted;
  });
}

function valueCases(call: Call, subject: Compiled, cases: readonly Compiled[]): Match[] {
  checkNoLocation(call, [subject]);
  const type = checkCommon(call, [subject, ...cases]);
  return cases.map((arg) => (value, context) => equals(type, value, arg.run(context)) === true);
}

function compileIsBlank(call: Call, textIsNeverNull: boolean): Typed {
  checkCount(call, 1);
  const arg = argument(call, 0);
  if (arg.type === 'boolean') failArgument(call);
  if (arg.type !== 'multipicklist') checkNoPicklist(arg);
  if (textIsNeverNull && isText(arg.type)) {
    return {
      type: 'boolean',
      run: (context) => {
        arg.run(context); // an error in the argument is an error of the whole
        return false;
      },
    };
  }
  return {
    type: 'boolean',
    run: (context) => {
      const value = arg.run(context);
      return value === null || value === '';
    },
  };
}

function compileBlankValue(call: Call, textIsNeverNull: boolean): Typed {
  checkCount(call, 2);
  const [value, substitute] = [argument(call, 0), argument(call, 1)];
  if (value.type === 'boolean') failArgument(call);
  const type = checkCommon(call, [value, substitute]);
  if (textIsNeverNull && isText(type)) return { type, run: value.run };
  return {
    type,
    run: (context) => {
      const found = value.run(context);
      return found === null || found === '' ? substitute.run(context) : found;
    },
  };
}

export const logicalFunctions: readonly FunctionDefinition[] = [
  { name: 'AND', compile: and },
  { name: 'OR', compile: or },
  { name: 'IF', compile: compileIf },
  { name: 'CASE', compile: compileCase },
  { name: 'ISBLANK', compile: (call) => compileIsBlank(call, false) },
  // Text is never null, only blank. Source: https://help.salesforce.com/s/articleView?id=sf.customize_functions_isnull.htm
  { name: 'ISNULL', compile: (call) => compileIsBlank(call, true) },
  { name: 'BLANKVALUE', compile: (call) => compileBlankValue(call, false) },
  { name: 'NULLVALUE', compile: (call) => compileBlankValue(call, true) },
  unary('ISNUMBER', 'text', 'boolean', (text) => Decimal.parse(text) !== undefined),
];
