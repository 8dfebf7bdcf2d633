import type { GuardId, ObjectSettings } from '../schema/provenanceSchema.js';
import { reportedOn } from './guard.js';
import { traitsOf } from './objectTraits.js';
import type { TargetObject } from './target.js';

/** An object that holds the fields of one target, or, as Activity does, of several. */
export type FieldHome = {
  readonly name: string;
  /** The object under which permission sets name its fields. */
  readonly grantedAs: string;
  readonly badge: ObjectSettings['badge'];
  readonly history: boolean;
  /** The guards that report instead of refusing on one of the targets. */
  readonly reported: readonly GuardId[];
};

/** The homes of the targets' fields, each once; where targets share one, the first that shows a badge decides its style. */
export function fieldHomes(targets: readonly TargetObject[]): FieldHome[] {
  const homes = new Map<string, FieldHome>();
  for (const target of targets) {
    const { name, settings, history } = target;
    const { fieldHome, grantedAs } = traitsOf(name);
    const known = homes.get(fieldHome);
    homes.set(fieldHome, {
      name: fieldHome,
      grantedAs,
      badge: known === undefined || known.badge === 'none' ? settings.badge : known.badge,
      history: history || known?.history === true,
      reported: [...new Set([...(known?.reported ?? []), ...reportedOn(target)])],
    });
  }
  return [...homes.values()];
}
