import { SfError } from '@salesforce/core/sfError';
import type { OrgIdentity } from '../../org/snapshot.js';
import type { RemovalSurvey } from './removalSurvey.js';

/** What a person has to say before something is lost that can't be made again. */
export type RemovalConsent = {
  /** Values of markers go with their fields. */
  readonly deleteData: boolean;
  /** Permission sets are taken from whoever has them. */
  readonly unassign: boolean;
  /** The folder that the values are exported to first; undefined where nobody named one. */
  readonly exportTo: string | undefined;
};

/**
 * Throws where the org keeps what is deleted, whatever one asks.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_deploy.htm (purgeOnDelete)
 */
export function assertPurgeable({ name, role, edition }: OrgIdentity): void {
  if (role !== 'production' || edition === 'Developer Edition') return;
  throw new SfError(
    `${name} is a production org, which can’t delete for good at once. Nothing was changed.`,
    'PurgeNotPossible',
    ['Leave --purge-on-delete out. Fields can be erased in Setup afterward: Object Manager, Fields, Deleted Fields.'],
  );
}

/** Throws where the run would lose what nobody said may be lost. */
export function assertConsent(name: string, consent: RemovalConsent, survey: RemovalSurvey): void {
  const objection = objectionTo(name, consent, survey);
  if (objection !== undefined) throw objection;
}

/** Why nothing may be removed with no more consent than that; undefined where it may. */
export function objectionTo(
  name: string,
  consent: RemovalConsent,
  { populated, holders }: RemovalSurvey,
): SfError | undefined {
  const grouped = holders.filter(({ groups }) => groups.length > 0);
  if (grouped.length > 0) {
    const list = grouped.map(({ name: set, groups }) => `${set}: ${groups.join(', ')}`);
    return new SfError(
      `Permission set groups of ${name} have permission sets of the product in them. Nothing was changed.\n${list.join('\n')}`,
      'PermissionSetInGroup',
      ['Take them out of the groups in Setup, Permission Set Groups, then run the command again.'],
    );
  }
  if (populated.length > 0 && (!consent.deleteData || consent.exportTo === undefined)) {
    const list = populated.map(({ object, total }) => `${object}: ${total}`);
    return new SfError(
      `Records of ${name} have values in the markers, which go with the fields. Nothing was changed.\n${list.join('\n')}`,
      'DataWouldBeLost',
      ['Export the values and delete them: --export-dir <folder> --delete-data'],
    );
  }
  const assigned = holders.filter(({ assignments }) => assignments > 0);
  if (assigned.length > 0 && !consent.unassign) {
    const list = assigned.map(({ name: set, assignments }) => `${set}: ${assignments}`);
    return new SfError(
      `Users of ${name} have the permission sets, and a set that is assigned can’t be deleted. Nothing was changed.\n${list.join('\n')}`,
      'PermissionSetsAssigned',
      ['Take them away from everybody: --unassign'],
    );
  }
  return undefined;
}
