import { spawnSync } from 'node:child_process';
import { appendFileSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aKeyPair, aLedger } from '../builders/evidence.js';

const page = readFileSync(new URL('../../docs/evidence.md', import.meta.url), 'utf8');
/** A block of shell in docs/evidence.md, by the word behind `sh`. */
const recipe = (word: string): string =>
  new RegExp(`\`\`\`sh ${word}\n([\\s\\S]*?)\`\`\``, 'u').exec(page)?.[1] ?? 'false';

describe.each(['ed25519', 'p256'] as const)('the recipes of docs/evidence.md on a ledger signed with %s', (kind) => {
  const pair = aKeyPair(kind);
  const ledger = aLedger(3, () => pair.privateKey);
  const other = aLedger(1);
  const [key, foreign] = [`${other.directory}/a.pub`, `${other.directory}/b.pub`] as const;
  writeFileSync(key, pair.publicKey.export({ type: 'spki', format: 'pem' }));
  writeFileSync(foreign, aKeyPair(kind).publicKey.export({ type: 'spki', format: 'pem' }));
  afterAll(() => {
    ledger.remove();
    other.remove();
  });
  const run = (word: string, publicKey: string = key) => {
    const { status, stdout } = spawnSync('sh', ['-eu', '-c', recipe(word)], {
      cwd: ledger.directory,
      env: { ...process.env, PUBLIC_KEY: publicKey },
      encoding: 'utf8',
    });
    return { passed: status === 0, stdout };
  };

  it('Given an untouched ledger, When followed, Then all passes, the head is the same, and nothing is left', () => {
    const before = readdirSync(ledger.directory, { recursive: true });

    expect(run('check')).toEqual({ passed: true, stdout: `${ledger.chain.head}\n` });
    expect(run('signature')).toMatchObject({ passed: true, stdout: expect.stringContaining('Verified Successfully') });
    expect(readdirSync(ledger.directory, { recursive: true })).toEqual(before);
  });

  it('Given another key, or a changed file, When followed, Then they fail', () => {
    expect(run('signature', foreign).passed).toBe(false);
    for (const file of ['runs/00000002/waivers.json', 'runs/00000002/SHA256SUMS', 'runs/00000001/entry.json']) {
      const path = join(ledger.directory, file);
      const before = readFileSync(path);
      appendFileSync(path, ' ');
      expect([file, run('check').passed]).toEqual([file, false]);
      writeFileSync(path, before);
    }
    expect(run('check').passed).toBe(true);
  });
});
