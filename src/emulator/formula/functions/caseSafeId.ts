const CHECKSUM = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/**
 * The 18-character form of a 15-character id: three more characters, each saying which of five are upper case. Anything
 * that does not look like a 15-character id stays as it is.
 * Source: https://help.salesforce.com/s/articleView?id=000385585
 */
export function caseSafeId(id: string): string {
  if (!/^[a-zA-Z0-9]{15}$/.test(id)) return id;
  const suffix = [0, 5, 10].map((start) => {
    const upper = [...id.slice(start, start + 5)].map((char) => Number(char >= 'A' && char <= 'Z'));
    return CHECKSUM[upper.reduce((sum, bit, index) => sum + bit * 2 ** index, 0)];
  });
  return id + suffix.join('');
}
