import { spawnSync } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readdirSync, readSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { signerWith } from '../lib/evidence/attestation.js';
import { emptyChain, sealRun } from '../lib/evidence/chain.js';
import { verifyLedger } from '../lib/evidence/verifyLedger.js';
import { type Bench, rounded } from './bench.ts';
import { root } from './project.ts';
import { interleavedMedians } from './samples.ts';

type EvidenceCost = {
  readonly runs: number;
  readonly signed: boolean;
  readonly files: number;
  readonly bytes: number;
  /** Milliseconds of verifying the ledger. */
  readonly verifyMs: number;
  /** Milliseconds of reading and hashing the same files, in the same process. */
  readonly hashMs: number;
  readonly ratio: number;
  /** The largest resident set of a process that verifies it. */
  readonly maxRssMiB: number;
};

/** Nightly audits of 27 years; and a tenth of them, to see what memory does. */
const SIZES = [1000, 10_000] as const;
/** Findings of the one org of a run: the smaller the files, the more verifying costs beside hashing. */
const FINDINGS = 40;

export const evidenceCost: Bench = {
  run: async ({ rounds }) => {
    const result: EvidenceCost[] = [];
    for (const runs of SIZES) {
      for (const signed of [false, true]) result.push(await measure(runs, signed, Math.min(rounds, 5)));
    }
    const rows = result.map(({ runs, signed, files, bytes, verifyMs, hashMs, ratio, maxRssMiB }) => ({
      runs,
      signed,
      files,
      MiB: rounded(bytes / 2 ** 20),
      'verify ms': rounded(verifyMs),
      'hash ms': rounded(hashMs),
      ratio: rounded(ratio, 2),
      'max RSS MiB': rounded(maxRssMiB),
    }));
    return { result, tables: [{ heading: 'Verifying evidence, next to hashing the same bytes', rows }] };
  },
};

/** What `sf synthetic evidence verify` adds to the mere hashing of the files, and the memory it takes. */
async function measure(runs: number, signed: boolean, rounds: number): Promise<EvidenceCost> {
  const directory = await mkdtemp(join(tmpdir(), 'synthetic-bench-evidence-'));
  const pair = generateKeyPairSync('ed25519');
  try {
    writeLedger(directory, runs, signed ? signerWith(pair.privateKey) : undefined);
    const keys = signed ? [pair.publicKey] : [];
    const { verdict, files, bytes } = await verifyLedger(directory, { keys });
    if (verdict !== 'verified') throw new Error(`The ledger that was just written is ${verdict}.`);
    const { verify, hash } = await interleavedMedians(
      {
        verify: () => timed(() => verifyLedger(directory, { keys })),
        hash: () => timed(() => hashTree(directory)),
      },
      rounds,
    );
    const maxRssMiB = verifierMemory(directory);
    return { runs, signed, files, bytes, verifyMs: verify, hashMs: hash, ratio: verify / hash, maxRssMiB };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function timed(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function writeLedger(directory: string, runs: number, signer: Parameters<typeof sealRun>[2]): void {
  let chain = emptyChain;
  for (let run = 1; run <= runs; run++) {
    const sealed = sealRun(chain, aBundle(run), signer);
    for (const [path, text] of sealed.files) {
      const file = join(directory, 'runs', sealed.folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    ({ chain } = sealed);
  }
}

/** Files as those of an audit of one org, in number and size. */
function aBundle(run: number): ReadonlyMap<string, string> {
  const findings = Array.from({ length: FINDINGS }, (_, index) => ({
    check: 'markers-present',
    message: `as the schema wants it in run ${run}`,
    name: 'Is_Synthetic__c',
    remediation: 'sf synthetic deploy --target-org prod',
    severity: 'critical',
    status: 'pass',
    subject: `CustomField:Object${index}.Is_Synthetic__c`,
  }));
  return new Map([
    ['run.json', JSON.stringify({ coverage: { evaluated: 1, total: 1 }, run })],
    ['orgs/00001.json', JSON.stringify({ findings })],
    [
      'schemas/0000.json',
      JSON.stringify({ objects: findings.map(({ subject }) => subject), padding: 'x'.repeat(4000) }),
    ],
    ['waivers.json', '[]'],
  ]);
}

const part = Buffer.allocUnsafe(1024 * 1024);

/** Every file below a folder, read in parts and hashed: the least that any verification does. */
function hashTree(directory: string): void {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) {
      hashTree(path);
      continue;
    }
    const hash = createHash('sha256');
    const file = openSync(path, 'r');
    for (let read = readSync(file, part); read > 0; read = readSync(file, part)) hash.update(part.subarray(0, read));
    closeSync(file);
    hash.digest('hex');
  }
}

function verifierMemory(directory: string): number {
  const script = `
    const { verifyLedger } = await import(process.argv[1]);
    await verifyLedger(process.argv[2], { keys: [] });
    console.log(process.resourceUsage().maxRSS / 1024);`;
  const verifier = new URL('lib/evidence/verifyLedger.js', `file://${root}`).href;
  const args = ['--input-type=module', '-e', script, verifier, directory];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return Number(stdout);
}
