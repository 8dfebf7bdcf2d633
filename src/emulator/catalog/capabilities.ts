import type { ObjectCapabilities, ObjectDefinition } from './definition.js';

/**
 * What can be done with an object and its records: what its category implies, and where the object differs from it.
 * Source of the differences: the supported calls on each object's page of
 * https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_list.htm
 */
export function capabilitiesOf(object: Pick<ObjectDefinition, 'category' | 'capabilities'>): ObjectCapabilities {
  const business = object.category === 'business';
  return {
    layoutable: business,
    searchable: business,
    triggerable: business,
    validationRules: business,
    listViews: business || object.category === 'customMetadata',
    objectPermissions: business,
    queryable: object.category !== 'metadataOnly',
    undeletable: business,
    ...object.capabilities,
  };
}
