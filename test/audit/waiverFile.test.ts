import { readFileSync } from 'node:fs';
import { SfError } from '@salesforce/core/sfError';
import { stringify } from 'yaml';
import { parseWaivers, readWaivers } from '../../src/audit/waiverFile.js';
import { aWaiver, TODAY } from '../builders/waiver.js';

const { file: _, ...written } = aWaiver();
const parsed = (waiver: object) => parseWaivers(stringify({ waivers: [waiver] }), 'config/waivers.yaml', TODAY);

function mistakesOf(act: () => unknown): string[] {
  try {
    act();
  } catch (error) {
    if (error instanceof SfError && error.name === 'WaiversError') return error.message.split('\n');
    throw error;
  }
  throw new Error('nothing was wrong');
}

describe('parseWaivers', () => {
  it('Given a whole waiver, When parsed, Then it carries its file', () => {
    expect(parsed(written)).toEqual([aWaiver()]);
  });

  it('Given the template of init, When parsed, Then it waives nothing; its example, uncommented, is valid', () => {
    const template = readFileSync(new URL('../../config/templates/waivers.yaml', import.meta.url), 'utf8');
    const example = template.replace(/^waivers: \[\]$/m, '').replace(/^# {3}(.*)$/gm, '$1');

    expect(parseWaivers(template, 't', TODAY)).toEqual([]);
    expect(parseWaivers(example, 't', TODAY)).toHaveLength(1);
  });

  it.each(['check', 'org', 'components', 'owner', 'reason', 'ticket', 'expires'] as const)(
    'Given a waiver without %s, When parsed, Then that is a mistake',
    (key) => {
      const { [key]: __, ...rest } = written;

      expect(mistakesOf(() => parsed(rest))).toEqual([expect.stringContaining(`waivers[0].${key}: is missing`)]);
    },
  );

  it.each([
    ['2027-06-01', []],
    [
      '2027-06-02',
      [
        'config/waivers.yaml:9:14  waivers[0].expires: is 366 days ahead ("2027-06-02"), expected at most 365 days from today',
      ],
    ],
    ['2020-01-01', []],
  ])('Given an expiry on %s, When parsed, Then the cap of a year is held', (expires, mistakes) => {
    const act = () => parsed({ ...written, expires });

    expect(mistakes.length === 0 ? act().length : mistakesOf(act)).toEqual(mistakes.length === 0 ? 1 : mistakes);
  });

  it.each([
    ['a day that is none', { expires: '2026-02-30' }, 'expected a day such as 2027-01-31'],
    ['a check that is none', { check: 'gaurds-active' }, '"sf synthetic audit list-checks" shows them'],
    ['no component', { components: [] }, 'waivers[0].components: is empty'],
    ['an unknown key', { expiry: '2026-12-31' }, 'did you mean "expires"?'],
  ])('Given %s, When parsed, Then the mistake says what would be right', (__, overrides, text) => {
    expect(mistakesOf(() => parsed({ ...written, ...overrides })).join()).toContain(text);
  });

  it('Given an empty file, When parsed, Then the missing list is a mistake', () => {
    expect(mistakesOf(() => parseWaivers('', 'w', TODAY))).toEqual([expect.stringContaining('waivers: is missing')]);
  });

  it('Given no file, When read, Then the error says so', async () => {
    await expect(readWaivers('/nowhere/waivers.yaml', TODAY)).rejects.toMatchObject({ name: 'WaiversNotFound' });
  });
});
