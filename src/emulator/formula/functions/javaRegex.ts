/**
 * Java's regular expressions, which the platform uses, as JavaScript's. Source of the syntax:
 * https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/util/regex/Pattern.html
 * What has no exact counterpart is refused: possessive quantifiers, atomic groups, class unions and intersections,
 * flags other than `i` and `s`.
 */

/** Says why a pattern is not translated. */
export class RegexRefusal extends Error {}

/** A test of the whole text. Throws a RegexRefusal for what it cannot translate and for a malformed pattern. */
export function compileJavaRegex(pattern: string): (text: string) => boolean {
  const body = new Translator(pattern).translate();
  let regex: RegExp;
  try {
    regex = new RegExp(`^(?:${body})$`, 'u');
  } catch (error) {
    throw new RegexRefusal(error instanceof SyntaxError ? 'it is not well formed' : String(error));
  }
  return (text) => regex.test(text);
}

type Range = readonly [number, number];

const SPACE: readonly Range[] = [
  [9, 13],
  [32, 32],
];
const DIGIT: readonly Range[] = [[48, 57]];
const LOWER: readonly Range[] = [[97, 122]];
const UPPER: readonly Range[] = [[65, 90]];
const ALPHA: readonly Range[] = [...UPPER, ...LOWER];
const ALNUM: readonly Range[] = [...DIGIT, ...ALPHA];
const WORD: readonly Range[] = [...ALNUM, [95, 95]];
const PUNCT: readonly Range[] = [
  [33, 47],
  [58, 64],
  [91, 96],
  [123, 126],
];
const HORIZONTAL: readonly Range[] = [
  [9, 9],
  [32, 32],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x180e, 0x180e],
  [0x2000, 0x200a],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
];
const VERTICAL: readonly Range[] = [
  [10, 13],
  [0x85, 0x85],
  [0x2028, 0x2029],
];
const LINE_END: readonly Range[] = [
  [10, 10],
  [13, 13],
  [0x85, 0x85],
  [0x2028, 0x2029],
];

const posix: Readonly<Record<string, readonly Range[]>> = {
  Lower: LOWER,
  Upper: UPPER,
  ASCII: [[0, 127]],
  Alpha: ALPHA,
  Digit: DIGIT,
  Alnum: ALNUM,
  Punct: PUNCT,
  Graph: [...PUNCT, ...ALNUM],
  Print: [[32, 126]],
  Blank: [
    [9, 9],
    [32, 32],
  ],
  Cntrl: [
    [0, 31],
    [127, 127],
  ],
  XDigit: [...DIGIT, [65, 70], [97, 102]],
  Space: SPACE,
};

const classEscapes: Readonly<Record<string, readonly Range[]>> = {
  d: DIGIT,
  w: WORD,
  s: SPACE,
  h: HORIZONTAL,
  v: VERTICAL,
};

const controlEscapes: Readonly<Record<string, number>> = { t: 9, n: 10, r: 13, f: 12, a: 7, e: 27 };
const CATEGORY = /^(?:L[utmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|S[mcko]?|Z[slp]?|C[cfo])$/;

const hex = (code: number): string => `\\u{${code.toString(16)}}`;
const rangeText = ([low, high]: Range): string => (low === high ? hex(low) : `${hex(low)}-${hex(high)}`);
const rangesText = (ranges: readonly Range[]): string => ranges.map(rangeText).join('');

function complement(ranges: readonly Range[]): Range[] {
  const result: Range[] = [];
  let next = 0;
  for (const [low, high] of [...ranges].sort((a, b) => a[0] - b[0])) {
    if (low > next) result.push([next, low - 1]);
    next = Math.max(next, high + 1);
  }
  result.push([next, 0x10ffff]);
  return result;
}

/** With the other case of every ASCII letter, which is what `(?i)` means in Java. */
function bothCases(ranges: readonly Range[]): Range[] {
  const swapped = (range: Range, [low, high]: Range, offset: number): Range[] => {
    const from = Math.max(range[0], low);
    const to = Math.min(range[1], high);
    return from <= to ? [[from + offset, to + offset]] : [];
  };
  return ranges.flatMap((range) => [range, ...swapped(range, [97, 122], -32), ...swapped(range, [65, 90], 32)]);
}

class Translator {
  private index = 0;
  private ignoreCase = false;
  private dotAll = false;
  /** The flags to go back to at the end of each open group. */
  private readonly outerFlags: { ignoreCase: boolean; dotAll: boolean }[] = [];

  public constructor(private readonly pattern: string) {}

  public translate(): string {
    let result = '';
    while (this.index < this.pattern.length) result += this.element();
    return result;
  }

  private peek(): string {
    const code = this.pattern.codePointAt(this.index);
    return code === undefined ? '' : String.fromCodePoint(code);
  }

  private take(): string {
    const char = this.peek();
    if (char === '') throw new RegexRefusal('it ends too early');
    this.index += char.length;
    return char;
  }

  private element(): string {
    const char = this.take();
    switch (char) {
      case '\\':
        return this.escape();
      case '[':
        return this.characterClass();
      case '(':
        return this.group();
      case ')':
        Object.assign(this, this.outerFlags.pop());
        return char;
      case '|':
      case '^':
        return char;
      case '.':
        return this.dotAll ? '[^]' : `[^${rangesText(LINE_END)}]`;
      case '$':
        // Java's also stands before a line end that closes the text.
        return `(?=(?:\\r\\n|[${rangesText(LINE_END)}])?(?![^]))`;
      case '*':
      case '+':
      case '?':
        return char + this.afterQuantifier();
      case '{': {
        const bounds = /^\d+(?:,\d*)?\}/.exec(this.pattern.slice(this.index));
        if (bounds === null) throw new RegexRefusal('a { starts no repetition');
        this.index += bounds[0].length;
        return `{${bounds[0]}${this.afterQuantifier()}`;
      }
      default:
        return this.literal(char.codePointAt(0) ?? 0);
    }
  }

  private afterQuantifier(): string {
    if (this.peek() === '+') throw new RegexRefusal('possessive quantifiers are not supported');
    return this.peek() === '?' ? this.take() : '';
  }

  private group(): string {
    const rest = this.pattern.slice(this.index);
    const outer = { ignoreCase: this.ignoreCase, dotAll: this.dotAll };
    const flags = /^\?([a-zA-Z]*)(?:-([a-zA-Z]+))?([:)])/.exec(rest);
    if (flags !== null) {
      this.setFlags(flags[1] ?? '', true);
      this.setFlags(flags[2] ?? '', false);
      this.index += flags[0].length;
      // `(?i)` lasts until the group it stands in ends, `(?i:` begins one.
      if (flags[3] === ')') return '';
      this.outerFlags.push(outer);
      return '(?:';
    }
    const opening = /^\?(?:=|!|<=|<!|<[a-zA-Z][a-zA-Z0-9]*>)/.exec(rest)?.[0];
    if (opening === undefined && this.peek() === '?') throw new RegexRefusal('a group of this kind is not supported');
    this.index += opening?.length ?? 0;
    this.outerFlags.push(outer);
    return `(${opening ?? ''}`;
  }

  private setFlags(flags: string, value: boolean): void {
    for (const flag of flags) {
      if (flag === 'i') this.ignoreCase = value;
      else if (flag === 's') this.dotAll = value;
      else throw new RegexRefusal(`the flag ${flag} is not supported`);
    }
  }

  private literal(code: number): string {
    return this.set([[code, code]], false);
  }

  private set(ranges: readonly Range[], negated: boolean): string {
    const [first] = ranges;
    const cased = this.cased(ranges);
    if (!negated && cased.length === 1 && first !== undefined && first[0] === first[1]) return hex(first[0]);
    return `[${negated ? '^' : ''}${rangesText(cased)}]`;
  }

  private cased(ranges: readonly Range[]): readonly Range[] {
    return this.ignoreCase ? bothCases(ranges) : ranges;
  }

  private escape(): string {
    const char = this.peek();
    if (char === 'Q') return this.quotation();
    if (/[1-9k]/.test(char)) {
      if (this.ignoreCase) throw new RegexRefusal('a back reference under (?i) is not supported');
      const reference = /^(?:[1-9](?!\d)|k<[a-zA-Z][a-zA-Z0-9]*>)/.exec(this.pattern.slice(this.index))?.[0];
      if (reference === undefined) throw new RegexRefusal('a back reference of this kind is not supported');
      this.index += reference.length;
      // Closed off, so that a digit that follows is not read as part of it.
      return `(?:\\${reference})`;
    }
    if (char === 'b' || char === 'B') return `\\${this.take()}`;
    if (char === 'A') return this.take() && '(?<![^])';
    if (char === 'z') return this.take() && '(?![^])';
    const item = this.classItem();
    return typeof item === 'string' ? item : this.set(item, false);
  }

  /** `\Q…\E`: every character between stands for itself. */
  private quotation(): string {
    this.take();
    const end = this.pattern.indexOf('\\E', this.index);
    const quoted = this.pattern.slice(this.index, end < 0 ? undefined : end);
    this.index = end < 0 ? this.pattern.length : end + 2;
    return [...quoted].map((char) => this.literal(char.codePointAt(0) ?? 0)).join('');
  }

  /** What an escape stands for, after the backslash: code points, or a Unicode category as JavaScript writes it. */
  private classItem(): readonly Range[] | string {
    const char = this.take();
    const ranges = classEscapes[char.toLowerCase()];
    if (ranges !== undefined && Object.hasOwn(classEscapes, char.toLowerCase()))
      return char === char.toLowerCase() ? ranges : complement(ranges);
    const control = controlEscapes[char];
    if (control !== undefined) return [[control, control]];
    if (char === 'p' || char === 'P') return this.property(char === 'P');
    const code = /^(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|x\{([0-9a-fA-F]{1,6})\})/.exec(
      this.pattern.slice(this.index - char.length),
    );
    if (code !== null) {
      this.index += code[0].length - char.length;
      const point = parseInt(code[1] ?? code[2] ?? code[3] ?? '', 16);
      return [[point, point]];
    }
    if (/[a-zA-Z0-9]/.test(char)) throw new RegexRefusal(`the escape \\${char} is not supported`);
    const point = char.codePointAt(0) ?? 0;
    return [[point, point]];
  }

  private property(negated: boolean): readonly Range[] | string {
    const name = /^(?:\{(?:Is)?([a-zA-Z]+)\}|([a-zA-Z]))/.exec(this.pattern.slice(this.index));
    const property = name?.[1] ?? name?.[2] ?? '';
    this.index += name?.[0].length ?? 0;
    const ranges = Object.hasOwn(posix, property) ? posix[property] : undefined;
    if (ranges !== undefined) {
      const cased = this.cased(ranges);
      return negated ? complement(cased) : cased;
    }
    if (!CATEGORY.test(property) || (this.ignoreCase && /^L[ut]$/.test(property)))
      throw new RegexRefusal(`the property ${property} is not supported`);
    return `\\${negated ? 'P' : 'p'}{${property}}`;
  }

  private characterClass(): string {
    const negated = this.peek() === '^';
    if (negated) this.take();
    if (this.peek() === ']') throw new RegexRefusal('a class that begins with ] is not supported');
    let content = '';
    while (this.peek() !== ']') {
      content += this.classPart();
    }
    this.take();
    return `[${negated ? '^' : ''}${content}]`;
  }

  /** One member, or a range of two. */
  private classPart(): string {
    const low = this.classMember();
    if (this.peek() === '-' && this.pattern[this.index + 1] !== ']') {
      this.take();
      return rangesText(this.cased(this.range(low)));
    }
    return typeof low === 'string' ? low : rangesText(this.cased(low));
  }

  private range(low: readonly Range[] | string): readonly Range[] {
    const high = this.classMember();
    const [from] = low;
    const [to] = high;
    const single = (range: Range | string | undefined): range is Range =>
      typeof range === 'object' && range[0] === range[1];
    if (low.length !== 1 || high.length !== 1 || !single(from) || !single(to) || from[0] > to[0])
      throw new RegexRefusal('a range in a class is not well formed');
    return [[from[0], to[0]]];
  }

  private classMember(): readonly Range[] | string {
    const char = this.take();
    if (char === '[') throw new RegexRefusal('a class within a class is not supported');
    if (char === '&' && this.peek() === '&') throw new RegexRefusal('an intersection of classes is not supported');
    if (char === '\\') return this.classItem();
    const code = char.codePointAt(0) ?? 0;
    return [[code, code]];
  }
}
