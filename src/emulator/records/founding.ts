import type { Caller } from '../access/caller.js';
import { profilesOf } from '../access/profiles.js';
import { catalogOf } from '../catalog/catalog.js';
import type { StoredRow } from '../catalog/storedValue.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { makeId } from '../org/recordId.js';
import { storedNow } from './save.js';
import { writeRow } from './tables.js';
import { linkProfilePermissionSet } from './userProfile.js';

const PROPERTY = 'admin_user_id';
const PRICEBOOK_PROPERTY = 'standard_pricebook_id';
const SCRATCH_DAYS = 7;
const DAY_MS = 86_400_000;

/**
 * Founds, once, what every org has from the start: its profiles with their permission sets, the user `admin` (System
 * Administrator, `admin@<org name>.emulator.example`), the Organization row and the standard price book. Returns the admin.
 */
export function ensureAdmin(org: EmbeddedOrg): Caller {
  const known = org.storage.property(PROPERTY);
  if (known !== undefined) {
    ensureStandardPricebook(org, known);
    return { userId: known };
  }
  return org.storage.transaction(() => {
    const userId = makeId('005', org.storage.nextSequence('005'));
    const now = storedNow(org);
    const audit = auditOf(userId, now);
    write(org, 'Organization', { ...organizationRow(org), ...audit });
    write(org, 'User', { ...adminRow(org, userId), ...audit });
    org.storage.setProperty(PROPERTY, userId);
    ensureStandardPricebook(org, userId);
    return { userId };
  });
}

/**
 * Every org has one standard price book; an org founded before this object was known gets it when it is opened.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_pricebook2.htm (IsStandard)
 */
function ensureStandardPricebook(org: EmbeddedOrg, userId: string): void {
  if (org.storage.property(PRICEBOOK_PROPERTY) !== undefined) return;
  org.storage.transaction(() => {
    const id = makeId('01s', org.storage.nextSequence('01s'));
    const book = { Id: id, Name: 'Standard Price Book', IsActive: 1, IsStandard: 1, IsArchived: 0 };
    write(org, 'Pricebook2', { ...book, ...auditOf(userId, storedNow(org)) });
    org.storage.setProperty(PRICEBOOK_PROPERTY, id);
  });
}

function auditOf(userId: string, now: string): StoredRow {
  return {
    IsDeleted: 0,
    CreatedDate: now,
    CreatedById: userId,
    LastModifiedDate: now,
    LastModifiedById: userId,
    SystemModstamp: now,
  };
}

function write(org: EmbeddedOrg, objectName: string, row: StoredRow): void {
  const object = catalogOf(org).object(objectName);
  if (object === undefined) throw new Error(`The catalog has no ${objectName}.`);
  writeRow(org, object, row);
  linkProfilePermissionSet(org, object, row);
}

/**
 * A scratch org shows as a sandbox that expires.
 * Source: https://github.com/forcedotcom/sfdx-core/blob/main/src/org/org.ts (how clients tell the kinds apart)
 */
function organizationRow(org: EmbeddedOrg): StoredRow {
  const expires = org.kind === 'scratch' ? new Date(org.now().getTime() + SCRATCH_DAYS * DAY_MS) : undefined;
  const enterprise = org.kind === 'production' || org.kind === 'sandbox';
  return {
    Id: org.orgId,
    Name: org.name,
    OrganizationType: org.storage.property('org_edition') ?? (enterprise ? 'Enterprise Edition' : 'Developer Edition'),
    InstanceName: 'EMULATOR',
    IsSandbox: org.kind === 'sandbox' || org.kind === 'scratch' ? 1 : 0,
    IsReadOnly: 0,
    TrialExpirationDate: expires === undefined ? null : `${expires.toISOString().slice(0, 19)}.000Z`,
    DefaultLocaleSidKey: 'en_US',
    LanguageLocaleKey: 'en_US',
    TimeZoneSidKey: 'GMT',
    FiscalYearStartMonth: 1,
    PrimaryContact: 'Admin User',
  };
}

function adminRow(org: EmbeddedOrg, userId: string): StoredRow {
  const administrator = profilesOf(org).find((profile) => profile.administrator);
  return {
    Id: userId,
    Username: `admin@${org.name.toLowerCase()}.emulator.example`,
    FirstName: 'Admin',
    LastName: 'User',
    Name: 'Admin User',
    Alias: 'admin',
    CommunityNickname: 'admin',
    Email: `admin@${org.name.toLowerCase()}.emulator.example`,
    ProfileId: administrator?.id ?? null,
    IsActive: 1,
    UserType: 'Standard',
    TimeZoneSidKey: 'GMT',
    LocaleSidKey: 'en_US',
    LanguageLocaleKey: 'en_US',
    EmailEncodingKey: 'UTF-8',
  };
}
