/** A remediation for one org: its `%s` replaced by the org's name, as a shell takes it. People paste these. */
export function remediationFor(text: string, org: string): string {
  return text.replaceAll('%s', () => shellWord(org));
}

/** A word as POSIX shells read it; what could mean anything else stands in single quotes. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
