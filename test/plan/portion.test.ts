import { makePlan } from '../../src/plan/plan.js';
import { divide } from '../../src/plan/portion.js';
import { aSchema } from '../builders/schema.js';
import { anEmptyOrg } from '../builders/snapshot.js';

const schema = aSchema({
  objects: ['Account'],
  translations: { de: { badge: { label: 'Herkunft' } }, fr: { guards: { complete: 'Provenance incomplète.' } } },
});
const { changes } = makePlan(schema, anEmptyOrg(schema));
const namesOf = (list: typeof changes): string[] =>
  list.map(({ component }) => `${component.purpose} ${component.fullName}`);

describe('divide', () => {
  it('Given the markers, When divided, Then nothing of them refuses a record, and messages of guards wait for the guards', () => {
    const { now, later } = divide(changes, 'markers');

    expect(now.some(({ component }) => component.type === 'ValidationRule')).toBe(false);
    expect(namesOf(now)).toEqual(expect.arrayContaining(['translation Account-de', 'badge Account.Synthetic_Records']));
    expect(namesOf(later)).toEqual(
      [
        'translation Account-fr',
        'guard Account.Synthetic_Complete',
        'guard Account.Synthetic_Contained',
        'guard Account.Synthetic_Immutable',
        'guard Account.Synthetic_Person',
      ].filter((name) => namesOf(changes).includes(name)),
    );
  });

  it('Given each portion, When divided, Then the two halves are the whole, and all leaves nothing', () => {
    const { now: markers, later } = divide(changes, 'markers');
    const { now: guards } = divide(changes, 'guards');

    expect(guards).toEqual(later);
    expect(new Set([...markers, ...guards])).toEqual(new Set(changes));
    expect(divide(changes, 'all')).toEqual({ now: changes, later: [] });
  });
});
