import { profilesOf } from '../../../src/emulator/access/profiles.js';
import { ApiError } from '../../../src/emulator/org/apiError.js';
import { createRecord, ensureAdmin, RecordError, type RecordProblem } from '../../../src/emulator/records/records.js';
import type { Caller } from '../../../src/emulator/access/caller.js';
import type { MetadataBody } from '../../../src/emulator/org/componentStore.js';
import { openOrg, type EmbeddedOrg, type OpenOrgOptions } from '../../../src/emulator/org/embeddedOrg.js';
import { Storage } from '../../../src/emulator/org/storage.js';

export const NOW = new Date('2026-03-01T12:00:00.000Z');

export type TestOrg = { readonly org: EmbeddedOrg; readonly admin: Caller };

/** A founded org in memory whose clock stands at NOW. */
export function testOrg(overrides: Partial<OpenOrgOptions> = {}): TestOrg {
  const org = openOrg({ name: 'prod', kind: 'production', storage: new Storage(), now: () => NOW, ...overrides });
  return { org, admin: ensureAdmin(org) };
}

const keyPrefixes: Readonly<Record<string, string>> = {
  CustomField: '00N',
  CustomMetadata: 'm00',
  CustomObject: '01I',
  CustomPermission: '0CP',
  Group: '00G',
  MutingPermissionSet: '0QM',
  PermissionSet: '0PS',
  PermissionSetGroup: '0PG',
  Profile: '00e',
  Queue: '00G',
  RecordType: '012',
  StaticResource: '081',
  ValidationRule: '03d',
};

/** Puts a component as a deploy does, without the deploy's checks. */
export function put(
  { org, admin }: TestOrg,
  type: string,
  fullName: string,
  body: MetadataBody,
  content?: Uint8Array,
): string {
  const stamp = { now: org.now().toISOString(), userId: admin.userId, keyPrefix: keyPrefixes[type] ?? '000' };
  return org.components.put({ type, fullName, body, ...(content ? { content } : {}) }, stamp).component.id;
}

export function putField(target: TestOrg, fullName: string, body: MetadataBody = {}): string {
  const name = fullName.split('.')[1] ?? '';
  return put(target, 'CustomField', fullName, {
    label: name.replace(/__c$/, ''),
    type: 'Text',
    length: '255',
    ...body,
  });
}

type Grants = {
  fields?: readonly string[];
  readOnlyFields?: readonly string[];
  customPermissions?: readonly string[];
  objects?: readonly string[];
};

/** A permission set `name` with these grants, assigned to nobody. */
export function putPermissionSet(target: TestOrg, name: string, grants: Grants): string {
  return put(target, 'PermissionSet', name, {
    label: name,
    fieldPermissions: [
      ...(grants.fields ?? []).map((field) => ({ field, readable: 'true', editable: 'true' })),
      ...(grants.readOnlyFields ?? []).map((field) => ({ field, readable: 'true', editable: 'false' })),
    ],
    objectPermissions: (grants.objects ?? []).map((object) => ({
      object,
      allowCreate: 'true',
      allowRead: 'true',
      allowEdit: 'true',
      allowDelete: 'true',
      viewAllRecords: 'false',
      modifyAllRecords: 'false',
    })),
    customPermissions: (grants.customPermissions ?? []).map((permission) => ({ name: permission, enabled: 'true' })),
  });
}

/** A permission set with these grants, assigned to a user; the admin unless told otherwise. */
export function grant(target: TestOrg, grants: Grants, assignee: Caller = target.admin): string {
  const id = putPermissionSet(target, `Grants_${target.org.components.list('PermissionSet').length}`, grants);
  createRecord(target.org, target.admin, 'PermissionSetAssignment', {
    AssigneeId: assignee.userId,
    PermissionSetId: id,
  });
  return id;
}

/** A user with the Standard User profile. */
export function standardUser(target: TestOrg, alias = 'rep'): Caller {
  const profile = profilesOf(target.org).find(({ name }) => name === 'Standard User');
  const { id } = createRecord(target.org, target.admin, 'User', {
    Username: `${alias}@prod.emulator.example`,
    LastName: alias,
    Email: `${alias}@prod.emulator.example`,
    Alias: alias,
    ProfileId: profile?.id,
    TimeZoneSidKey: 'GMT',
    LocaleSidKey: 'en_US',
    LanguageLocaleKey: 'en_US',
    EmailEncodingKey: 'UTF-8',
  });
  return { userId: id };
}

export function putRule(target: TestOrg, fullName: string, formula: string, body: MetadataBody = {}): string {
  return put(target, 'ValidationRule', fullName, {
    active: 'true',
    errorConditionFormula: formula,
    errorMessage: `${fullName} failed`,
    ...body,
  });
}

/** The problems of a record that a call refuses to save. */
export function problemsOf(call: () => unknown): readonly RecordProblem[] {
  const error = thrownBy(call);
  if (error instanceof RecordError) return error.problems;
  throw error;
}

/** What a call throws, to look into; fails when it throws nothing. */
export function thrownBy(call: () => unknown): ApiError {
  try {
    call();
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  throw new Error('Nothing was thrown.');
}
