import type { DesiredComponent } from '../metadata/component.js';
import type { Change } from './plan.js';

/** What of a plan a deploy carries out: what refuses no record, what does, or both. */
export const portions = ['markers', 'guards', 'all'] as const;
export type Portion = (typeof portions)[number];

/** The changes that a deploy carries out, and those that it leaves for later, each in the order of the plan. */
export type Divided = { readonly now: readonly Change[]; readonly later: readonly Change[] };

export function divide(changes: readonly Change[], portion: Portion): Divided {
  const isNow = ({ component }: Change): boolean => portion === 'all' || portionOf(component) === portion;
  return { now: changes.filter(isNow), later: changes.filter((change) => !isNow(change)) };
}

/** Messages of guards can be translated only where the guards are. */
function portionOf({ purpose, type, body }: DesiredComponent): Exclude<Portion, 'all'> {
  const namesGuards = type === 'CustomObjectTranslation' && 'validationRules' in body;
  return purpose === 'guard' || namesGuards ? 'guards' : 'markers';
}
