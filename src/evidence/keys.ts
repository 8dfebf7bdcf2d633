import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { SfError } from '@salesforce/core/sfError';

/** A key as text, and the words that say where it comes from. */
export type KeySource = { readonly text: string; readonly from: string };

/**
 * A private key to sign with, in PEM.
 * @throws SfError `EvidenceKeyInvalid` when it is none, is of a kind that is not signed with, or its passphrase is
 * missing or wrong. No message holds a part of the key.
 */
export function readPrivateKey({ text, from }: KeySource, passphrase: string | undefined): KeyObject {
  let key: KeyObject;
  try {
    key = createPrivateKey({ key: text, format: 'pem', ...(passphrase === undefined ? {} : { passphrase }) });
  } catch {
    throw unusable(from, reasonOf(text, passphrase));
  }
  assertKind(key, from);
  return key;
}

/**
 * A public key, or a certificate, in PEM.
 * @throws SfError `EvidenceKeyInvalid` when it is none, or of a kind that is not signed with.
 */
export function readPublicKey({ text, from }: KeySource): KeyObject {
  if (text.includes('PRIVATE KEY-----')) {
    throw unusable(from, 'it is a private key; keep that where runs are signed, and give the public one here');
  }
  let key: KeyObject;
  try {
    key = createPublicKey({ key: text, format: 'pem' });
  } catch {
    throw unusable(from, 'it is no public key in PEM');
  }
  assertKind(key, from);
  return key;
}

function assertKind({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject, from: string): void {
  if (asymmetricKeyType === 'ed25519') return;
  if (asymmetricKeyType === 'ec' && asymmetricKeyDetails?.namedCurve === 'prime256v1') return;
  const kind = [asymmetricKeyType, asymmetricKeyDetails?.namedCurve].filter((word) => word !== undefined).join(' ');
  throw unusable(from, `it is of the kind ${kind}; Ed25519 and ECDSA P-256 are taken`);
}

/** OpenSSL's own words differ from build to build; whether a key is encrypted stands in its PEM. */
function reasonOf(text: string, passphrase: string | undefined): string {
  if (!text.includes('ENCRYPTED')) return 'it is no private key in PEM';
  return passphrase === undefined
    ? 'it is encrypted, and there is no passphrase in SF_SYNTHETIC_EVIDENCE_PASSPHRASE'
    : 'the passphrase is not the one it was encrypted with';
}

function unusable(from: string, reason: string): SfError {
  return new SfError(`The key ${from} can't be used: ${reason}.`, 'EvidenceKeyInvalid', [
    'Make a pair: openssl genpkey -algorithm ed25519 -out evidence.key && openssl pkey -in evidence.key -pubout -out evidence.pub',
  ]);
}
