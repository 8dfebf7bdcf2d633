import { hash } from 'node:crypto';
import { canonicalJson, type JsonValue } from './canonicalJson.js';

/** A SHA-256 digest as 64 small hexadecimal digits. */
export type Sha256 = string;

export function sha256(bytes: string | Uint8Array): Sha256 {
  return hash('sha256', bytes, 'hex');
}

/** The digest of a value, whatever order its keys came in. */
export function digestOf(value: JsonValue): Sha256 {
  return sha256(canonicalJson(value));
}
