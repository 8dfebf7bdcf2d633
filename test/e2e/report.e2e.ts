/**
 * The HTML report in a real browser, opened from disk: accessible (axe-core) in light, dark and print, its script allowed
 * by its own policy, nothing asked of the network, filters that filter. REPORT_SCREENSHOTS=<folder> keeps a picture of
 * each. The compiled code writes it, so `npm run build` comes first.
 */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { Finding } from '../../src/audit/finding.ts';
import type { AuditReport, AuditReportOrg } from '../../src/report/auditReport.ts';
import { findChromium } from './chromium.ts';

const executablePath = findChromium();
const skip = executablePath === undefined ? 'There is no Chromium here; CHROMIUM_BIN can name one.' : false;

const CHECKS = [
  'scope-covered',
  'markers-present',
  'guards-active',
  'badges-shown',
  'access-granted',
  'policy-bound',
  'conversion-mapped',
  'texts-translated',
];
const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;
const HOSTILE = '<script>document.title="owned"</script>"\'&\u202edorp|😀';
const waiver = {
  status: 'fail',
  owner: 'Ada',
  reason: 'until the move',
  ticket: 'SEC-1',
  expires: '2026-12-31',
} as const;

/** Of every status some; every fifth org conforms, every seventh could not be evaluated. */
function finding(org: number, check: number, object: number, name: string): Finding {
  const turn = (org + check + object) % 11;
  const status =
    org % 7 === 6
      ? 'notEvaluated'
      : org % 5 === 4 || turn > 3
        ? 'pass'
        : (['fail', 'fail', 'waived', 'manual'] as const)[turn];
  return {
    check: CHECKS[check] ?? '',
    status: status ?? 'pass',
    severity: SEVERITIES[check % SEVERITIES.length] ?? 'low',
    subject: `CustomField:Object_${object}__c.Is_Synthetic__c`,
    object: `Object_${object}__c`,
    name: 'Is_Synthetic__c',
    message: status === 'notEvaluated' ? 'not readable: the org does not answer' : 'missing',
    remediation: status === 'pass' ? '' : `sf synthetic deploy --target-org ${name}`,
    ...(status === 'waived' ? { waiver } : {}),
  };
}

function report(size: number): AuditReport {
  const orgs = Array.from({ length: size }, (_, org): AuditReportOrg => {
    const name = org === 0 ? HOSTILE : `retail-${org}`;
    const findings = CHECKS.flatMap((_check, check) => [0, 1, 2].map((object) => finding(org, check, object, name)));
    const statuses = new Set(findings.map(({ status }) => status));
    const verdict = statuses.has('fail')
      ? 'nonconforming'
      : statuses.has('notEvaluated')
        ? 'notEvaluated'
        : 'conforming';
    return { name, organizationId: `00D${org}`, role: 'production', edition: 'Enterprise Edition', verdict, findings };
  });
  const evaluated = orgs.filter(({ verdict }) => verdict !== 'notEvaluated').length;
  return {
    verdict: 'nonconforming',
    evaluatedAt: '2026-01-31T10:00:00.000Z',
    tool: 'sf-plugin-synthetic@0.1.0',
    schemaFile: 'config/provenance.yaml',
    coverage: { evaluated, total: size },
    waivers: [],
    frameworks: [],
    orgs,
  };
}

describe('the HTML report in a browser', { skip }, () => {
  let browser: Browser;
  let folder: string;

  before(async () => {
    const { htmlReport } = (await import('../../lib/report/html/htmlReport.js')) as {
      htmlReport: (report: AuditReport) => Iterable<string>;
    };
    folder = await mkdtemp(join(tmpdir(), 'synthetic-report-'));
    for (const size of [1, 40]) await writeFile(join(folder, `${size}.html`), [...htmlReport(report(size))].join(''));
    const root = process.getuid?.() === 0;
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: root ? ['--no-sandbox'] : [] });
  });

  after(async () => {
    await browser.close();
    await rm(folder, { recursive: true });
  });

  for (const size of [1, 40]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      it(`of ${size} orgs is accessible, asks for nothing and is not owned by a name: ${colorScheme}`, async () => {
        const { page, asked, errors } = await open(size, colorScheme);
        assert.deepEqual(await violations(page), []);
        assert.equal(await page.title(), 'Provenance audit: the fleet does not conform');
        await picture(page, `${size}-${colorScheme}`);
        await page.setViewportSize({ width: 320, height: 640 });
        assert.equal(await page.evaluate('document.documentElement.scrollWidth <= 320'), true);
        await picture(page, `${size}-${colorScheme}-narrow`);
        await page.emulateMedia({ media: 'print', colorScheme });
        await page.setViewportSize({ width: 1000, height: 1400 });
        assert.deepEqual(await violations(page), []);
        await picture(page, `${size}-${colorScheme}-print`);
        assert.deepEqual(asked, [pathToFileURL(join(folder, `${size}.html`)).href]);
        assert.deepEqual(errors, []);
        await page.context().close();
      });
    }
  }

  it('shows what is open at first, then what the filters say, and leads from the map to what a filter hid', async () => {
    const { page } = await open(40, 'light');
    const shown = page.locator('li[data-status]:visible');
    const all = await page.locator('li[data-status]').count();
    const count = page.locator('#shown');

    assert.equal(await page.locator('li[data-status="pass"]:visible').count(), 0);
    assert.equal(await count.innerText(), `${await shown.count()} of ${all} entries shown`);
    await page.getByLabel('Check').selectOption('guards-active');
    await page.getByLabel('Status').selectOption('manual');
    await page.getByLabel('Severity').selectOption('medium');
    await page.getByLabel('Org').selectOption({ label: 'retail-1' });
    const [only] = await shown.all();
    assert.match((await only?.innerText()) ?? '', /check by hand, medium/u);
    assert.equal(await page.locator('section.org:visible').count(), 1);
    await page.getByLabel('Contains').fill('nothing has this');
    assert.equal(await shown.count(), 0);

    await page.locator('a[href="#org-4-check-0"]').click();
    assert.equal(await page.locator('#org-4-check-0').isVisible(), true);
    await page.getByRole('button', { name: 'Show everything' }).click();
    // The form is empty only after the event.
    await shown.nth(all - 1).waitFor();
    assert.equal(await shown.count(), all);
    await page.context().close();
  });

  it('copies a fix as it is, or selects it', async () => {
    const { page } = await open(1, 'light');
    await page.locator('button.copy:visible').first().click();
    // The browser decides on the clipboard in its own time; what it did stays in the status line.
    await page
      .locator('#shown')
      .filter({ hasText: /^(Copied: sf synthetic |The browser does not allow copying)/u })
      .waitFor();
    await page.context().close();
  });

  it('shows everything where scripts are off', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(pathToFileURL(join(folder, '40.html')).href);
    assert.equal(await page.locator('#filters').isVisible(), false);
    assert.equal(await page.locator('li[data-status="pass"]').first().isVisible(), true);
    await context.close();
  });

  async function open(
    size: number,
    colorScheme: 'light' | 'dark',
  ): Promise<{ page: Page; asked: string[]; errors: string[] }> {
    const context = await browser.newContext({ colorScheme, viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    const asked: string[] = [];
    const errors: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await page.goto(pathToFileURL(join(folder, `${size}.html`)).href);
    return { page, asked, errors };
  }
});

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const result: { violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] } =
    await page.evaluate('axe.run()');
  return result.violations.map(({ id, nodes }) =>
    [id, ...nodes.slice(0, 5).map(({ html, failureSummary = '' }) => `${html} ${failureSummary}`)].join('\n'),
  );
}

async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['REPORT_SCREENSHOTS'];
  if (folder === undefined || folder === '') return;
  await page.screenshot({ path: join(folder, `report-${name}.png`), fullPage: true });
}
