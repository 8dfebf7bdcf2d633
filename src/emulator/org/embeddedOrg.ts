import { ComponentStore } from './componentStore.js';
import { settleIsolation, type Isolation } from './isolation.js';
import { makeId } from './recordId.js';
import type { Storage } from './storage.js';

export const orgKinds = ['production', 'sandbox', 'scratch', 'developer'] as const;
export type OrgKind = (typeof orgKinds)[number];

/** The newest API version the embedded org speaks; older ones down to `MIN_API_VERSION` are accepted. */
export const API_VERSION = 67;
export const MIN_API_VERSION = 31;

/** One embedded org: who it is, and the storage that everything else about it lives in. */
export type EmbeddedOrg = {
  /** The name it was started with, e.g. `prod`; unique in its fleet. */
  readonly name: string;
  readonly kind: OrgKind;
  /** 18 characters, `00D…`; chosen at the first start and kept in the storage. */
  readonly orgId: string;
  readonly storage: Storage;
  readonly components: ComponentStore;
  /** Present in an org that marks every record it saves as synthetic. */
  readonly isolation?: Isolation;
  /** Whether an account can stand for a person. */
  readonly personAccounts: boolean;
  readonly now: () => Date;
};

export type OpenOrgOptions = {
  name: string;
  kind: OrgKind;
  storage: Storage;
  isolation?: Isolation;
  /** Turns person accounts on, for good. */
  personAccounts?: boolean;
  /** Of the Organization row, where it is not its kind's; only at founding. */
  edition?: string;
  now?: () => Date;
};

/**
 * Opens the org held by the storage, or founds it there. A name or kind other than at founding is an error, and so is
 * isolation that was not asked for at founding.
 */
export function openOrg(options: OpenOrgOptions): EmbeddedOrg {
  const { name, kind, storage, now = () => new Date() } = options;
  const founded = storage.property('org_id');
  if (founded === undefined) {
    storage.setProperty('org_id', makeId('00D', Math.floor(Math.random() * 1e12) + 1));
    storage.setProperty('org_name', name);
    storage.setProperty('org_kind', kind);
    storage.setProperty('founded', now().toISOString());
    if (options.edition !== undefined) storage.setProperty('org_edition', options.edition);
  } else if (storage.property('org_name') !== name || storage.property('org_kind') !== kind) {
    throw new Error(
      `The data directory holds the ${storage.property('org_kind')} org "${storage.property('org_name')}", not the ${kind} org "${name}".`,
    );
  }
  const isolation = settleIsolation(storage, name, options.isolation, founded === undefined);
  // Once on, they cannot be switched off: https://www.jeffdouglas.com/working-with-person-accounts-in-salesforce-com
  if (options.personAccounts === true) storage.setProperty('person_accounts', 'true');
  return {
    name,
    kind,
    orgId: storage.property('org_id') ?? '',
    storage,
    components: new ComponentStore(storage),
    ...(isolation === undefined ? {} : { isolation }),
    personAccounts: storage.property('person_accounts') === 'true',
    now,
  };
}
