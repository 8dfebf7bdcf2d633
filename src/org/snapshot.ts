import type { ComponentKey } from '../metadata/component.js';
import type { RetrievedComponent } from '../metadata/metadataPackage.js';
import type { OrgRole } from '../schema/provenanceSchema.js';

/** Which org this is, as the org itself says. */
export type OrgIdentity = {
  /** What the person called it: alias or username. */
  readonly name: string;
  readonly username: string;
  readonly organizationId: string;
  readonly instanceUrl: string;
  readonly role: OrgRole;
  readonly edition: string;
};

/** What is known of one component: its body, that the org does not have it, or that nothing could be learned and why. */
export type Reading =
  | { readonly state: 'present'; readonly component: RetrievedComponent }
  | { readonly state: 'absent' }
  | { readonly state: 'unread'; readonly reason: string };

/** One org as it is now, gathered once a run; everything that judges reads this and nothing else. */
export type OrgSnapshot = {
  readonly org: OrgIdentity;
  /** The objects that the org has and the user can see, by the names the org gives them: components are found by those. */
  readonly objects: ReadonlySet<string>;
  readonly components: ReadonlyMap<ComponentKey, Reading>;
};
