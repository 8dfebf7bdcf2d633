import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkMetadata } from '../../src/audit/check.js';
import { checks } from '../../src/audit/checks/index.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const registered = Object.values(checks).map((check) => [check.metadata.id, check] as const);

describe('the registry of checks', () => {
  it('Given the folders of checks, When compared with the registry, Then each is there under its own id', () => {
    const folders = readdirSync(join(root, 'src/audit/checks'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);

    expect(Object.keys(checks).sort()).toEqual(folders.sort());
    expect(Object.entries(checks).filter(([id, { metadata }]) => metadata.id !== id)).toEqual([]);
  });

  it.each(registered)(
    'Given the check %s, Then its metadata is complete, and its title states when it passes',
    (_, { metadata }) => {
      expect(() => checkMetadata.parse(metadata)).not.toThrow();
      expect(metadata.title).not.toMatch(/^(Ensure|Check)|\.$/);
    },
  );

  it.each(registered)(
    'Given the check %s, Then its remediation names a command or what to change',
    (_, { metadata }) => {
      expect(metadata.remediation).toMatch(/\bsf [a-z]+|provenance schema/);
      expect(metadata.remediation).not.toMatch(/Write here/);
    },
  );

  it.each(registered)('Given the check %s, Then it has a test of its own', (id) => {
    expect(existsSync(join(root, `test/audit/checks/${id}.test.ts`))).toBe(true);
  });

  it('Given all titles, Then each is another', () => {
    const titles = registered.map(([, { metadata }]) => metadata.title);

    expect(new Set(titles).size).toBe(titles.length);
  });
});

describe('scripts/newCheck.mjs', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'new-check-'));
    cpSync(join(root, 'src/audit/checks/index.ts'), join(folder, 'src/audit/checks/index.ts'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const generate = (...args: string[]): string =>
    execFileSync(process.execPath, [join(root, 'scripts/newCheck.mjs'), ...args, folder], {
      encoding: 'utf8',
      stdio: 'pipe',
    });

  it('Given an id and a title, When run, Then folder, test and registry have the check', () => {
    generate('moons-aligned', 'Every moon is where it should be');

    const index = readFileSync(join(folder, 'src/audit/checks/index.ts'), 'utf8');
    expect(index).toContain(
      "import { check as moonsAligned } from './moons-aligned/check.js';\nimport { check as policyBound }",
    );
    expect(index).toContain("  'moons-aligned': moonsAligned,\n} as const");
    expect(readFileSync(join(folder, 'src/audit/checks/moons-aligned/check.ts'), 'utf8')).toContain(
      "id: 'moons-aligned'",
    );
    expect(existsSync(join(folder, 'test/audit/checks/moons-aligned.test.ts'))).toBe(true);
  });

  it.each([
    ['Moons', 'Every moon is where it should be'],
    ['moons', 'too short'],
    ['guards-active', 'Every guard is where it should be'],
  ])('Given the id %s and the title %s, When run, Then it is refused and nothing is written', (id, title) => {
    expect(() => generate(id, title)).toThrow();
    expect(existsSync(join(folder, 'test'))).toBe(false);
  });
});
