import { account } from './account.js';
import { accountContactRelation } from './accountContactRelation.js';
import { activity, event, task } from './activity.js';
import { asset } from './asset.js';
import {
  authorizationForm,
  authorizationFormConsent,
  authorizationFormDataUse,
  authorizationFormText,
} from './authorizationForm.js';
import { campaign, campaignMember } from './campaign.js';
import { caseObject } from './case.js';
import {
  commSubscription,
  commSubscriptionChannelType,
  commSubscriptionConsent,
  commSubscriptionTiming,
  engagementChannelType,
} from './commSubscription.js';
import {
  contactPointConsent,
  contactPointTypeConsent,
  dataUseLegalBasis,
  dataUsePurpose,
  partyConsent,
} from './consent.js';
import { contact } from './contact.js';
import { contactPointAddress, contactPointEmail, contactPointPhone } from './contactPoint.js';
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
import { permissionSetGroup, permissionSetGroupComponent } from './permissionSetGroups.js';
import { pricebook2, pricebookEntry, product2 } from './product.js';
import { quote, quoteLineItem } from './quote.js';
import { group, groupMember, queueSobject, recordType } from './recordTypes.js';
import { contractLineItem, entitlement, serviceContract } from './serviceContract.js';
import { profile, user } from './user.js';
import { workOrder, workOrderLineItem } from './workOrder.js';

/** The objects every embedded org has from the start. */
export const standardObjects: readonly StandardObject[] = [
  account,
  accountContactRelation,
  activity,
  asset,
  authorizationForm,
  authorizationFormConsent,
  authorizationFormDataUse,
  authorizationFormText,
  campaign,
  campaignMember,
  caseObject,
  commSubscription,
  commSubscriptionChannelType,
  commSubscriptionConsent,
  commSubscriptionTiming,
  contact,
  contactPointAddress,
  contactPointConsent,
  contactPointEmail,
  contactPointPhone,
  contactPointTypeConsent,
  contract,
  contractLineItem,
  dataUseLegalBasis,
  dataUsePurpose,
  engagementChannelType,
  entitlement,
  event,
  individual,
  lead,
  opportunity,
  opportunityLineItem,
  order,
  orderItem,
  partyConsent,
  pricebook2,
  pricebookEntry,
  product2,
  quote,
  quoteLineItem,
  serviceContract,
  task,
  workOrder,
  workOrderLineItem,
  customPermission,
  fieldPermissions,
  leadStatus,
  objectPermissions,
  organization,
  permissionSet,
  permissionSetAssignment,
  permissionSetGroup,
  permissionSetGroupComponent,
  group,
  groupMember,
  profile,
  queueSobject,
  recordType,
  setupEntityAccess,
  staticResource,
  user,
];
