/**
 * An e-mail address or, in the same form, a username, such as `jane@shop.example.uat2`. It begins where a word does, so
 * that a long text is gone through once only; and ends with a label that has a letter, which a version has not.
 */
export const personAddress =
  /(?<![\p{L}\p{N}._%+-])(?:[\p{L}\p{N}._%+-]|(?<=[\p{L}\p{N}])'(?=[\p{L}\p{N}]))+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.(?=[\p{N}-]*\p{L})[\p{L}\p{N}-]+/gu;
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
    .replace(personAddress, (found) => {
      if (found !== REPLACEMENT) replaced++;
      return REPLACEMENT;
    })
    .replace(PERSON_FILTER, (_, before: string) => {
      replaced++;
      return `${before}redacted`;
    });
  return { text: scrubbed, replaced };
}
