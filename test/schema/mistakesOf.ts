import { SfError } from '@salesforce/core/sfError';
import type { Mistake } from '../../src/schema/mistake.js';

/** The error that `parse` throws, or a failure when it accepts. */
export function refusal(parse: () => unknown): SfError<Mistake[]> {
  try {
    parse();
  } catch (error) {
    if (error instanceof SfError) return error as SfError<Mistake[]>;
    throw error;
  }
  throw new Error('It was accepted.');
}

/** The mistakes as `line:column path`, in the order they are told. */
export const places = (error: SfError<Mistake[]>): string[] =>
  (error.data ?? []).map(({ line, column, path }) => `${line}:${column} ${path}`);
