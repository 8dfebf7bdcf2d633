import type { Expression, ExpressionOf } from './ast.js';
import { Decimal } from './decimal.js';
import { findFunction } from './functions/registry.js';
import type { Call, Typed } from './functions/signature.js';
import { compileBinary, compileUnary } from './operators.js';
import type { CompileOptions, Compiled, EvaluationContext, FormulaType, FormulaValue, Run } from './types.js';
import { importer, textOrBlank } from './values.js';
import { FormulaCompileError, wording } from './wording.js';

/** Type-checks an expression and turns it into code; collects the fields it names. */
export class ExpressionCompiler {
  private readonly paths = new Map<string, readonly string[]>();

  public constructor(private readonly options: CompileOptions) {}

  /** Every path named, as first written. */
  public get references(): readonly (readonly string[])[] {
    return [...this.paths.values()];
  }

  /** Throws a FormulaCompileError at the first thing that is wrong, arguments before the function they stand in. */
  public compile(node: Expression): Compiled {
    switch (node.kind) {
      case 'text':
        return constant(node, 'text', textOrBlank(node.value));
      case 'number':
        return constant(node, 'number', Decimal.parse(node.value) ?? null);
      case 'boolean':
        return constant(node, 'boolean', node.value);
      case 'null':
        return constant(node, 'null', null);
      case 'field':
        return { node, ...this.field(node) };
      // Long chains of operators are walked down in a loop to spare the stack.
      case 'unary': {
        const chain: ExpressionOf<'unary'>[] = [];
        let inner: Expression = node;
        for (; inner.kind === 'unary'; inner = inner.operand) chain.push(inner);
        return chain.reduceRight<Compiled>(
          (operand, link) => ({
            node: link,
            ...compileUnary(link.operator, this.callOf(link, link.written, [operand])),
          }),
          this.compile(inner),
        );
      }
      case 'binary': {
        const chain: ExpressionOf<'binary'>[] = [];
        let first: Expression = node;
        for (; first.kind === 'binary'; first = first.left) chain.push(first);
        return chain.reduceRight<Compiled>(
          (left, link) => ({ node: link, ...this.binary(link, left, this.compile(link.right)) }),
          this.compile(first),
        );
      }
      case 'call':
        return { node, ...this.functionCall(node) };
    }
  }

  private binary(node: ExpressionOf<'binary'>, left: Compiled, right: Compiled): Typed {
    const written = { '&&': 'and', '||': 'or' }[node.operator as string] ?? node.operator;
    return compileBinary(node.operator, this.callOf(node, written, [left, right]));
  }

  private functionCall(node: ExpressionOf<'call'>): Typed {
    const definition = findFunction(node.name);
    if (definition === 'notEvaluated') throw new FormulaCompileError(wording.notEvaluated(node.name), node.at);
    if (definition === 'elsewhere')
      throw new FormulaCompileError(wording.functionNotAllowed(node.name.toUpperCase()), node.at);
    if (definition === undefined) throw new FormulaCompileError(wording.unknownFunction(node.name), node.at);
    const { kind } = this.options;
    if (kind !== undefined && definition.kinds?.includes(kind) === false)
      throw new FormulaCompileError(wording.functionNotAllowed(definition.name), node.at);
    const { namedFields = 0 } = definition;
    const args = node.args.map((arg, index) =>
      index < namedFields && arg.kind === 'field' ? this.namedField(arg) : this.compile(arg),
    );
    return definition.compile(this.callOf(node, node.name, args));
  }

  private callOf(node: Expression, written: string, args: readonly Compiled[]): Call {
    return { node, written, args, kind: this.options.kind, prior: (field) => this.prior(field) };
  }

  private field(node: ExpressionOf<'field'>): Typed {
    const type = this.fieldType(node);
    const { path } = node;
    this.named(path);
    return { type, field: node, run: this.reader(node, type, (context) => context.value(path)) };
  }

  /** `$ObjectType.Object__c.Fields.Field__c` */
  private namedField(node: ExpressionOf<'field'>): Compiled {
    const { path, at } = node;
    const [root = '', object = '', fields = '', field = '', ...more] = path;
    const isPath = root.toLowerCase() === '$objecttype' && fields.toLowerCase() === 'fields' && more.length === 0;
    const found = isPath ? this.options.scope.objectField?.(object, field) : undefined;
    if (found === undefined) throw new FormulaCompileError(wording.unknownField(path.join('.')), at);
    this.named(path);
    return { node, type: found.type, run: () => null, named: { object, field, isName: found.isName } };
  }

  private named(path: readonly string[]): void {
    const key = path.join('.').toLowerCase();
    if (!this.paths.has(key)) this.paths.set(key, path);
  }

  private prior(node: ExpressionOf<'field'>): Run {
    const { path } = node;
    return this.reader(node, this.fieldType(node), (context) =>
      context.prior === undefined ? context.value(path) : context.prior(path),
    );
  }

  private fieldType({ path, at }: ExpressionOf<'field'>): FormulaType {
    const { scope } = this.options;
    const type = scope.field(path);
    if (type !== undefined) return type;
    const [root = '', ...rest] = path;
    if (root.toLowerCase() !== '$resource' || rest.length === 0)
      throw new FormulaCompileError(wording.unknownField(path.join('.')), at);
    if (scope.resource?.(path) !== true) throw new FormulaCompileError(wording.unknownResource(rest.join('.')), at);
    return 'text';
  }

  private reader(
    { path }: ExpressionOf<'field'>,
    type: FormulaType,
    read: (context: EvaluationContext) => FormulaValue,
  ): Run {
    const convert = importer(type, this.options.treatBlanksAs === 'zero');
    return (context) => {
      const value = convert(read(context));
      if (value === undefined) throw new TypeError(`The value given for ${path.join('.')} is not of type ${type}.`);
      return value;
    };
  }
}

function constant(node: Expression, type: Compiled['type'], value: ReturnType<Run>): Compiled {
  return { node, type, run: () => value };
}
