import { FormulaEvaluationError } from './evaluationError.js';

/** Digits that intermediate results carry, and those of a function's argument; decimal places of a value compared or given out. */
const PRECISION = 40;
const ARGUMENT_PRECISION = 33;
const SCALE = 32;
/** Digits beyond this have no meaning for a record's value and would only cost memory. */
const MAX_EXPONENT = 1000;

const powers: bigint[] = [1n];
function power10(exponent: number): bigint {
  for (let i = powers.length; i <= exponent; i++) powers.push((powers[i - 1] ?? 1n) * 10n);
  return powers[exponent] ?? 1n;
}

const PRECISION_LIMIT = 10n ** BigInt(PRECISION);

export type Rounding = 'halfUp' | 'down' | 'up' | 'floor' | 'ceiling';

/**
 * An exact decimal number, `unscaled / 10^scale`: formulas calculate in decimal, so that 0.1 + 0.2 = 0.3.
 * Source: https://github.com/salesforce/formula-engine (BigDecimal arithmetic, half-up).
 */
export class Decimal {
  public static readonly ZERO = new Decimal(0n, 0);
  public static readonly ONE = new Decimal(1n, 0);

  private constructor(
    private readonly unscaled: bigint,
    private readonly scale: number,
  ) {}

  public static of(value: number): Decimal {
    if (Number.isSafeInteger(value)) return new Decimal(BigInt(value), 0);
    const parsed = Decimal.parse(String(value));
    if (parsed === undefined) throw new FormulaEvaluationError(`The value '${value}' is not a valid number.`);
    return parsed;
  }

  /** Reads `12`, `-1.5`, `+.5`, `1.` and `1.5e3`, as Java's BigDecimal does; undefined for anything else. */
  public static parse(text: string): Decimal | undefined {
    const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text);
    if (match === null) return undefined;
    const [, sign, whole = '', fraction = '', exponentText = '0'] = match;
    const exponent = Number(exponentText);
    if (whole + fraction === '' || Math.abs(exponent) > MAX_EXPONENT) return undefined;
    const digits = BigInt(whole + fraction);
    return new Decimal(sign === '-' ? -digits : digits, fraction.length).shift(exponent).limited();
  }

  public add(other: Decimal): Decimal {
    const scale = Math.max(this.scale, other.scale);
    return new Decimal(this.at(scale) + other.at(scale), scale).limited();
  }

  public subtract(other: Decimal): Decimal {
    const scale = Math.max(this.scale, other.scale);
    return new Decimal(this.at(scale) - other.at(scale), scale).limited();
  }

  public multiply(other: Decimal): Decimal {
    return new Decimal(this.unscaled * other.unscaled, this.scale + other.scale).limited();
  }

  public divide(other: Decimal): Decimal {
    if (other.isZero()) throw new FormulaEvaluationError('Division by zero');
    // Enough decimal places for PRECISION digits of quotient and one to round by.
    const places = Math.max(0, PRECISION + 1 + digitCount(other.unscaled) - digitCount(this.unscaled));
    const quotient = (this.unscaled * power10(places)) / other.unscaled;
    return new Decimal(quotient, places + this.scale - other.scale).shift(0).limited().stripped();
  }

  /** The remainder with the sign of the dividend. The divisor must not be zero. */
  public remainder(other: Decimal): Decimal {
    const scale = Math.max(this.scale, other.scale);
    return new Decimal(this.at(scale) % other.at(scale), scale);
  }

  /**
   * To a whole power. Source for the limits: https://github.com/salesforce/formula-engine (BigDecimalHelper): whole
   * exponents only, no result above 1e64.
   */
  public power(exponent: Decimal): Decimal {
    const count = exponent.toNumber();
    const tooBig = (): FormulaEvaluationError =>
      new FormulaEvaluationError('Out of range argument to POWER() function');
    if (!Number.isSafeInteger(count) || Math.abs(count) > 2 ** 31) throw tooBig();
    if (count === 0) return Decimal.ONE;
    if (this.isZero()) {
      if (count < 0) throw tooBig();
      return Decimal.ZERO;
    }
    const magnitude = Math.log10(Math.abs(this.toNumber())) * count;
    if (magnitude > 64) throw tooBig();
    if (magnitude < -SCALE - 10) return Decimal.ZERO;
    let base: Decimal = count < 0 ? Decimal.ONE.divide(this) : this;
    let result = Decimal.ONE;
    for (let rest = Math.abs(count); rest > 0; rest = Math.floor(rest / 2)) {
      if (rest % 2 === 1) result = result.multiply(base);
      if (rest > 1) base = base.multiply(base);
    }
    return result;
  }

  public negate(): Decimal {
    return new Decimal(-this.unscaled, this.scale);
  }

  public abs(): Decimal {
    return this.unscaled < 0n ? this.negate() : this;
  }

  public isZero(): boolean {
    return this.unscaled === 0n;
  }

  /** Below 0, 0 or above 0, as in a sort. */
  public compare(other: Decimal): number {
    const scale = Math.max(this.scale, other.scale);
    const difference = this.at(scale) - other.at(scale);
    return difference === 0n ? 0 : difference < 0n ? -1 : 1;
  }

  /** To so many decimal places; negative places round left of the point. */
  public round(places: number, rounding: Rounding): Decimal {
    if (places >= this.scale) return this;
    if (places < -MAX_EXPONENT) return Decimal.ZERO;
    const divisor = power10(this.scale - places);
    const quotient = this.unscaled / divisor;
    const rest = this.unscaled % divisor;
    return new Decimal(quotient + roundingStep(rest, divisor, rounding), places).shift(0);
  }

  /**
   * The value as a function sees it: to so many digits that what division left over does not count.
   * Source: https://github.com/salesforce/formula-engine (BigDecimalHelper, NUMBER_PRECISION_EXTERNAL).
   */
  public asArgument(): Decimal {
    return this.scale > SCALE ? this.withDigits(ARGUMENT_PRECISION).stripped() : this;
  }

  /** The value as a comparison or the caller sees it: without the digits that only division left over. */
  public materialized(): Decimal {
    return this.scale > SCALE ? this.round(SCALE, 'halfUp').stripped() : this;
  }

  /** How many digits stand left of the point; 0 for a value between -1 and 1. */
  public wholeDigits(): number {
    return Math.max(0, digitCount(this.unscaled) - this.scale);
  }

  public toNumber(): number {
    return this.scale === 0 ? Number(this.unscaled) : Number(`${this.unscaled}e${-this.scale}`);
  }

  /** As `toNumber`; throws a FormulaEvaluationError when a double cannot hold it. */
  public toFiniteNumber(): number {
    const value = this.toNumber();
    if (!Number.isFinite(value)) throw new FormulaEvaluationError('Number out of range');
    return value;
  }

  /** Plain digits, never scientific, without trailing zeros: `1.5`, `-0.25`, `120`. */
  public toText(): string {
    const { unscaled, scale } = this.withDigits(PRECISION - 1).stripped();
    if (scale === 0) return String(unscaled);
    const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0');
    return `${unscaled < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  }

  private at(scale: number): bigint {
    return scale === this.scale ? this.unscaled : this.unscaled * power10(scale - this.scale);
  }

  /** Times 10^exponent; also brings a negative scale to 0. */
  private shift(exponent: number): Decimal {
    const scale = this.scale - exponent;
    if (scale >= 0) return scale === this.scale ? this : new Decimal(this.unscaled, scale);
    return new Decimal(this.unscaled * power10(-scale), 0);
  }

  private limited(): Decimal {
    if (this.scale > MAX_EXPONENT) return this.round(MAX_EXPONENT, 'halfUp').limited();
    if (this.unscaled < PRECISION_LIMIT && this.unscaled > -PRECISION_LIMIT) return this;
    if (this.wholeDigits() > MAX_EXPONENT) throw new FormulaEvaluationError('Number out of range');
    return this.withDigits(PRECISION);
  }

  private withDigits(precision: number): Decimal {
    const excess = digitCount(this.unscaled) - precision;
    return excess <= 0 ? this : this.round(this.scale - excess, 'halfUp');
  }

  private stripped(): Decimal {
    let { unscaled, scale } = this;
    while (scale > 0 && unscaled % 10n === 0n) {
      unscaled /= 10n;
      scale--;
    }
    return scale === this.scale ? this : new Decimal(unscaled, scale);
  }
}

function digitCount(value: bigint): number {
  return String(value < 0n ? -value : value).length;
}

function roundingStep(rest: bigint, divisor: bigint, rounding: Rounding): bigint {
  if (rest === 0n) return 0n;
  const away = rest < 0n ? -1n : 1n;
  switch (rounding) {
    case 'down':
      return 0n;
    case 'up':
      return away;
    case 'floor':
      return rest < 0n ? -1n : 0n;
    case 'ceiling':
      return rest < 0n ? 0n : 1n;
    case 'halfUp':
      return (rest < 0n ? -rest : rest) * 2n >= divisor ? away : 0n;
  }
}
