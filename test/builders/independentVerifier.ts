import { createPublicKey, type KeyObject } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';

/**
 * A verifier of DSSE envelopes that shares nothing with the product: written from
 * https://github.com/secure-systems-lab/dsse/blob/master/protocol.md, on another library's curves.
 */
export type Envelope = {
  readonly payload: string;
  readonly payloadType: string;
  readonly signatures: readonly { readonly sig: string }[];
};

export type PublicKey =
  | { readonly kind: 'ed25519'; readonly bytes: Uint8Array }
  | { readonly kind: 'p256'; readonly bytes: Uint8Array; readonly format: 'der' | 'compact' };

/** The payload, once one of its signatures is by the key; throws for any other envelope. */
export function openEnvelope({ payload, payloadType, signatures }: Envelope, key: PublicKey): Buffer {
  const body = Buffer.from(payload, 'base64');
  const type = Buffer.from(payloadType, 'utf8');
  const space = ' ';
  const signed = Buffer.concat([
    Buffer.from(`DSSEv1${space}${type.length}${space}`),
    type,
    Buffer.from(`${space}${body.length}${space}`),
    body,
  ]);
  if (!signatures.some(({ sig }) => isBy(key, signed, Buffer.from(sig, 'base64'))))
    throw new Error('no valid signature');
  return body;
}

function isBy(key: PublicKey, signed: Uint8Array, signature: Uint8Array): boolean {
  try {
    return key.kind === 'ed25519'
      ? ed25519.verify(signature, signed, key.bytes, { zip215: false })
      : p256.verify(signature, signed, key.bytes, { format: key.format, lowS: false });
  } catch {
    return false;
  }
}

/** The key's bytes, from its PEM. */
export function publicKeyOf(pem: string): PublicKey {
  const key: KeyObject = createPublicKey(pem);
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  const bytes = (text: string): Buffer => Buffer.from(text, 'base64url');
  return key.asymmetricKeyType === 'ed25519'
    ? { kind: 'ed25519', bytes: bytes(x) }
    : { kind: 'p256', bytes: Buffer.concat([Buffer.of(4), bytes(x), bytes(y)]), format: 'der' };
}
