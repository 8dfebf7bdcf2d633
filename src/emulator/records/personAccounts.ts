import { catalogOf } from '../catalog/catalog.js';
import type { ObjectDefinition } from '../catalog/definition.js';
import { sharedWithContact } from '../catalog/personAccounts.js';
import type { StoredRow } from '../catalog/storedValue.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { deriveFields } from './derivedFields.js';
import { applyDefaults } from './defaults.js';
import { recordHistory } from './history.js';
import { isolationMarks } from './isolationMarks.js';
import { problem, refuse, RecordError, type RecordProblem } from './recordError.js';
import { rollUp } from './rollUps.js';
import type { SavePlan } from './savePlan.js';
import { recordOf, type Saving } from './saving.js';
import { readRow, writeRow } from './tables.js';
import { duplicateProblems } from './uniqueness.js';

/** Fields of an account that stands for a company: a person has a first and a last name, and no place in a hierarchy. */
const BUSINESS_ONLY: readonly string[] = ['Name', 'ParentId'];

/**
 * A new account with a last name is a person account; whether an account is one does not change. The fields of the one
 * kind are refused on the other.
 * Sources: https://github.com/sorenkrabbe/Chrome-Salesforce-inspector/issues/38 (Name of a person account),
 * https://github.com/texei/texei-sfdx-plugin/issues/51 (__pc fields of a business account)
 */
export function completeAccount({ org, object, row, given, before }: Saving): RecordProblem[] {
  if (!org.personAccounts) return [];
  const person = before === undefined ? (given['LastName'] ?? null) !== null : isPerson(before);
  const wrong = Object.keys(given).filter((name) =>
    person ? BUSINESS_ONLY.includes(name) : object.fields.get(name)?.contactField !== undefined,
  );
  if (wrong.length > 0) return [badFields(wrong)];
  if (person && before === undefined) row['IsPersonAccount'] = 1;
  // The contact is what makes the name.
  if (person) row['Name'] ??= '';
  return [];
}

/**
 * Only the person's own contact belongs to a person account.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_guidelines_personaccounts.htm
 */
export function completeContact({ org, row }: Saving): RecordProblem[] {
  if (!org.personAccounts) return [];
  const account = recordOf(org, 'Account', row['AccountId']);
  return account !== undefined && isPerson(account)
    ? [problem('INVALID_PERSON_ACCOUNT_OPERATION', 'cannot reference person account', 'AccountId')]
    : [];
}

/**
 * Saves the contact of a person account along with the account, and gives the account the contact's values. The contact's
 * validation rules do not run.
 * Sources: https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_guidelines_personaccounts.htm,
 * https://developer.salesforce.com/docs/atlas.en-us.change_data_capture.meta/change_data_capture/cdc_standard_objects_person_account_update.htm
 * (both are modified at one time)
 */
export function savePersonContact(saving: Saving, { along }: SavePlan): void {
  const { org, caller, object, row, given, now } = saving;
  if (object.name !== 'Account' || !org.personAccounts || !isPerson(row)) return;
  const contact = contactObject(org);
  const plan = along(contact);
  const before = saving.before && readRow(org, contact, String(row['PersonContactId']));
  const stated = contactValues(object, given);
  const person: StoredRow = {
    ...(before ?? { Id: plan.nextId(), IsDeleted: 0, CreatedDate: now, CreatedById: caller.userId }),
    ...stated,
    ...isolationMarks(org, contact, stated, before, now),
    AccountId: row['Id'] ?? null,
    IsPersonAccount: 1,
    ...valuesOf(row, [...sharedWithContact, 'LastModifiedDate', 'LastModifiedById', 'SystemModstamp']),
  };
  if (before === undefined) applyDefaults(plan.defaults, person);
  deriveFields(contact, person, stated, before, now);
  refuse(missingFields(object, plan.required, person));
  refuse(duplicateProblems(org, contact, person));
  writeRow(org, contact, person);
  recordHistory({ org, caller, object: contact, row: person, given: stated, before, now });
  rollUp(org, contact.name, person, before, now);
  row['PersonContactId'] = person['Id'] ?? null;
  row['Name'] = person['Name'] ?? null;
  for (const { name, contactField, formula } of object.fields.values()) {
    if (contactField !== undefined && formula === undefined) row[name] = person[contactField] ?? null;
  }
}

/** A change of a record, which the platform carries out on another one. */
type Change = { readonly object: ObjectDefinition; readonly before: StoredRow; readonly asked: StoredRow };

/**
 * A change of a person's contact as the change of the person account that it is; undefined for any other record.
 * Source: https://github.com/sfb2csolutionarchitects/b2c-crm-sync/issues/14 (an update of a person's contact is refused
 * as one of `Account`)
 */
export function accountChange(org: EmbeddedOrg, { object, before, asked }: Change): Change | undefined {
  if (object.name !== 'Contact' || !org.personAccounts || !isPerson(before)) return undefined;
  const account = catalogOf(org).object('Account');
  const row = account && readRow(org, account, String(before['AccountId']));
  if (account === undefined || row === undefined) throw new Error('A person account has no account.');
  const names = new Map(
    [...account.fields.values()].flatMap(({ name, contactField }) =>
      contactField === undefined ? [] : [[contactField, name] as const],
    ),
  );
  const nameOf = (field: string): string | undefined => (sharedWithContact.includes(field) ? field : names.get(field));
  const unknown = Object.keys(asked).filter((field) => nameOf(field) === undefined);
  if (unknown.length > 0) throw new RecordError([badFields(unknown)]);
  return {
    object: account,
    before: row,
    asked: Object.fromEntries(Object.entries(asked).map(([field, value]) => [nameOf(field) ?? field, value])),
  };
}

/**
 * A person's contact goes with its account and not by itself.
 * Sources: https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_guidelines_personaccounts.htm;
 * wording: https://github.com/SFDO-Community/declarative-lookup-rollup-summaries/issues/544
 */
export function refusePersonContact(object: ObjectDefinition, row: StoredRow): void {
  if (object.name === 'Contact' && isPerson(row)) {
    throw new RecordError([problem('INVALID_PERSON_ACCOUNT_OPERATION', 'cannot reference person contact')]);
  }
}

function isPerson(row: StoredRow): boolean {
  return row['IsPersonAccount'] === 1;
}

function contactObject(org: EmbeddedOrg): ObjectDefinition {
  const contact = catalogOf(org).object('Contact');
  if (contact === undefined) throw new Error('The catalog has no Contact.');
  return contact;
}

/** The values of an account's person fields, by the names of the contact's. */
function contactValues(account: ObjectDefinition, given: StoredRow): StoredRow {
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => {
      const field = account.fields.get(name)?.contactField;
      return field === undefined ? [] : [[field, value]];
    }),
  );
}

function valuesOf(row: StoredRow, names: readonly string[]): StoredRow {
  return Object.fromEntries(names.map((name) => [name, row[name] ?? null]));
}

/** Named as the account names them. */
function missingFields(account: ObjectDefinition, required: readonly string[], person: StoredRow): RecordProblem[] {
  const missing = required.filter((name) => (person[name] ?? null) === null);
  if (missing.length === 0) return [];
  const fields = [...account.fields.values()];
  const names = missing.map((name) => fields.find(({ contactField }) => contactField === name)?.name ?? name);
  return [problem('REQUIRED_FIELD_MISSING', `Required fields are missing: [${names.join(', ')}]`, ...names)];
}

function badFields(names: readonly string[]): RecordProblem {
  return problem(
    'INVALID_FIELD_FOR_INSERT_UPDATE',
    `Account: bad field names on insert/update call: ${names.join(', ')}`,
    ...names,
  );
}
