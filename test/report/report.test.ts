import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { auditOrg, auditUnreachable } from '../../src/audit/auditOrg.js';
import { type AuditReport, auditReport } from '../../src/report/auditReport.js';
import { htmlReport } from '../../src/report/htmlReport.js';
import { assertReportFormat, writeReport } from '../../src/report/reportFile.js';
import { textReport } from '../../src/report/textReport.js';
import { aSchema } from '../builders/schema.js';
import { aConformingOrg, anEmptyOrg, anOrg } from '../builders/snapshot.js';

const schema = aSchema({ objects: ['Account', 'Case'] });
const context = {
  evaluatedAt: new Date('2026-01-31T10:00:00Z'),
  tool: 'sf-plugin-synthetic@0.1.0',
  schemaFile: 'config/provenance.yaml',
};
const aReport = (hostile = 'prod'): AuditReport =>
  auditReport(
    [
      auditOrg(schema, anEmptyOrg(schema, anOrg({ name: hostile }))),
      auditOrg(schema, aConformingOrg(schema, { org: anOrg({ name: 'fine' }) })),
      auditUnreachable('away', { message: 'away: the org does not answer', actions: ['Check the network'] }),
    ],
    context,
  );

describe('reports', () => {
  it('Given three orgs, When written as text, Then verdict, coverage, problems and remedies are there', () => {
    const text = textReport(aReport());

    expect(text).toContain('Verdict: the fleet does not conform (2 of 3 orgs evaluated)');
    expect(text).toContain('prod (production, 00D0E0000000001UAA) does not conform');
    expect(text).toContain('- Is_Synthetic__c: missing (Account, Case)');
    expect(text).toContain('To mend: sf synthetic deploy --target-org prod');
    expect(text).toContain('away could not be evaluated');
    expect(text).toContain('fine (production, 00D0E0000000001UAA) conforms');
  });

  it('Given a hostile org name, When written as HTML, Then nothing of it is markup and the page asks for nothing outside', () => {
    const html = htmlReport(aReport('<script>alert("x")</script>&\'"'));

    expect(html).not.toContain('<script');
    expect(html).toContain('&#60;script&#62;');
    expect(html).not.toMatch(/(src|href)=/);
  });

  it.each(['.html', '.json', '.txt'])(
    'Given a file ending in %s, When written, Then it is there whole and nothing else is',
    async (extension) => {
      const folder = await mkdtemp(join(tmpdir(), 'report-'));
      const file = join(folder, 'deep', `audit${extension}`);

      await writeReport(aReport(), file);

      expect(await readdir(join(folder, 'deep'))).toEqual([`audit${extension}`]);
      const text = await readFile(file, 'utf8');
      if (extension === '.json') expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(aReport())));
      else expect(text).toContain('does not conform');
      await rm(folder, { recursive: true });
    },
  );

  it('Given an unknown extension, When checked, Then the error lists the known ones', () => {
    expect(() => assertReportFormat('audit.pdf')).toThrow(/No report format goes with the file name audit\.pdf/);
  });

  it('Given a folder that is a file, When written, Then the error names the report', async () => {
    await expect(
      writeReport(aReport(), fileURLToPath(new URL('report.test.ts/audit.txt', import.meta.url))),
    ).rejects.toMatchObject({ name: 'ReportNotWritten' });
  });
});
