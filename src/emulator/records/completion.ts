import type { StoredRow } from '../catalog/storedValue.js';
import { respondedStatuses } from '../catalog/standard/campaign.js';
import { completeEvent, completeTask } from './activityRecords.js';
import { completeContract, completeOrder } from './agreements.js';
import { completeAssignment } from './groupAssignment.js';
import { completeLineItem, completePricebookEntry, keepPricebook } from './pricing.js';
import { completeAccount, completeContact } from './personAccounts.js';
import { problem, type RecordProblem } from './recordError.js';
import { recordOf, recordsReferring, type Saving } from './saving.js';

type Completion = (saving: Saving) => RecordProblem[];

/** What the platform works out of other records when it saves one, and what it holds against the record. */
const completions: Readonly<Record<string, Completion>> = {
  Account: completeAccount,
  AccountContactRelation: accountContactRelation,
  Asset: asset,
  CampaignMember: campaignMember,
  Contact: completeContact,
  Contract: completeContract,
  ContractLineItem: completeLineItem,
  Event: completeEvent,
  Opportunity: (saving) => keepPricebook(saving, 'OpportunityLineItem', 'OpportunityId'),
  OpportunityLineItem: completeLineItem,
  PermissionSetAssignment: completeAssignment,
  Order: (saving) => [...keepPricebook(saving, 'OrderItem', 'OrderId'), ...completeOrder(saving)],
  OrderItem: completeLineItem,
  PricebookEntry: completePricebookEntry,
  Quote: quote,
  QuoteLineItem: completeLineItem,
  ServiceContract: (saving) => keepPricebook(saving, 'ContractLineItem', 'ServiceContractId'),
  Task: completeTask,
};

/** Completes the record in place. */
export function completeRecord(saving: Saving): RecordProblem[] {
  return completions[saving.object.name]?.(saving) ?? [];
}

/**
 * A contact is related to an account once; to the account it belongs to it is already, directly.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_accountcontactrelation.htm
 */
function accountContactRelation({ org, row, before }: Saving): RecordProblem[] {
  if (before !== undefined) return [];
  const direct = recordOf(org, 'Contact', row['ContactId'])?.['AccountId'] === row['AccountId'];
  const taken = recordsReferring(org, 'AccountContactRelation', 'ContactId', row['ContactId']).some(
    (other) => other['AccountId'] === row['AccountId'],
  );
  return direct || taken
    ? [problem('DUPLICATE_VALUE', 'This contact is already related to this account.', 'AccountId', 'ContactId')]
    : [];
}

/** Source: http://blog.loco-toys.de/wordpress/tag/apex/ (under the default sharing, "Controlled by Parent") */
function asset({ row }: Saving): RecordProblem[] {
  return blank(row, 'AccountId') && blank(row, 'ContactId')
    ? [problem('FIELD_INTEGRITY_EXCEPTION', 'Every asset needs an account, a contact, or both.')]
    : [];
}

/**
 * A lead or a contact, once in a campaign; the status says whether the member has responded.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_campaignmember.htm
 */
function campaignMember({ org, row, now, before }: Saving): RecordProblem[] {
  const responded = respondedStatuses.has(String(row['Status']));
  row['HasResponded'] = responded ? 1 : 0;
  if (responded) row['FirstRespondedDate'] ??= now.slice(0, 10);
  if (before !== undefined) return [];
  const [person, ...others] = ['LeadId', 'ContactId'].filter((field) => !blank(row, field));
  if (person === undefined || others.length > 0) {
    return [
      problem(
        'FIELD_INTEGRITY_EXCEPTION',
        'A campaign member needs a lead or a contact, not both.',
        'LeadId',
        'ContactId',
      ),
    ];
  }
  const taken = recordsReferring(org, 'CampaignMember', person, row[person]).some(
    (other) => other['CampaignId'] === row['CampaignId'],
  );
  return taken ? [problem('DUPLICATE_VALUE', 'Already a campaign member.', person)] : [];
}

/** A quote is for its opportunity's account. */
function quote(saving: Saving): RecordProblem[] {
  const { org, row } = saving;
  row['AccountId'] = recordOf(org, 'Opportunity', row['OpportunityId'])?.['AccountId'] ?? null;
  return keepPricebook(saving, 'QuoteLineItem', 'QuoteId');
}

function blank(row: StoredRow, field: string): boolean {
  return (row[field] ?? null) === null;
}
