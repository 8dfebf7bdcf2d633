import { SfError } from '@salesforce/core/sfError';
import type { DocumentPath } from './documentPath.js';

/** One thing wrong in a configuration file. `line` and `column` count from 1. */
export type Mistake = {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Where in the document, e.g. `markers.is_synthetic.apiName` or `orgs[2].role`; empty for the whole file. */
  readonly path: string;
  /** The offending value as text, or null when there is none to show. */
  readonly value: string | null;
  readonly problem: string;
  /** A phrase that says what would be right, e.g. `expected true or false`. */
  readonly expected: string;
};

/** A mistake before it has a place in the text: the document's own rules, or a rule across several values. */
export type Problem = {
  readonly path: DocumentPath;
  readonly problem: string;
  readonly expected: string;
  /** The place is the key itself, not its value. */
  readonly atKey?: boolean;
  /** Shown instead of the value at `path`. */
  readonly value?: unknown;
};

/** `file:line:column  path: what is wrong (offending value), what would be right` */
export function formatMistake(mistake: Mistake): string {
  const place = `${mistake.file}:${mistake.line}:${mistake.column}`;
  const value = mistake.value === null ? '' : ` (${mistake.value})`;
  return `${place}  ${mistake.path === '' ? 'file' : mistake.path}: ${mistake.problem}${value}, ${mistake.expected}`;
}

/** All mistakes of a file as one error named `name`: one line each in the message, all of them as `data`. */
export function mistakesError(name: string, mistakes: readonly Mistake[], actions: readonly string[]): SfError {
  return SfError.create({
    name,
    message: mistakes.map(formatMistake).join('\n'),
    actions: [...actions],
    data: mistakes.map((mistake) => ({ ...mistake })),
  });
}

const SHOWN = 60;
// Control and bidirectional characters could rewrite what a terminal shows around the value.
const UNPRINTABLE = /[\u007F-\u009F\u2028-\u202E\u2066-\u2069\uFEFF]/g;

/** A value of the file as a short, printable text. Collections are named, not printed: they can be large or circular. */
export function showValue(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (typeof value !== 'string') return 'a mapping';
  const cut = value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value;
  return JSON.stringify(cut).replace(
    UNPRINTABLE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
