const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const CHECKSUM = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/**
 * The case-insensitive 18-character form of a 15-character id: three checksum characters, each saying which of five
 * characters are upper case.
 * Source: https://help.salesforce.com/s/articleView?id=000385585 ("Convert 15-character IDs to 18-character IDs").
 */
export function toId18(id15: string): string {
  const suffix = [0, 5, 10].map((start) => {
    const bits = [...id15.slice(start, start + 5)].reduce(
      (sum, char, index) => (char >= 'A' && char <= 'Z' ? sum | (1 << index) : sum),
      0,
    );
    return CHECKSUM[bits];
  });
  return id15 + suffix.join('');
}

/** The 18-character form of a 15- or 18-character id in any case; undefined when it is not an id at all. */
export function normalizeId(id: string): string | undefined {
  if (!/^[a-zA-Z0-9]+$/.test(id)) return undefined;
  if (id.length === 15) return toId18(id);
  if (id.length !== 18) return undefined;
  const suffix = id.slice(15).toUpperCase();
  const chars = [...id.slice(0, 15)].map((char, index) => {
    const bits = CHECKSUM.indexOf(suffix[Math.floor(index / 5)] ?? '');
    if (bits < 0) return '';
    return (bits >> (index % 5)) & 1 ? char.toUpperCase() : char.toLowerCase();
  });
  const repaired = chars.join('');
  return repaired.length === 15 ? toId18(repaired) : undefined;
}

/**
 * The n-th id of a key prefix, 18 characters: prefix (3), instance and reserved characters (3), sequence number in
 * base 62 (9).
 */
export function makeId(keyPrefix: string, sequence: number, instance = '0E0'): string {
  let rest = sequence;
  let tail = '';
  for (let i = 0; i < 9; i++) {
    tail = (ALPHABET[rest % 62] ?? '0') + tail;
    rest = Math.floor(rest / 62);
  }
  return toId18(keyPrefix + instance + tail);
}
