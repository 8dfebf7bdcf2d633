import type { MetadataBody } from '../../org/componentStore.js';
import { textOf } from '../../catalog/metadataBody.js';

/** Letters, digits and single underscores inside, a letter first. Source: https://help.salesforce.com/s/articleView?id=sf.dev_objectfields.htm */
const DEVELOPER_NAME = /^[A-Za-z](?:_?[A-Za-z0-9])*$/;

export function isDeveloperName(name: string): boolean {
  return DEVELOPER_NAME.test(name);
}

/** The problems of a developer name; `what` is how the platform calls it, e.g. `Validation Rule`. */
export function developerNameProblems(name: string, what: string, longest = 40): string[] {
  if (!isDeveloperName(name)) {
    return [
      `The ${what} API Name can only contain underscores and alphanumeric characters. It must be unique, begin with a letter, not include spaces, not end with an underscore, and not contain two consecutive underscores.`,
    ];
  }
  return name.length > longest ? [tooLong('Name', longest)] : [];
}

export function tooLong(field: string, longest: number): string {
  return `Value too long for field: ${field} maximum length is:${longest}`;
}

/** Which of the elements hold more characters than they may: element → [name in the message, longest]. */
export function lengthProblems(
  body: MetadataBody,
  limits: Readonly<Record<string, readonly [string, number]>>,
): string[] {
  return Object.entries(limits).flatMap(([element, [field, longest]]) =>
    (textOf(body, element)?.length ?? 0) > longest ? [tooLong(field, longest)] : [],
  );
}

/** Texts that occur more than once among those of a repeated element, compared without case. */
export function repeated(texts: readonly string[]): string[] {
  const seen = new Set<string>();
  return texts.filter((text) => {
    const known = seen.has(text.toLowerCase());
    seen.add(text.toLowerCase());
    return known;
  });
}

/** `Account.Field__c` → `['Account', 'Field__c']`; the second part is empty when there is no dot. */
export function splitFullName(fullName: string): [string, string] {
  const dot = fullName.indexOf('.');
  return dot < 0 ? [fullName, ''] : [fullName.slice(0, dot), fullName.slice(dot + 1)];
}

/** A custom metadata record may be named with its type's suffix or without. */
export function canonicalName(type: string, fullName: string): string {
  return type === 'CustomMetadata' ? fullName.replace(/^([^.]+)__mdt\./i, '$1.') : fullName;
}
