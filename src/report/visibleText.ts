/**
 * Characters that change how the text around them looks, or that end a line: controls, line and paragraph separators,
 * and the marks that turn the direction of writing (https://www.unicode.org/reports/tr9/), by which a name can show
 * itself as another one.
 */
// eslint-disable-next-line no-control-regex -- these are the characters to find
const DECEPTIVE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** The text on one line, in which every character can be seen: `a\nb` becomes `a b`, a direction mark `\u{202e}`. */
export function visible(text: string): string {
  if (/^[ -~]*$/u.test(text)) return text;
  return text
    .toWellFormed()
    .replace(/\r\n|[\n\r\t\u2028\u2029]/gu, ' ')
    .replace(DECEPTIVE, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);
}
