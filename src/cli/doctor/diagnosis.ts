/** What the Salesforce CLI's doctor knows of a test: https://github.com/salesforcecli/plugin-info, `DiagnosticStatus`. */
export type Diagnostic = {
  /** Which test, a key of the messages. */
  readonly test: 'node' | 'schema' | 'fleet' | 'logins' | 'waivers' | 'runs' | 'evidence';
  readonly status: 'pass' | 'warn' | 'fail' | 'unknown';
  /** What to do, a key of the messages, and what stands in it. */
  readonly suggestion?: { readonly key: string; readonly tokens: readonly (string | number)[] };
};

/** A test and what it found, in numbers and versions only: people attach the doctor's file to public issues. */
export type Diagnosis = {
  readonly diagnostic: Diagnostic;
  readonly data: Readonly<Record<string, number | string | boolean>>;
};
