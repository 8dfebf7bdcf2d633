import type { Day } from './day.js';
import type { GuardId } from './provenanceSchema.js';

/** `active`: refuses. `reportOnly`: refuses nothing, and shows which records it would refuse. `inactive`: neither. */
export type EnforcementMode = 'active' | SuspensionMode;
export const suspensionModes = ['reportOnly', 'inactive'] as const;
type SuspensionMode = (typeof suspensionModes)[number];

/** Somebody answers, from one day to another, for guards that refuse nothing. */
type DeclaredSuspension = {
  readonly mode: SuspensionMode;
  /** All of them unless named. */
  readonly guards?: readonly GuardId[] | undefined;
  /** All in scope unless named. */
  readonly objects?: readonly string[] | undefined;
  readonly owner: string;
  readonly reason: string;
  readonly ticket: string;
  /** The first day on which it holds. */
  readonly since: Day;
  /** The last day on which it holds; from the next one on the guards count as active. */
  readonly until: Day;
};

/** The same, as it is on the day on which it was read. */
export type Suspension = DeclaredSuspension & { readonly state: 'ahead' | 'holds' | 'ended' };

/** What a file says of enforcement: that every guard is active, or which are not. */
type DeclaredEnforcement = 'active' | readonly DeclaredSuspension[];

/** A suspension is for a while: who still needs it after a year decides again. */
export const MOST_DAYS_SUSPENDED = 365;

/** What a file says, on one day. */
export function suspensionsOn(declared: DeclaredEnforcement, today: Day): Suspension[] {
  if (declared === 'active') return [];
  return declared.map((suspension) => ({
    ...suspension,
    state: suspension.until < today ? 'ended' : suspension.since > today ? 'ahead' : 'holds',
  }));
}

/** The suspension that holds for a guard of an object, the last one where several do; undefined where it is active. */
export function suspensionOf(
  suspensions: readonly Suspension[],
  object: string,
  guard: GuardId,
): Suspension | undefined {
  return suspensions.findLast((each) => each.state === 'holds' && concerns(each, object, guard));
}

/** The suspension that held last for a guard of an object that is active again. */
export function endedSuspension(
  suspensions: readonly Suspension[],
  object: string,
  guard: GuardId,
): Suspension | undefined {
  if (suspensionOf(suspensions, object, guard) !== undefined) return undefined;
  const ended = suspensions.filter((each) => each.state === 'ended' && concerns(each, object, guard));
  return ended.sort((a, b) => b.until.localeCompare(a.until))[0];
}

function concerns({ guards, objects }: Suspension, object: string, guard: GuardId): boolean {
  return (
    (guards === undefined || guards.includes(guard)) &&
    (objects === undefined || objects.some((name) => name.toLowerCase() === object.toLowerCase()))
  );
}
