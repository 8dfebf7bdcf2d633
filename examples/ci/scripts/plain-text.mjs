/** Words of an org in a table: no character of them is markup, a mention or a link. */
export function plain(text) {
  return String(text ?? '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .replace(/[!"#$%&*<=>@[\\\]^_`{|}~]/gu, (char) => `&#${char.charCodeAt(0)};`)
    .replace(/&#(?:64|35);|:\/\/|\bwww\b|\bGH(?=-\d)/giu, (match) => `${match}&#8203;`);
}
