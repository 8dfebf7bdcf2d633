import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Bundle, bundle } from '../../src/evidence/bundle.js';
import { type Chain, emptyChain, sealRun } from '../../src/evidence/chain.js';
import { signerWith } from '../../src/evidence/attestation.js';
import { aFinding, aReport, aReportOrg } from './report.js';
import { aSchema } from './schema.js';

/** The evidence of an audit of two orgs at a time. */
export function aBundle(run: number): Bundle {
  const orgs = ['prod', 'uat'].map((name) =>
    aReportOrg({ name, findings: [aFinding({ message: `missing since run ${run}` })] }),
  );
  return bundle(aReport({ orgs, evaluatedAt: new Date(Date.UTC(2026, 0, run)).toISOString() }), [
    aSchema({ objects: ['Account'] }),
  ]);
}

export type KeyPair = { readonly privateKey: KeyObject; readonly publicKey: KeyObject };

export function aKeyPair(kind: 'ed25519' | 'p256' = 'ed25519'): KeyPair {
  return kind === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

/** A ledger in a new folder; `signedBy` tells with which key a run is signed, if any. */
export function aLedger(
  runs: number,
  signedBy: (run: number) => KeyObject | undefined = () => undefined,
): { readonly directory: string; readonly chain: Chain; remove(): void } {
  const directory = mkdtempSync(join(tmpdir(), 'synthetic-evidence-'));
  let chain = emptyChain;
  for (let run = 1; run <= runs; run++) {
    const key = signedBy(run);
    const sealed = sealRun(chain, aBundle(run), key && signerWith(key));
    for (const [path, text] of sealed.files) {
      const file = join(directory, 'runs', sealed.folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    ({ chain } = sealed);
  }
  return { directory, chain, remove: () => rmSync(directory, { recursive: true, force: true }) };
}
