import type { ProvenanceSchema } from '../schema/provenanceSchema.js';
import { accessComponents } from './access.js';
import { badgeComponents, badgeImage } from './badge.js';
import type { DesiredComponent } from './component.js';
import { keyOf } from './component.js';
import { guardRules } from './guard.js';
import { markerFields } from './marker.js';
import { policyComponents, type PolicyBinding } from './policy.js';

/**
 * Everything the provenance schema wants in an org, by type and name. `objects` narrows the schema's scope to those the
 * org has; `policy` says what the org accepts.
 */
export function compile(
  schema: ProvenanceSchema,
  { policy, objects = schema.objects.map(({ name }) => name) }: { policy: PolicyBinding; objects?: readonly string[] },
): DesiredComponent[] {
  const components: DesiredComponent[] = [
    ...policyComponents(schema, policy),
    ...badgeImage(schema),
    ...accessComponents(schema, objects),
    ...objects.flatMap((object) => [
      ...markerFields(schema, object),
      ...badgeComponents(schema, object),
      ...guardRules(schema, object),
    ]),
  ];
  return components.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}
