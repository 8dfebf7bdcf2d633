import { readFile } from 'node:fs/promises';
import { bundle } from '../../evidence/bundle.js';
import type { Signer } from '../../evidence/chain.js';
import { EvidenceLedger } from '../../evidence/ledger.js';
import { type KeySource, readPrivateKey } from '../../evidence/keys.js';
import type { RunPart } from '../../evidence/runText.js';
import type { AuditReport, KeptEvidence } from '../../report/auditReport.js';
import type { ProvenanceSchema } from '../../schema/provenanceSchema.js';

/** Environment variables with the private key, and with its passphrase. */
export const SIGNING_KEY = 'SF_SYNTHETIC_EVIDENCE_KEY';
export const SIGNING_PASSPHRASE = 'SF_SYNTHETIC_EVIDENCE_PASSPHRASE';

/** Where an audit leaves its evidence, and by whom it is signed. */
export type EvidencePlace = {
  readonly directory: string;
  readonly ledger: EvidenceLedger;
  readonly signer: Signer | undefined;
};

type EvidenceFlags = { readonly evidence: string; readonly 'signing-key'?: string | undefined };

/**
 * The place that flags and environment name, ready to be written to.
 * @throws SfError `EvidenceKeyInvalid`, or as `EvidenceLedger.prepare` does.
 */
export async function evidencePlaceOf(
  { evidence: directory, 'signing-key': keyFile }: EvidenceFlags,
  environment: NodeJS.ProcessEnv,
): Promise<EvidencePlace> {
  const source = await signingKey(keyFile, environment);
  const signer = source && (await signerOf(source, environment[SIGNING_PASSPHRASE]));
  const ledger = new EvidenceLedger(directory);
  await ledger.prepare();
  return { directory, ledger, signer };
}

export async function keepEvidence(
  { directory, ledger, signer }: EvidencePlace,
  report: AuditReport,
  schemas: readonly ProvenanceSchema[],
  parts: readonly RunPart[] = [],
): Promise<KeptEvidence> {
  const { entry, chain } = await ledger.append(bundle(report, schemas, parts), signer);
  return {
    directory,
    run: entry.run,
    head: chain.head,
    root: entry.root,
    ...(signer === undefined ? {} : { signedBy: signer.keyId }),
  };
}

async function signerOf(source: KeySource, passphrase: string | undefined): Promise<Signer> {
  const key = readPrivateKey(source, passphrase);
  // Most audits sign nothing.
  const { signerWith } = await import('../../evidence/attestation.js');
  return signerWith(key);
}

async function signingKey(file: string | undefined, environment: NodeJS.ProcessEnv): Promise<KeySource | undefined> {
  if (file !== undefined) return { text: await readFile(file, 'utf8'), from: `in ${file}` };
  const value = environment[SIGNING_KEY];
  if (value === undefined || value === '') return undefined;
  // A line of base64 is what pipelines can mask.
  const text = value.includes('-----BEGIN') ? value : Buffer.from(value, 'base64').toString('utf8');
  return { text, from: `in ${SIGNING_KEY}` };
}
