/** What a bench is told; each reads what concerns it. */
export type BenchSettings = {
  /** Counted rounds of what is measured by medians. */
  readonly rounds: number;
  readonly bulkRows: number;
  /** A real Salesforce CLI, where there is one. */
  readonly realCli: string | undefined;
};

/** A table for people: its heading, and rows of one shape. */
export type BenchTable = { readonly heading: string; readonly rows: readonly object[] };

/** One thing that `npm run bench` measures; `--only` picks it by its name. */
export type Bench = {
  /** Resolves with what was measured, for JSON, and the same as tables. */
  readonly run: (
    settings: BenchSettings,
  ) => Promise<{ readonly result: object; readonly tables: readonly BenchTable[] }>;
};

export function rounded(value: number, digits = 0): number {
  return Number(value.toFixed(digits));
}
