import type { MetadataBody, MetadataValue } from '../org/componentStore.js';

/** The text of an element; undefined when it is absent, empty or not text. */
export function textOf(body: MetadataBody, element: string): string | undefined {
  const value = body[element];
  const single = Array.isArray(value) ? value[0] : value;
  return typeof single === 'string' && single !== '' ? single : undefined;
}

export function flagOf(body: MetadataBody, element: string): boolean {
  return textOf(body, element) === 'true';
}

export function numberOf(body: MetadataBody, element: string): number | undefined {
  const text = textOf(body, element);
  const number = text === undefined ? NaN : Number(text);
  return Number.isNaN(number) ? undefined : number;
}

/** The element's structure; undefined when it is absent or text. */
export function bodyOf(body: MetadataBody, element: string): MetadataBody | undefined {
  return bodiesOf(body, element)[0];
}

/** All structures under a repeatable element, whether it is stored as a list or as its only member. */
export function bodiesOf(body: MetadataBody, element: string): MetadataBody[] {
  return valuesOf(body, element).filter((value): value is MetadataBody => typeof value === 'object');
}

/** All texts under a repeatable element. */
export function textsOf(body: MetadataBody, element: string): string[] {
  return valuesOf(body, element).filter((value) => typeof value === 'string');
}

function valuesOf(body: MetadataBody, element: string): Exclude<MetadataValue, MetadataValue[]>[] {
  const value = body[element];
  if (value === undefined) return [];
  const members = Array.isArray(value) ? value : [value];
  return members.filter((member): member is Exclude<MetadataValue, MetadataValue[]> => !Array.isArray(member));
}
