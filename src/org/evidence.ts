import type { Asked, SetupEntry } from './circumstances.js';

/** What an audit needs to know of an org beside its components. */
export type OrgEvidence = {
  readonly grants: Asked<Grants>;
  readonly changes: Asked<RecentChanges>;
  /** By object; undefined when nobody asked for the records to be counted. */
  readonly records: ReadonlyMap<string, RecordCounts> | undefined;
};

/** What gives a permission or access to fields: a permission set, or the one that every profile has of its own. */
export type Grantor = {
  readonly kind: 'PermissionSet' | 'Profile';
  /** `Namespace__Name` for one of a managed package. */
  readonly name: string;
  /** Assignments to active users, directly and through permission set groups; one person can have several. */
  readonly assignments: number;
  /** Permission set groups that it is a part of. */
  readonly groups: readonly string[];
};

export type Grants = {
  /** What gives the custom permission that lifts immutability. */
  readonly bypass: readonly Grantor[];
  /** What lets people edit markers, and how many marker fields. */
  readonly edit: readonly (Grantor & { readonly fields: number })[];
  /** What lets people see the badge, and on how many objects. */
  readonly badge: readonly (Grantor & { readonly fields: number })[];
};

export type RecentChanges = {
  /** ISO 8601: from here on. */
  readonly since: string;
  /** Newest first. */
  readonly entries: readonly SetupEntry[];
};

/** How many records of an object there are; never what is in them. */
export type RecordCounts = {
  readonly all: Asked<number>;
  readonly synthetic: Asked<number>;
  /** Those whose markers are incomplete, contradict each other or lie in the future; undefined where no guard says what that is. */
  readonly broken: Asked<number> | undefined;
};

/** What to ask an org for. */
export type EvidenceRequest = {
  /** ISO 8601. */
  readonly since: string;
  /** Developer name of the custom permission that lifts immutability. */
  readonly bypass: string;
  /** `Account.Is_Synthetic__c`, as field permissions name them. */
  readonly markerFields: readonly string[];
  readonly badgeFields: readonly string[];
  /** The records to count, if any. */
  readonly records: readonly RecordQuestions[] | undefined;
};

/** `bySynthetic` groups all records by the marker in `marker`; `broken` counts what a guard would not let in. */
export type RecordQuestions = {
  readonly object: string;
  readonly marker: string;
  readonly bySynthetic: string;
  readonly broken: string | undefined;
};
