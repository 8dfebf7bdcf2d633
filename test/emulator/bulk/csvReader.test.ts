import fc from 'fast-check';
import { CsvError, CsvReader, type CsvDialect } from '../../../src/emulator/bulk/csvReader.js';
import { csvHeader, csvRow } from '../../../src/emulator/bulk/csvText.js';
import { delimiters, lineEndings } from '../../../src/emulator/bulk/job.js';

const LF: CsvDialect = { delimiter: ',', lineEnding: '\n' };
const CRLF: CsvDialect = { delimiter: ',', lineEnding: '\r\n' };

function readAll(pieces: readonly string[], dialect = LF): string[][] {
  const reader = new CsvReader(dialect);
  const rows: string[][] = [];
  const take = (): void => {
    for (let row = reader.read(); row !== undefined; row = reader.read()) rows.push(row);
  };
  for (const piece of pieces) {
    reader.feed(piece);
    take();
  }
  reader.finish();
  take();
  return rows;
}

function kindOf(text: string, dialect = LF): string {
  try {
    readAll([text], dialect);
    return 'read';
  } catch (error) {
    if (error instanceof CsvError) return error.kind;
    throw error;
  }
}

const dialects = fc.record({
  delimiter: fc.constantFrom(...Object.values(delimiters)),
  lineEnding: fc.constantFrom(...Object.values(lineEndings)),
});
/** Text that is made of what CSV is made of, so that every rule is met often. */
const cells = fc.string({
  unit: fc.constantFrom('a', 'é', '😀', '"', ',', ';', '\t', '|', '^', '`', '\n', '\r', ' ', '#N/A'),
  maxLength: 8,
});
const rowsOf = (unit: fc.Arbitrary<string>): fc.Arbitrary<string[][]> =>
  fc
    .integer({ min: 1, max: 5 })
    .chain((width) => fc.array(fc.array(unit, { minLength: width, maxLength: width }), { maxLength: 8 }));

/** Cuts a text at positions chosen from its length. */
function cut(text: string, places: readonly number[]): string[] {
  const ends = [...places.map((place) => Math.floor(place * text.length)), text.length].sort((a, b) => a - b);
  return ends.map((end, index) => text.slice(index === 0 ? 0 : ends[index - 1], end));
}
const places = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 });

describe('Given CSV text', () => {
  it('When it was written in quotes and arrives in any pieces, then the rows come back', () => {
    fc.assert(
      fc.property(rowsOf(cells), dialects, places, (rows, dialect, at) => {
        const text = rows.map((row) => csvRow(row, dialect)).join('');
        expect(readAll(cut(text, at), dialect)).toEqual(rows);
      }),
    );
  });

  it('When only what needs quotes has them, then the rows come back too', () => {
    fc.assert(
      fc.property(rowsOf(cells), dialects, places, fc.boolean(), (rows, dialect, at, ended) => {
        const filled = rows.map((row) => row.map((cell) => (row.length === 1 && cell === '' ? 'x' : cell)));
        const text = filled.map((row) => csvHeader([], row, dialect)).join('');
        const whole = ended ? text : text.slice(0, text.length - dialect.lineEnding.length);
        expect(readAll(cut(whole, at), dialect)).toEqual(filled);
      }),
    );
  });

  it('When it is any text at all, then it is read or refused the same in one piece and in many', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r'), maxLength: 30 }),
        dialects,
        (text, d) => {
          const dialect = { ...d, delimiter: ',' };
          const outcome = (pieces: readonly string[]): unknown => {
            try {
              return readAll(pieces, dialect);
            } catch (error) {
              return error instanceof CsvError ? error.kind : error;
            }
          };
          expect(outcome([...text])).toEqual(outcome([text]));
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each([
    [
      'a byte order mark',
      '\uFEFFId,Name\n1,x\n',
      [
        ['Id', 'Name'],
        ['1', 'x'],
      ],
    ],
    [
      'an embedded line break',
      'Id,Name\n1,"x\ny"\n',
      [
        ['Id', 'Name'],
        ['1', 'x\ny'],
      ],
    ],
    ['doubled quotes', '"a ""b"" c",""""\n', [['a "b" c', '"']]],
    [
      'empty cells',
      ',\n"",""\n',
      [
        ['', ''],
        ['', ''],
      ],
    ],
    ['no line ending at the end', 'a,b', [['a', 'b']]],
    ['a delimiter at the end', 'a,"b",', [['a', 'b', '']]],
    ['empty lines', 'a\n\n\nb\n', [['a'], ['b']]],
  ])('When it has %s, then it is read by RFC 4180', (_what, text, rows) => {
    expect(readAll([text])).toEqual(rows);
    expect(readAll([...text])).toEqual(rows);
  });

  it.each([
    ['a quote inside a plain value', 'a,b"c\n', LF, 'syntax'],
    ['text behind a closing quote', '"a"b,c\n', LF, 'syntax'],
    ['a quote that is not closed', 'a,"b\n', LF, 'syntax'],
    ['CRLF where LF is expected', 'a,b\r\n', LF, 'lineEnding'],
    ['CRLF behind a quoted value where LF is expected', 'a,"b"\r\n', LF, 'lineEnding'],
    ['LF where CRLF is expected', 'a,b\n', CRLF, 'lineEnding'],
    ['LF behind a quoted value where CRLF is expected', 'a,"b"\n', CRLF, 'lineEnding'],
    ['a lone CR', 'a\rb\r\n', CRLF, 'lineEnding'],
    ['a record that is too long', `${'x'.repeat(400_001)}\n`, LF, 'size'],
  ])('When it has %s, then it is refused', (_what, text, dialect, kind) => {
    expect(kindOf(text, dialect)).toBe(kind);
  });

  it('When a record without end arrives in pieces, then it is refused before it fills the memory', () => {
    const reader = new CsvReader(LF);
    reader.feed('"');
    expect(() => {
      for (let piece = 0; piece < 100; piece++) {
        reader.feed('x'.repeat(10_000));
        reader.read();
      }
    }).toThrow(CsvError);
  });
});
