import type { ForeignComponent } from '../metadata/foreignComponent.js';
import type { Asked, SetupEntry } from './circumstances.js';

/** What an audit needs to know of an org beside its components. */
export type OrgObservations = {
  readonly grants: Asked<Grants>;
  readonly changes: Asked<RecentChanges>;
  /** Components that are none of the schema's and bear on it. */
  readonly foreign: Asked<readonly ForeignComponent[]>;
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
  /** What lets people change what the schema deploys, or every record, whatever the schema grants. */
  readonly powerful: readonly (Grantor & { readonly permissions: readonly PowerfulPermission[] })[];
  /** Active users, each counted once, however many grants they have. */
  readonly people: Readonly<Record<'bypass' | 'edit' | 'badge' | PowerfulPermission, number>>;
  /** Active users who can read records of the scope and don't see the badge on all of its objects, by profile. */
  readonly unseeing: readonly { readonly profile: string; readonly users: number }[];
};

/**
 * User permissions that outweigh the schema's grants: who may customize the application can switch a guard off; who may
 * modify all data writes to every record, whoever owns it.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_permissionset.htm
 */
export const powerfulPermissions = ['CustomizeApplication', 'ModifyAllData'] as const;
export type PowerfulPermission = (typeof powerfulPermissions)[number];

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
  /** What is missing or too much among them; undefined where it was not asked for. */
  readonly gaps: Asked<MarkerGaps> | undefined;
  /** Synthetic records by what generated them, the most first, and how many more sources there are at least. */
  readonly sources: Asked<{ readonly named: readonly { source: string; records: number }[]; readonly more: boolean }>;
  /** Records without any marker that integrations created since the moment of the request. */
  readonly unlabelled: Asked<number>;
  /** Set where the object has so many records that single ones were counted in bulk, and all of them only about. */
  readonly large: boolean;
};

/** Among synthetic records those without a source or a time, among genuine ones those with a source or a time. */
export type MarkerGaps = {
  readonly withoutSource: number;
  readonly withoutTime: number;
  readonly genuineWithSource: number;
  readonly genuineWithTime: number;
};

/** What to ask an org for. */
export type ObservationRequest = {
  /** ISO 8601. */
  readonly since: string;
  /** Developer name of the custom permission that lifts immutability. */
  readonly bypass: string;
  /** `Account.Is_Synthetic__c`, as field permissions name them. */
  readonly markerFields: readonly string[];
  readonly badgeFields: readonly string[];
  /** Objects whose records the badge marks. */
  readonly badgeObjects: readonly string[];
};

export type RecordRequest = {
  readonly objects: readonly RecordQuestions[];
  /** From how many records on an object is large: a query that looks at all of them may not come to an end. */
  readonly largeFrom: number;
};

/** API names of markers, and the questions about one object's records as conditions. */
export type RecordQuestions = {
  readonly object: string;
  readonly synthetic: string;
  readonly source: string;
  readonly time: string;
  /** What the guard "complete" would not let in; undefined without it. */
  readonly broken: string | undefined;
  /** Without any marker, by an integration, of late. */
  readonly unlabelled: string;
};
