import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AuditReport } from '../../src/report/auditReport.js';
import { assertReportFiles, writeReports } from '../../src/report/reportFile.js';
import { reportExtensions, reportWriter } from '../../src/report/reportFormat.js';
import { aFinding, aReport, aReportOrg } from '../builders/report.js';

const unreachable = aFinding({
  subject: 'Org',
  name: 'away',
  status: 'notEvaluated',
  message: 'away: the org does not answer',
  remediation: 'Check the network',
});
const aFleetReport = (): AuditReport =>
  aReport({
    orgs: [
      aReportOrg({ findings: ['Account', 'Case'].map((object) => aFinding({ object })) }),
      aReportOrg({
        name: 'fine',
        findings: [aFinding({ status: 'pass', message: 'as it should be', remediation: '' })],
      }),
      { name: 'away', verdict: 'notEvaluated', findings: [unreachable] },
    ],
  });

describe('reports', () => {
  it('Given three orgs, When written as text, Then verdict, coverage, problems and remedies are there', () => {
    const text = [...reportWriter('audit.txt')(aFleetReport())].join('');

    expect(text).toContain('Verdict: the fleet does not conform (2 of 3 orgs evaluated)');
    expect(text).toContain('prod (production, 00D0E0000000001UAA) does not conform');
    expect(text).toContain('- Is_Synthetic__c: missing (Account, Case)');
    expect(text).toContain('To mend: sf synthetic deploy --target-org prod');
    expect(text).toContain('away could not be evaluated');
    expect(text).toContain('fine (production, 00D0E0000000001UAA) conforms');
  });

  it.each(reportExtensions)(
    'Given a file ending in %s, When written, Then it is there whole and nothing else is',
    async (extension) => {
      const folder = await mkdtemp(join(tmpdir(), 'report-'));
      const file = join(folder, 'deep', `audit${extension}`);
      const written: string[] = [];

      await writeReports(aFleetReport(), [file], (name) => written.push(name));

      expect(written).toEqual([file]);
      expect(await readdir(join(folder, 'deep'))).toEqual([`audit${extension}`]);
      expect(await readFile(file, 'utf8')).toBe([...reportWriter(file)(aFleetReport())].join(''));
      await rm(folder, { recursive: true });
    },
  );

  it.each(['audit.pdf', 'audit', '.json', 'json'])(
    'Given the file name %s, When checked, Then the error lists the known extensions',
    (file) => {
      expect(() => assertReportFiles([file])).toThrow(`No report format goes with the file name ${file}.`);
      try {
        assertReportFiles([file]);
      } catch (error) {
        expect(error).toMatchObject({ actions: [expect.stringContaining('.sarif.json, .oscal.json, .json, .html')] });
      }
    },
  );

  it('Given extensions in capitals and in two parts, When a writer is chosen, Then the longer extension counts', () => {
    expect(reportWriter('a/AUDIT.SARIF.JSON')).toBe(reportWriter('audit.sarif'));
    expect(reportWriter('audit.oscal.json')).not.toBe(reportWriter('audit.json'));
  });

  it('Given one file in two spellings, When checked, Then it is refused', () => {
    expect(() => assertReportFiles(['reports/audit.json', 'audit.html', './reports/../reports/audit.json'])).toThrow(
      /is named twice/u,
    );
  });

  it('Given files that cannot be written among others, When written, Then the others are, and the error names each that is not', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'report-'));
    const inFile = fileURLToPath(new URL('report.test.ts/audit.txt', import.meta.url));
    await mkdir(join(folder, 'folder.html'));
    const good = [join(folder, 'a.json'), join(folder, 'b.csv')];
    const written: string[] = [];

    const failed = writeReports(
      aReport(),
      [inFile, good[0] ?? '', join(folder, 'folder.html'), good[1] ?? ''],
      (file) => written.push(file),
    );

    await expect(failed).rejects.toMatchObject({
      name: 'ReportNotWritten',
      exitCode: 1,
      message: expect.stringMatching(/audit\.txt[^]*folder\.html/u) as string,
    });
    expect(written).toEqual(good);
    expect((await readdir(folder)).sort()).toEqual(['a.json', 'b.csv', 'folder.html']);
    await rm(folder, { recursive: true });
  });
});
