import { keyOf } from '../../metadata/component.js';
import type { Change } from '../../plan/plan.js';
import type { DeployOrgResult } from './deployOrg.js';

/**
 * What became of a component that differed. `accepted`: the org took it, or in a dry run would. `refused`: the org gave a
 * problem of it. `differs`: the org took it, and read again still differed. `unconfirmed`: the org took it, and could not
 * be read again. `left`: it was not sent, or undone with the job that it was in. `notValidated`: in a dry run, the server
 * can't judge it before something else is there.
 */
export const componentStates = ['accepted', 'refused', 'differs', 'unconfirmed', 'left', 'notValidated'] as const;
export type ComponentState = (typeof componentStates)[number];

type Result = Pick<
  DeployOrgResult,
  'outcome' | 'failures' | 'accepted' | 'notValidated' | 'remaining' | 'unassigned' | 'errorMessage'
>;

/** What became of each change of a result. Pure. */
export function componentState(result: Result): (change: Change) => ComponentState {
  const { failures, accepted, notValidated, remaining } = result;
  const refused = new Set(failures.map(({ type, fullName }) => `${type}:${fullName}`));
  const differing = new Set<string>(remaining.map(({ component }) => keyOf(component)));
  const unjudged = new Set<string>(notValidated.map(({ component }) => keyOf(component)));
  const taken = new Set<string>(accepted.map(keyOf));
  // An org that was read again and is not as wanted has told what differs; one that was not read, or not whole, an error.
  const isRead = result.outcome !== 'incomplete' || result.unassigned === true || result.errorMessage === undefined;
  return ({ component }) => {
    const key = keyOf(component);
    if (refused.has(key)) return 'refused';
    if (differing.has(key)) return 'differs';
    if (unjudged.has(key)) return 'notValidated';
    if (!taken.has(key)) return 'left';
    return isRead ? 'accepted' : 'unconfirmed';
  };
}
