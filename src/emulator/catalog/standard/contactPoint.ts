import type { FieldDefinition } from '../definition.js';
import {
  addressFields,
  anyReference,
  auditFields,
  businessObject,
  checkbox,
  date,
  dateTime,
  deletedField,
  email,
  idField,
  lastViewedFields,
  number,
  ownerField,
  phone,
  picklist,
  readOnlySecured,
  reference,
  required,
  text,
  time,
  withoutListViews,
  type StandardObject,
} from './fields.js';

const object = { ...businessObject, ...withoutListViews } as const;

/** Whose contact point it is, when it is used and for what. */
function usage(children: string): readonly FieldDefinition[] {
  return [
    anyReference('ParentId', 'Parent ID', ['Account', 'Individual'], {
      childRelationshipName: children,
      deleteConstraint: 'Cascade',
    }),
    date('ActiveFromDate', 'Active from Date'),
    date('ActiveToDate', 'Active to Date'),
    time('BestTimeToContactStartTime', 'Best Time to Contact Start Time'),
    time('BestTimeToContactEndTime', 'Best Time to Contact End Time'),
    checkbox('IsPrimary', 'Is Primary'),
    number('PreferenceRank', 'Preference Rank', 'int', 9, 0),
    picklist('UsageType', 'Usage Type', ['Home', 'Work', 'Temporary', 'Inactive'], { length: 40 }),
  ];
}

/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_contactpointaddress.htm */
export const contactPointAddress: StandardObject = {
  name: 'ContactPointAddress',
  label: 'Contact Point Address',
  labelPlural: 'Contact Point Addresses',
  keyPrefix: '8lW',
  ...object,
  fields: [
    idField('Contact Point Address ID'),
    ownerField,
    deletedField,
    text('Name', 'Name', 255, { ...required, nameField: true, idLookup: true }),
    ...auditFields,
    ...lastViewedFields,
    ...usage('ContactPointAddresses'),
    reference('ContactPointPhoneId', 'Contact Point Phone ID', 'ContactPointPhone', {
      childRelationshipName: 'ContactPointAddresses',
    }),
    picklist('AddressType', 'Address Type', ['Billing', 'Shipping'], { length: 40 }),
    ...addressFields(''),
    checkbox('IsDefault', 'Is Default'),
    checkbox('IsThirdPartyAddress', 'Is Third Party Address'),
  ],
};

/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_contactpointemail.htm */
export const contactPointEmail: StandardObject = {
  name: 'ContactPointEmail',
  label: 'Contact Point Email',
  labelPlural: 'Contact Point Emails',
  keyPrefix: '9Vl',
  ...object,
  fields: [
    idField('Contact Point Email ID'),
    ownerField,
    deletedField,
    // The platform names the record after the address.
    text('Name', 'Name', 255, { ...readOnlySecured, permissionable: false, nameField: true }),
    ...auditFields,
    ...lastViewedFields,
    ...usage('ContactPointEmails'),
    email('EmailAddress', 'Email Address', 80, required),
    text('EmailMailBox', 'Email Mail Box', 250),
    text('EmailDomain', 'Email Domain', 250),
    dateTime('EmailLatestBounceDateTime', 'Email Latest Bounce Date Time'),
    text('EmailLatestBounceReasonText', 'Email Latest Bounce Reason Text', 250),
  ],
};

/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_contactpointphone.htm */
export const contactPointPhone: StandardObject = {
  name: 'ContactPointPhone',
  label: 'Contact Point Phone',
  labelPlural: 'Contact Point Phones',
  keyPrefix: '0Ow',
  ...object,
  fields: [
    idField('Contact Point Phone ID'),
    ownerField,
    deletedField,
    // The platform names the record after the number.
    text('Name', 'Name', 255, { ...readOnlySecured, permissionable: false, nameField: true }),
    ...auditFields,
    ...lastViewedFields,
    ...usage('ContactPointPhones'),
    text('AreaCode', 'Area Code', 30),
    phone('TelephoneNumber', 'Telephone Number', required),
    text('ExtensionNumber', 'Extension Number', 30),
    picklist('PhoneType', 'Phone Type', ['Home', 'Mobile']),
    checkbox('IsSmsCapable', 'Is SMS Capable'),
    text('FormattedInternationalPhoneNumber', 'Formatted International Phone Number', 250),
    text('FormattedNationalPhoneNumber', 'Formatted National Phone Number', 250),
    checkbox('IsFaxCapable', 'Is Fax Capable'),
    checkbox('IsPersonalPhone', 'Is Personal Phone'),
    checkbox('IsBusinessPhone', 'Is Business Phone'),
  ],
};
