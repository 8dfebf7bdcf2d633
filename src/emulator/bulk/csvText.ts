import type { CsvDialect } from './csvReader.js';

/** A row of CSV with its line ending, every value in quotes, as the platform writes values. */
export function csvRow(values: readonly string[], dialect: CsvDialect): string {
  return csvCells(values, dialect) + dialect.lineEnding;
}

/** Neighbouring cells of a row. */
export function csvCells(values: readonly string[], { delimiter }: CsvDialect): string {
  return values.map(quoted).join(delimiter);
}

/** A header in which the names of the uploaded file stand as they came: in quotes only where CSV needs them. */
export function csvHeader(own: readonly string[], uploaded: readonly string[], dialect: CsvDialect): string {
  const needsQuotes = (name: string): boolean => name.includes(dialect.delimiter) || /["\r\n]/.test(name);
  return (
    [...own.map(quoted), ...uploaded.map((name) => (needsQuotes(name) ? quoted(name) : name))].join(dialect.delimiter) +
    dialect.lineEnding
  );
}

function quoted(value: string): string {
  return value.includes('"') ? `"${value.replaceAll('"', '""')}"` : `"${value}"`;
}
