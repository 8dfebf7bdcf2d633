import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { logIn, logOut } from '../../src/cli/emulator/embeddedLogin.js';
import Audit from '../../src/commands/synthetic/audit.js';
import Resume from '../../src/commands/synthetic/audit/resume.js';
import { type RunningEmulator, startEmulator } from '../../src/emulator/http/server.js';
import type { AuditReport } from '../../src/report/auditReport.js';

const NAMES = ['one', 'two', 'three'];
const kept = join(homedir(), '.sf', 'synthetic', 'audits');

let emulator: RunningEmulator;
let folder: string;
let said: string[];
/** The command that runs, to be interrupted. */
const running: Audit[] = [];

class HeardAudit extends Audit {
  public override log(text = ''): void {
    said.push(text);
  }
  public override logSuccess(text: string): void {
    said.push(text);
  }
  public override logToStderr(): void {}
  public override table(): void {}
  public override styledHeader(): void {}
  protected override leave(): void {}
  public override async run(): Promise<AuditReport> {
    running.push(this);
    return super.run();
  }
}
class HeardResume extends Resume {
  public override log(text = ''): void {
    said.push(text);
  }
  public override logSuccess(text: string): void {
    said.push(text);
  }
  public override logToStderr(): void {}
  public override table(): void {}
  public override styledHeader(): void {}
}

beforeAll(async () => {
  emulator = await startEmulator({ orgs: NAMES.map((name) => ({ name, kind: 'sandbox' })) });
  await logIn(emulator.orgs);
});
afterAll(async () => {
  await logOut(emulator.orgs.map(({ username }) => username));
  await emulator.stop();
});
beforeEach(async () => {
  said = [];
  folder = await mkdtemp(join(tmpdir(), 'audit-runs-'));
  await writeFile(join(folder, 'provenance.yaml'), 'objects: [Account]\n');
  await writeFile(
    join(folder, 'fleet.yaml'),
    `orgs:\n${NAMES.map((name) => `  - { org: ${name}, role: sandbox }\n`).join('')}`,
  );
  await rm(kept, { recursive: true, force: true });
});
afterEach(async () => {
  process.exitCode = undefined;
  for (const name of NAMES) emulator.faults(name).clear();
  await rm(folder, { recursive: true });
});

const audit = async (...more: string[]): Promise<AuditReport> =>
  await HeardAudit.run(
    [
      ...['--fleet', join(folder, 'fleet.yaml'), '--schema', join(folder, 'provenance.yaml')],
      ...['--history', join(folder, 'history'), ...more],
    ],
    import.meta.url,
  );
const resume = async (...more: string[]): Promise<AuditReport> => await HeardResume.run(more, import.meta.url);
const calls = (name: string): number => emulator.faults(name).report().calls.total;
const keptFiles = async (): Promise<string[]> => {
  try {
    return await readdir(kept);
  } catch {
    return [];
  }
};
/** Until something is so; the test's own time limit ends it. */
const until = async (so: () => Promise<boolean>): Promise<void> => {
  while (!(await so())) await new Promise((resolve) => setTimeout(resolve, 20));
};

describe('sf synthetic audit of a fleet', () => {
  it('Given an audit that ends well, When over, Then nothing of its state is left, and it is on record', async () => {
    const report = await audit();

    expect(report.coverage.total).toBe(3);
    expect(process.exitCode).toBe(3);
    expect(await keptFiles()).toEqual([]);
    expect(await readdir(join(folder, 'history'))).toHaveLength(1);
    expect((await readdir(join(folder, 'history')))[0]).toMatch(/\.json$/u);
  });

  it('Given a second audit, When over, Then it is compared with the first; with its report as baseline it passes', async () => {
    const file = join(folder, 'first.json');
    await audit('--output-file', file);
    const second = await audit('--baseline', file);

    expect(second.history).toMatchObject({ runs: 1, counts: { new: 0, reopened: 0, fixed: 0 } });
    expect(second.history?.counts.known).toBeGreaterThan(0);
    expect(second.baseline).toMatchObject({ new: 0 });
    expect(second.verdict).toBe('nonconforming');
    // What only a person can judge, and what was not asked, is no failure.
    expect(process.exitCode).toBe(second.baseline?.verdict === 'conforming' ? 0 : 4);
    expect(said.join('\n')).toMatch(/Since .* UTC: 0 new, 0 reopened, \d+ known, 0 fixed/u);
  });

  it.each([
    ['', 'Unexpected end of JSON input'],
    ['{"orgs": []}', 'evaluatedAt: '],
    [
      '{"evaluatedAt":"2026-01-01T00:00:00Z","orgs":[{"name":"one","findings":[{"check":7}]}]}',
      'orgs.0.findings.0.check: ',
    ],
  ])(
    'Given the baseline %s, When audited, Then no org is asked, and the error says where the mistake is',
    async (text, where) => {
      const file = join(folder, 'baseline.json');
      await writeFile(file, text);

      await expect(audit('--baseline', file)).rejects.toMatchObject({
        name: 'BaselineError',
        message: expect.stringContaining(where) as string,
      });
      expect(calls('one')).toBe(0);
    },
  );

  it('Given a record that is broken, When audited, Then no org is asked, and the error names the file', async () => {
    await mkdir(join(folder, 'history'));
    const file = join(folder, 'history', '20260101-000000-abcdef.json');
    await writeFile(file, '{"format":1,"content":{"id":"x"}}');

    await expect(audit()).rejects.toMatchObject({
      name: 'RunUnreadable',
      message: expect.stringContaining(file) as string,
    });
    expect(calls('one')).toBe(0);
    expect(await readFile(file, 'utf8')).toContain('"x"');
  });

  it('Given --stale-after, When an org was not asked, Then it is named, and the report says so', async () => {
    const report = await audit('--orgs', 'one', '--stale-after', '7');

    expect(report.history).toMatchObject({ staleAfterDays: 7, stale: [{ org: 'two' }, { org: 'three' }] });
  });
});

describe('sf synthetic audit resume', () => {
  it('Given an audit whose report could not be written, When taken up, Then no org is asked again', async () => {
    await writeFile(join(folder, 'blocked'), '');
    const file = join(folder, 'blocked', 'audit.json');
    await expect(audit('--output-file', file)).rejects.toMatchObject({ name: 'ReportNotWritten' });
    for (const name of NAMES) emulator.faults(name).clear();
    await rm(join(folder, 'blocked'));

    const report = await resume();

    expect(NAMES.map(calls)).toEqual([0, 0, 0]);
    expect(report.orgs.map(({ name, evaluatedAt }) => [name, typeof evaluatedAt])).toEqual(
      NAMES.map((name) => [name, 'string']),
    );
    expect(report.orgs.every(({ findings }) => findings.length > 5)).toBe(true);
    expect((JSON.parse(await readFile(file, 'utf8')) as AuditReport).verdict).toBe(report.verdict);
    expect(await keptFiles()).toEqual([]);
  });

  it('Given Ctrl-C after one of three orgs, When taken up, Then only the other two are asked', async () => {
    for (const name of ['two', 'three']) emulator.faults(name).set({ faults: [{ kind: 'noAnswer' }] });
    const interrupted = audit();
    const ended = expect(interrupted).rejects.toMatchObject({ name: 'InterruptedError', exitCode: 130 });
    await until(async () => {
      const [folderOfRun] = (await keptFiles()).filter((file) => !file.includes('.'));
      return (
        folderOfRun !== undefined && (await readdir(join(kept, folderOfRun))).some((file) => file.endsWith('.json'))
      );
    });
    running.at(-1)?.exit(130);
    await ended;
    for (const name of NAMES) emulator.faults(name).clear();

    const report = await resume();

    expect(calls('one')).toBe(0);
    expect(calls('two')).toBeGreaterThan(0);
    expect(calls('three')).toBeGreaterThan(0);
    expect(report.orgs.map(({ organizationId }) => typeof organizationId)).toEqual(['string', 'string', 'string']);
    expect(report.orgs.map(({ evaluatedAt }) => evaluatedAt !== undefined)).toEqual([true, false, false]);
    expect(said.join('\n')).toMatch(/1 of 3 org\(s\) are audited/u);
  });

  it('Given another schema by now, or nothing left to take up, When taken up, Then it is refused and no org is asked', async () => {
    await expect(resume()).rejects.toMatchObject({ name: 'NoAuditRun' });
    await writeFile(join(folder, 'blocked'), '');
    await expect(audit('--output-file', join(folder, 'blocked', 'a.json'))).rejects.toThrow();
    for (const name of NAMES) emulator.faults(name).clear();
    await writeFile(join(folder, 'provenance.yaml'), 'objects: [Account, Case]\n');

    await expect(resume()).rejects.toMatchObject({ name: 'AuditInputsChanged' });
    expect(NAMES.map(calls)).toEqual([0, 0, 0]);
  });

  it('Given a kept audit that is too old, When taken up, Then its org is asked again', async () => {
    await writeFile(join(folder, 'blocked'), '');
    await expect(audit('--output-file', join(folder, 'blocked', 'a.json'))).rejects.toThrow();
    await rm(join(folder, 'blocked'));
    const [run = ''] = (await keptFiles()).filter((file) => !file.includes('.'));
    for (const part of await readdir(join(kept, run))) {
      const path = join(kept, run, part);
      const text = await readFile(path, 'utf8');
      await writeFile(path, text.replace(/"evaluatedAt": "[^"]+"/u, '"evaluatedAt": "2020-01-01T00:00:00.000Z"'));
    }
    for (const name of NAMES) emulator.faults(name).clear();

    await resume('--max-age', '1');

    expect(NAMES.map((name) => calls(name) > 0)).toEqual([true, true, true]);
  });
});
