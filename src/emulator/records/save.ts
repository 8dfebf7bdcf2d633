import type { Caller } from '../access/caller.js';
import type { ObjectDefinition } from '../catalog/definition.js';
import type { StoredRow } from '../catalog/storedValue.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { completeRecord } from './completion.js';
import { applyDefaults } from './defaults.js';
import { deriveFields } from './derivedFields.js';
import { guardProblems } from './guards.js';
import { recordHistory } from './history.js';
import { isolationMarks } from './isolationMarks.js';
import { ownerProblems } from './owner.js';
import { accountChange, savePersonContact } from './personAccounts.js';
import { problem, refuse, type RecordProblem } from './recordError.js';
import { recordTypeProblems } from './recordTypes.js';
import { rollUp } from './rollUps.js';
import { savePlan, type SavePlan } from './savePlan.js';
import type { Saving } from './saving.js';
import { readRow, writeRow } from './tables.js';
import { duplicateProblems } from './uniqueness.js';

/**
 * Saves checked values as a new record: the marks of an org in isolation, then defaults, computed fields, required
 * fields, validation rules, uniqueness, in the platform's order. Returns the record.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.apexcode.meta/apexcode/apex_triggers_order_of_execution.htm
 */
export function insertRecord(
  org: EmbeddedOrg,
  caller: Caller,
  object: ObjectDefinition,
  asked: StoredRow,
  plan: SavePlan = savePlan(org, caller, object),
): StoredRow {
  const now = storedNow(org);
  const given = { ...asked, ...isolationMarks(org, object, asked, undefined, now) };
  const row: StoredRow = {
    Id: plan.nextId(),
    IsDeleted: 0,
    OwnerId: caller.userId,
    CreatedDate: now,
    CreatedById: caller.userId,
    ...modification(caller, now),
    ...given,
  };
  if (object.fields.has('OwnerId') && row['OwnerId'] === null) row['OwnerId'] = caller.userId;
  applyDefaults(plan.defaults, row);
  nameAfterId(object, row);
  finish({ org, caller, object, row, given, before: undefined, now }, plan);
  return row;
}

/** Saves changed values of a record in the same order. Returns the record as it is now. */
export function changeRecord(
  org: EmbeddedOrg,
  caller: Caller,
  object: ObjectDefinition,
  before: StoredRow,
  asked: StoredRow,
  plan: SavePlan = savePlan(org, caller, object),
): StoredRow {
  const account = accountChange(org, { object, before, asked });
  if (account !== undefined) {
    changeRecord(org, caller, account.object, account.before, account.asked, plan.along(account.object));
    return readRow(org, object, String(before['Id'])) ?? before;
  }
  const now = storedNow(org);
  const given = { ...asked, ...isolationMarks(org, object, asked, before, now) };
  const row: StoredRow = { ...before, ...given, ...modification(caller, now) };
  nameAfterId(object, row);
  finish({ org, caller, object, row, given, before, now }, plan);
  return row;
}

export function storedNow(org: EmbeddedOrg): string {
  return `${org.now().toISOString().slice(0, 19)}.000Z`;
}

export function modification(caller: Caller, now: string): StoredRow {
  return { LastModifiedDate: now, LastModifiedById: caller.userId, SystemModstamp: now };
}

function finish(saving: Saving, plan: SavePlan): void {
  const { org, object, row, given, before, now } = saving;
  const problems = [
    ...ownerProblems(saving),
    ...recordTypeProblems(saving, plan.recordTypes),
    ...completeRecord(saving),
  ];
  deriveFields(object, row, given, before, now);
  refuse(missingFields(plan.required, row));
  refuse(problems);
  savePersonContact(saving, plan);
  refuse(guardProblems(plan.rules, plan.inputs, row, before));
  refuse(duplicateProblems(org, object, row));
  writeRow(org, object, row);
  recordHistory(saving);
  rollUp(org, object.name, row, before, now);
}

/** A custom object's record without a name is named after its id. */
function nameAfterId(object: ObjectDefinition, row: StoredRow): void {
  const name = object.fields.get('Name');
  if (object.custom && name?.createable === true) row['Name'] ??= String(row['Id']).slice(0, 15);
}

/** Source: https://github.com/wadewegner/Force.com-Toolkit-for-NET/issues/90 (Required fields are missing) */
function missingFields(required: readonly string[], row: StoredRow): RecordProblem[] {
  const missing = required.filter((name) => (row[name] ?? null) === null);
  return missing.length === 0
    ? []
    : [problem('REQUIRED_FIELD_MISSING', `Required fields are missing: [${missing.join(', ')}]`, ...missing)];
}
