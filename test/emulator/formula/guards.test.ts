import { FormulaDateTime } from '../../../src/emulator/formula/formula.js';
import type { CompileOptions, FormulaValue } from '../../../src/emulator/formula/formula.js';
import { compile, context, NOW, shown } from './fixture.js';
import type { Values } from './fixture.js';

const rule: Partial<CompileOptions> = { returns: 'boolean', kind: 'validationRule' };
const past = FormulaDateTime.fromIso('2026-03-04T05:06:06.999Z');
const future = FormulaDateTime.fromIso('2026-03-04T05:06:07.001Z');

const marker = (synthetic: boolean | null, source: string | null, time: FormulaDateTime | null): Values => ({
  Is_Synthetic__c: synthetic,
  Generation_Source__c: source,
  Creation_Timestamp__c: time,
});

describe('the complete guard', () => {
  const guard = compile(
    `OR(AND(Is_Synthetic__c, OR(ISBLANK(Generation_Source__c), ISBLANK(Creation_Timestamp__c), Creation_Timestamp__c > NOW())),
        AND(NOT(Is_Synthetic__c), OR(NOT(ISBLANK(Generation_Source__c)), NOT(ISBLANK(Creation_Timestamp__c)))))`,
    rule,
  );
  it.each<[boolean | null, string | null, FormulaDateTime | null, boolean]>([
    [true, 'gan-7', past, false],
    [true, 'gan-7', FormulaDateTime.fromIso(NOW), false],
    [true, 'gan-7', future, true],
    [true, 'gan-7', null, true],
    [true, null, past, true],
    [true, '', past, true],
    [true, null, null, true],
    [false, null, null, false],
    [null, null, null, false],
    [false, '', null, false],
    [false, 'gan-7', null, true],
    [false, null, past, true],
    [null, 'gan-7', past, true],
  ])('Given synthetic %s, source %s, time %s, Then it fires: %s', (synthetic, source, time, fires) => {
    expect(guard.evaluate(context(marker(synthetic, source, time)))).toBe(fires);
  });
});

describe('the immutable guard', () => {
  const guard = compile(
    `AND(NOT(ISNEW()), NOT($Permission.Manage_Synthetic_Provenance),
       OR(ISCHANGED(Is_Synthetic__c), ISCHANGED(Generation_Source__c), ISCHANGED(Creation_Timestamp__c)))`,
    rule,
  );
  const before = marker(true, 'gan-7', past);
  it.each<[string, Values, Values | undefined, boolean, boolean]>([
    ['an insert', before, undefined, false, false],
    ['no change', before, before, false, false],
    ['an equal time in another object', marker(true, 'gan-7', FormulaDateTime.ofMs(past.ms)), before, false, false],
    ['the flag taken off', marker(false, 'gan-7', past), before, false, true],
    ['another source', marker(true, 'gan-8', past), before, false, true],
    ['a source in other letters', marker(true, 'GAN-7', past), before, false, true],
    ['the source emptied', marker(true, null, past), before, false, true],
    ['another time', marker(true, 'gan-7', future), before, false, true],
    ['blank for an empty source', marker(false, null, null), marker(null, '', null), false, false],
    ['a change by a steward', marker(false, 'gan-8', future), before, true, false],
  ])('Given %s, Then it fires as it should', (_, values, prior, steward, fires) => {
    const held = { '$Permission.Manage_Synthetic_Provenance': steward };
    expect(guard.evaluate(context({ ...values, ...held }, prior))).toBe(fires);
  });
});

describe('the contained guard', () => {
  const policy = '$CustomMetadata.Synthetic_Data_Policy__mdt.This_Org';
  const guard = compile(
    `AND(Is_Synthetic__c, OR(ISNEW(), ISCHANGED(Is_Synthetic__c)),
       OR(NOT(${policy}.Accepts_Synthetic__c), LEFT(${policy}.Organization_Id__c, 15) <> LEFT($Organization.Id, 15)))`,
    rule,
  );
  const here = '00D0E0000000001UAA';
  const org = (accepts: boolean | null, boundTo: string | null): Values => ({
    [`${policy}.Accepts_Synthetic__c`]: accepts,
    [`${policy}.Organization_Id__c`]: boundTo,
    '$Organization.Id': here,
  });
  it.each<[string, Values, boolean | undefined, boolean, boolean]>([
    ['a synthetic insert, accepted here', org(true, here), undefined, true, false],
    ['a synthetic insert, the 15-character id', org(true, here.slice(0, 15)), undefined, true, false],
    ['a synthetic insert, not accepted', org(false, here), undefined, true, true],
    ['a synthetic insert, a policy for another org', org(true, '00D0E0000000002UAA'), undefined, true, true],
    ['a synthetic insert, no policy', org(null, null), undefined, true, true],
    ['a genuine insert, not accepted', org(false, here), undefined, false, false],
    ['marking, not accepted', org(false, here), false, true, true],
    ['an edit of a marked record, not accepted', org(false, here), true, true, false],
    ['unmarking, not accepted', org(false, here), true, false, false],
  ])('Given %s, Then it fires as it should', (_, values, before, synthetic, fires) => {
    const prior = before === undefined ? undefined : { Is_Synthetic__c: before };
    expect(guard.evaluate(context({ ...values, Is_Synthetic__c: synthetic }, prior))).toBe(fires);
  });
  it('Given the guard, Then it names its references once each', () => {
    expect(guard.references.map((path) => path.join('.'))).toEqual([
      'Is_Synthetic__c',
      `${policy}.Accepts_Synthetic__c`,
      `${policy}.Organization_Id__c`,
      '$Organization.Id',
    ]);
  });
});

describe('the badge', () => {
  const badge = 'IF(Is_Synthetic__c, IMAGE("/resource/Synthetic_Badge", "Synthetic record", 16, 16), "")';
  const image =
    '<img src="/resource/Synthetic_Badge" alt="Synthetic record" style="height:16px; width:16px;" border="0"/>';
  it.each<[boolean | null, FormulaValue]>([
    [true, image],
    [false, null],
    [null, null],
  ])('Given synthetic %s, Then it shows %s', (synthetic, text) => {
    expect(shown(badge, { Is_Synthetic__c: synthetic }, { returns: 'text', kind: 'formulaField' })).toBe(text);
  });
});
