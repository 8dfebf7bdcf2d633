/** An address of a person or, in the same form, a username. */
const EMAIL = /[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}/g;
const REPLACEMENT = 'redacted@example.invalid';
/** Columns of list views whose filters are compared with people's names. */
const PERSON_FILTER =
  /(<field>[^<]*(?:OWNER|USER|CREATED_?BY|UPDATED?_?BY|LAST_UPDATE_BY|MODIFIED_?BY|ALIAS)[^<]*<\/field>\s*<operation>[^<]*<\/operation>\s*<value>)[^<]*(?=<\/value>)/gi;

/** A text of metadata without what points to a person, and how many places that were. */
export type Scrubbed = { readonly text: string; readonly replaced: number };

/**
 * Takes e-mail addresses and usernames out of a text of metadata, and the names that list views filter owners and other
 * users by. What stands in their place keeps the metadata valid.
 */
export function withoutPersons(text: string): Scrubbed {
  let replaced = 0;
  const scrubbed = text
    .replace(EMAIL, (found) => {
      if (found !== REPLACEMENT) replaced++;
      return REPLACEMENT;
    })
    .replace(PERSON_FILTER, (_, before: string) => {
      replaced++;
      return `${before}redacted`;
    });
  return { text: scrubbed, replaced };
}
