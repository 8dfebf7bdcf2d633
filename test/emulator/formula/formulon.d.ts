/** What the tests use of a library that ships no types. */
declare module 'formulon' {
  export function parse(
    source: string,
    values: Readonly<Record<string, object>>,
  ):
    | { type: 'literal'; value?: string | number | boolean | Date | null }
    | { type: 'error'; errorType: string; message: string; value?: undefined };
}
