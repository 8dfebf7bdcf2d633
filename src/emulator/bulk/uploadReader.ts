import { TextDecoder } from 'node:util';
import { CsvError, CsvReader } from './csvReader.js';
import { dialectOf, type IngestJob } from './job.js';
import type { JobStore } from './jobStore.js';

/** Reads the rows of a job's upload, part by part. */
export class UploadReader {
  private readonly csv: CsvReader;
  private readonly decoder: TextDecoder;
  private part = 0;
  private ended = false;

  /** Bytes that are not UTF-8 are a mistake, or with `lenient` replaced. */
  public constructor(
    private readonly store: JobStore,
    private readonly job: IngestJob,
    { lenient = false } = {},
  ) {
    this.decoder = new TextDecoder('utf-8', { fatal: !lenient, ignoreBOM: true });
    this.csv = new CsvReader(dialectOf(job));
  }

  /** The next row, the header first; undefined behind the last one. Throws a CsvError. */
  public read(): string[] | undefined {
    for (;;) {
      const row = this.csv.read();
      if (row !== undefined || this.ended) return row;
      this.feed(this.nextText());
    }
  }

  /** The text behind the last row that was read, piece by piece. */
  public *rest(): Generator<string> {
    yield this.csv.pending;
    while (!this.ended) {
      const text = this.nextText();
      if (text !== undefined) yield text;
      else this.ended = true;
    }
  }

  private feed(text: string | undefined): void {
    if (text !== undefined) {
      this.csv.feed(text);
      return;
    }
    this.ended = true;
    this.csv.finish();
  }

  private nextText(): string | undefined {
    const content = this.store.upload(this.job.id, this.part++);
    try {
      if (content !== undefined) return this.decoder.decode(content, { stream: true });
      this.decoder.decode();
      return undefined;
    } catch (error) {
      if (isBadEncoding(error)) throw new CsvError('syntax', 'The data is not UTF-8.');
      throw error;
    }
  }
}

/** By its code: the error's class may be another one than this module's. Source: https://nodejs.org/api/errors.html */
function isBadEncoding(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return code === 'ERR_ENCODING_INVALID_ENCODED_DATA';
}
