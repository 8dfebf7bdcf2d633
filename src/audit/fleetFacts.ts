import type { Asked } from '../org/circumstances.js';

/** What is known of a fleet without asking any of its orgs; undefined where there is no fleet file. */
export type FleetFacts = {
  /** The production orgs, by the names of the fleet file. */
  readonly production: readonly ProductionOrg[];
};

export type ProductionOrg = {
  readonly name: string;
  /** Hosts that are this org's, e.g. `acme.my.salesforce.com`, with their port where it is not the usual one. */
  readonly hosts: Asked<readonly string[]>;
  /** 18 characters, where a login on this machine tells. */
  readonly organizationId?: string | undefined;
};
