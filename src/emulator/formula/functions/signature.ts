import type { Expression, ExpressionOf } from '../ast.js';
import { commonType, typeLabel } from '../types.js';
import type { Compiled, FormulaKind, FormulaType, Run, StaticType, Value } from '../types.js';
import { readers } from '../values.js';
import type { ArgumentValues } from '../values.js';
import { FormulaCompileError, wording } from '../wording.js';

/** A call whose arguments are compiled; what a function's `compile` judges and turns into code. */
export type Call = {
  readonly node: Expression;
  /** The function or operator as written, for messages. */
  readonly written: string;
  readonly args: readonly Compiled[];
  readonly kind: FormulaKind | undefined;
  /** Reads a field's value before the save; gives the current value on insert. */
  prior(field: ExpressionOf<'field'>): Run;
};

export type Typed = Pick<Compiled, 'type' | 'run' | 'field' | 'priorOf'>;

export type FunctionDefinition = {
  readonly name: string;
  /** Checks the arguments, throwing a FormulaCompileError, and gives the code. */
  readonly compile: (call: Call) => Typed;
  /** How many of its first arguments name fields of another object, `$ObjectType.Object__c.Fields.Field__c`; absent: 0. */
  readonly namedFields?: number;
  /** The places that may use it; absent: all. */
  readonly kinds?: readonly FormulaKind[];
};

export function failCount(call: Call, expected: number): never {
  throw new FormulaCompileError(wording.parameterCount(call.written, expected, call.args.length), call.node.at);
}

export function failType(call: Call, arg: Compiled, expected: readonly string[]): never {
  throw new FormulaCompileError(wording.parameterType(call.written, expected, typeLabel(arg.type)), arg.node.at);
}

export function failArgument(call: Call): never {
  throw new FormulaCompileError(wording.argumentType(call.written), call.node.at);
}

/** The argument at an index; the count must have been checked. */
export function argument(call: Call, index: number): Compiled {
  return call.args[index] ?? failCount(call, index + 1);
}

export function checkCount(call: Call, minimum: number, maximum = minimum): void {
  if (call.args.length < minimum) failCount(call, minimum);
  if (call.args.length > maximum) failCount(call, maximum);
}

/** Picklists cannot stand where a value is needed. */
export function checkNoPicklist(arg: Compiled): void {
  const name = arg.field?.path.join('.') ?? '';
  if (arg.type === 'picklist') throw new FormulaCompileError(wording.picklistField(name), arg.node.at);
  if (arg.type === 'multipicklist') throw new FormulaCompileError(wording.multipicklistField(name), arg.node.at);
}

/** The argument as the picklist that it is, or was before the save. */
export const asPicklist = (arg: Compiled): Compiled =>
  arg.priorOf === 'picklist' || arg.priorOf === 'multipicklist' ? { ...arg, type: arg.priorOf } : arg;

/** The argument must be of one of the types, or the literal NULL. */
export function checkType(call: Call, arg: Compiled, ...types: FormulaType[]): void {
  if (arg.type === 'null' || types.some((type) => commonType(arg.type, type) !== undefined)) return;
  checkNoPicklist(arg);
  failType(call, arg, types.map(typeLabel));
}

/** The type that all the arguments share; the first that does not fit is the error. */
export function checkCommon(call: Call, args: readonly Compiled[], start: StaticType = 'null'): StaticType {
  return args.reduce<StaticType>((type, arg) => {
    checkNoPicklist(arg);
    return commonType(type, arg.type) ?? failType(call, arg, [typeLabel(type)]);
  }, start);
}

/** Locations are neither equal nor in order. */
export function checkNoLocation(call: Call, args: readonly Compiled[]): void {
  if (args.some((arg) => arg.type === 'location')) failArgument(call);
}

type ArgumentType = keyof ArgumentValues;

/** A function without arguments. */
export function nullary(name: string, returns: FormulaType, run: Run): FunctionDefinition {
  return {
    name,
    compile: (call) => {
      checkCount(call, 0);
      return { type: returns, run };
    },
  };
}

export function unary<A extends ArgumentType>(
  name: string,
  type: A,
  returns: FormulaType,
  apply: (value: ArgumentValues[A]) => Value,
): FunctionDefinition {
  return {
    name,
    compile: (call) => {
      checkCount(call, 1);
      const first = argument(call, 0);
      checkType(call, first, type);
      const read = readers[type];
      return { type: returns, run: (context) => apply(read(first.run(context))) };
    },
  };
}

export function binary<A extends ArgumentType, B extends ArgumentType>(
  name: string,
  types: readonly [A, B],
  returns: FormulaType,
  apply: (first: ArgumentValues[A], second: ArgumentValues[B]) => Value,
): FunctionDefinition {
  return {
    name,
    compile: (call) => {
      checkCount(call, 2);
      const [first, second] = [argument(call, 0), argument(call, 1)];
      checkType(call, first, types[0]);
      checkType(call, second, types[1]);
      const [readFirst, readSecond] = [readers[types[0]], readers[types[1]]];
      return {
        type: returns,
        run: (context) => apply(readFirst(first.run(context)), readSecond(second.run(context))),
      };
    },
  };
}

/** `optional`: the third argument may be left out and is then undefined. */
export function ternary<A extends ArgumentType, B extends ArgumentType, C extends ArgumentType>(
  name: string,
  types: readonly [A, B, C],
  returns: FormulaType,
  apply: (first: ArgumentValues[A], second: ArgumentValues[B], third: ArgumentValues[C] | undefined) => Value,
  optional = false,
): FunctionDefinition {
  return {
    name,
    compile: (call) => {
      checkCount(call, optional ? 2 : 3, 3);
      const [first, second, third] = [argument(call, 0), argument(call, 1), call.args[2]];
      checkType(call, first, types[0]);
      checkType(call, second, types[1]);
      if (third !== undefined) checkType(call, third, types[2]);
      const [readFirst, readSecond, readThird] = [readers[types[0]], readers[types[1]], readers[types[2]]];
      return {
        type: returns,
        run: (context) =>
          apply(
            readFirst(first.run(context)),
            readSecond(second.run(context)),
            third === undefined ? undefined : readThird(third.run(context)),
          ),
      };
    },
  };
}
