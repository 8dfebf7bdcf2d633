import { componentState } from '../../src/fleet/deploy/componentState.js';
import { makePlan } from '../../src/plan/plan.js';
import { aSchema } from '../builders/schema.js';
import { anEmptyOrg } from '../builders/snapshot.js';

const schema = aSchema({ objects: ['Account'] });
const { changes } = makePlan(schema, anEmptyOrg(schema));
const foundation = changes.filter(({ stage }) => stage === 'foundation');
const enforcement = changes.filter(({ stage }) => stage === 'enforcement');
const componentsOf = (some: typeof changes) => some.map(({ component }) => component);
const [lacking] = changes;

type Result = Parameters<typeof componentState>[0];
const statesOf = (overrides: Partial<Result>): string[] => {
  const state = componentState({
    outcome: 'deployed',
    failures: [],
    accepted: componentsOf(changes),
    notValidated: [],
    remaining: [],
    ...overrides,
  });
  return [...new Set(changes.map(state))];
};

describe('what became of a component', () => {
  const refusedOne = enforcement[0]?.component ?? { type: '', fullName: '' };
  const failures = [{ type: refusedOne.type, fullName: refusedOne.fullName, problem: 'no' }];

  it.each<[string, Partial<Result>, string[]]>([
    ['all was deployed', {}, ['accepted']],
    ['nobody confirmed', { outcome: 'declined', accepted: [] }, ['left']],
    [
      'the second stage was refused',
      { outcome: 'failed', accepted: componentsOf(foundation), failures },
      ['accepted', 'refused', 'left'],
    ],
    [
      'the guards could not be validated yet',
      { outcome: 'validated', accepted: componentsOf(foundation), notValidated: enforcement },
      ['accepted', 'notValidated'],
    ],
    [
      'one still differs',
      { outcome: 'incomplete', remaining: lacking === undefined ? [] : [lacking] },
      ['differs', 'accepted'],
    ],
    ['the org could not be read again', { outcome: 'incomplete', errorMessage: 'silent' }, ['unconfirmed']],
    [
      'only users were refused their permission sets',
      { outcome: 'incomplete', unassigned: true, errorMessage: 'no license' },
      ['accepted'],
    ],
  ])('Given %s, When asked, Then it says so', (_, overrides, expected) => {
    expect(statesOf(overrides).sort()).toEqual([...expected].sort());
  });
});
