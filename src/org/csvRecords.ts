/**
 * The records of a CSV text, the header among them, one by one; a record is its cells. Quoted cells may hold commas,
 * quotes (doubled) and line ends. Throws an Error on a quote that is never closed,
 * or closed in the middle of a cell.
 * Source: https://www.rfc-editor.org/rfc/rfc4180
 */
export function* csvRecords(text: string): Generator<string[]> {
  let cells: string[] = [];
  let at = 0;
  while (at < text.length) {
    const cell = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at);
    cells.push(cell.value);
    at = cell.end;
    if (text[at] === ',') {
      at += 1;
      // A comma at the end has an empty cell behind it.
      if (at === text.length) cells.push('');
      else continue;
    }
    if (text.startsWith('\r\n', at)) at += 2;
    else if (text[at] === '\n') at += 1;
    else if (at < text.length) throw new Error('A cell of the CSV goes on behind its closing quote.');
    yield cells;
    cells = [];
  }
}

type Cell = { readonly value: string; readonly end: number };

function plainCell(text: string, start: number): Cell {
  let end = start;
  while (end < text.length && text[end] !== ',' && text[end] !== '\n' && !text.startsWith('\r\n', end)) end += 1;
  return { value: text.slice(start, end), end };
}

function quotedCell(text: string, start: number): Cell {
  for (let at = start + 1; ; at += 2) {
    const quote = text.indexOf('"', at);
    if (quote < 0) throw new Error('A quoted cell of the CSV has no end.');
    at = quote;
    if (text[quote + 1] !== '"') return { value: text.slice(start + 1, quote).replaceAll('""', '"'), end: quote + 1 };
  }
}
