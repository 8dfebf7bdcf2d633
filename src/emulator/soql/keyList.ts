/** Keys held together: a large result is kept as text of many keys rather than as one value for each. */
const PART = 1000;

/** The keys of a result, in order. */
export class KeyList {
  public readonly length: number;
  /** JSON arrays of `PART` keys each, the last one of fewer. */
  private readonly parts: readonly string[];

  public constructor(keys: Iterable<string>) {
    const parts: string[] = [];
    let length = 0;
    let part: string[] = [];
    for (const key of keys) {
      length++;
      if (part.push(key) < PART) continue;
      parts.push(JSON.stringify(part));
      part = [];
    }
    this.parts = part.length === 0 ? parts : [...parts, JSON.stringify(part)];
    this.length = length;
  }

  /** The keys from one position to before another. */
  public slice(from: number, to: number): string[] {
    const first = Math.floor(from / PART);
    const last = Math.ceil(to / PART);
    // Only the constructor writes the parts.
    const keys = this.parts.slice(first, last).flatMap((part) => JSON.parse(part) as string[]);
    return keys.slice(from - first * PART, to - first * PART);
  }
}
