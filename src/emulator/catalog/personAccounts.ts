import type { FieldDefinition } from './definition.js';
import { checkbox, readOnly, reference } from './standard/fields.js';

/** Fields of a contact that its person account has under the same name. */
const SAME_NAME: readonly string[] = ['FirstName', 'LastName', 'Salutation'];

/** Fields of a contact that its person account has under the name `Person…`. */
const PREFIXED: readonly string[] = [
  'MailingStreet',
  'MailingCity',
  'MailingState',
  'MailingPostalCode',
  'MailingCountry',
  'MailingLatitude',
  'MailingLongitude',
  'MailingGeocodeAccuracy',
  'OtherStreet',
  'OtherCity',
  'OtherState',
  'OtherPostalCode',
  'OtherCountry',
  'OtherLatitude',
  'OtherLongitude',
  'OtherGeocodeAccuracy',
  'MobilePhone',
  'HomePhone',
  'OtherPhone',
  'AssistantPhone',
  'Email',
  'Title',
  'Department',
  'AssistantName',
  'LeadSource',
  'Birthdate',
  'HasOptedOutOfEmail',
  'HasOptedOutOfFax',
  'DoNotCall',
  'LastCURequestDate',
  'LastCUUpdateDate',
  'EmailBouncedReason',
  'EmailBouncedDate',
  'IndividualId',
];

/** Fields that an account and its person's contact have in common, under one name. */
export const sharedWithContact: readonly string[] = ['Description', 'Fax', 'OwnerId', 'Phone'];

const isPersonAccount: FieldDefinition = checkbox('IsPersonAccount', 'Is Person Account', readOnly);

/**
 * The fields of Account in an org with person accounts: beside its own those of the person's contact, every custom field
 * `X__c` of Contact as `X__pc`. What fills, requires or tracks a field is left to the contact.
 * Sources: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_account.htm
 * (person account fields), https://lekkimworld.com/2018/09/06/trying-to-explain-person-accounts-in-salesforce/ (__pc, __pr)
 */
export function withPersonFields(
  account: readonly FieldDefinition[],
  contact: readonly FieldDefinition[],
): FieldDefinition[] {
  const known = new Set(account.map(({ name }) => name));
  const person = [
    isPersonAccount,
    reference('PersonContactId', 'Contact ID', 'Contact', readOnly),
    ...contact.flatMap((field) => personField(field, known) ?? []),
  ];
  const names = new Set(person.map(({ name }) => name));
  return [...account.filter(({ name }) => !names.has(name)), ...person];
}

/** The fields of Contact, with the one that tells the contacts of person accounts apart. */
export function withPersonMark(contact: readonly FieldDefinition[]): FieldDefinition[] {
  return [...contact.filter(({ name }) => name !== isPersonAccount.name), isPersonAccount];
}

function personField(field: FieldDefinition, known: ReadonlySet<string>): FieldDefinition | undefined {
  const name = personFieldName(field, known);
  if (name === undefined) return undefined;
  const {
    childRelationshipName: _children,
    deleteConstraint: _constraint,
    masterDetail: _master,
    defaultFormula: _default,
    autoNumberFormat: _format,
    trackHistory: _tracked,
    formula,
    ...same
  } = field;
  return {
    ...same,
    name,
    contactField: field.name,
    nameField: false,
    nillable: field.type !== 'boolean',
    unique: false,
    picklistValues: field.picklistValues.map((value) => ({ ...value, default: false })),
    ...(field.relationshipName === undefined ? {} : { relationshipName: relationshipName(field, name) }),
    // A checkbox of a business account is not empty but false.
    ...(field.type === 'boolean' && formula === undefined ? { defaultFormula: 'false' } : {}),
    ...(formula === undefined ? {} : { formula: `PersonContact.${field.name}`, formulaTreatBlanksAs: 'blank' }),
  };
}

/**
 * What a field of the person's contact is called on the account; undefined when the account does not have it. `known`
 * are the account's fields as a snapshot of an org names them.
 */
function personFieldName({ name, custom }: FieldDefinition, known: ReadonlySet<string>): string | undefined {
  if (custom) return name.replace(/__c$/i, '__pc');
  if (SAME_NAME.includes(name)) return name;
  return PREFIXED.includes(name) || known.has(`Person${name}`) ? `Person${name}` : undefined;
}

function relationshipName({ custom, relationshipName: own = '' }: FieldDefinition, name: string): string {
  return custom ? own.replace(/__r$/i, '__pr') : name.replace(/Id$/, '');
}
