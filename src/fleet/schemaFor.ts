import { overrideSchema } from '../schema/orgOverrides.js';
import type { ProvenanceSchema } from '../schema/provenanceSchema.js';
import type { Fleet, FleetOrg } from './fleetFile.js';
import { foldOrg } from './fleetRules.js';

/**
 * The provenance schema as it holds in one org of the fleet.
 * @throws SfError `OrgOverrideError` as `overrideSchema` does.
 */
export function schemaFor(schema: ProvenanceSchema, fleetOrg: FleetOrg): ProvenanceSchema {
  return overrideSchema(schema, { name: fleetOrg.org, role: fleetOrg.role }, fleetOrg);
}

/** The entry of an org in the fleet file, by alias or username; undefined when it has none. */
export function fleetOrgNamed(fleet: Fleet | undefined, ...names: readonly string[]): FleetOrg | undefined {
  const wanted = names.map(foldOrg);
  return fleet?.orgs.find(({ org }) => wanted.includes(foldOrg(org)));
}
