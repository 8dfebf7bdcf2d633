import { randomBytes } from 'node:crypto';
import type { Caller } from '../access/caller.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';

/** One of the platform's session time-outs. Source: https://help.salesforce.com/s/articleView?id=sf.admin_sessions.htm */
export const DEFAULT_SESSION_TTL_MS = 12 * 60 * 60 * 1000;

/** How stale a stored last use may get before it is written again. */
const TOUCH_SHARE = 20;

/**
 * The sessions of one org: access tokens that end after a time without use, and refresh tokens that do not. They are
 * rows of the org's storage, so a restart keeps them.
 */
export class Sessions {
  public constructor(
    private readonly org: EmbeddedOrg,
    private readonly ttlMs: number = DEFAULT_SESSION_TTL_MS,
  ) {
    org.storage.db.exec(`
      CREATE TABLE IF NOT EXISTS session (
        token TEXT PRIMARY KEY, user_id TEXT NOT NULL, last_used INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE IF NOT EXISTS refresh_token (token TEXT PRIMARY KEY, user_id TEXT NOT NULL) STRICT;
    `);
  }

  /** Seconds that a session holds without use. */
  public get secondsValid(): number {
    return Math.floor(this.ttlMs / 1000);
  }

  /**
   * A new session. The token has the form that clients check: the org's id, `!`, then word characters and dots.
   * Source: https://github.com/forcedotcom/sfdx-core/blob/main/src/util/sfdc.ts (accessTokenRegex)
   */
  public issue(caller: Caller): string {
    const token = `${this.org.orgId.slice(0, 15)}!${randomWord(72)}`;
    this.org.storage
      .statement('INSERT INTO session (token, user_id, last_used) VALUES (?, ?, ?)')
      .run(token, caller.userId, this.now());
    return token;
  }

  /** The user's present session, or a new one when there is none that still holds. */
  public current(caller: Caller): string {
    const row = this.org.storage
      .statement('SELECT token FROM session WHERE user_id = ? AND last_used > ? ORDER BY rowid LIMIT 1')
      .get(caller.userId, this.now() - this.ttlMs);
    return row === undefined ? this.issue(caller) : String(row['token']);
  }

  /** The user's refresh token; the same one until it is revoked. */
  public refreshToken(caller: Caller): string {
    const { storage } = this.org;
    const known = storage.statement('SELECT token FROM refresh_token WHERE user_id = ?').get(caller.userId);
    if (known !== undefined) return String(known['token']);
    const token = `5Aep861${randomWord(80)}`;
    storage.statement('INSERT INTO refresh_token (token, user_id) VALUES (?, ?)').run(token, caller.userId);
    return token;
  }

  /** Who the token belongs to; undefined for an unknown, expired or revoked one. Using a session prolongs it. */
  public authenticate(token: string): Caller | undefined {
    const { storage } = this.org;
    const row = storage.statement('SELECT user_id, last_used FROM session WHERE token = ?').get(token);
    if (row === undefined) return undefined;
    const now = this.now();
    const idle = now - Number(row['last_used']);
    if (idle >= this.ttlMs) return undefined;
    if (idle >= this.ttlMs / TOUCH_SHARE) {
      storage.statement('UPDATE session SET last_used = ? WHERE token = ?').run(now, token);
    }
    return { userId: String(row['user_id']) };
  }

  public ownerOfRefreshToken(token: string): Caller | undefined {
    const row = this.org.storage.statement('SELECT user_id FROM refresh_token WHERE token = ?').get(token);
    return row === undefined ? undefined : { userId: String(row['user_id']) };
  }

  /** Ends a session, or makes a refresh token and its user's sessions worthless; says whether there was such a token. */
  public revoke(token: string): boolean {
    const { storage } = this.org;
    const owner = this.ownerOfRefreshToken(token);
    if (owner !== undefined) {
      storage.statement('DELETE FROM refresh_token WHERE token = ?').run(token);
      storage.statement('DELETE FROM session WHERE user_id = ?').run(owner.userId);
      return true;
    }
    return Number(storage.statement('DELETE FROM session WHERE token = ?').run(token).changes) > 0;
  }

  /** Ends all sessions, as if their time were over; says how many. Refresh tokens stay. */
  public expireAll(): number {
    return Number(this.org.storage.statement('DELETE FROM session').run().changes);
  }

  private now(): number {
    return this.org.now().getTime();
  }
}

/** Letters, digits and dots only. */
function randomWord(length: number): string {
  return randomBytes(length).toString('base64').replace(/[+/=]/g, '.').slice(0, length);
}
