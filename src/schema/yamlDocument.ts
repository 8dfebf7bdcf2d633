import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { Document, Node, YAMLError } from 'yaml';
import type * as z from 'zod';
import { pathText, valueAt } from './documentPath.js';
import type { DocumentPath } from './documentPath.js';
import { showValue } from './mistake.js';
import type { Mistake, Problem } from './mistake.js';
import { expectedPhrase, problemsOf } from './shapeProblems.js';

/** A rule across several values. Gets the document as written (defaults not filled in, any part may be wrong). */
export type DocumentRule = (written: unknown) => readonly Problem[];

export type YamlReading<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly mistakes: readonly Mistake[] };

/**
 * More references than this to anchors mean an expansion attack, not a configuration file.
 * The count is the `maxAliasCount` of https://eemeli.org/yaml/#tojs-options.
 */
const MAX_ALIASES = 100;
const MAX_CHARACTERS = 1_000_000;

/**
 * YAML 1.2 text to a typed value, or every mistake in it with its place. An empty document reads as an empty mapping.
 * Mistakes in the syntax hide the rest of the document, so values are judged only when the syntax is right
 * (a key given twice is the exception: both kinds are told at once).
 */
export function readYaml<S extends z.ZodType>(
  text: string,
  file: string,
  shape: S,
  rules: readonly DocumentRule[] = [],
): YamlReading<z.output<S>> {
  const place = (lines: LineCounter, offset: number): Pick<Mistake, 'file' | 'line' | 'column'> => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const lines = new LineCounter();
  if (text.length > MAX_CHARACTERS) {
    const size = { problem: 'is too large', value: `${text.length} characters`, expected: 'expected at most 1000000' };
    return { ok: false, mistakes: [{ file, line: 1, column: 1, path: '', ...size }] };
  }
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const complaints = [...document.errors, ...document.warnings];
  const mistakes: Mistake[] = complaints.map((error) => ({
    ...place(lines, offsetOf(error, document)),
    path: '',
    value: null,
    ...syntaxPhrases(error),
  }));
  mistakes.push(...oddKeys(document).map((offset) => ({ ...place(lines, offset), path: '', value: null, ...ODD_KEY })));
  const structureKnown =
    complaints.every((error) => error.code === 'DUPLICATE_KEY') && mistakes.length === complaints.length;
  if (!structureKnown) return { ok: false, mistakes: inOrder(mistakes) };

  let written: unknown;
  try {
    written = document.toJS({ maxAliasCount: MAX_ALIASES }) ?? {};
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    const alias = firstAlias(document);
    const start = place(lines, alias?.range?.[0] ?? 0);
    const problem = error.message.startsWith('Unresolved alias')
      ? 'refers to an anchor that is not set before it'
      : 'repeats anchors too often';
    return {
      ok: false,
      mistakes: [...mistakes, { ...start, path: '', value: null, problem, expected: 'write the value out instead' }],
    };
  }

  const parsed = shape.safeParse(written, { error: expectedPhrase });
  const problems = [
    ...(parsed.success ? [] : problemsOf(parsed.error.issues, shape, written)),
    ...rules.flatMap((rule) => rule(written)),
  ];
  mistakes.push(...problems.map((problem) => located(problem, document, written, (offset) => place(lines, offset))));
  if (mistakes.length > 0) return { ok: false, mistakes: inOrder(mistakes) };
  if (!parsed.success)
    throw new Error(`No mistake was found in ${file}, yet it is not valid.`, { cause: parsed.error });
  return { ok: true, value: parsed.data };
}

const inOrder = (mistakes: readonly Mistake[]): Mistake[] =>
  mistakes.toSorted((a, b) => a.line - b.line || a.column - b.column || a.path.localeCompare(b.path));

function located(
  { path, problem, expected, atKey, value }: Problem,
  document: Document,
  written: unknown,
  place: (offset: number) => Pick<Mistake, 'file' | 'line' | 'column'>,
): Mistake {
  const shown = value === undefined ? valueAt(written, path) : value;
  return {
    ...place(offsetAt(document, path, atKey === true)),
    path: pathText(path),
    value: showValue(shown),
    problem,
    expected,
  };
}

/** Offset of the value (or its key) at `path`; of its nearest ancestor when the document does not have it. */
function offsetAt(document: Document, path: DocumentPath, atKey: boolean): number {
  let node: Node | null = document.contents;
  let offset = node?.range?.[0] ?? 0;
  for (const [index, key] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document) ?? null;
    const child = childOf(node, key);
    offset = child.key?.range?.[0] ?? offset;
    if (child.value === undefined || (atKey && index === path.length - 1)) return offset;
    node = child.value;
    // A key without a value has an empty node after the colon; the key is what a person looks for.
    if (!(isScalar(node) && node.value === null)) offset = node.range?.[0] ?? offset;
  }
  return offset;
}

function childOf(node: Node | null, key: string | number): { readonly key?: Node; readonly value?: Node } {
  if (isSeq(node) && typeof key === 'number') {
    const value = node.items[key];
    return isNode(value) ? { value } : {};
  }
  if (!isMap(node)) return {};
  // Of a key given twice the last one counts, as it does for the value.
  const pair = node.items.findLast((item) => isScalar(item.key) && String(item.key.value) === String(key));
  return { ...(isNode(pair?.key) ? { key: pair.key } : {}), ...(isNode(pair?.value) ? { value: pair.value } : {}) };
}

const ODD_KEY = { problem: 'a key is a list or a mapping', expected: 'expected a plain name before the colon' };

/** Offsets of keys that are not plain scalars. */
function oddKeys(document: Document): number[] {
  const offsets: number[] = [];
  visit(document, {
    Pair: (_, pair) => {
      if (pair.key !== null && !isScalar(pair.key)) {
        offsets.push(isNode(pair.key) ? (pair.key.range?.[0] ?? 0) : 0);
      }
    },
  });
  return offsets;
}

function firstAlias(document: Document): Node | undefined {
  let found: Node | undefined;
  visit(document, {
    Alias: (_, alias) => {
      found = alias;
      return visit.BREAK;
    },
  });
  return found;
}

/** The parser notices a missing closing quote at the end of the text; the opening one is what a person must find. */
function offsetOf(error: YAMLError, document: Document): number {
  let offset = error.pos[0];
  if (error.code === 'MISSING_CHAR' && /quote/.test(error.message)) {
    visit(document, {
      Scalar: (_, scalar) => {
        if (scalar.range && scalar.range[0] <= error.pos[0] && /^QUOTE_/.test(scalar.type ?? ''))
          offset = scalar.range[0];
      },
    });
  }
  return offset;
}

const SYNTAX: Partial<Record<YAMLError['code'], { problem: string; expected: string }>> = {
  TAB_AS_INDENT: { problem: 'a tab is used for indentation', expected: 'use spaces' },
  DUPLICATE_KEY: { problem: 'this key is given twice in the same mapping', expected: 'keep one of the two' },
  MULTIPLE_DOCS: { problem: 'a second document starts here', expected: 'keep one document and remove the "---" line' },
  TAG_RESOLVE_FAILED: { problem: 'a tag is not known', expected: 'remove the word that starts with "!"' },
  BLOCK_AS_IMPLICIT_KEY: {
    problem: 'a mapping starts on the line of its key',
    expected: 'put it on the next line, indented; or quote the text if it contains ": "',
  },
  BAD_SCALAR_START: { problem: 'a text starts with a reserved character', expected: 'put the text in quotes' },
};

const syntaxPhrases = (error: YAMLError): Pick<Mistake, 'problem' | 'expected'> =>
  error.code === 'MISSING_CHAR' && /quote/.test(error.message)
    ? { problem: 'a quote opened here is never closed', expected: 'close it on the same line' }
    : (SYNTAX[error.code] ?? { problem: `this is not valid YAML: ${error.message}`, expected: 'correct the syntax' });
