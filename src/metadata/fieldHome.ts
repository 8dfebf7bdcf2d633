import type { ObjectSettings } from '../schema/provenanceSchema.js';
import { traitsOf } from './objectTraits.js';
import type { TargetObject } from './target.js';

/** An object that holds the fields of one target, or, as Activity does, of several. */
export type FieldHome = {
  readonly name: string;
  /** The object under which permission sets name its fields. */
  readonly grantedAs: string;
  readonly badge: ObjectSettings['badge'];
  readonly history: boolean;
};

/** The homes of the targets' fields, each once; where targets share one, the first that shows a badge decides its style. */
export function fieldHomes(targets: readonly TargetObject[]): FieldHome[] {
  const homes = new Map<string, FieldHome>();
  for (const { name, settings, history } of targets) {
    const { fieldHome, grantedAs } = traitsOf(name);
    const known = homes.get(fieldHome);
    homes.set(fieldHome, {
      name: fieldHome,
      grantedAs,
      badge: known === undefined || known.badge === 'none' ? settings.badge : known.badge,
      history: history || known?.history === true,
    });
  }
  return [...homes.values()];
}
