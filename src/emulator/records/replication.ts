import { accessOf } from '../access/access.js';
import type { Caller } from '../access/caller.js';
import type { ObjectDefinition } from '../catalog/definition.js';
import { ApiError } from '../org/apiError.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { objectFor } from './recordWriter.js';
import { recordTable } from './tables.js';

const MINUTE_MS = 60_000;
const LONGEST_DAYS = 30;
/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_getdeleted.htm */
const MOST_IDS = 600_000;

/** What a client asks for: date/times as it writes them. */
export type ReplicationSpan = { readonly start: string | undefined; readonly end: string | undefined };

export type DeletedRecords = {
  deletedRecords: { id: string; deletedDate: string }[];
  earliestDateAvailable: string;
  latestDateCovered: string;
};

export type UpdatedRecords = { ids: string[]; latestDateCovered: string };

/**
 * The records of an object that were deleted in a span of time and not brought back.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_getdeleted.htm
 */
export function deletedRecords(
  org: EmbeddedOrg,
  caller: Caller,
  objectName: string,
  asked: ReplicationSpan,
): DeletedRecords {
  const { rows, latestDateCovered } = changedRows(org, caller, objectName, asked, true);
  const founded = org.storage.property('founded') ?? org.now().toISOString();
  return {
    deletedRecords: rows.map(({ id, at }) => ({ id, deletedDate: restTime(at) })),
    earliestDateAvailable: restTime(toMinute(new Date(founded)).toISOString()),
    latestDateCovered,
  };
}

/**
 * The records of an object that were created or changed in a span of time.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_getupdated.htm
 */
export function updatedRecords(
  org: EmbeddedOrg,
  caller: Caller,
  objectName: string,
  asked: ReplicationSpan,
): UpdatedRecords {
  const { rows, latestDateCovered } = changedRows(org, caller, objectName, asked, false);
  return { ids: rows.map(({ id }) => id), latestDateCovered };
}

type Changed = { readonly rows: { id: string; at: string }[]; readonly latestDateCovered: string };

function changedRows(
  org: EmbeddedOrg,
  caller: Caller,
  objectName: string,
  asked: ReplicationSpan,
  deleted: boolean,
): Changed {
  const object = objectFor(org, accessOf(org, caller), objectName, 'read');
  requireReplicated(object);
  const { start, end } = spanOf(org, asked);
  const { table } = recordTable(org, object);
  const rows = org.storage
    .statement(
      `SELECT Id, SystemModstamp FROM ${table} WHERE IsDeleted = ? AND SystemModstamp >= ? AND SystemModstamp < ?
       ORDER BY SystemModstamp, Id LIMIT ${MOST_IDS + 1}`,
    )
    .all(deleted ? 1 : 0, start.toISOString(), end.toISOString());
  if (rows.length > MOST_IDS) {
    throw new ApiError(400, 'EXCEEDED_ID_LIMIT', `More than ${MOST_IDS} records changed. Ask for a shorter time.`);
  }
  return {
    rows: rows.map((row) => ({ id: String(row['Id']), at: String(row['SystemModstamp']) })),
    latestDateCovered: restTime(end.toISOString()),
  };
}

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_describesobjects_describesobjectresult.htm (replicateable) */
function requireReplicated({ name, category, fields }: ObjectDefinition): void {
  if (category === 'business' && fields.has('IsDeleted')) return;
  throw new ApiError(400, 'INVALID_TYPE', `sObject type '${name}' is not replicateable.`);
}

/**
 * Seconds do not count; the start is more than a minute before the end and at most 30 days ago.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_getupdated.htm
 */
function spanOf(org: EmbeddedOrg, asked: ReplicationSpan): { start: Date; end: Date } {
  const start = momentOf(asked.start, 'start');
  const end = momentOf(asked.end, 'end');
  if (end.getTime() - start.getTime() <= MINUTE_MS) {
    throw invalidDate('The start date must precede the end date by more than one minute.');
  }
  const oldest = org.now().getTime() - LONGEST_DAYS * 24 * 60 * MINUTE_MS;
  if (start.getTime() < toMinute(new Date(oldest)).getTime()) {
    throw invalidDate(`The start date cannot be more than ${LONGEST_DAYS} days ago.`);
  }
  return { start, end };
}

function momentOf(text: string | undefined, name: string): Date {
  // A plus sign that an address does not escape arrives as a space.
  const written = (text ?? '').trim().replace(/ (?=\d\d:?\d\d$)/, '+');
  const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/i.test(written)
    ? new Date(written.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))
    : undefined;
  if (instant === undefined || Number.isNaN(instant.getTime())) {
    throw invalidDate(`The parameter ${name} must be a date and time such as 2026-03-01T00:00:00+00:00.`);
  }
  return toMinute(instant);
}

function toMinute(instant: Date): Date {
  return new Date(Math.floor(instant.getTime() / MINUTE_MS) * MINUTE_MS);
}

function restTime(iso: string): string {
  return iso.replace(/Z$/, '+0000');
}

function invalidDate(message: string): ApiError {
  return new ApiError(400, 'INVALID_REPLICATION_DATE', message);
}
