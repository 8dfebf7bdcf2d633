import { FormulaEvaluationError } from './evaluationError.js';

export const DAY_MS = 86_400_000;
const MIN_YEAR = 1;
const MAX_YEAR = 9999;

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

/** Midnight GMT of a calendar day in milliseconds; undefined when there is no such day. Years below 100 are meant as written. */
function dayStart(year: number, month: number, day: number): number | undefined {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists && year >= MIN_YEAR && year <= MAX_YEAR ? date.getTime() : undefined;
}

function dayText(ms: number): string {
  const date = new Date(ms);
  return `${pad(date.getUTCFullYear(), 4)}-${pad(date.getUTCMonth() + 1, 2)}-${pad(date.getUTCDate(), 2)}`;
}

function timeText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${pad(Math.floor(seconds / 3600), 2)}:${pad(Math.floor(seconds / 60) % 60, 2)}:${pad(seconds % 60, 2)}`;
}

function inRange(ms: number): number {
  const year = new Date(ms).getUTCFullYear();
  if (!(year >= MIN_YEAR && year <= MAX_YEAR)) throw new FormulaEvaluationError('Date out of range');
  return ms;
}

/** A calendar day. */
export class FormulaDate {
  private constructor(
    /** Days since 1970-01-01. */
    public readonly days: number,
  ) {}

  public static ofDays(days: number): FormulaDate {
    inRange(days * DAY_MS);
    return new FormulaDate(days);
  }

  /** Undefined when the calendar has no such day between the years 1 and 9999. */
  public static of(year: number, month: number, day: number): FormulaDate | undefined {
    const start = dayStart(year, month, day);
    return start === undefined ? undefined : new FormulaDate(start / DAY_MS);
  }

  /** From `YYYY-MM-DD`, the REST API's form. Throws a RangeError on anything else. */
  public static fromIso(text: string): FormulaDate {
    const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
    const date = match === null ? undefined : FormulaDate.of(Number(match[1]), Number(match[2]), Number(match[3]));
    if (date === undefined) throw new RangeError(`"${text}" is not a date of the form YYYY-MM-DD.`);
    return date;
  }

  /** `YYYY-MM-DD`. */
  public toIso(): string {
    return dayText(this.days * DAY_MS);
  }

  public parts(): { year: number; month: number; day: number } {
    const date = new Date(this.days * DAY_MS);
    return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
  }
}

/** A moment. */
export class FormulaDateTime {
  private constructor(
    /** Milliseconds since 1970-01-01T00:00:00Z. */
    public readonly ms: number,
  ) {}

  public static ofMs(ms: number): FormulaDateTime {
    return new FormulaDateTime(inRange(ms));
  }

  /** From `YYYY-MM-DDTHH:mm:ss[.SSS]` with `Z`, `+0000` or `+00:00`. Throws a RangeError on anything else. */
  public static fromIso(text: string): FormulaDateTime {
    const match = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d(?:\.\d{1,9})?)(?:Z|([+-])(\d\d):?(\d\d))$/.exec(text);
    if (match === null) throw new RangeError(`"${text}" is not a date and time of the form YYYY-MM-DDTHH:mm:ss.SSSZ.`);
    const [, day = '', time = '', sign, hours = '0', minutes = '0'] = match;
    const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
    const start = FormulaDate.fromIso(day).days * DAY_MS;
    return FormulaDateTime.ofMs(start + FormulaTime.fromIso(`${time}Z`).ms - offset);
  }

  /** `YYYY-MM-DDTHH:mm:ss.SSSZ`. */
  public toIso(): string {
    return `${dayText(this.ms)}T${this.time().toIso()}`;
  }

  /** The day it falls on in GMT, the time zone of every user of the embedded org. */
  public date(): FormulaDate {
    return FormulaDate.ofDays(Math.floor(this.ms / DAY_MS));
  }

  public time(): FormulaTime {
    return FormulaTime.ofMs(this.ms);
  }

  /** `YYYY-MM-DD HH:MM:SSZ`, what `TEXT()` gives. */
  public toText(): string {
    return `${dayText(this.ms)} ${timeText(this.time().ms)}Z`;
  }
}

/** A time of day. */
export class FormulaTime {
  private constructor(
    /** Milliseconds since midnight, 0 to 86,399,999. */
    public readonly ms: number,
  ) {}

  /** Any number of milliseconds; those beyond a day wrap around. */
  public static ofMs(ms: number): FormulaTime {
    return new FormulaTime(((Math.trunc(ms) % DAY_MS) + DAY_MS) % DAY_MS);
  }

  /** From `HH:mm:ss[.SSS]`, `Z` at the end or not. Throws a RangeError on anything else. */
  public static fromIso(text: string): FormulaTime {
    const match = /^(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?Z?$/.exec(text);
    const [, hours, minutes, seconds, fraction = ''] = match ?? [];
    if (match === null || Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59)
      throw new RangeError(`"${text}" is not a time of the form HH:mm:ss.SSSZ.`);
    const millis = Number(fraction.slice(0, 3).padEnd(3, '0'));
    return new FormulaTime(((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + millis);
  }

  /** `HH:mm:ss.SSSZ`. */
  public toIso(): string {
    return `${this.toText()}Z`;
  }

  /** `HH:mm:ss.SSS`, what `TEXT()` gives. */
  public toText(): string {
    return `${timeText(this.ms)}.${pad(this.ms % 1000, 3)}`;
  }
}
