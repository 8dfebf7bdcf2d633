/** What the tests use of a library that ships no types. */
declare module 'formulon' {
  export function parse(
    source: string,
    values: Readonly<Record<string, object>>,
  ): { value?: string | number | boolean | null };
}
