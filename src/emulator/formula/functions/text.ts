import { toId18 } from '../../org/recordId.js';
import { Decimal } from '../decimal.js';
import { FormulaEvaluationError } from '../evaluationError.js';
import { FormulaDate, FormulaDateTime, FormulaTime } from '../temporal.js';
import type { Value } from '../types.js';
import { readers, textOrBlank } from '../values.js';
import { FormulaCompileError, wording } from '../wording.js';
import { compileJavaRegex, RegexRefusal } from './javaRegex.js';
import { argument, asPicklist, binary, checkCount, checkType, ternary, unary } from './signature.js';
import type { Call, FunctionDefinition, Typed } from './signature.js';

/** No text the platform handles is longer; a larger count means "all of it". */
const MAX_LENGTH = 1_000_000;
const MAX_CODE_POINT = 0x10ffff;

function whole(value: Decimal): number {
  const count = value.round(0, 'down').toNumber();
  return Math.max(-MAX_LENGTH, Math.min(MAX_LENGTH, count));
}

function compileText(call: Call): Typed {
  checkCount(call, 1);
  const arg = asPicklist(argument(call, 0));
  // The message names the types without Time, which is accepted all the same.
  if (arg.type !== 'time') checkType(call, arg, 'number', 'date', 'datetime', 'picklist');
  // In a formula field, a number below one loses its leading zero unless it is a literal.
  // Source: org probes in https://github.com/cirrus-code/sfdc-formula-debugger (VERIFICATION.md).
  const bare = call.kind === 'formulaField' && arg.node.kind !== 'number';
  // SQL, which reads formula fields, writes the zone of a blank moment too.
  // Source: https://github.com/stomita/sformula (TEXT, held against an org by test/dynamic.test.ts).
  const blank = call.kind === 'formulaField' && arg.type === 'datetime' ? 'Z' : null;
  return { type: 'text', run: (context) => textOf(arg.run(context), bare) ?? blank };
}

function textOf(value: Value, bare: boolean): string | null {
  if (value instanceof Decimal) return bare ? value.toText().replace(/^(-?)0\./, '$1.') : value.toText();
  if (value instanceof FormulaDate) return value.toIso();
  if (value instanceof FormulaDateTime || value instanceof FormulaTime) return value.toText();
  return typeof value === 'string' ? value : null;
}

function valueOf(text: string): Decimal | null {
  if (text === '') return null;
  const value = Decimal.parse(text);
  if (value === undefined) throw new FormulaEvaluationError(`The value '${text}' is not a valid number.`);
  return value;
}

function compileCase(convert: (text: string, locale: string | undefined) => string): FunctionDefinition['compile'] {
  return (call) => {
    checkCount(call, 1, 2);
    const [text, locale] = [argument(call, 0), call.args[1]];
    checkType(call, text, 'text');
    if (locale !== undefined) checkType(call, locale, 'text');
    return {
      type: 'text',
      run: (context) => {
        const language = locale === undefined ? '' : readers.text(locale.run(context)).replaceAll('_', '-');
        return textOrBlank(convert(readers.text(text.run(context)), language === '' ? undefined : language));
      },
    };
  };
}

/** Conversion by the language's own rules; a language that does not exist has none. */
function localized(
  text: string,
  locale: string | undefined,
  convert: (text: string, locale?: string) => string,
): string {
  try {
    return convert(text, locale);
  } catch (error) {
    if (error instanceof RangeError) throw new FormulaEvaluationError(`The locale '${locale ?? ''}' is not valid.`);
    throw error;
  }
}

function padding(text: string, length: Decimal | null, fill: string): string | undefined {
  if (length === null || text === '' || fill === '') return undefined;
  const missing = whole(length) - text.length;
  return missing <= 0 ? '' : fill.repeat(Math.ceil(missing / fill.length)).slice(0, missing);
}

/**
 * The first letter of every word in capitals, the others small; a word starts after anything but a letter or digit.
 * Source: https://github.com/salesforce/formula-engine (FormulaTextUtil.formulaInitCap).
 */
const initCap = (text: string): string =>
  text.replace(/(\p{Nd}?)([\p{Lu}\p{Ll}]+)/gu, (_, digit: string, letters: string) => {
    const first = digit === '' ? letters.slice(0, 1).toUpperCase() : letters.slice(0, 1).toLowerCase();
    return digit + first + letters.slice(1).toLowerCase();
  });

const pad = (name: 'LPAD' | 'RPAD'): FunctionDefinition =>
  ternary(
    name,
    ['text', 'number', 'text'],
    'text',
    (text, length, fill = ' ') => {
      const added = padding(text, length, fill);
      if (added === undefined || length === null) return null;
      const padded = name === 'LPAD' ? added + text : text + added;
      return textOrBlank(padded.slice(0, Math.max(0, whole(length))));
    },
    true,
  );

function compileRegex(call: Call): Typed {
  checkCount(call, 2);
  const [text, pattern] = [argument(call, 0), argument(call, 1)];
  checkType(call, text, 'text');
  checkType(call, pattern, 'text');
  let compiled: { source: string; test: (text: string) => boolean } | undefined;
  const tester = (source: string): ((text: string) => boolean) => {
    if (compiled?.source !== source) compiled = { source, test: compileJavaRegex(source) };
    return compiled.test;
  };
  if (pattern.node.kind === 'text') {
    const { value, at } = pattern.node;
    refusing(value, (message) => new FormulaCompileError(message, at), tester);
  }
  return {
    type: 'boolean',
    run: (context) => {
      const source = readers.text(pattern.run(context));
      const test = refusing(source, (message) => new FormulaEvaluationError(message), tester);
      return test(readers.text(text.run(context)));
    },
  };
}

function refusing<T>(source: string, refusal: (message: string) => Error, work: (source: string) => T): T {
  try {
    return work(source);
  } catch (error) {
    if (error instanceof RegexRefusal) throw refusal(wording.regexNotEvaluated(source, error.message));
    throw error;
  }
}

export const textFunctions: readonly FunctionDefinition[] = [
  { name: 'TEXT', compile: compileText },
  unary('VALUE', 'text', 'number', valueOf),
  unary('LEN', 'text', 'number', (text) => Decimal.of(text.length)),
  binary('LEFT', ['text', 'number'], 'text', (text, count) =>
    count === null ? null : textOrBlank(text.slice(0, Math.max(0, whole(count)))),
  ),
  binary('RIGHT', ['text', 'number'], 'text', (text, count) =>
    count === null ? null : textOrBlank(text.slice(Math.max(0, text.length - Math.max(0, whole(count))))),
  ),
  ternary('MID', ['text', 'number', 'number'], 'text', (text, start, count = null) => {
    if (start === null || count === null) return null;
    const from = Math.max(1, whole(start)) - 1;
    return textOrBlank(text.slice(from, from + Math.max(0, whole(count))));
  }),
  unary('TRIM', 'text', 'text', (text) => textOrBlank(text.replace(/^[\0- ]+|[\0- ]+$/g, ''))),
  {
    name: 'UPPER',
    compile: compileCase((text, locale) =>
      localized(text, locale, (value, language) => value.toLocaleUpperCase(language ?? 'en')),
    ),
  },
  {
    name: 'LOWER',
    compile: compileCase((text, locale) =>
      localized(text, locale, (value, language) => value.toLocaleLowerCase(language ?? 'en')),
    ),
  },
  binary('CONTAINS', ['text', 'text'], 'boolean', (text, search) => text.includes(search)),
  binary('BEGINS', ['text', 'text'], 'boolean', (text, search) => text.startsWith(search)),
  // An empty search text is found nowhere. Source: org probes in https://github.com/cirrus-code/sfdc-formula-debugger.
  ternary(
    'FIND',
    ['text', 'text', 'number'],
    'number',
    (search, text, start) =>
      Decimal.of(
        search === '' ? 0 : text.indexOf(search, start === undefined || start === null ? 0 : whole(start) - 1) + 1,
      ),
    true,
  ),
  ternary('SUBSTITUTE', ['text', 'text', 'text'], 'text', (text, old, replacement = '') =>
    textOrBlank(old === '' ? text : text.replaceAll(old, () => replacement)),
  ),
  pad('LPAD'),
  pad('RPAD'),
  { name: 'REGEX', compile: compileRegex, kinds: ['validationRule', 'defaultValue'] },
  // The code point of the first character, and back; of no character there is none.
  // Source: https://github.com/salesforce/formula-engine (FunctionAscii, FunctionChr).
  unary('ASCII', 'text', 'number', (text) => {
    const code = text.codePointAt(0);
    return code === undefined ? null : Decimal.of(code);
  }),
  unary('CHR', 'number', 'text', (code) => {
    const point = code?.round(0, 'down').toNumber() ?? 0;
    return point < 1 || point > MAX_CODE_POINT ? null : String.fromCodePoint(point);
  }),
  // By whole characters, which a pair of UTF-16 units stays.
  unary('REVERSE', 'text', 'text', (text) => textOrBlank([...text].reverse().join(''))),
  unary('INITCAP', 'text', 'text', (text) => textOrBlank(initCap(text))),
  // What does not look like a 15-character id stays as it is.
  unary('CASESAFEID', 'text', 'text', (id) => textOrBlank(/^[a-zA-Z0-9]{15}$/.test(id) ? toId18(id) : id)),
];
