import * as z from 'zod';
import { valueAt } from './documentPath.js';
import type { DocumentPath } from './documentPath.js';
import type { Problem } from './mistake.js';
import { nearestName } from './nearestName.js';

/**
 * zod's issues as problems a person can act on. By convention every `error` text given in our shapes, and every text
 * this file gives for the rest, says what would be right; what is wrong follows from the issue's code and the value.
 */

const TYPES: Readonly<Record<string, string>> = {
  string: 'expected a text (put it in quotes if it looks like something else)',
  boolean: 'expected true or false',
  number: 'expected a number',
  int: 'expected a whole number',
  array: 'expected a list (lines that start with "- ")',
  object: 'expected a mapping (indented "key: value" lines)',
};

/** What would be right, for issues whose shape does not say it itself. */
export function expectedPhrase(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected] ?? `expected ${issue.expected}`;
    case 'invalid_value':
      return `expected ${issue.values.map(String).join(' or ')}`;
    case 'too_big':
      return `expected at most ${issue.maximum}${issue.origin === 'string' ? ' characters' : ''}`;
    case 'too_small':
      return issue.origin === 'string' ? 'expected a text' : `expected at least ${issue.minimum}`;
    default:
      return 'expected another value';
  }
}

export function problemsOf(
  issues: readonly z.core.$ZodIssue[],
  shape: z.core.$ZodType,
  written: unknown,
  base: DocumentPath = [],
): Problem[] {
  return issues.flatMap((issue): Problem[] => {
    const path = [...base, ...issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key))];
    const value = valueAt(written, path);
    if (issue.code === 'unrecognized_keys') {
      const known = [...new Set(keysAt(shape, path))];
      return issue.keys.map((key) => unknownKey([...path, key], key, known));
    }
    if (issue.code === 'invalid_union') {
      // The branch whose type fits the value, and whose keys fit best, is the one that was meant; its own issues say more
      // than "no branch fits".
      const [branch] = issue.errors
        .filter((errors) => !errors.some(isOfAnotherKind))
        .sort((a, b) => strangeKeys(a) - strangeKeys(b));
      if (branch !== undefined) return problemsOf(branch, shape, written, path);
    }
    return [{ path, problem: whatIsWrong(issue, value), expected: issue.message }];
  });
}

/** The value is not of the branch's type, or none of the words that it knows. */
function isOfAnotherKind({ code, path }: z.core.$ZodIssue): boolean {
  return path.length === 0 && (code === 'invalid_type' || code === 'invalid_value');
}

/** How many keys of the value a branch does not know. */
function strangeKeys(errors: readonly z.core.$ZodIssue[]): number {
  return errors.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 0), 0);
}

function unknownKey(path: DocumentPath, key: string, known: readonly string[]): Problem {
  const near = nearestName(key, known);
  const expected = near === undefined ? `expected one of ${known.join(', ')}` : `did you mean "${near}"?`;
  return { path, problem: 'is not a known key', expected, atKey: true, value: key };
}

function whatIsWrong(issue: z.core.$ZodIssue, value: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
    case 'invalid_union':
      if (value === undefined) return 'is missing';
      return value === null ? 'has no value' : `is ${kindOf(value)}`;
    case 'invalid_value':
      if (value === undefined) return 'is missing';
      return value === null ? 'has no value' : 'is not an allowed value';
    case 'too_big':
      return typeof value === 'string' ? `is ${value.trim().length} characters long` : 'is too large';
    case 'too_small':
      return typeof value === 'string' || Array.isArray(value) ? 'is empty' : 'is too small';
    case 'custom':
      return typeof issue.params?.['problem'] === 'string' ? issue.params['problem'] : 'is not valid';
    default:
      return 'is not valid';
  }
}

const kindOf = (value: unknown): string => {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  return typeof value === 'string' ? 'a text' : typeof value === 'boolean' ? 'true or false' : `a ${typeof value}`;
};

/** The keys a mapping at `path` may have, over all alternatives. */
function keysAt(shape: z.core.$ZodType, path: DocumentPath): string[] {
  if (shape instanceof z.ZodDefault || shape instanceof z.ZodPrefault || shape instanceof z.ZodOptional) {
    return keysAt(shape.unwrap(), path);
  }
  if (shape instanceof z.ZodPipe) return keysAt(shape.in, path);
  if (shape instanceof z.ZodUnion) return shape.options.flatMap((option) => keysAt(option, path));
  const [key, ...rest] = path;
  if (shape instanceof z.ZodArray) return typeof key === 'number' ? keysAt(shape.element, rest) : [];
  if (!(shape instanceof z.ZodObject)) return [];
  if (key === undefined) return Object.keys(shape.shape).filter((name) => name !== '$schema');
  const next: unknown = Reflect.get(shape.shape, key);
  return next instanceof z.ZodType ? keysAt(next, rest) : [];
}
