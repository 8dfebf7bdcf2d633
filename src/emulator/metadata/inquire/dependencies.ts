import { customFieldOwner } from '../../catalog/activities.js';
import { catalogOf } from '../../catalog/catalog.js';
import type { StoredComponent } from '../../org/componentStore.js';
import type { EmbeddedOrg } from '../../org/embeddedOrg.js';
import { componentKey, formulaTargets } from '../types/formulaTargets.js';
import { splitFullName } from '../types/naming.js';
import { componentTypes } from '../types/registry.js';

/** One component that names another. */
export type Dependency = { readonly component: StoredComponent; readonly on: StoredComponent };

/** What refers to what, each pair once: formulas of rules and fields, and what types say that their components show. */
export function dependenciesOf(org: EmbeddedOrg): Dependency[] {
  const catalog = catalogOf(org);
  const byKey = new Map<string, StoredComponent>();
  for (const type of ['CustomField', 'CustomPermission', 'CustomMetadata', 'CustomObject']) {
    for (const component of org.components.list(type)) byKey.set(componentKey(type, component.fullName), component);
  }
  const formulas = ['ValidationRule', 'CustomField']
    .flatMap((type) => org.components.list(type))
    .map((component) => ({ component, targets: formulaTargets(org, component) }));
  const shown = componentTypes.flatMap((type) =>
    type.shows === undefined
      ? []
      : org.components
          .list(type.name)
          .map((component) => ({ component, targets: (type.shows?.(component, catalog) ?? []).map(fieldKey) })),
  );
  return [...formulas, ...shown].flatMap(({ component, targets }) =>
    [...new Set(targets)].flatMap((key) => {
      const on = byKey.get(key);
      return on === undefined ? [] : [{ component, on }];
    }),
  );
}

/** Fields of tasks and events are components of Activity. */
function fieldKey(field: string): string {
  const [object, name] = splitFullName(field);
  return componentKey('CustomField', `${customFieldOwner(object)}.${name}`);
}
