import fc from 'fast-check';
import { csvRecords } from '../../src/org/csvRecords.js';

const written = (records: readonly (readonly string[])[], end: string, quoteAll: boolean): string =>
  records
    .map((cells) =>
      cells
        .map((cell) => (quoteAll || /[",\r\n]/.test(cell) || cell === '' ? `"${cell.replaceAll('"', '""')}"` : cell))
        .join(','),
    )
    .join(end);

describe('the records of a CSV', () => {
  it('Given any cells, When written as CSV and read, Then they are the same, whatever ends the lines', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r\n', ' ', 'é') });
    const records = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1 });
    fc.assert(
      fc.property(
        records,
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        fc.boolean(),
        (cells, end, quoteAll, closed) => {
          expect([...csvRecords(written(cells, end, quoteAll) + (closed ? end : ''))]).toEqual(cells);
        },
      ),
    );
  });

  it('Given empty cells without quotes, When read, Then they are there', () => {
    expect([...csvRecords('a,,\n,b\n')]).toEqual([
      ['a', '', ''],
      ['', 'b'],
    ]);
    expect([...csvRecords('a,')]).toEqual([['a', '']]);
  });

  it.each(['"a', 'a\n"b', '"a"b'])('Given the broken text %j, When read, Then it is refused', (text) => {
    expect(() => [...csvRecords(text)]).toThrow(/CSV/);
  });
});
