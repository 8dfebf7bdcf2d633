import { visible } from './visibleText.js';

/** A line break of zero width: what follows `@`, `#` and `//` is then no mention, reference or link to GitHub. */
const APART = '&#8203;';

/** Words of others in a line of Markdown or a cell of a table: no character of them is markup, mentions or links. */
export function prose(text: string): string {
  return visible(text)
    .replace(/[!"#$%&*<=>@[\\\]^_`{|}~]/gu, (char) => `&#${char.charCodeAt(0)};`)
    .replace(/&#(?:64|35);|:\/\/|\bwww\b|\bGH(?=-\d)/giu, (match) => match + APART);
}

/** A name as code. What a code span can't hold, or a table would break at, is written in HTML. */
export function code(text: string): string {
  const shown = visible(text);
  if (/^[^\s`|\\](?:[^`|\\]*[^\s`|\\])?$/u.test(shown)) return `\`${shown}\``;
  return `<code>${shown.replace(/[!-/:-@[-`{-~]/gu, (char) => `&#${char.charCodeAt(0)};`)}</code>`;
}

/** Commands, one a line, as a block to copy from; the fence is longer than any in them. */
export function block(commands: readonly string[]): string {
  const text = commands.map(visible).join('\n');
  const longest = Math.max(2, ...[...text.matchAll(/`+/gu)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}sh\n${text}\n${fence}`;
}
