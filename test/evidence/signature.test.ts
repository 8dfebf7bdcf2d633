import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '../../src/digest/canonicalJson.js';
import { readPrivateKey, readPublicKey } from '../../src/evidence/keys.js';
import { verifyLedger } from '../../src/evidence/verifyLedger.js';
import { aKeyPair, aLedger } from '../builders/evidence.js';
import { type Envelope, openEnvelope, publicKeyOf } from '../builders/independentVerifier.js';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const pem = (key: KeyObject): string =>
  key.export(key.type === 'private' ? { type: 'pkcs8', format: 'pem' } : { type: 'spki', format: 'pem' }).toString();

describe('the independent verifier', () => {
  it('Given the test vector of the DSSE specification, When opened, Then it is valid; and not when a byte differs', () => {
    const coordinate = (decimal: string): Buffer => Buffer.from(BigInt(decimal).toString(16).padStart(64, '0'), 'hex');
    const key = {
      kind: 'p256',
      format: 'compact',
      bytes: Buffer.concat([
        Buffer.of(4),
        coordinate('46950820868899156662930047687818585632848591499744589407958293238635476079160'),
        coordinate('5640078356564379163099075877009565129882514886557779369047442380624545832820'),
      ]),
    } as const;
    const envelope: Envelope = {
      payload: 'aGVsbG8gd29ybGQ=',
      payloadType: 'http://example.com/HelloWorld',
      signatures: [{ sig: 'A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88SjtR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA==' }],
    };

    expect(openEnvelope(envelope, key).toString()).toBe('hello world');
    expect(() => openEnvelope({ ...envelope, payload: 'aGVsbG8gd29ybGE=' }, key)).toThrow('no valid signature');
  });
});

describe.each(['ed25519', 'p256'] as const)('a ledger signed with %s', (kind) => {
  const pair = aKeyPair(kind);
  const ledger = aLedger(4, (run) => (run === 2 || run === 4 ? pair.privateKey : undefined));
  afterAll(() => ledger.remove());
  const path = (run: number, file: string): string => join(ledger.directory, `runs/0000000${run}`, file);

  it('Given the public key alone, When another library verifies each signature, Then each is an in-toto statement on its run', () => {
    for (const run of [2, 4]) {
      const envelope = JSON.parse(readFileSync(path(run, 'attestation.json'), 'utf8')) as Envelope;
      const statement = JSON.parse(openEnvelope(envelope, publicKeyOf(pem(pair.publicKey))).toString()) as object;

      expect(envelope.payloadType).toBe('application/vnd.in-toto+json');
      expect(statement).toEqual({
        _type: 'https://in-toto.io/Statement/v1',
        subject: [
          { name: `runs/0000000${run}/SHA256SUMS`, digest: { sha256: sha256(readFileSync(path(run, 'SHA256SUMS'))) } },
        ],
        predicateType: 'urn:sf-plugin-synthetic:evidence:run:v1',
        predicate: {
          run,
          previous: sha256(readFileSync(path(run - 1, 'entry.json'))),
          root: expect.stringMatching(/^[0-9a-f]{64}$/u),
        },
      });
      expect(() => openEnvelope(envelope, publicKeyOf(pem(aKeyPair(kind).publicKey)))).toThrow('no valid signature');
    }
  });

  it('Given keys or none, When verified, Then signatures count only where a key tells what they are worth', async () => {
    const other = aKeyPair().publicKey;
    const states = await Promise.all(
      [[], [other], [pair.publicKey], [other, pair.publicKey]].map((keys) => verifyLedger(ledger.directory, { keys })),
    );

    expect(states.map(({ verdict, signatures }) => [verdict, signatures])).toEqual([
      ['notVerified', { signed: 2, through: 0 }],
      ['notVerified', { signed: 2, through: 0 }],
      ['verified', { signed: 2, through: 4 }],
      ['verified', { signed: 2, through: 4 }],
    ]);
  });

  it('Given a run that the chain takes for whole, When its signature is of another run, Then it is named', async () => {
    // As one who has no key would do it: another run's signature, with every digest made to fit.
    const forged = aLedger(2, () => pair.privateKey);
    const [first, second] = [1, 2].map((run) => join(forged.directory, `runs/0000000${run}`)) as [string, string];
    const attestation = readFileSync(join(first, 'attestation.json'));
    const entry = JSON.parse(readFileSync(join(second, 'entry.json'), 'utf8')) as Record<string, string>;
    writeFileSync(join(second, 'attestation.json'), attestation);
    writeFileSync(join(second, 'entry.json'), canonicalJson({ ...entry, attestation: sha256(attestation) }));

    const { verdict, problems } = await verifyLedger(forged.directory, { keys: [pair.publicKey] });
    const blind = await verifyLedger(forged.directory, { keys: [] });
    forged.remove();

    expect(verdict).toBe('tampered');
    expect(problems).toEqual([{ kind: 'signature', run: 2, file: 'runs/00000002/attestation.json' }]);
    expect(blind.verdict).toBe('notVerified');
  });

  it('Given signatures stripped with every digest made to fit, When verified with the key, Then that is no pass', async () => {
    const stripped = aLedger(2, (run) => (run === 2 ? pair.privateKey : undefined));
    const last = join(stripped.directory, 'runs/00000002');
    const { attestation: _, ...entry } = JSON.parse(readFileSync(join(last, 'entry.json'), 'utf8')) as Record<
      string,
      string
    >;
    rmSync(join(last, 'attestation.json'));
    writeFileSync(join(last, 'entry.json'), canonicalJson(entry));

    const { verdict, problems } = await verifyLedger(stripped.directory, { keys: [pair.publicKey] });
    stripped.remove();

    expect([verdict, problems]).toEqual(['notVerified', []]);
  });
});

describe('keys', () => {
  const encrypted = generateKeyPairSync('ed25519').privateKey.export({
    type: 'pkcs8',
    format: 'pem',
    cipher: 'aes-256-cbc',
    passphrase: 'right',
  });
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' });

  it('Given keys of both kinds, encrypted or not, When read, Then they can be signed with', () => {
    expect(readPrivateKey({ text: encrypted.toString(), from: 'in a.key' }, 'right').asymmetricKeyType).toBe('ed25519');
    expect(
      readPrivateKey({ text: pem(aKeyPair('p256').privateKey), from: 'in a.key' }, undefined).asymmetricKeyType,
    ).toBe('ec');
  });

  const wrong: readonly (readonly [words: string, read: () => unknown, reason: RegExp])[] = [
    [
      'no passphrase',
      () => readPrivateKey({ text: encrypted.toString(), from: 'in a.key' }, undefined),
      /no passphrase/u,
    ],
    [
      'a wrong passphrase',
      () => readPrivateKey({ text: encrypted.toString(), from: 'in a.key' }, 'wrong'),
      /not the one/u,
    ],
    ['no key', () => readPrivateKey({ text: 'hello', from: 'in a.key' }, undefined), /no private key in PEM/u],
    [
      'an RSA key',
      () => readPrivateKey({ text: pem(rsa.privateKey), from: 'in a.key' }, undefined),
      /of the kind rsa;/u,
    ],
    ['another curve', () => readPublicKey({ text: pem(p384.publicKey), from: 'in a.pub' }), /ec secp384r1; Ed25519/u],
    ['no public key', () => readPublicKey({ text: 'hello', from: 'in a.pub' }), /no public key in PEM/u],
    ['a private key', () => readPublicKey({ text: pem(rsa.privateKey), from: 'in a.pub' }), /it is a private key/u],
  ];
  it.each(wrong)('Given %s, When read, Then the error says so, and shows nothing of it', (_, read, reason) => {
    let error: unknown;
    try {
      read();
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({
      name: 'EvidenceKeyInvalid',
      message: expect.stringMatching(reason),
      actions: [expect.stringContaining('openssl genpkey')],
    });
    expect(JSON.stringify(error)).not.toMatch(/MII|BEGIN|hello/u);
  });
});

describe('a key that was changed', () => {
  it('Given earlier runs signed by a key of before, When verified with the new one, Then its signature answers for them', async () => {
    const [before, now] = [aKeyPair(), aKeyPair('p256')];
    const ledger = aLedger(3, (run) => (run < 3 ? before : now).privateKey);

    const [byNew, byOld, oneRun] = await Promise.all([
      verifyLedger(ledger.directory, { keys: [now.publicKey] }),
      verifyLedger(ledger.directory, { keys: [before.publicKey] }),
      verifyLedger(ledger.directory, { keys: [now.publicKey], run: 1 }),
    ]);
    ledger.remove();

    expect([byNew, byOld, oneRun].map(({ verdict, signatures }) => [verdict, signatures.through])).toEqual([
      ['verified', 3],
      ['notVerified', 2],
      ['verified', 3],
    ]);
  });
});
