import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readProject } from './projectFormulas.js';
import { reportOf } from './report.js';
import { surveyProject } from './survey.js';
import type { Survey } from './survey.js';

const xml = (type: string, body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${type} xmlns="http://soap.sforce.com/2006/04/metadata">${body}</${type}>`;

const files: Readonly<Record<string, string>> = {
  'objects/Visit__c/validationRules/Ends_After_Start.validationRule-meta.xml': xml(
    'ValidationRule',
    '<fullName>Ends_After_Start</fullName><errorConditionFormula>End__c &lt; Start__c &amp;&amp; Plan__r.Days__c &gt; 1</errorConditionFormula>',
  ),
  'objects/Visit__c/fields/Start__c.field-meta.xml': xml(
    'CustomField',
    '<fullName>Start__c</fullName><type>Date</type>',
  ),
  'objects/Visit__c/fields/End__c.field-meta.xml': xml('CustomField', '<fullName>End__c</fullName><type>Date</type>'),
  'objects/Visit__c/fields/Plan__c.field-meta.xml': xml(
    'CustomField',
    '<fullName>Plan__c</fullName><type>Lookup</type><referenceTo>Plan__c</referenceTo>',
  ),
  'src/objects/Plan__c.object': xml(
    'CustomObject',
    `<fields><fullName>Days__c</fullName><type>Number</type></fields>
     <fields><fullName>Power__c</fullName><type>Number</type><formula>2 * 3 ^ 2 + Days__c</formula>
       <formulaTreatBlanksAs>BlankAsZero</formulaTreatBlanksAs></fields>
     <validationRules><fullName>Standard</fullName>
       <errorConditionFormula>AND(ISPICKVAL(StageName, "Closed"), Amount &gt; 5, ISBLANK(CloseDate), CloseDate &gt; TODAY())</errorConditionFormula></validationRules>`,
  ),
};

describe('the survey of projects', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'formula-survey-'));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('Given a project in both formats, When it is read, Then every rule and formula field is there', async () => {
    const { formulas } = await readProject(folder);
    expect(formulas.map(({ fullName, kind }) => `${kind} ${fullName}`)).toEqual([
      'validationRule Visit__c.Ends_After_Start',
      'validationRule Plan__c.Standard',
      'formulaField Plan__c.Power__c',
    ]);
  });

  it('Given unknown standard fields, When surveyed, Then types are found by which the formula compiles', async () => {
    const survey = surveyProject(await readProject(folder));
    expect(survey.refusals.filter(({ engine }) => engine === 'embedded org')).toEqual([]);
    expect(survey.reads['embedded org']).toBe(3);
  });

  it('Given a formula on which engines differ, When surveyed, Then the report names it with each value', async () => {
    const report = reportOf([['both', surveyProject(await readProject(folder))]]);
    expect(report).toMatch(/both +3 +3/);
    expect(report).toContain('Plan__c.Power__c');
    expect(report).toMatch(/embedded org: "4[0-9]"/);
  });
});

const projects = process.env['FORMULA_PROJECTS'];

/** FORMULA_PROJECTS: a folder of projects, one a folder. What is found is printed; nothing of it is kept. */
(projects === undefined ? describe.skip : describe)('the projects in FORMULA_PROJECTS', () => {
  it(
    'Given formulas that the platform has accepted, Then the embedded org reads every one',
    async () => {
      const surveys: [string, Survey][] = [];
      for (const entry of readdirSync(projects ?? '', { withFileTypes: true }).filter((found) => found.isDirectory())) {
        const project = await readProject(join(projects ?? '', entry.name));
        for (const file of project.unreadable) process.stdout.write(`NOT XML ${file}\n`);
        surveys.push([entry.name, surveyProject(project)]);
      }
      process.stdout.write(`${reportOf(surveys)}\n`);
      const refused = surveys.flatMap(([, { refusals }]) => refusals.filter(({ engine }) => engine === 'embedded org'));
      expect(refused.map(({ formula, reason }) => `${formula.fullName}: ${reason}`)).toEqual([]);
    },
    60 * 60_000,
  );
});
