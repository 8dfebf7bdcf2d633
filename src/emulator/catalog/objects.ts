import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import type { ObjectDefinition } from './definition.js';

/** Standard objects and the org's own, with all their fields, standard ones first. */
export function deriveObjects(_org: EmbeddedOrg): ObjectDefinition[] {
  return [];
}
