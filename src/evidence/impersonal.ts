import { personAddress } from '../org/withoutPersons.js';

/** What lets whoever has it act as somebody: sessions, refresh tokens, signed tokens, keys. */
const SECRETS: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/gu,
  /force:\/\/\S+/gu,
  /\b00D[A-Za-z0-9]{12,15}!\S+/gu,
  /\b5Aep[A-Za-z0-9._]{20,}/gu,
  /\beyJ[\w-]{10,}\.[\w-]+\.[\w-]+/gu,
  /(?<=\bBearer\s)\S+/giu,
];

/** Who logs in to a URL, and with what. */
const LOGIN = /(?<=:\/\/)[^\s/@]+@/gu;

/** The folder of a user on the machine that audited. */
const HOME = /(?:\/home\/|\/Users\/|[A-Za-z]:\\Users\\)[^\s/\\"':]+/gu;

/**
 * Takes out of texts who somebody is, and what is secret. E-mail addresses and usernames, which have the same form,
 * become `person-1`, `person-2`: the same person has the same number in all texts, and nothing leads back.
 */
export class Impersonal {
  private readonly numbers = new Map<string, string>();

  public text(text: string): string {
    return SECRETS.reduce((rest, secret) => rest.replaceAll(secret, 'secret'), text)
      .replaceAll(LOGIN, '')
      .replaceAll(HOME, '~')
      .replaceAll(personAddress, (address) => this.person(address));
  }

  /** The number of somebody who is named by a whole text. */
  public person(name: string): string {
    const key = name.toLowerCase();
    const number = this.numbers.get(key) ?? `person-${this.numbers.size + 1}`;
    this.numbers.set(key, number);
    return number;
  }
}
