import type { Asked } from '../org/circumstances.js';

/** What is known of a fleet without asking any of its orgs; undefined where there is no fleet file. */
export type FleetFacts = {
  /** The production orgs, by the names of the fleet file. */
  readonly production: readonly ProductionOrg[];
  /** Orgs of any role whose ids the logins on this machine tell. */
  readonly known: readonly KnownOrg[];
};

/** `organizationId` has 18 characters. */
export type KnownOrg = { readonly name: string; readonly organizationId: string };

export type ProductionOrg = {
  readonly name: string;
  /** Hosts that are this org's, e.g. `acme.my.salesforce.com`, with their port where it is not the usual one. */
  readonly hosts: Asked<readonly string[]>;
};
