import { type ComponentKey, type DesiredComponent, keyOf } from '../metadata/component.js';
import { bearersOf } from '../metadata/objectTraits.js';
import { everyReport } from '../metadata/report.js';
import type { TargetObject } from '../metadata/target.js';
import type { OrgSnapshot } from '../org/snapshot.js';
import type { ProvenanceSchema } from '../schema/provenanceSchema.js';
import { type Difference, differencesOf } from './difference.js';

/** A component by which guards reported, and that nothing needs since they refuse. */
export type Leftover = Pick<DesiredComponent, 'type' | 'fullName' | 'purpose' | 'object'>;

/** What proves one ours: the name alone does not. Which guards it named may have been others. */
const PROOF: ReadonlySet<string> = new Set(['type', 'description', 'filters']);

/** What an org still has from a time when guards reported. Pure. */
export function leftovers(
  schema: ProvenanceSchema,
  { components }: Pick<OrgSnapshot, 'components'>,
  { targets, desired }: { readonly targets: readonly TargetObject[]; readonly desired: readonly DesiredComponent[] },
): Leftover[] {
  const wanted = new Set<ComponentKey>(desired.filter(({ purpose }) => purpose === 'report').map(keyOf));
  return everyReport(schema, targets).flatMap((component): Leftover[] => {
    const reading = components.get(keyOf(component));
    if (wanted.has(keyOf(component)) || reading?.state !== 'present') return [];
    const differences = differencesOf(component, reading.component);
    if (differences.some(isForeign)) return [];
    const { type, fullName, purpose, object } = component;
    return [{ type, fullName, purpose, ...(object === undefined ? {} : { object }) }];
  });
}

function isForeign({ element, actual }: Difference): boolean {
  return PROOF.has(element) || (element === 'formula' && actual === undefined);
}

/**
 * What differs but for grants on leftovers: whoever may read a field that nothing needs sees no more than before, and
 * the grant goes with the field.
 */
export function withoutLeftoverGrants(
  differences: readonly Difference[],
  left: readonly Leftover[],
): readonly Difference[] {
  const tolerated = new Set(
    left
      .filter(({ type }) => type === 'CustomField')
      .flatMap(({ fullName }) => {
        const [home = '', field = ''] = fullName.split('.', 2);
        return bearersOf(home).map((object) => `fieldPermissions[${object}.${field}]`);
      }),
  );
  return differences.filter(({ element, desired }) => desired !== undefined || !tolerated.has(element));
}
