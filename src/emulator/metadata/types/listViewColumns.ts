import type { Catalog, FieldDefinition } from '../../catalog/definition.js';

type Columns = Readonly<Record<string, string>>;

/**
 * A list view names the standard fields by names of its own; this is the column → field table per standard object.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_listview.htm and list views in
 * public DX projects; not every row was seen in one. A column that is not in the table is refused.
 */
const STANDARD: Readonly<Record<string, Columns>> = {
  account: {
    'ACCOUNT.NAME': 'Name',
    'ACCOUNT.TYPE': 'Type',
    'ACCOUNT.INDUSTRY': 'Industry',
    'ACCOUNT.RATING': 'Rating',
    'ACCOUNT.PHONE1': 'Phone',
    'ACCOUNT.PHONE2': 'Fax',
    'ACCOUNT.URL': 'Website',
    'ACCOUNT.SITE': 'Site',
    'ACCOUNT.ACCOUNT_NUMBER': 'AccountNumber',
    'ACCOUNT.ADDRESS1_CITY': 'BillingCity',
    'ACCOUNT.ADDRESS1_STATE': 'BillingState',
    'ACCOUNT.ADDRESS1_ZIP': 'BillingPostalCode',
    'ACCOUNT.ADDRESS1_COUNTRY': 'BillingCountry',
    'ACCOUNT.CREATED_DATE': 'CreatedDate',
    'ACCOUNT.LAST_UPDATE': 'LastModifiedDate',
    'ACCOUNT.LAST_ACTIVITY': 'LastActivityDate',
  },
  case: {
    'CASES.CASE_NUMBER': 'CaseNumber',
    'CASES.SUBJECT': 'Subject',
    'CASES.STATUS': 'Status',
    'CASES.PRIORITY': 'Priority',
    'CASES.ORIGIN': 'Origin',
    'CASES.TYPE': 'Type',
    'CASES.REASON': 'Reason',
    'CASES.CLOSED': 'IsClosed',
    'CASES.ESCALATION_STATE': 'IsEscalated',
    'CASES.CREATED_DATE': 'CreatedDate',
    'CASES.CREATED_DATE_DATE_ONLY': 'CreatedDate',
    'CASES.CLOSED_DATE': 'ClosedDate',
    'CASES.LAST_UPDATE': 'LastModifiedDate',
    'ACCOUNT.NAME': 'AccountId',
    NAME: 'ContactId',
    OWNER_NAME: 'OwnerId',
  },
  contact: {
    FULL_NAME: 'Name',
    'ACCOUNT.NAME': 'AccountId',
    'CONTACT.FIRST_NAME': 'FirstName',
    'CONTACT.LAST_NAME': 'LastName',
    'CONTACT.TITLE': 'Title',
    'CONTACT.PHONE1': 'Phone',
    'CONTACT.PHONE3': 'MobilePhone',
    'CONTACT.EMAIL': 'Email',
    'CONTACT.CREATED_DATE': 'CreatedDate',
    'CONTACT.LAST_UPDATE': 'LastModifiedDate',
    'CONTACT.LAST_ACTIVITY': 'LastActivityDate',
  },
  lead: {
    FULL_NAME: 'Name',
    'LEAD.FIRST_NAME': 'FirstName',
    'LEAD.LAST_NAME': 'LastName',
    'LEAD.TITLE': 'Title',
    'LEAD.COMPANY': 'Company',
    'LEAD.PHONE': 'Phone',
    'LEAD.MOBILE_PHONE': 'MobilePhone',
    'LEAD.EMAIL': 'Email',
    'LEAD.CITY': 'City',
    'LEAD.STATE': 'State',
    'LEAD.COUNTRY': 'Country',
    'LEAD.STATUS': 'Status',
    'LEAD.RATING': 'Rating',
    'LEAD.LEAD_SOURCE': 'LeadSource',
    'LEAD.CONVERTED': 'IsConverted',
    'LEAD.UNREAD': 'IsUnreadByOwner',
    'LEAD.CREATED_DATE': 'CreatedDate',
    'LEAD.LAST_UPDATE': 'LastModifiedDate',
  },
  opportunity: {
    'OPPORTUNITY.NAME': 'Name',
    'ACCOUNT.NAME': 'AccountId',
    'OPPORTUNITY.AMOUNT': 'Amount',
    'OPPORTUNITY.CLOSE_DATE': 'CloseDate',
    'OPPORTUNITY.STAGE_NAME': 'StageName',
    'OPPORTUNITY.PROBABILITY': 'Probability',
    'OPPORTUNITY.TYPE': 'Type',
    'OPPORTUNITY.LEAD_SOURCE': 'LeadSource',
    'OPPORTUNITY.CLOSED': 'IsClosed',
    'OPPORTUNITY.WON': 'IsWon',
    'OPPORTUNITY.CREATED_DATE': 'CreatedDate',
    'OPPORTUNITY.LAST_UPDATE': 'LastModifiedDate',
  },
};

/** Columns of the owner and the auditors, on every standard object in the table above. */
const STANDARD_COMMON: Columns = {
  'CORE.USERS.ALIAS': 'OwnerId',
  'CORE.USERS.FIRST_NAME': 'OwnerId',
  'CORE.USERS.LAST_NAME': 'OwnerId',
  'CORE.USERS.FULL_NAME': 'OwnerId',
  'CREATEDBY_USER.ALIAS': 'CreatedById',
  CREATEDBY_USER: 'CreatedById',
  'UPDATEDBY_USER.ALIAS': 'LastModifiedById',
  UPDATEDBY_USER: 'LastModifiedById',
};

/** Source: https://github.com/forcedotcom/afv-library (skills/generating-list-view, "standard fields on Custom Objects"). */
const CUSTOM: Columns = {
  NAME: 'Name',
  'OWNER.ALIAS': 'OwnerId',
  'OWNER.FIRST_NAME': 'OwnerId',
  'OWNER.LAST_NAME': 'OwnerId',
  'CREATEDBY_USER.ALIAS': 'CreatedById',
  CREATEDBY_USER: 'CreatedById',
  CREATED_DATE: 'CreatedDate',
  'UPDATEDBY_USER.ALIAS': 'LastModifiedById',
  UPDATEDBY_USER: 'LastModifiedById',
  LAST_UPDATE: 'LastModifiedDate',
  LAST_ACTIVITY: 'LastActivityDate',
};

/** The field that a list view column of the object shows; undefined when there is no such column. */
export function columnField(catalog: Catalog, object: string, column: string): FieldDefinition | undefined {
  // Custom fields go by their API name, which some clients prefix with the object's.
  const own = column.toLowerCase().startsWith(`${object.toLowerCase()}.`) ? column.slice(object.length + 1) : column;
  if (/__c$/i.test(own)) return catalog.field(object, own);
  const standard = STANDARD[object.toLowerCase()];
  const columns = standard ? { ...STANDARD_COMMON, ...standard } : CUSTOM;
  const field = columns[column];
  return field === undefined ? undefined : catalog.field(object, field);
}
