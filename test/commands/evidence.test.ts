import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Audit from '../../src/commands/synthetic/audit.js';
import List from '../../src/commands/synthetic/evidence/list.js';
import Show from '../../src/commands/synthetic/evidence/show.js';
import Verify from '../../src/commands/synthetic/evidence/verify.js';
import { aLiveOrg, type LiveOrg } from '../builders/embeddedOrg.js';

let org: LiveOrg;
let username: string;
let folder: string;
let evidence: string;
const shown: string[] = [];

class HeardAudit extends Audit {
  public override log = (text = ''): number => shown.push(text);
  public override logToStderr(): void {}
  public override table(): void {}
  public override styledHeader(): void {}
}
class HeardVerify extends Verify {
  public override log = (text = ''): number => shown.push(text);
  public override logSuccess = (text = ''): number => shown.push(text);
  public override logToStderr(): void {}
  public override table(table: { data: object[] }): void {
    shown.push(JSON.stringify(table.data));
  }
}
class HeardShow extends Show {
  public override logToStderr(): void {}
  public override log = (text = ''): number => shown.push(text);
  public override table(table: { data: object[]; title?: string }): void {
    shown.push(table.title ?? '', ...table.data.map((row) => Object.values(row).join(' | ')));
  }
}
class QuietList extends List {
  public override table(): void {}
}

beforeAll(async () => {
  org = await aLiveOrg();
  username = org.emulator.orgs[0]?.username ?? '';
  await org.connection.getAuthInfo().save();
  folder = mkdtempSync(join(tmpdir(), 'synthetic-evidence-command-'));
  evidence = join(folder, 'evidence');
  writeFileSync(join(folder, 'provenance.yaml'), 'objects: [Account]\n');
  const pair = generateKeyPairSync('ed25519');
  writeFileSync(
    join(folder, 'a.key'),
    pair.privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open' }),
  );
  writeFileSync(join(folder, 'a.pub'), pair.publicKey.export({ type: 'spki', format: 'pem' }));
});
afterAll(async () => {
  await org.stop();
  rmSync(folder, { recursive: true, force: true });
  process.exitCode = undefined;
});
beforeEach(() => {
  shown.length = 0;
  delete process.env['SF_SYNTHETIC_EVIDENCE_PASSPHRASE'];
});

const audit = (...more: string[]) =>
  HeardAudit.run(
    ['--target-org', username, '--schema', join(folder, 'provenance.yaml'), '--evidence', evidence, ...more],
    import.meta.url,
  );
const faults = () => org.emulator.faults(org.emulator.orgs[0]?.name ?? '');
const verify = (...more: string[]) => HeardVerify.run(['--evidence', evidence, ...more], import.meta.url);

describe('sf synthetic audit --evidence', () => {
  it('Given an org, When audited twice, Then two runs are kept, and verified; the second signed with an encrypted key', async () => {
    const first = await audit();
    process.env['SF_SYNTHETIC_EVIDENCE_PASSPHRASE'] = 'open';
    const second = await audit('--signing-key', join(folder, 'a.key'), '--output-file', join(folder, 'audit.json'));

    expect(first.evidence).toMatchObject({ directory: evidence, run: 1 });
    expect(second.evidence).toMatchObject({ run: 2, signedBy: expect.stringMatching(/^[0-9a-f]{64}$/u) });
    expect(shown.join('\n')).toContain(`Head of the ledger: ${second.evidence?.head}`);
    expect(JSON.parse(readFileSync(join(folder, 'audit.json'), 'utf8'))).toMatchObject({ evidence: second.evidence });
    shown.length = 0;
    const verified = await verify('--public-key', join(folder, 'a.pub'), '--expect-head', first.evidence?.head ?? '');
    expect(process.exitCode).toBe(0);
    expect(verified).toMatchObject({
      verdict: 'verified',
      runs: 2,
      head: second.evidence?.head,
      root: second.evidence?.root,
      signatures: { signed: 1, through: 2 },
      knownHead: { run: 1 },
    });
    expect(shown.join('\n')).toMatch(
      /^Verified: 2 run\(s\).*run 2 of 2 is by a key that was given.*run 1, 1 run\(s\) since/su,
    );
    const { runs } = await QuietList.run(['--evidence', evidence], import.meta.url);
    expect(runs.map(({ run, verdict, signed }) => [run, verdict, signed])).toEqual([
      [1, 'nonconforming', false],
      [2, 'nonconforming', true],
    ]);
    await verify();
    expect(process.exitCode).toBe(4);
  });

  it('Given the evidence of a live org, When searched, Then neither token nor username is in it, and what was read is', () => {
    const { accessToken = 'none' } = org.emulator.orgs[0] ?? {};
    const files = readdirSync(evidence, { recursive: true, encoding: 'utf8', withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    const text = files.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8')).join('\n');

    for (const secret of [accessToken, username]) expect(text).not.toContain(secret);
    expect(text).toContain(org.organizationId);
    const read = JSON.parse(readFileSync(join(evidence, 'runs/00000001/orgs/00001.json'), 'utf8')) as object;
    expect(read).toMatchObject({
      observed: {
        components: { present: {}, absent: expect.arrayContaining(['CustomField:Account.Is_Synthetic__c']) },
        facts: { read: expect.objectContaining({ objects: expect.any(String), grants: expect.any(String) }) },
      },
    });
  });

  it('Given an org that can not be reached, When audited, Then that nothing was evaluated is evidence too', async () => {
    faults().set({ faults: [{ kind: 'unavailable' }] });
    const { verdict, evidence: kept } = await audit();
    faults().clear();

    expect([verdict, kept?.run]).toEqual(['notEvaluated', 3]);
    expect(await verify('--public-key', join(folder, 'a.pub'))).toMatchObject({
      verdict: 'notVerified',
      problems: [],
      signatures: { signed: 1, through: 2 },
    });
  });

  it('Given a changed file, When verified, Then the exit code is 3 and the file is shown with what belongs there', async () => {
    const file = join(evidence, 'runs/00000002/run.json');
    const before = readFileSync(file, 'utf8');
    writeFileSync(file, before.replace('nonconforming', 'conforming'));

    const { problems } = await verify();
    writeFileSync(file, before);

    expect(process.exitCode).toBe(3);
    expect(problems).toEqual([
      expect.objectContaining({
        kind: 'changed',
        run: 2,
        file: 'runs/00000002/run.json',
        expected: expect.any(String),
      }),
    ]);
    expect(shown.join('\n')).toMatch(
      /^NOT as it was written: 1 problem\(s\) in 1 run\(s\).*runs\/00000002\/run\.json.*changed/su,
    );
  });
});

describe('sf synthetic evidence show', () => {
  const show = (...more: string[]) => HeardShow.run(['--evidence', evidence, ...more], import.meta.url);

  it('Given a signed run, When shown, Then when, by what, which orgs, what fails, digests and signature are there, and that nothing is verified', async () => {
    const { runs } = await QuietList.run(['--evidence', evidence], import.meta.url);

    const content = await show('--run', '2');

    expect(content).toMatchObject({
      run: 2,
      runs: 3,
      verdict: 'nonconforming',
      signature: 'unchecked',
      head: runs[1]?.head,
      previous: runs[0]?.head,
      orgs: [{ organizationId: org.organizationId, verdict: 'nonconforming' }],
    });
    expect(content).not.toHaveProperty('parts');
    const text = shown.join('\n');
    expect(text).toMatch(/^Run 2 of 3 in /u);
    expect(text).toContain(`says that it is by the key ${content.keyIds[0]}; not checked here`);
    expect(text).toContain(`person-1 | sandbox | ${org.organizationId} | does not conform`);
    expect(text).toMatch(/person-1 \| markers-present \| critical \| FAIL \| .*missing/u);
    expect(text).toContain(`sf synthetic evidence verify --evidence ${evidence}`);
    expect(text).not.toContain(username);
  });

  it('Given no run, When shown, Then it is the last one; Given one without a signature, Then that is said', async () => {
    expect(await show()).toMatchObject({ run: 3, verdict: 'notEvaluated', signature: 'none', keyIds: [] });
    expect(await show('--run', '1')).toMatchObject({ run: 1, previous: null });
  });

  it('Given hostile files, When shown, Then their texts can do nothing to the terminal', async () => {
    const file = join(evidence, 'runs/00000001/orgs/00001.json');
    const before = readFileSync(file, 'utf8');
    writeFileSync(file, before.replaceAll('markers-present', String.raw`\u001b[2Jfine\n`));

    await show('--run', '1');
    writeFileSync(file, before);

    expect(shown.join('\n')).toContain(String.raw`\u{1b}[2Jfine`);
    expect(shown.join('\n')).not.toContain('\u001b');
  });

  it.each([
    ['run.json', '{', /run\.json: it is no JSON/u],
    [
      'run.json',
      '{"evaluatedAt":"2026-01-01T00:00:00Z","tool":"x","verdict":"conforming","coverage":{"evaluated":0,"total":0},"orgs":[{"file":"../../../etc/passwd"}]}',
      /run\.json: orgs\.0\.file/u,
    ],
    ['orgs/00001.json', '{"name":"x"}', /orgs\/00001\.json: verdict/u],
    ['orgs/00001.json', undefined, /orgs\/00001\.json: it is missing/u],
    ['entry.json', '{}', /entry\.json: it is no entry/u],
  ] as const)(
    'Given a %s that is %s, When shown, Then the file and what is wrong with it are named',
    async (name, text, reason) => {
      const file = join(evidence, 'runs/00000001', name);
      const before = readFileSync(file, 'utf8');
      if (text === undefined) rmSync(file);
      else writeFileSync(file, text);

      const failing = show('--run', '1');
      await expect(failing).rejects.toMatchObject({
        name: 'EvidenceUnreadable',
        exitCode: 4,
        message: expect.stringMatching(reason) as string,
      });
      writeFileSync(file, before);
    },
  );
});

describe('what a person sees of a ledger that was cut off and added to', () => {
  it('Given a hostile name and an unknown head, When verified, Then the name is harmless, and the head is said to be missing', async () => {
    const file = join(evidence, 'runs/00000001/\u001b[2Jgone.json');
    writeFileSync(file, '');

    const { problems } = await verify('--expect-head', 'a'.repeat(64));
    rmSync(file);

    expect(problems.map(({ kind }) => kind)).toEqual(['inserted', 'head']);
    const text = shown.join('\n');
    expect(text).toContain('NOT in the ledger');
    expect(text).toContain(String.raw`u{1b}[2Jgone.json`);
    expect(text).not.toContain('\u001b');
  });
});

describe('mistakes', () => {
  const mistakes: readonly (readonly [words: string, run: () => Promise<unknown>, error: object])[] = [
    [
      'an encrypted key without a passphrase',
      () => audit('--signing-key', join(folder, 'a.key')),
      { name: 'EvidenceKeyInvalid', message: expect.stringContaining('SF_SYNTHETIC_EVIDENCE_PASSPHRASE') },
    ],
    ['a public key to sign with', () => audit('--signing-key', join(folder, 'a.pub')), { name: 'EvidenceKeyInvalid' }],
    [
      'a private key to verify with',
      () => verify('--public-key', join(folder, 'a.key')),
      { name: 'EvidenceKeyInvalid' },
    ],
    [
      'a head that is no digest',
      () => verify('--expect-head', 'abc'),
      { name: 'HeadError', message: '"abc" is no SHA-256 digest.' },
    ],
    ['no such run', () => verify('--run', '9'), { name: 'EvidenceRunNotFound', exitCode: 4 }],
    [
      'no such run to show',
      () => HeardShow.run(['--evidence', evidence, '--run', '9'], import.meta.url),
      { name: 'EvidenceRunNotFound', exitCode: 4 },
    ],
    [
      'no evidence to show',
      () => HeardShow.run(['--evidence', join(folder, 'none')], import.meta.url),
      { name: 'EvidenceNotFound', exitCode: 4 },
    ],
    [
      'no evidence',
      () => HeardVerify.run(['--evidence', join(folder, 'none')], import.meta.url),
      { name: 'EvidenceNotFound', exitCode: 4 },
    ],
  ];

  it.each(mistakes)('Given %s, When run, Then the error says so, and no run is added', async (_, run, error) => {
    const before = readdirSync(join(evidence, 'runs'));

    await expect(run()).rejects.toMatchObject(error);

    expect(readdirSync(join(evidence, 'runs'))).toEqual(before);
    expect(existsSync(join(folder, 'none'))).toBe(false);
  });
});
