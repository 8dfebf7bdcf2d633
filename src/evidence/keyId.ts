import type { KeyObject } from 'node:crypto';
import { sha256, type Sha256 } from '../digest/sha256.js';

/** How others name a key: the SHA-256 digest of its public part in DER (SubjectPublicKeyInfo). */
export const keyId = (publicKey: KeyObject): Sha256 => sha256(publicKey.export({ type: 'spki', format: 'der' }));
