/** What was asked of an org, or why it is not known. */
export type Asked<T> =
  { readonly state: 'read'; readonly value: T } | { readonly state: 'unread'; readonly reason: string };

/** Permissions that decide whether a user can deploy, by the names of the API. */
export const deployPermissions = ['ModifyMetadata', 'ModifyAllData', 'CustomizeApplication', 'ViewSetup'] as const;
export type DeployPermission = (typeof deployPermissions)[number];

/** One entry of the setup audit trail. */
export type SetupEntry = {
  readonly action: string;
  readonly section: string;
  readonly display: string;
  /** ISO 8601. */
  readonly at: string;
  /** Username, or undefined where the org names nobody. */
  readonly by: string | undefined;
};

/** By what means an org is spoken to, and how much of it is left: known from reading the org, at no cost. */
export type OrgAccess = {
  /** Version of the API that the org is spoken to in, e.g. `66.0`. */
  readonly apiVersion: string;
  readonly apiCalls: Asked<{ readonly remaining: number; readonly limit: number }>;
  readonly permissions: Asked<ReadonlySet<DeployPermission>>;
};

/** What bears on a deploy to an org beside what is in it, and is asked for by a plan alone. */
export type Circumstances = {
  /** How many deploys wait or run. */
  readonly deployQueue: Asked<number>;
  /** Newest first. */
  readonly auditTrail: Asked<readonly SetupEntry[]>;
};
