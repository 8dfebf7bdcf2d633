const ANY = Symbol('%');
const ONE = Symbol('_');
type Token = string | typeof ANY | typeof ONE;

/**
 * What a pattern of LIKE matches, upper and lower case told apart: `%` is any text, `_` one character, `\` takes the next
 * character as it is. The time it takes grows with text times pattern at most, which a regular expression does not promise.
 */
export function likePattern(pattern: string): (text: string) => boolean {
  const tokens = tokensOf(pattern);
  return (text) => matches(tokens, [...text]);
}

function tokensOf(pattern: string): Token[] {
  const tokens: Token[] = [];
  const chars = [...pattern];
  for (let at = 0; at < chars.length; at++) {
    const char = chars[at] ?? '';
    if (char === '%') tokens.push(ANY);
    else if (char === '_') tokens.push(ONE);
    else tokens.push(char === '\\' ? (chars[++at] ?? char) : char);
  }
  return tokens;
}

function matches(tokens: readonly Token[], chars: readonly string[]): boolean {
  let token = 0;
  let char = 0;
  // Behind the last `%`, and how far that one reaches: only this one ever needs to take more.
  let behindAny: number | undefined;
  let reach = 0;
  while (char < chars.length) {
    const wanted = tokens[token];
    if (wanted === ANY) {
      behindAny = ++token;
      reach = char;
    } else if (wanted === ONE || wanted === chars[char]) {
      token++;
      char++;
    } else if (behindAny !== undefined) {
      token = behindAny;
      char = ++reach;
    } else {
      return false;
    }
  }
  return tokens.slice(token).every((rest) => rest === ANY);
}
