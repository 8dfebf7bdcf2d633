import { readFileSync } from 'node:fs';
import { checkList } from '../../src/audit/checkList.js';
import { checks } from '../../src/audit/checks/index.js';
import { checksPage } from '../../src/audit/checksPage.js';
import Explain from '../../src/commands/synthetic/audit/explain.js';
import { frameworkIds } from '../../src/audit/frameworks/index.js';
import ListFrameworks from '../../src/commands/synthetic/audit/list-frameworks.js';
import ListChecks from '../../src/commands/synthetic/audit/list-checks.js';
import { format } from 'prettier';

const shown: string[] = [];
class HeardExplain extends Explain {
  public override log(text = ''): void {
    shown.push(text);
  }
  public override logToStderr(): void {}
  public override styledHeader(text: string): void {
    shown.push(text);
  }
}
class QuietFrameworks extends ListFrameworks {
  public override table(): void {}
  public override log(): void {}
}
class QuietList extends ListChecks {
  public override table(): void {}
}

describe('sf synthetic audit list-checks', () => {
  it('When run, Then every check is listed, in the order of an audit', async () => {
    const { checks: listed } = await QuietList.run([], import.meta.url);

    expect(listed.map(({ id }) => id)).toEqual(Object.keys(checks));
  });
});

describe('sf synthetic audit explain', () => {
  it('Given any check, When explained, Then risk, remediation and references are shown, and no placeholder', async () => {
    for (const { id, risk, remediation, references } of checkList()) {
      shown.length = 0;
      expect(await HeardExplain.run([id], import.meta.url)).toMatchObject({ id, risk });
      const text = shown.join('\n');
      for (const part of [id, risk, remediation, ...references]) expect(text).toContain(part);
      expect(text).not.toContain('%s');
    }
  });

  it('Given a mistyped check, When explained, Then the error names the nearest one', async () => {
    await expect(HeardExplain.run(['guard-active'], import.meta.url)).rejects.toMatchObject({
      name: 'UnknownCheckError',
      message: 'There is no check or framework "guard-active": did you mean guards-active?',
    });
  });
});

describe('sf synthetic audit list-frameworks', () => {
  it('When run, Then every framework is listed with every requirement', async () => {
    const { frameworks } = await QuietFrameworks.run([], import.meta.url);

    expect(frameworks.map(({ id, requirements }) => [id, requirements.length > 0])).toEqual(
      frameworkIds.map((id) => [id, true]),
    );
  });

  it('Given a framework, When explained, Then each requirement is shown with what a person has to judge', async () => {
    shown.length = 0;
    const explained = await HeardExplain.run(['gdpr'], import.meta.url);
    const text = shown.join('\n');

    if (!('about' in explained)) throw new Error('explained as a check');
    for (const { title, judge } of explained.requirements) {
      expect(text).toContain(title);
      expect(text).toContain(judge);
    }
  });
});

describe('docs/checks.md', () => {
  it('Given the registry, When its page is made, Then the committed one is the same (else: npm run schemas:write)', async () => {
    const committed = readFileSync(new URL('../../docs/checks.md', import.meta.url), 'utf8');

    // Prettier alone decides on widths of columns.
    expect(committed).toBe(await format(checksPage(), { parser: 'markdown', printWidth: 120, proseWrap: 'preserve' }));
  });
});
