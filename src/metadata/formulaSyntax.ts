/** A formula as a tree. Operators are calls of the function that means the same, or of their own sign. */
export type FormulaNode =
  | { readonly kind: 'literal'; readonly type: 'text' | 'number' | 'boolean' | 'null'; readonly text: string }
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly FormulaNode[] };

/**
 * How tightly operators bind, loosest first; all group to the left.
 * Source of the grammar: https://github.com/salesforce/formula-engine (Formula.g4, LexerRules.g4)
 */
const BINDING: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['=', '==', '<>', '!='],
  ['<', '<=', '>', '>='],
  ['+', '-', '&'],
  ['^'],
  ['*', '/'],
];

const MEANING: Readonly<Record<string, string>> = { '||': 'OR', '&&': 'AND', '==': '=', '!=': '<>' };
const MIRRORED: Readonly<Record<string, string>> = { '>': '<', '>=': '<=' };

/** The tree of a formula; undefined for a text that is none. White space, comments and brackets leave no trace in it. */
export function parseFormula(source: string): FormulaNode | undefined {
  const tokens = tokensOf(source);
  if (tokens === undefined) return undefined;
  const reader = new Reader(tokens);
  const node = reader.operation(0);
  return reader.ended ? node : undefined;
}

const TOKEN =
  /(?<gap>\s+|\/\*[^]*?\*\/)|(?<name>[a-zA-Z$][\w$:.#]*)|(?<number>\d+(?:\.\d+)?|\.\d+)|(?<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?<sign>&&|\|\||==|<>|!=|<=|>=|[()!,+\-*/<>&^=])/y;

const KINDS = ['name', 'number', 'text', 'sign'] as const;
type Token = { readonly kind: (typeof KINDS)[number]; readonly text: string };
type Groups = { readonly [Kind in Token['kind']]?: string };

function tokensOf(source: string): Token[] | undefined {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const groups: Groups | undefined = TOKEN.exec(source)?.groups;
    if (groups === undefined) return undefined;
    for (const kind of KINDS) {
      const text = groups[kind];
      if (text !== undefined) tokens.push({ kind, text });
    }
  }
  return tokens;
}

/** Brackets deeper than people write: a text that is made to exhaust the stack is no formula. */
const DEEPEST = 200;

class Reader {
  private at = 0;
  private depth = 0;

  public constructor(private readonly tokens: readonly Token[]) {}

  public get ended(): boolean {
    return this.at === this.tokens.length;
  }

  /** Operators of one strength and all tighter ones; undefined where the text does not go on as a formula. */
  public operation(level: number): FormulaNode | undefined {
    const signs = BINDING[level];
    if (signs === undefined) return this.operand();
    let left = this.operation(level + 1);
    while (left !== undefined) {
      const sign = this.tokens[this.at];
      if (sign?.kind !== 'sign' || !signs.includes(sign.text)) return left;
      this.at++;
      const right = this.operation(level + 1);
      left = right && operator(sign.text, left, right);
    }
    return undefined;
  }

  private operand(): FormulaNode | undefined {
    const token = this.tokens[this.at++];
    if (token === undefined || this.depth >= DEEPEST) return undefined;
    this.depth++;
    const node = this.operandFrom(token);
    this.depth--;
    return node;
  }

  private operandFrom({ kind, text }: Token): FormulaNode | undefined {
    const word = text.toUpperCase();
    if (kind === 'number') return { kind: 'literal', type: 'number', text: plainNumber(text) };
    if (kind === 'text') {
      // Only these two are escapes; others stay two characters (formula-engine, ConstantString).
      const value = text.slice(1, -1).replace(/\\(["\\])/g, '$1');
      return { kind: 'literal', type: 'text', text: value };
    }
    if (text === '!' || word === 'NOT') return wrapped('NOT', this.operand());
    if (text === '-') return wrapped('-', this.operand());
    if (text === '+') return this.operand();
    if (text === '(') {
      const inner = this.operation(0);
      return inner !== undefined && this.take(')') ? inner : undefined;
    }
    if (kind === 'sign') return undefined;
    if (this.tokens[this.at]?.text === '(') return this.call(word);
    if (word === 'TRUE' || word === 'FALSE') return { kind: 'literal', type: 'boolean', text: word };
    if (word === 'NULL') return { kind: 'literal', type: 'null', text: word };
    return { kind: 'field', name: text };
  }

  private call(name: string): FormulaNode | undefined {
    this.at++;
    const args: FormulaNode[] = [];
    if (this.take(')')) return { kind: 'call', name, args };
    do {
      const arg = this.operation(0);
      if (arg === undefined) return undefined;
      args.push(arg);
    } while (this.take(','));
    return this.take(')') ? { kind: 'call', name, args } : undefined;
  }

  private take(sign: string): boolean {
    const found = this.tokens[this.at]?.text === sign && this.tokens[this.at]?.kind === 'sign';
    if (found) this.at++;
    return found;
  }
}

function operator(sign: string, left: FormulaNode, right: FormulaNode): FormulaNode {
  const mirrored = MIRRORED[sign];
  if (mirrored !== undefined) return { kind: 'call', name: mirrored, args: [right, left] };
  return { kind: 'call', name: MEANING[sign] ?? sign, args: [left, right] };
}

/** `015.50` is `15.5`; digits are never rounded. */
function plainNumber(text: string): string {
  const [whole = '', fraction = ''] = text.split('.');
  const decimals = fraction.replace(/0+$/, '');
  return `${whole.replace(/^0+(?=\d)/, '') || '0'}${decimals === '' ? '' : `.${decimals}`}`;
}

function wrapped(name: string, operand: FormulaNode | undefined): FormulaNode | undefined {
  return operand && { kind: 'call', name, args: [operand] };
}
