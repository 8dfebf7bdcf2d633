import { account } from './account.js';
import { caseObject } from './case.js';
import { contact } from './contact.js';
import type { StandardObject } from './fields.js';
import { lead } from './lead.js';
import { opportunity } from './opportunity.js';
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
import { profile, user } from './user.js';

/** The objects every embedded org has from the start. */
export const standardObjects: readonly StandardObject[] = [
  account,
  caseObject,
  contact,
  lead,
  opportunity,
  customPermission,
  fieldPermissions,
  objectPermissions,
  organization,
  permissionSet,
  permissionSetAssignment,
  profile,
  setupEntityAccess,
  staticResource,
  user,
];
