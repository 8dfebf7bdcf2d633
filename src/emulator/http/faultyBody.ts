import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

/** What an answer's body is on its way out. */
export type Payload = string | Buffer | Readable | null | undefined;

export async function allBytes(payload: Payload): Promise<Buffer> {
  if (payload === null || payload === undefined) return Buffer.alloc(0);
  if (payload instanceof Readable) return buffer(payload);
  return Buffer.from(payload);
}

const PIECE_MS = 100;

/** The bytes a few at a time; ends early when the server ends. */
export async function* trickle(bytes: Buffer, bytesPerSecond: number, closing: AbortSignal): AsyncGenerator<Buffer> {
  const size = Math.max(1, Math.floor((bytesPerSecond * PIECE_MS) / 1000));
  const pause = (size * 1000) / bytesPerSecond;
  for (let at = 0; at < bytes.length && !closing.aborted; at += size) {
    yield bytes.subarray(at, at + size);
    try {
      await sleep(pause, undefined, { signal: closing });
    } catch (error) {
      if (!isAbort(error)) throw error;
    }
  }
}

/** What a timer rejects with when it is ended early. */
export function isAbort(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'name' in error && error.name === 'AbortError';
}

/** How long a client gets to take in what was sent: a reset discards what it has not read. */
const SETTLE_MS = 50;

/** The first half of the bytes, then a reset of the connection. */
export function cutThenReset(bytes: Buffer, response: ServerResponse, reset: () => void): Readable {
  const half = bytes.subarray(0, Math.ceil(bytes.length / 2));
  async function* body(): AsyncGenerator<Buffer> {
    yield half;
    for (let waited = 0; waited < 20 && response.writableLength > 0; waited++) await sleep(SETTLE_MS);
    await sleep(SETTLE_MS);
    reset();
  }
  return Readable.from(body(), { objectMode: false });
}
