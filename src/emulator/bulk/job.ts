import type { CsvDialect } from './csvReader.js';

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/create_job.htm */
export const delimiters = {
  BACKQUOTE: '`',
  CARET: '^',
  COMMA: ',',
  PIPE: '|',
  SEMICOLON: ';',
  TAB: '\t',
} as const;
export const lineEndings = { LF: '\n', CRLF: '\r\n' } as const;
export const ingestOperations = ['insert', 'update', 'upsert', 'delete'] as const;
export const queryOperations = ['query', 'queryAll'] as const;

export type ColumnDelimiter = keyof typeof delimiters;
export type LineEnding = keyof typeof lineEndings;
export type IngestOperation = (typeof ingestOperations)[number];
export type QueryOperation = (typeof queryOperations)[number];

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/get_job_info.htm */
export type JobState = 'Open' | 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Failed' | 'Aborted';

type CommonJob = {
  /** 18 characters, `750…`. */
  readonly id: string;
  readonly object: string;
  readonly state: JobState;
  readonly lineEnding: LineEnding;
  readonly columnDelimiter: ColumnDelimiter;
  /** 67 for `v67.0`. */
  readonly apiVersion: number;
  readonly createdById: string;
  /** ISO 8601 in UTC. */
  readonly createdDate: string;
  readonly systemModstamp: string;
  /** Rows of the upload that have a result, failed ones included; rows of a query's result. */
  readonly processed: number;
  readonly failed: number;
  /** Milliseconds from the beginning of the processing to its end, and those of them spent on rows. */
  readonly totalTime: number;
  readonly activeTime: number;
  readonly errorMessage?: string;
};

export type IngestJob = CommonJob & {
  readonly kind: 'ingest';
  readonly operation: IngestOperation;
  readonly externalIdFieldName?: string;
  /** Whether the data is there; it comes in one upload. */
  readonly uploaded: boolean;
  /** The names of the uploaded columns, once they have been read; for a query those of the result. */
  readonly header?: readonly string[];
};

export type QueryJob = CommonJob & {
  readonly kind: 'query';
  readonly operation: QueryOperation;
  readonly query: string;
  readonly header?: readonly string[];
};

export type BulkJob = IngestJob | QueryJob;

export function dialectOf({ columnDelimiter, lineEnding }: BulkJob): CsvDialect {
  return { delimiter: delimiters[columnDelimiter], lineEnding: lineEndings[lineEnding] };
}

export function isFinal(state: JobState): boolean {
  return state === 'JobComplete' || state === 'Failed' || state === 'Aborted';
}
