import { account } from './account.js';
import { activity, event, task } from './activity.js';
import { asset } from './asset.js';
import { campaign, campaignMember } from './campaign.js';
import { caseObject } from './case.js';
import { contact } from './contact.js';
import { contract } from './contract.js';
import type { StandardObject } from './fields.js';
import { individual } from './individual.js';
import { lead } from './lead.js';
import { leadStatus } from './leadStatus.js';
import { opportunity } from './opportunity.js';
import { opportunityLineItem } from './opportunityLineItem.js';
import { order, orderItem } from './order.js';
import { organization } from './organization.js';
import {
  customPermission,
  fieldPermissions,
  objectPermissions,
  permissionSet,
  permissionSetAssignment,
  setupEntityAccess,
  staticResource,
} from './permissions.js';
import { pricebook2, pricebookEntry, product2 } from './product.js';
import { quote, quoteLineItem } from './quote.js';
import { group, queueSobject, recordType } from './recordTypes.js';
import { profile, user } from './user.js';

/** The objects every embedded org has from the start. */
export const standardObjects: readonly StandardObject[] = [
  account,
  activity,
  asset,
  campaign,
  campaignMember,
  caseObject,
  contact,
  contract,
  event,
  individual,
  lead,
  opportunity,
  opportunityLineItem,
  order,
  orderItem,
  pricebook2,
  pricebookEntry,
  product2,
  quote,
  quoteLineItem,
  task,
  customPermission,
  fieldPermissions,
  leadStatus,
  objectPermissions,
  organization,
  permissionSet,
  permissionSetAssignment,
  group,
  profile,
  queueSobject,
  recordType,
  setupEntityAccess,
  staticResource,
  user,
];
