import type { MarkerId } from '../schema/provenanceSchema.js';
import type { Provenance } from './provenance.js';

/**
 * The markers as HTTP header fields, for interfaces that can carry no custom field: webhooks, event relays, gateways.
 * docs/api-headers.md is the contract in words. Field names are case-insensitive
 * (https://www.rfc-editor.org/rfc/rfc9110#section-5.1) and have no `X-` (https://www.rfc-editor.org/rfc/rfc6648).
 */
export const markerHeaders: Readonly<Record<MarkerId, string>> = {
  is_synthetic: 'Provenance-Is-Synthetic',
  generation_source: 'Provenance-Generation-Source',
  creation_timestamp: 'Provenance-Creation-Timestamp',
  generation_batch: 'Provenance-Generation-Batch',
};

/** The longest generation source and batch, in characters: what a text field can hold. */
const LONGEST_TEXT = 255;

/** Header fields as HTTP libraries give them; names in any case, a repeated field as a list. */
export type HeaderFields = Readonly<Record<string, string | readonly string[] | undefined>>;

/** One thing that is wrong with a message's marker headers. */
export type HeaderProblem = {
  readonly header: string;
  readonly value: string | undefined;
  readonly problem: string;
  readonly expected: string;
};

/** What the headers of a message say: nothing, something, or something that breaks the contract. */
export type HeaderReading =
  | { readonly state: 'unstated' }
  | { readonly state: 'stated'; readonly provenance: Provenance }
  | { readonly state: 'invalid'; readonly problems: readonly HeaderProblem[] };

/**
 * The header fields that state a record's provenance. Source and batch are percent-encoded UTF-8, since field values are
 * ASCII; the time is ISO 8601 in UTC. Throws RangeError for what the contract can't carry: an empty or overlong text, half
 * a character, a time that is none.
 */
export function toHeaders(provenance: Provenance): Record<string, string> {
  if (!provenance.isSynthetic) return { [markerHeaders.is_synthetic]: 'false' };
  const { generationSource, creationTimestamp, generationBatch } = provenance;
  const problem = textProblem(generationSource);
  if (problem !== undefined) throw new RangeError(`The generation source ${problem}.`);
  const batchProblem = generationBatch === undefined ? undefined : textProblem(generationBatch);
  if (batchProblem !== undefined) throw new RangeError(`The generation batch ${batchProblem}.`);
  if (!ISO_8601.test(timeText(creationTimestamp)))
    throw new RangeError('The creation timestamp is no time from year 0000 to 9999.');
  return {
    [markerHeaders.is_synthetic]: 'true',
    [markerHeaders.generation_source]: encodeURIComponent(generationSource),
    [markerHeaders.creation_timestamp]: timeText(creationTimestamp),
    ...(generationBatch === undefined ? {} : { [markerHeaders.generation_batch]: encodeURIComponent(generationBatch) }),
  };
}

/**
 * What a message's headers say of its provenance. Never throws; every problem is listed. `now` is the time against which
 * a creation timestamp counts as in the future.
 */
export function fromHeaders(headers: HeaderFields, now: Date): HeaderReading {
  const flag = valueOf(headers, 'is_synthetic');
  const source = valueOf(headers, 'generation_source');
  const time = valueOf(headers, 'creation_timestamp');
  const batch = valueOf(headers, 'generation_batch');
  const given = [flag, source, time, batch].filter((field) => field.value !== undefined || field.problem !== undefined);
  if (given.length === 0) return { state: 'unstated' };
  if (flag.value?.toLowerCase() === 'false' && flag.problem === undefined) {
    const surplus = [source, time, batch].filter(({ value, problem }) => value !== undefined || problem !== undefined);
    if (surplus.length === 0) return { state: 'stated', provenance: { isSynthetic: false } };
    return {
      state: 'invalid',
      problems: surplus.map((field) => problemWith(field, 'is set on a genuine record', 'no such header')),
    };
  }
  const problems = [
    ...flagProblems(flag),
    ...sourceProblems(source),
    ...timeProblems(time, now),
    ...batchProblems(batch),
  ];
  if (problems.length > 0) return { state: 'invalid', problems };
  return {
    state: 'stated',
    provenance: {
      isSynthetic: true,
      generationSource: decodeURIComponent(source.value ?? ''),
      creationTimestamp: new Date(time.value ?? ''),
      ...(batch.value === undefined ? {} : { generationBatch: decodeURIComponent(batch.value) }),
    },
  };
}

type Field = { readonly header: string; readonly value: string | undefined; readonly problem?: string };

const ENCODED_TEXT = `percent-encoded UTF-8, 1 to ${LONGEST_TEXT} characters`;

/** ISO 8601 date and time with seconds and a zone, as https://www.rfc-editor.org/rfc/rfc3339 narrows it. */
const ISO_8601 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;

function valueOf(headers: HeaderFields, marker: MarkerId): Field {
  const header = markerHeaders[marker];
  const values = Object.entries(headers)
    .filter(([name]) => name.toLowerCase() === header.toLowerCase())
    .flatMap(([, value]) => value ?? [])
    .map((value) => value.trim());
  const [value] = values;
  return new Set(values).size > 1
    ? { header, value, problem: 'is given more than once, with other values' }
    : { header, value };
}

function flagProblems(flag: Field): HeaderProblem[] {
  const expected = 'true or false';
  if (flag.problem !== undefined) return [problemWith(flag, flag.problem, expected)];
  if (flag.value === undefined) return [problemWith(flag, 'is missing although other markers are given', expected)];
  return flag.value.toLowerCase() === 'true' ? [] : [problemWith(flag, 'is neither true nor false', expected)];
}

function sourceProblems(source: Field): HeaderProblem[] {
  if (source.value === undefined && source.problem === undefined)
    return [problemWith(source, 'is missing on a synthetic record', ENCODED_TEXT)];
  return encodedTextProblems(source);
}

function batchProblems(batch: Field): HeaderProblem[] {
  return batch.value === undefined && batch.problem === undefined ? [] : encodedTextProblems(batch);
}

function encodedTextProblems(field: Field): HeaderProblem[] {
  if (field.problem !== undefined) return [problemWith(field, field.problem, ENCODED_TEXT)];
  const decoded = percentDecoded(field.value ?? '');
  const problem = decoded === undefined ? 'is not percent-encoded UTF-8' : textProblem(decoded);
  return problem === undefined ? [] : [problemWith(field, problem, ENCODED_TEXT)];
}

function timeProblems(time: Field, now: Date): HeaderProblem[] {
  const expected = 'ISO 8601 with a time zone, not in the future, for example 2026-01-31T10:00:00Z';
  if (time.problem !== undefined) return [problemWith(time, time.problem, expected)];
  if (time.value === undefined) return [problemWith(time, 'is missing on a synthetic record', expected)];
  const instant = ISO_8601.test(time.value) ? Date.parse(time.value) : Number.NaN;
  if (Number.isNaN(instant)) return [problemWith(time, 'is not a date and time', expected)];
  return instant > now.getTime() ? [problemWith(time, 'is in the future', expected)] : [];
}

function problemWith({ header, value }: Field, problem: string, expected: string): HeaderProblem {
  return { header, value, problem, expected };
}

function textProblem(text: string): string | undefined {
  if (text.trim() === '') return 'is empty';
  if (text.length > LONGEST_TEXT) return `is longer than ${LONGEST_TEXT} characters`;
  return text.isWellFormed() ? undefined : 'holds half of a character';
}

function percentDecoded(value: string): string | undefined {
  if (!/^[\x21-\x7e]*$/.test(value)) return undefined;
  try {
    return decodeURIComponent(value);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

function timeText(time: Date): string {
  return Number.isNaN(time.getTime()) ? '' : time.toISOString();
}
