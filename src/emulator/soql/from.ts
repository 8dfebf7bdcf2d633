import { soqlErrorAt } from './soqlError.js';
import type { QuerySource, QueryWorld } from './source.js';

/** The source of the object a statement selects from; throws `INVALID_TYPE` when there is none. */
export function sourceOf(world: QueryWorld, name: string): QuerySource {
  const source = world.source(name);
  if (source !== undefined) return source;
  throw soqlErrorAt(
    world.soql,
    name,
    'INVALID_TYPE',
    `sObject type '${name}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.`,
    'FROM',
  );
}
