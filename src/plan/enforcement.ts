import type { DesiredComponent } from '../metadata/component.js';
import { traitsOf } from '../metadata/objectTraits.js';
import { endedSuspension, type Suspension, suspensionOf } from '../schema/enforcement.js';
import { type GuardId, guardIds, type ProvenanceSchema } from '../schema/provenanceSchema.js';
import type { Difference } from './difference.js';
import type { Leftover } from './leftovers.js';
import { nameObjects } from './objectGroups.js';

type Rule = Pick<DesiredComponent, 'type' | 'fullName' | 'object' | 'purpose'>;

/** The guard that a rule enforces, and where; undefined for any other component. */
export function guardOf(
  { guards }: ProvenanceSchema,
  { purpose, fullName, object }: Rule,
): { readonly id: GuardId; readonly object: string } | undefined {
  if (purpose !== 'guard' || object === undefined) return undefined;
  const id = guardIds.find((each) => fullName === `${object}.${guards[each].name}`);
  return id === undefined ? undefined : { id, object };
}

/** The suspension that holds for a component; undefined where it refuses, or is no guard. */
export function suspensionOfRule(schema: ProvenanceSchema, rule: Rule): Suspension | undefined {
  const guard = guardOf(schema, rule);
  return guard === undefined ? undefined : suspensionOf(schema.enforcement, guard.object, guard.id);
}

/**
 * The differences of a rule, with the reason where it is active or not by declaration: a suspension holds, or has ended,
 * or what reported in its time is still there.
 */
export function explained(
  schema: ProvenanceSchema,
  rule: Rule,
  { differences, left }: { readonly differences: readonly Difference[]; readonly left: readonly Leftover[] },
): readonly Difference[] {
  const guard = guardOf(schema, rule);
  if (guard === undefined) return differences;
  return differences.map((difference) => {
    if (difference.element !== 'active') return difference;
    const because = reasonOf(schema, guard, left);
    return because === undefined ? difference : { ...difference, because };
  });
}

function reasonOf(
  { enforcement }: ProvenanceSchema,
  { id, object }: { readonly id: GuardId; readonly object: string },
  left: readonly Leftover[],
): Difference['because'] {
  const holding = suspensionOf(enforcement, object, id);
  if (holding !== undefined) {
    return { declared: true, words: `${HOLDS[holding.mode]} by declaration until ${holding.until}` };
  }
  const ended = endedSuspension(enforcement, object, id);
  if (ended !== undefined) {
    return { declared: true, words: `${ENDED[ended.mode]} by declaration until ${ended.until}` };
  }
  const home = traitsOf(object).fieldHome;
  // What is left over tells that it reported once, not that nobody switched it off since.
  return left.some(({ type, object: of }) => type === 'CustomField' && of === home)
    ? { declared: false, words: 'it is switched off, or only reported so far' }
    : undefined;
}

const HOLDS = { reportOnly: 'it only reports', inactive: 'it is switched off' } as const;
const ENDED = { reportOnly: 'it only reported', inactive: 'it was switched off' } as const;

/** What the files say of guards that refuse nothing; whoever reads a plan should know. */
export function suspensionNotes({ enforcement }: ProvenanceSchema): string[] {
  return enforcement.map((suspension) => {
    const { state, guards, objects, since, until, reason, owner, ticket } = suspension;
    const which =
      guards === undefined ? 'every guard' : `the ${guards.length === 1 ? 'guard' : 'guards'} ${guards.join(', ')}`;
    const where = objects === undefined ? 'every object' : nameObjects(objects);
    const what = `${which} on ${where}`;
    const who = `${reason} (${owner}, ${ticket})`;
    switch (state) {
      case 'holds':
        return `Not enforced from ${since} until ${until}, ${WORDS[suspension.mode]}: ${what}. ${who}`;
      case 'ahead':
        return `Enforced until ${since}, then not until ${until}, ${WORDS[suspension.mode]}: ${what}. ${who}`;
      case 'ended':
        return `Enforced again: what was declared of ${what} ended on ${until}. Remove it under "enforcement".`;
    }
  });
}

const WORDS = { reportOnly: 'reported only', inactive: 'switched off' } as const;

/** What an org still has from a time when guards reported, and how it goes. */
export function leftoverNotes(left: readonly Leftover[], org: string): string[] {
  if (left.length === 0) return [];
  const names = nameObjects(left.map(({ type, fullName }) => `${type}:${fullName}`));
  return [
    `Left over from a time when guards only reported: ${names}. Take it away: sf synthetic remove --leftovers --target-org ${org}`,
  ];
}
