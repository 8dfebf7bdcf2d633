/** What of CSV a job chooses: the text between cells, and the text behind each row. */
export type CsvDialect = { readonly delimiter: string; readonly lineEnding: '\n' | '\r\n' };

/** Text that is not CSV of the expected dialect. `kind` tells a wrong line ending from all other mistakes. */
export class CsvError extends Error {
  public constructor(
    public readonly kind: 'lineEnding' | 'syntax' | 'size',
    message: string,
  ) {
    super(message);
    this.name = 'CsvError';
  }
}

/** Source: https://developer.salesforce.com/docs/atlas.en-us.salesforce_app_limits_cheatsheet.meta/salesforce_app_limits_cheatsheet/salesforce_app_limits_platform_bulkapi.htm (characters in a record) */
const MAX_RECORD_LENGTH = 400_000;

const QUOTE = '"';
const BYTE_ORDER_MARK = '\uFEFF';

/** A row and where the next one begins; undefined when the text ends inside the row. */
type Parsed = { readonly cells: string[]; readonly next: number } | undefined;

/**
 * Reads CSV row by row from text that arrives in pieces, and holds no more of it than the row it is in. Quoting is that
 * of RFC 4180: a cell in quotes may contain anything, a quote is doubled; outside quotes there are no quotes and no line
 * breaks but the dialect's own. Empty lines and a byte order mark at the beginning are no rows.
 * Source: https://www.rfc-editor.org/rfc/rfc4180
 */
export class CsvReader {
  private text = '';
  private at = 0;
  private quoteAt = -1;
  private started = false;
  private finished = false;

  public constructor(private readonly dialect: CsvDialect) {}

  /** Text that was fed and not read as rows yet. */
  public get pending(): string {
    return this.text.slice(this.at);
  }

  public feed(piece: string): void {
    if (piece === '') return;
    const next = this.started || !piece.startsWith(BYTE_ORDER_MARK) ? piece : piece.slice(1);
    this.started = true;
    this.text = this.text.slice(this.at) + next;
    this.at = 0;
    this.quoteAt = -1;
  }

  /** Says that no text follows, so that what is there ends the last row. */
  public finish(): void {
    this.finished = true;
  }

  /** The next row; undefined when more text is needed, or when there is none. Throws a CsvError. */
  public read(): string[] | undefined {
    while (this.at < this.text.length) {
      const parsed = this.parse(this.at);
      if (parsed === undefined) {
        if (this.text.length - this.at > MAX_RECORD_LENGTH) throw tooLong();
        return undefined;
      }
      if (parsed.next - this.at > MAX_RECORD_LENGTH) throw tooLong();
      const blank = parsed.cells.length === 0;
      this.at = parsed.next;
      if (!blank) return parsed.cells;
    }
    return undefined;
  }

  private parse(start: number): Parsed {
    const { text } = this;
    const lineFeed = text.indexOf('\n', start);
    if (lineFeed < 0 && !this.finished) return undefined;
    const end = lineFeed < 0 ? text.length : lineFeed;
    if (this.quoteAt < start) {
      const found = text.indexOf(QUOTE, start);
      this.quoteAt = found < 0 ? Infinity : found;
    }
    return this.quoteAt < end ? this.parseQuoted(start) : this.parsePlain(start, end, lineFeed >= 0);
  }

  /** A row without quotes is cut at its delimiters. */
  private parsePlain(start: number, end: number, terminated: boolean): Parsed {
    const { delimiter, lineEnding } = this.dialect;
    let line = this.text.slice(start, end);
    if (terminated && lineEnding === '\r\n') {
      if (!line.endsWith('\r')) throw wrongLineEnding();
      line = line.slice(0, -1);
    }
    if (line.includes('\r')) throw wrongLineEnding();
    return { cells: line === '' ? [] : line.split(delimiter), next: end + (terminated ? 1 : 0) };
  }

  private parseQuoted(start: number): Parsed {
    const { text, finished } = this;
    const { delimiter } = this.dialect;
    const cells: string[] = [];
    let at = start;
    for (;;) {
      const cell = text[at] === QUOTE ? this.quotedCell(at) : this.plainCell(at);
      if (cell === undefined) return undefined;
      cells.push(cell.value);
      at = cell.next;
      if (at >= text.length) return finished ? { cells, next: at } : undefined;
      if (text[at] !== delimiter) {
        const next = this.lineEnd(at);
        return next === undefined ? undefined : { cells, next };
      }
      at++;
      if (at >= text.length && !finished) return undefined;
    }
  }

  private quotedCell(start: number): { value: string; next: number } | undefined {
    const { text } = this;
    let escaped = false;
    let from = start + 1;
    for (;;) {
      const quote = text.indexOf(QUOTE, from);
      if (quote < 0) {
        if (this.finished) throw new CsvError('syntax', 'A quoted value is not closed.');
        return undefined;
      }
      if (quote + 1 >= text.length && !this.finished) return undefined;
      if (text[quote + 1] !== QUOTE) {
        const value = text.slice(start + 1, quote);
        return { value: escaped ? value.replaceAll('""', QUOTE) : value, next: quote + 1 };
      }
      escaped = true;
      from = quote + 2;
    }
  }

  private plainCell(start: number): { value: string; next: number } | undefined {
    const { text } = this;
    const { delimiter } = this.dialect;
    for (let at = start; at < text.length; at++) {
      const char = text[at];
      if (char === delimiter || char === '\n' || char === '\r') return { value: text.slice(start, at), next: at };
      if (char === QUOTE) throw new CsvError('syntax', 'A quote stands inside a value that is not quoted.');
    }
    return this.finished ? { value: text.slice(start), next: text.length } : undefined;
  }

  /** The position behind the line ending at `at`; undefined when the text ends inside it. */
  private lineEnd(at: number): number | undefined {
    const { text } = this;
    const { lineEnding } = this.dialect;
    if (text[at] === '\n') {
      if (lineEnding === '\n') return at + 1;
      throw wrongLineEnding();
    }
    if (text[at] !== '\r') throw new CsvError('syntax', 'Text follows the closing quote of a value.');
    if (lineEnding === '\n') throw wrongLineEnding();
    if (at + 1 >= text.length && !this.finished) return undefined;
    if (text[at + 1] === '\n') return at + 2;
    throw wrongLineEnding();
  }
}

function wrongLineEnding(): CsvError {
  return new CsvError('lineEnding', 'A row does not end in the line ending of the job.');
}

function tooLong(): CsvError {
  return new CsvError('size', `A record is longer than ${MAX_RECORD_LENGTH} characters.`);
}
