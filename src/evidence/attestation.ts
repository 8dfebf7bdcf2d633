import { createPublicKey, type KeyObject, sign } from 'node:crypto';
import { crypto, dsse } from '@sigstore/core';
import { canonicalJson } from '../digest/canonicalJson.js';
import type { Signer, Unsigned } from './chain.js';
import { runFolder } from './entry.js';
import { parseEnvelope, PAYLOAD_TYPE } from './envelope.js';
import { SUMS_FILE } from './fileSums.js';
import { keyId } from './keyId.js';

/**
 * A run's signature: an in-toto statement in a DSSE envelope.
 * Sources: https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md,
 * https://github.com/secure-systems-lab/dsse/blob/master/envelope.md
 */

/** Names what the predicate says; nothing is fetched from it. */
const PREDICATE_TYPE = 'urn:sf-plugin-synthetic:evidence:run:v1';

/** What is signed: the run's files, and its place in the ledger with all that stands before it. */
export function statementText({ run, files, previous, root }: Unsigned): string {
  return canonicalJson({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: `runs/${runFolder(run)}/${SUMS_FILE}`, digest: { sha256: files } }],
    predicateType: PREDICATE_TYPE,
    predicate: { run, previous, root },
  });
}

/** Signs runs with a private key. */
export function signerWith(key: KeyObject): Signer {
  const id = keyId(createPublicKey(key));
  return {
    keyId: id,
    attest: (run) => {
      const payload = Buffer.from(statementText(run));
      const signature = sign(algorithmOf(key), dsse.preAuthEncoding(PAYLOAD_TYPE, payload), key);
      return canonicalJson({
        payload: payload.toString('base64'),
        payloadType: PAYLOAD_TYPE,
        signatures: [{ keyid: id, sig: signature.toString('base64') }],
      });
    },
  };
}

/**
 * What a signature is worth. `foreign`: none of the keys at hand made it, and it does not claim that one did; `broken`:
 * it claims that one did, or signs something else than this run, or is no envelope at all.
 */
export type SignatureState = 'valid' | 'foreign' | 'broken';

/** The key ids are hints by which nothing is trusted: every key is tried. */
export function judgeAttestation(text: string, entry: Unsigned, keys: readonly KeyObject[]): SignatureState {
  const envelope = parseEnvelope(text);
  if (envelope === undefined) return 'broken';
  const payload = Buffer.from(envelope.payload, 'base64');
  if (!payload.equals(Buffer.from(statementText(entry)))) return 'broken';
  const signed = dsse.preAuthEncoding(envelope.payloadType, payload);
  const valid = envelope.signatures.some(({ sig }) =>
    keys.some((key) => crypto.verify(signed, key, Buffer.from(sig, 'base64'), algorithmOf(key))),
  );
  if (valid) return 'valid';
  const ids = new Set(keys.map(keyId));
  return envelope.signatures.some(({ keyid }) => keyid !== undefined && ids.has(keyid)) ? 'broken' : 'foreign';
}

/** Ed25519 hashes by itself. */
const algorithmOf = (key: KeyObject): 'sha256' | undefined =>
  key.asymmetricKeyType === 'ed25519' ? undefined : 'sha256';
