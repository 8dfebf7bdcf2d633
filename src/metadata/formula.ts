/** Text as a formula literal. Source: https://help.salesforce.com/s/articleView?id=platform.tips_on_building_formulas.htm (escape sequences). */
export function formulaText(text: string): string {
  return `"${text.replace(/\\/g, '\\\\').replace(/"/g, '\\"')}"`;
}

/** A function call, one argument a line where it is long, as a person would write it. */
export function call(name: string, ...args: string[]): string {
  const oneLine = `${name}(${args.join(', ')})`;
  if (oneLine.length <= 100 && !oneLine.includes('\n')) return oneLine;
  return `${name}(\n${args.map((arg) => arg.replace(/^/gm, '  ')).join(',\n')}\n)`;
}

/**
 * A formula's text without what does not change its meaning: comments, and white space outside of string literals.
 * Two formulas with equal results mean the same; the reverse need not hold.
 */
export function normalizeFormula(formula: string): string {
  const tokens =
    formula.match(/"(?:\\.|[^"\\])*"?|'(?:\\.|[^'\\])*'?|\/\*[\s\S]*?(?:\*\/|$)|\s+|[\w$.]+|[^\w$.\s]/g) ?? [];
  const kept = tokens.filter((token) => !token.startsWith('/*') && !/^\s+$/.test(token));
  return kept.reduce((text, token) => text + (/[\w$.]$/.test(text) && /^[\w$.]/.test(token) ? ' ' : '') + token, '');
}
