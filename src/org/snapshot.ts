import type { ComponentKey } from '../metadata/component.js';
import type { SharedListView } from '../metadata/extension.js';
import type { RetrievedComponent } from '../metadata/metadataPackage.js';
import type { OrgObject } from '../metadata/target.js';
import type { OrgRole } from '../schema/provenanceSchema.js';
import type { OrgAccess } from './circumstances.js';
import type { OrgObservations } from './observations.js';
import type { ObjectLabels } from './readObjects.js';
import type { UsageReading } from './readUsage.js';

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
  readonly access: OrgAccess;
  /** The objects that the org has and the user can see, by the names the org gives them: components are found by those. */
  readonly objects: ReadonlyMap<string, OrgObject>;
  /** What people call the objects' records. */
  readonly labels: ReadonlyMap<string, ObjectLabels>;
  /** Why the org would not say which objects take custom fields; undefined when it did. */
  readonly objectsUnread: string | undefined;
  /** Whether an account can be a person, with the contact's fields beside its own. */
  readonly personAccounts: boolean;
  /** Fields that installed packages have under the names of the markers, e.g. `Account.acme__Is_Synthetic__c`. */
  readonly packagedMarkers: readonly string[];
  /** List views that the schema adds to; empty when it does not. */
  readonly sharedListViews: readonly SharedListView[];
  readonly usage: UsageReading;
  readonly components: ReadonlyMap<ComponentKey, Reading>;
  /** What an audit asks for beside all that; undefined where nothing audits. */
  readonly observations?: OrgObservations;
};

/** What an org says of itself before it is asked for components. */
export type OrgFacts = Omit<OrgSnapshot, 'components' | 'observations'>;
