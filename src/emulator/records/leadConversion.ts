import { accessOf, type ObjectAccess } from '../access/access.js';
import type { Caller } from '../access/caller.js';
import { catalogOf } from '../catalog/catalog.js';
import type { ObjectDefinition } from '../catalog/definition.js';
import { leadStatusesOf } from '../catalog/leadStatuses.js';
import { textOf } from '../catalog/metadataBody.js';
import type { StoredRow } from '../catalog/storedValue.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { normalizeId } from '../org/recordId.js';
import { moveRelated } from './leadRelations.js';
import { mappedValues, type LeadTarget } from './leadMapping.js';
import { refuseConverted } from './convertedLead.js';
import { insufficientAccess, problem, RecordError, type RecordProblem } from './recordError.js';
import { changeRecord, insertRecord, storedNow } from './save.js';
import { savePlan, withoutValidation, type SavePlan } from './savePlan.js';
import { recordOf, recordsReferring } from './saving.js';

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_convertlead.htm (arguments) */
export type LeadConvert = {
  readonly leadId: string;
  readonly convertedStatus: string;
  /** An existing account, contact, opportunity that the lead is merged into; a contact goes with its account. */
  readonly accountId?: string;
  readonly contactId?: string;
  readonly opportunityId?: string;
  readonly opportunityName?: string;
  readonly doNotCreateOpportunity: boolean;
  /** Whether the lead's source replaces that of an existing contact. */
  readonly overwriteLeadSource: boolean;
  /** Who owns the new records; the owner of the lead unless given. */
  readonly ownerId?: string;
};

export type ConvertedLead = {
  readonly leadId: string;
  readonly accountId: string;
  readonly contactId: string;
  readonly opportunityId?: string;
};

type Conversion = {
  readonly org: EmbeddedOrg;
  readonly caller: Caller;
  readonly request: LeadConvert;
  readonly lead: StoredRow;
  readonly ownerId: string;
};

/**
 * Makes an account, a contact and, unless told otherwise, an opportunity of a lead, or merges it into existing ones, of
 * which only empty fields are filled. Validation rules and required fields of all four objects hold unless the org's
 * settings say otherwise. The lead stays as a converted one. Throws a RecordError and then has changed nothing.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_convertlead.htm
 */
export function convertLead(org: EmbeddedOrg, caller: Caller, request: LeadConvert): ConvertedLead {
  return org.storage.transaction(() => {
    const leads = objectNamed(org, 'Lead');
    requireAccess(org, caller, 'Lead', 'edit');
    const lead = existing(org, 'Lead', request.leadId, 'leadId');
    refuseConverted(leads, lead);
    requireConvertedStatus(org, request.convertedStatus);
    const ownerId = newOwner(org, request, lead);
    const conversion = { org, caller, request, lead, ownerId };
    requireConsistent(conversion);
    const accountId = accountFor(conversion);
    const contactId = contactFor(conversion, accountId);
    const opportunityId = opportunityFor(conversion, accountId, contactId);
    const converted = {
      Status: request.convertedStatus,
      IsConverted: 1,
      ConvertedDate: storedNow(org).slice(0, 10),
      ConvertedAccountId: accountId,
      ConvertedContactId: contactId,
      ConvertedOpportunityId: opportunityId ?? null,
      IsUnreadByOwner: 0,
    };
    changeRecord(org, caller, leads, lead, converted, conversionPlan(org, caller, leads));
    moveRelated(org, lead, { accountId, contactId });
    const ids = { leadId: String(lead['Id']), accountId, contactId };
    return opportunityId === undefined ? ids : { ...ids, opportunityId };
  });
}

/** Wording: `INVALID_STATUS, invalid convertedStatus: X`, as quoted in public repositories. */
function requireConvertedStatus(org: EmbeddedOrg, status: string): void {
  if (leadStatusesOf(org).some(({ value, active, converted }) => active && converted && value === status)) return;
  throw new RecordError([problem('INVALID_STATUS', `invalid convertedStatus: ${status}`, 'Status')]);
}

/** The new records belong to a user. Wording, without its code, as quoted in public repositories. */
function newOwner(org: EmbeddedOrg, { ownerId }: LeadConvert, lead: StoredRow): string {
  const owner = ownerId ?? String(lead['OwnerId']);
  if (recordOf(org, 'User', normalizeId(owner)) !== undefined) return normalizeId(owner) ?? owner;
  const message =
    'Converted objects can only be owned by users.  If the lead is not owned by a user, you must specify a user for the Owner field.';
  throw new RecordError([problem('INVALID_CROSS_REFERENCE_KEY', message, 'OwnerId')]);
}

function requireConsistent({ org, request }: Conversion): void {
  const { accountId, contactId, opportunityId, opportunityName, doNotCreateOpportunity } = request;
  if (contactId !== undefined) {
    const contact = existing(org, 'Contact', contactId, 'contactId');
    const account = accountId === undefined ? undefined : normalizeId(accountId);
    if (account === undefined || contact['AccountId'] !== account) {
      throw integrity('contactId must name a contact of the account that accountId names.');
    }
  }
  if (doNotCreateOpportunity && (opportunityName !== undefined || opportunityId !== undefined)) {
    throw integrity('opportunityName and opportunityId must be blank when doNotCreateOpportunity is true.');
  }
}

function accountFor(conversion: Conversion): string {
  const { accountId } = conversion.request;
  return accountId === undefined
    ? create(conversion, 'Account', {})
    : merge(conversion, 'Account', existing(conversion.org, 'Account', accountId, 'accountId'), []);
}

function contactFor(conversion: Conversion, accountId: string): string {
  const { contactId, overwriteLeadSource } = conversion.request;
  return contactId === undefined
    ? create(conversion, 'Contact', { AccountId: accountId })
    : merge(
        conversion,
        'Contact',
        existing(conversion.org, 'Contact', contactId, 'contactId'),
        overwriteLeadSource ? ['LeadSource'] : [],
      );
}

/** Its name is the company's, its stage the first, and it closes at the end of the fiscal quarter, unless told otherwise. */
function opportunityFor(conversion: Conversion, accountId: string, contactId: string): string | undefined {
  const { org, request, lead } = conversion;
  if (request.doNotCreateOpportunity) return undefined;
  if (request.opportunityId !== undefined) {
    return merge(conversion, 'Opportunity', existing(org, 'Opportunity', request.opportunityId, 'opportunityId'), []);
  }
  return create(conversion, 'Opportunity', {
    AccountId: accountId,
    ContactId: contactId,
    Name: request.opportunityName ?? String(lead['Company']),
    StageName: firstStage(org),
    CloseDate: endOfQuarter(org),
    CampaignId: latestCampaign(conversion),
  });
}

function create(conversion: Conversion, kind: LeadTarget, values: StoredRow): string {
  const { org, caller, lead, ownerId } = conversion;
  const object = objectNamed(org, kind);
  requireAccess(org, caller, kind, 'create');
  const asked = { ...mappedValues(org, lead, object, kind), ...values, OwnerId: ownerId };
  const row = insertRecord(org, caller, object, asked, conversionPlan(org, caller, object));
  return String(row['Id']);
}

/**
 * Without `shouldLeadConvertRequireValidation` neither validation rules nor required custom fields hold.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_leadconfigsettings.htm
 */
function conversionPlan(org: EmbeddedOrg, caller: Caller, object: ObjectDefinition): SavePlan {
  const plan = savePlan(org, caller, object);
  const settings = org.components.get('Settings', 'LeadConfig')?.body ?? {};
  return textOf(settings, 'shouldLeadConvertRequireValidation') === 'false' ? withoutValidation(plan, object) : plan;
}

/** Fills what is empty; replaces what is to be overwritten. */
function merge(conversion: Conversion, kind: LeadTarget, before: StoredRow, overwritten: readonly string[]): string {
  const { org, caller, lead } = conversion;
  const object = objectNamed(org, kind);
  requireAccess(org, caller, kind, 'edit');
  const changes = Object.fromEntries(
    Object.entries(mappedValues(org, lead, object, kind)).filter(
      ([field]) => (before[field] ?? null) === null || overwritten.includes(field),
    ),
  );
  if (Object.keys(changes).length > 0)
    changeRecord(org, caller, object, before, changes, conversionPlan(org, caller, object));
  return String(before['Id']);
}

function existing(org: EmbeddedOrg, objectName: LeadTarget | 'Lead', given: string, argument: string): StoredRow {
  const id = normalizeId(given);
  const row = id?.startsWith(objectNamed(org, objectName).keyPrefix) ? recordOf(org, objectName, id) : undefined;
  if (row === undefined) {
    throw new RecordError([problem('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', argument)]);
  }
  return row;
}

function objectNamed(org: EmbeddedOrg, name: LeadTarget | 'Lead'): ObjectDefinition {
  const object = catalogOf(org).object(name);
  if (object === undefined) throw new Error(`The catalog has no ${name}.`);
  return object;
}

function requireAccess(org: EmbeddedOrg, caller: Caller, objectName: string, operation: keyof ObjectAccess): void {
  if (!accessOf(org, caller).object(objectName)[operation]) throw insufficientAccess();
}

function integrity(message: string): RecordError {
  const problems: [RecordProblem] = [problem('FIELD_INTEGRITY_EXCEPTION', message)];
  return new RecordError(problems);
}

function firstStage(org: EmbeddedOrg): string | null {
  const stages = catalogOf(org).field('Opportunity', 'StageName')?.picklistValues ?? [];
  return (stages.find((stage) => stage.default) ?? stages.find((stage) => stage.active))?.value ?? null;
}

/** Source: https://help.salesforce.com/s/articleView?id=sales.lead_conversion_mapping.htm (Close Date) */
function endOfQuarter(org: EmbeddedOrg): string {
  const now = org.now();
  const first = Number(recordOf(org, 'Organization', org.orgId)?.['FiscalYearStartMonth'] ?? 1) - 1;
  const monthsIn = (now.getUTCMonth() - first + 12) % 3;
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - monthsIn + 3, 0)).toISOString().slice(0, 10);
}

/** The campaign the lead joined last. */
function latestCampaign({ org, lead }: Conversion): string | null {
  const memberships = recordsReferring(org, 'CampaignMember', 'LeadId', lead['Id']);
  const order = (row: StoredRow): string => `${String(row['CreatedDate'])} ${String(row['Id'])}`;
  const [latest] = [...memberships].sort((left, right) => (order(left) < order(right) ? 1 : -1));
  return latest === undefined ? null : String(latest['CampaignId']);
}
