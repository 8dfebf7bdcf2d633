import { stringify } from 'yaml';
import { parseFleet } from '../../src/fleet/fleetFile.js';
import { schemaFor } from '../../src/fleet/schemaFor.js';
import { endedSuspension, suspensionOf } from '../../src/schema/enforcement.js';
import { parseProvenanceSchema } from '../../src/schema/parseProvenanceSchema.js';
import { type GuardId, guardIds, type ProvenanceSchema } from '../../src/schema/provenanceSchema.js';
import { aSchema, TODAY } from '../builders/schema.js';
import { aSuspension } from '../builders/suspension.js';
import { refusal } from './mistakesOf.js';

const withSuspensions = (...enforcement: Record<string, unknown>[]): ProvenanceSchema =>
  aSchema({ objects: ['Account', 'Case', 'Lead'], enforcement });
const modeOf = ({ enforcement }: ProvenanceSchema, object: string, guard: GuardId): string =>
  suspensionOf(enforcement, object, guard)?.mode ?? 'active';
const refuse = (enforcement: unknown, rest: Record<string, unknown> = {}): string =>
  refusal(() => parseProvenanceSchema(stringify({ enforcement, ...rest }), 'p.yaml', TODAY)).message;

describe('what is declared of enforcement', () => {
  it.each(['enforcement: active', ''])('Given %j, When parsed, Then every guard is active', (text) => {
    const { enforcement } = parseProvenanceSchema(text, 'p.yaml', TODAY);
    for (const guard of guardIds) expect(suspensionOf(enforcement, 'Account', guard)).toBeUndefined();
  });

  it('Given a suspension that names nothing, When asked, Then it is of every guard on every object', () => {
    const schema = withSuspensions(aSuspension());
    for (const guard of guardIds) expect(modeOf(schema, 'Lead', guard)).toBe('reportOnly');
  });

  it('Given guards and objects that are named, When asked, Then it is of these, in any case, and of no other', () => {
    const schema = withSuspensions(aSuspension({ guards: ['complete'], objects: ['case'] }));
    expect(modeOf(schema, 'Case', 'complete')).toBe('reportOnly');
    expect(modeOf(schema, 'Case', 'immutable')).toBe('active');
    expect(modeOf(schema, 'Lead', 'complete')).toBe('active');
  });

  it('Given several for the same guard, When asked, Then the last one counts', () => {
    const schema = withSuspensions(aSuspension(), aSuspension({ mode: 'inactive', objects: ['Case'] }));
    expect(modeOf(schema, 'Case', 'complete')).toBe('inactive');
    expect(modeOf(schema, 'Lead', 'complete')).toBe('reportOnly');
  });

  it.each([
    ['2026-05-31', 'active', undefined],
    ['2026-06-01', 'reportOnly', undefined],
    ['2026-12-31', 'reportOnly', undefined],
    ['2027-01-01', 'active', '2026-12-31'],
  ])('Given that it is %s, When parsed, Then the guard is %s, and active again since %s', (today, mode, ended) => {
    const schema = aSchema({ enforcement: [aSuspension()] }, today);
    expect(modeOf(schema, 'Account', 'complete')).toBe(mode);
    expect(endedSuspension(schema.enforcement, 'Account', 'complete')?.until).toBe(ended);
  });

  it.each<[unknown, string]>([
    ['reportOnly', 'p.yaml:1:14  enforcement: is a text ("reportOnly"), expected active, or a list of mappings with'],
    [[], 'enforcement: is empty'],
    [
      [aSuspension({ mode: 'off' })],
      'p.yaml:2:11  enforcement[0].mode: is not an allowed value ("off"), expected reportOnly or inactive',
    ],
    [[aSuspension({ guards: ['complet'] })], 'enforcement[0].guards[0]: is not an allowed value ("complet")'],
    [
      [aSuspension({ until: '2027-06-02' })],
      'enforcement[0].until: is 366 days after "since" ("2027-06-02"), expected at most 365 days',
    ],
    [
      [aSuspension({ until: '2026-05-31' })],
      'enforcement[0].until: is before "since" ("2026-05-31"), expected a later day',
    ],
    [
      [aSuspension({ until: 'soon' })],
      'enforcement[0].until: is not valid ("soon"), expected a day such as 2027-01-31',
    ],
    [[aSuspension({ reason: undefined })], 'enforcement[0].reason: is missing'],
    [[aSuspension({ why: 'x' })], 'enforcement[0].why: is not a known key ("why")'],
    [
      [aSuspension({ objects: ['Acount'] })],
      'enforcement[0].objects[0]: is no object in scope ("Acount"), did you mean "Account"?',
    ],
  ])('Given %j, When parsed, Then the mistake has its place, and says what would be right', (enforcement, mistake) => {
    expect(refuse(enforcement)).toContain(mistake);
  });

  it('Given "*" or a group, When an object of it is named, Then it is in scope', () => {
    const enforcement = [aSuspension({ objects: ['WorkOrder'] })];
    expect(aSchema({ objects: ['*'], enforcement }).enforcement).toHaveLength(1);
    expect(aSchema({ objects: [{ group: 'service' }], enforcement }).enforcement).toHaveLength(1);
    expect(refuse(enforcement, { objects: [{ group: 'sales' }] })).toContain('is no object in scope');
  });
});

describe('what the fleet file declares for one org', () => {
  const own = (schema: ProvenanceSchema, enforcement: unknown): ProvenanceSchema => {
    const text = stringify({ orgs: [{ org: 'uat', role: 'sandbox', enforcement }] });
    const [org] = parseFleet(text, 'fleet.yaml', TODAY).orgs;
    if (org === undefined) throw new Error('no org');
    return schemaFor(schema, org);
  };

  it('Given a suspension, When asked, Then it is of this org besides those of the schema, and counts before them', () => {
    const schema = withSuspensions(aSuspension({ objects: ['Case'] }));
    const there = own(schema, [aSuspension({ mode: 'inactive', guards: ['complete'] })]);
    expect(modeOf(there, 'Case', 'complete')).toBe('inactive');
    expect(modeOf(there, 'Case', 'contained')).toBe('reportOnly');
    expect(modeOf(there, 'Lead', 'complete')).toBe('inactive');
    expect(modeOf(schema, 'Lead', 'complete')).toBe('active');
  });

  it('Given "active", When asked, Then every guard refuses in this org, whatever the schema says', () => {
    expect(own(withSuspensions(aSuspension()), 'active').enforcement).toEqual([]);
  });

  it('Given nothing, When asked, Then what the schema says holds', () => {
    const schema = withSuspensions(aSuspension());
    expect(own(schema, undefined)).toEqual(schema);
  });

  it('Given days too far apart, or an object that is not in scope, When read, Then it is refused with its place or name', () => {
    expect(() => own(aSchema(), [aSuspension({ until: '2028-01-01' })])).toThrow(
      /fleet.yaml:10:\d+ {2}orgs\[0\]\.enforcement\[0\]\.until: is 579 days after "since"/,
    );
    expect(() => own(aSchema(), [aSuspension({ objects: ['Acount'] })])).toThrow('did you mean Account?');
  });
});
