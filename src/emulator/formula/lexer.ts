import { FormulaCompileError, wording } from './wording.js';

/** Where a token starts; both count from 1. */
export type Position = { readonly line: number; readonly column: number };

export type Token = Position & {
  readonly kind: 'name' | 'number' | 'text' | 'symbol' | 'keyword' | 'end';
  /** As written, quotes included. */
  readonly text: string;
};

const SPACE = /[ \t\f\r\n]+/y;
const COMMENT = /\/\*[^]*?\*\//y;
// A name may hold dots (`$Organization.Id`), colons and hashes: the platform reads them as part of an unknown field.
const NAME = /[a-zA-Z$][a-zA-Z0-9_$:.#]*/y;
const NUMBER = /\d+(?:\.\d+)?/y;
const TEXT = /"(?:[^"\\\r\n]|\\[nrtNRT"'\\])*"|'(?:[^'\\\r\n]|\\[nrtNRT"'\\])*'/y;
const SYMBOL = /&&|\|\||==|<>|!=|<=|>=|=>|[()[\],!~/+\-*<>;.&^=:]/y;
const KEYWORDS = new Set(['NOT', 'TRUE', 'FALSE', 'NULL']);

/**
 * Cuts a formula's source into tokens; comments and white space go. Throws a FormulaCompileError at a character no
 * token starts with. Source of the rules: https://github.com/salesforce/formula-engine (LexerRules.g4).
 */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let offset = 0;
  let line = 1;
  let lineStart = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = offset;
    return pattern.exec(source)?.[0];
  };
  while (offset < source.length) {
    const position = { line, column: offset - lineStart + 1 };
    const skipped = match(SPACE) ?? match(COMMENT);
    if (skipped !== undefined) {
      for (const found of skipped.matchAll(/\r\n|\r|\n/g)) {
        line++;
        lineStart = offset + found.index + found[0].length;
      }
      offset += skipped.length;
      continue;
    }
    const token = nextToken(match);
    if (token === undefined) {
      const quote = source[offset];
      throw new FormulaCompileError(
        quote === '"' || quote === "'" ? wording.missing(quote) : wording.syntaxError(),
        position,
      );
    }
    tokens.push({ ...token, ...position });
    offset += token.text.length;
  }
  tokens.push({ kind: 'end', text: '', line, column: offset - lineStart + 1 });
  return tokens;
}

function nextToken(match: (pattern: RegExp) => string | undefined): Pick<Token, 'kind' | 'text'> | undefined {
  const name = match(NAME);
  if (name !== undefined) return { kind: KEYWORDS.has(name.toUpperCase()) ? 'keyword' : 'name', text: name };
  const number = match(NUMBER);
  if (number !== undefined) return { kind: 'number', text: number };
  const text = match(TEXT);
  if (text !== undefined) return { kind: 'text', text };
  const symbol = match(SYMBOL);
  return symbol === undefined ? undefined : { kind: 'symbol', text: symbol };
}

/**
 * The value of a text literal. Only `\\` and `\"` are replaced; `\n` and its like stay two characters.
 * Source: https://github.com/salesforce/formula-engine (ConstantString).
 */
export function textValue(literal: string): string {
  return literal.slice(1, -1).replace(/\\(["\\])/g, '$1');
}
