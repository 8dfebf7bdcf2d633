import type { ProvenanceSchema } from '../schema/provenanceSchema.js';
import { accessComponents } from './access.js';
import { badgeFields, badgeImage, badgeListViews } from './badge.js';
import type { DesiredComponent } from './component.js';
import { keyOf } from './component.js';
import { guardRules } from './guard.js';
import { markerFields } from './marker.js';
import { traitsOf } from './objectTraits.js';
import { policyComponents, type PolicyBinding } from './policy.js';

/**
 * Everything the provenance schema wants in an org, by type and name. `objects` narrows the schema's scope to those the
 * org has; `policy` says what the org accepts.
 */
export function compile(
  schema: ProvenanceSchema,
  { policy, objects = schema.objects.map(({ name }) => name) }: { policy: PolicyBinding; objects?: readonly string[] },
): DesiredComponent[] {
  const fieldHomes = [...new Set(objects.map((object) => traitsOf(object).fieldHome))];
  const components: DesiredComponent[] = [
    ...policyComponents(schema, policy),
    ...badgeImage(schema),
    ...accessComponents(schema, objects),
    ...fieldHomes.flatMap((home) => [...markerFields(schema, home), ...badgeFields(schema, home)]),
    ...objects.flatMap((object) => [...guardRules(schema, object), ...badgeListViews(schema, object)]),
  ];
  return components.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}
