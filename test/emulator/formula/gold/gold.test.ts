import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { compareWithGold } from './goldComparison.js';
import type { GoldComparison } from './goldComparison.js';
import { readGoldFiles } from './goldFiles.js';
import { knownDifferences, unknownFunctions } from './knownDifferences.js';

const definitions = `<formula-test>
  <testcase name="testOwn" dataType="Percent" code="custompercent1__c + customnumber1__c">
    <referencefield devName="custompercent1" dataType="Percent"/>
    <referencefield devName="customnumber1" dataType="Double" code="customtext1__c">
      <referencefield devName="customtext1" dataType="Text"/>
    </referencefield>
  </testcase>
  <testcase name="testMoment" dataType="DateTime" code="customdatetime1__c">
    <referencefield devName="customdatetime1" dataType="DateTime"/>
  </testcase>
</formula-test>`;

const result = (inputs: string, zero: string, blank: string): string =>
  `<result><inputvalues>${inputs}</inputvalues><formula>${zero}</formula><formulaNullAsNull>${blank}</formulaNullAsNull></result>`;

const files: Readonly<Record<string, string>> = {
  'impl/src/test/resources/com/force/formula/impl/formulatests.xml': definitions.replace(
    'code="customtext1__c"',
    'code="VALUE(customtext1__c)"',
  ),
  'h2-test/src/test/goldfiles/FormulaFields/testOwn.xml': `<testCase name="testOwn">
    <testInstance formula="custompercent1__c + customnumber1__c" returntype="Percent">
      ${result('[50, 1]', '150.0', '150.0')}${result('[, 1]', '100', 'null')}
      ${result('[50, a]', 'Error: java.lang.NumberFormatException', 'Error: java.lang.NumberFormatException')}
      ${result('[50, 2]', '7', '250')}${result('[50, 1, 2]', '0', '0')}
    </testInstance></testCase>`,
  'h2-test/src/test/goldfiles/FormulaFields/testMoment.xml': `<testCase name="testMoment">
    <testInstance formula="customdatetime1__c" returntype="DateTime">
      ${result('[2004:02:28:23:34:00:PST]', 'Sun Feb 29 07:34:00 GMT 2004', 'Sun Feb 29 07:34:00 GMT 2004')}
    </testInstance>
    <testInstance formula="IFERROR(customdatetime1__c, NULL)" returntype="DateTime"></testInstance></testCase>`,
};

describe('the comparison with gold files', () => {
  let folder: string;
  let comparison: GoldComparison;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'formula-gold-'));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    comparison = compareWithGold(await readGoldFiles(folder));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('Given results that agree and one that does not, When compared, Then only that one is named', () => {
    expect(comparison.compared).toBe(10);
    expect(comparison.differences).toEqual([
      {
        test: 'testOwn',
        formula: 'custompercent1__c + customnumber1__c',
        inputs: '[50, 2] (blank as zero)',
        platform: '0.07',
        embedded: '2.5',
      },
    ]);
  });

  it('Given inputs with a comma and an unknown function, When compared, Then both are told and not guessed', () => {
    expect(comparison.unreadable).toBe(1);
    expect(comparison.refused).toEqual([
      {
        test: 'testMoment',
        formula: 'IFERROR(customdatetime1__c, NULL)',
        reason: 'Unknown function IFERROR. Check spelling.',
      },
    ]);
  });
});

const engine = process.env['FORMULA_GOLD'];

/** FORMULA_GOLD: a checkout of https://github.com/salesforce/formula-engine. What is found is printed; nothing of it is kept. */
(engine === undefined ? describe.skip : describe)('the gold files in FORMULA_GOLD', () => {
  it(
    'Given formulas and inputs of the platform, Then the embedded org gives what the platform gave, but where it is known not to',
    async () => {
      const { compared, differences, unreadable, refused } = compareWithGold(await readGoldFiles(engine ?? ''));
      const lines = [
        `${compared} results compared, ${differences.length} differ, ${unreadable} rows not told apart, ${refused.length} formulas not read`,
        ...refused.map(({ test, formula, reason }) => `REFUSED ${test}: ${formula}: ${reason}`),
        ...differences.map(
          ({ test, formula, inputs, platform, embedded }) =>
            `DIFFERS ${test}: ${formula}\n  for ${inputs}\n  platform: ${platform}\n  embedded org: ${embedded}`,
        ),
      ];
      process.stdout.write(`${lines.join('\n')}\n`);
      expect(differences.filter(({ test }) => knownDifferences[test] === undefined)).toEqual([]);
      const unknown = [
        'Field $System.originDateTime does not exist. Check spelling.',
        ...unknownFunctions.map((name) => `Unknown function ${name}. Check spelling.`),
      ];
      expect(refused.filter(({ reason }) => !unknown.includes(reason))).toEqual([]);
    },
    10 * 60_000,
  );
});
