/**
 * The record page banner in a real browser: what it says, whether it is accessible (axe-core), light and dark, wide and
 * narrow. BANNER_SCREENSHOTS=<folder> keeps a picture of each.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { bannerScript } from './bannerPage.ts';
import { findChromium } from './chromium.ts';

const executablePath = findChromium();
const skip = executablePath === undefined ? 'There is no Chromium here; CHROMIUM_BIN can name one.' : false;

/**
 * Pages as Salesforce has them. SLDS 2 (theme Cosmos) gives every hook a light and a dark value; on a page whose theme
 * defines no hooks the banner's own values hold, and that page stays light in a dark system.
 * Values: https://www.npmjs.com/package/@salesforce-ux/design-system-2
 */
const PAGES = {
  cosmos: {
    'color-scheme': 'light dark',
    '--slds-g-color-surface-1': 'light-dark(#f3f3f3, #0d0d0d)',
    '--slds-g-color-surface-container-1': 'light-dark(#ffffff, #242424)',
    '--slds-g-color-on-surface-2': 'light-dark(#2e2e2e, #e5e5e5)',
    '--slds-g-color-on-surface-3': 'light-dark(#03234d, #d8e6fe)',
    '--slds-g-color-border-1': 'light-dark(#c9c9c9, #444444)',
    '--slds-g-color-warning-container-1': 'light-dark(#f9e3b6, #6f3400)',
    '--slds-g-color-on-warning-1': 'light-dark(#8c4b02, #f9e3b6)',
    '--slds-g-color-border-warning-1': 'light-dark(#ca8501, #e4a201)',
  },
  'without hooks': {},
} as const;

const WIDE = { width: 900, height: 300 };
/** As wide as WCAG's criterion Reflow asks for. */
const NARROW = { width: 320, height: 480 };

const SOURCE = 'Model synth-retail 4.1, job nightly/orders/2026-03-01';
const LONG = `https://generator.example.com/${'very-long-segment'.repeat(12)}`;
const fields = (synthetic: boolean, source: string | null, time: string | null): object => ({
  Is_Synthetic__c: { value: synthetic },
  Generation_Source__c: { value: source },
  Creation_Timestamp__c: { value: time },
});
const ANSWERS = {
  synthetic: { data: { fields: fields(true, SOURCE, '2026-03-01T22:30:00.000Z') } },
  'synthetic, long source': { data: { fields: fields(true, LONG, '2026-03-01T22:30:00.000Z') } },
  'synthetic, incomplete': {
    data: { fields: { Is_Synthetic__c: { value: true }, Generation_Source__c: { value: null } } },
  },
  genuine: { data: { fields: fields(false, null, null) } },
  'fields not visible': { data: { fields: {} } },
  'record not readable': { error: { status: 403 } },
} as const;

type Answer = keyof typeof ANSWERS;

const SAYS: Readonly<Record<Answer, readonly RegExp[]>> = {
  synthetic: [
    /Synthetic record/,
    /does not stand for a real customer/,
    /Generation Source\s+Model synth-retail 4\.1/,
    /Creation Timestamp\s+1 March 2026 at 23:30 CET/,
  ],
  'synthetic, long source': [/Synthetic record/, /generator\.example\.com/],
  'synthetic, incomplete': [/Generation Source\s+Not stated/, /Creation Timestamp\s+Could not be read/],
  genuine: [/^$/],
  'fields not visible': [/Provenance could not be read/],
  'record not readable': [/Provenance could not be read/],
};

describe('the record page banner in a browser', { skip }, () => {
  let browser: Browser;
  let script: string;

  before(async () => {
    script = await bannerScript();
    const root = process.getuid?.() === 0;
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: root ? ['--no-sandbox'] : [] });
  });

  after(async () => {
    await browser.close();
  });

  for (const theme of Object.keys(PAGES) as (keyof typeof PAGES)[]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      describe(`on a page ${theme}, ${colorScheme}`, () => {
        let page: Page;

        before(async () => {
          page = await open(browser, script, theme, colorScheme);
        });

        after(async () => {
          await page.context().close();
        });

        for (const answer of Object.keys(ANSWERS) as Answer[]) {
          it(`says what it must, to everybody, at every width: ${answer}`, async () => {
            await page.setViewportSize(WIDE);
            await page.evaluate(`emitRecord(${JSON.stringify(ANSWERS[answer])})`);
            const text = (await page.getByRole('status').innerText()).trim();
            for (const pattern of SAYS[answer]) assert.match(text, pattern);
            assert.deepEqual(await violations(page), []);
            await picture(page, `${theme}-${colorScheme}-${answer}`);
            await page.setViewportSize(NARROW);
            assert.equal(await page.evaluate(`document.documentElement.scrollWidth <= ${NARROW.width}`), true);
            await picture(page, `${theme}-${colorScheme}-${answer}-narrow`);
          });
        }
      });
    }
  }

  it('takes no room on the page of a genuine record', async () => {
    const page = await open(browser, script, 'cosmos', 'light');
    try {
      await page.evaluate(`emitRecord(${JSON.stringify(ANSWERS.genuine)})`);
      assert.equal(
        await page.evaluate("document.querySelector('c-synthetic-banner').getBoundingClientRect().height"),
        0,
      );
    } finally {
      await page.context().close();
    }
  });

  it('is told apart without colours, in forced colours', async () => {
    const page = await open(browser, script, 'cosmos', 'light', 'active');
    try {
      await page.evaluate(`emitRecord(${JSON.stringify(ANSWERS.synthetic)})`);
      assert.notEqual(
        await page.locator('[data-state]').evaluate('(node) => getComputedStyle(node).borderTopStyle'),
        'none',
      );
      await picture(page, 'forced colours');
    } finally {
      await page.context().close();
    }
  });
});

async function open(
  browser: Browser,
  script: string,
  theme: keyof typeof PAGES,
  colorScheme: 'light' | 'dark',
  forcedColors: 'active' | 'none' = 'none',
): Promise<Page> {
  const context = await browser.newContext({ colorScheme, forcedColors, viewport: WIDE });
  const page = await context.newPage();
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.setContent(pageOf(theme));
  await page.addScriptTag({ content: script });
  return page;
}

/** A page with the few SLDS classes that the banner uses, and a heading, as a record page has one. */
function pageOf(theme: keyof typeof PAGES): string {
  const hooks = Object.entries(PAGES[theme]).map(([name, value]) => `${name}: ${value};`);
  return `<!doctype html>
<html lang="en">
  <head>
    <title>Record</title>
    <style>
      :root { ${hooks.join(' ')} }
      body { margin: 0; padding: 1rem; font: 0.8125rem/1.5 'Salesforce Sans', system-ui, sans-serif;
        background: var(--slds-g-color-surface-1, #f3f3f3); color: var(--slds-g-color-on-surface-2, #2e2e2e); }
      p, dl, dd { margin: 0; }
      .slds-media { display: flex; }
      .slds-media__body { flex: 1; }
      .slds-text-heading_small { font-size: 1rem; line-height: 1.25; }
      .slds-assistive-text { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    </style>
  </head>
  <body><main><h1>Ada Lovelace</h1></main></body>
</html>`;
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const result: { violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] } =
    await page.evaluate('axe.run()');
  return result.violations.map(({ id, nodes }) =>
    [id, ...nodes.map(({ html, failureSummary = '' }) => `${html} ${failureSummary}`)].join('\n'),
  );
}

async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['BANNER_SCREENSHOTS'];
  if (folder === undefined || folder === '') return;
  await page.screenshot({ path: join(folder, `${name.replace(/\W+/gu, '-')}.png`) });
}
