import { accessOf, type Access, type ObjectAccess } from '../access/access.js';
import type { Caller } from '../access/caller.js';
import { catalogOf } from '../catalog/catalog.js';
import type { ObjectDefinition } from '../catalog/definition.js';
import type { StoredRow } from '../catalog/storedValue.js';
import { ApiError, notEmulated } from '../org/apiError.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { normalizeId } from '../org/recordId.js';
import { auditAssignment } from './assignmentAudit.js';
import { changesFrom } from './changes.js';
import { refuseConverted } from './convertedLead.js';
import { deleteTree } from './deletion.js';
import { externalMatches, lookupField } from './externalId.js';
import { parseValue } from './parseValue.js';
import { insufficientAccess, notFound, problem, RecordError } from './recordError.js';
import { changeRecord, insertRecord } from './save.js';
import { savePlan, type SavePlan } from './savePlan.js';
import { readRow } from './tables.js';
import { linkProfilePermissionSet, refuseProfileAssignment } from './userProfile.js';

/** What a writer goes by. */
type Terms = { readonly object: ObjectDefinition; readonly access: Access; plan?: SavePlan };

/**
 * Writes records of one object on behalf of one caller. What all of them go by is worked out at the first and kept, so
 * a writer lives no longer than the batch or request it is made for, in which no metadata changes. Every operation
 * throws an ApiError (a RecordError when it is about the record) and then has changed nothing.
 */
export class RecordWriter {
  private terms: Terms | undefined;

  /** `rows` is how many records it will create, if that is known: their ids are reserved at once. */
  public constructor(
    private readonly org: EmbeddedOrg,
    private readonly caller: Caller,
    private readonly objectName: string,
    private readonly rows = 0,
  ) {}

  public create(values: Record<string, unknown>): { id: string } {
    const { org, caller } = this;
    const terms = this.termsFor('create');
    const { object, access } = terms;
    const plan = this.planOf(terms);
    return org.storage.transaction(() => {
      const given = changesFrom(org, access, object, values, 'create');
      refuseProfileAssignment(org, object, given);
      const row = insertRecord(org, caller, object, given, plan);
      linkProfilePermissionSet(org, object, row);
      auditAssignment(org, caller, object, row, true);
      return { id: String(row['Id']) };
    });
  }

  public update(id: string, values: Record<string, unknown>): void {
    const { org, caller } = this;
    const terms = this.termsFor('edit');
    const { object, access } = terms;
    const plan = this.planOf(terms);
    org.storage.transaction(() => {
      const before = liveRow(org, object, id);
      refuseConverted(object, before);
      const row = changeRecord(org, caller, object, before, changesFrom(org, access, object, values, 'update'), plan);
      linkProfilePermissionSet(org, object, row);
    });
  }

  /**
   * Updates the record that has this external id, or creates one with it. By `Id` it only updates. More than one match
   * is answered with status 300.
   * Source: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_upsert.htm,
   * https://github.com/restforce/restforce/issues/182 (NOT_FOUND), https://github.com/restforce/restforce/issues/243
   */
  public upsert(
    externalIdField: string,
    externalId: string,
    values: Record<string, unknown>,
  ): { id: string; created: boolean } {
    const { org } = this;
    const { object, access } = this.termsFor('read');
    const field = lookupField(org, object, externalIdField);
    if (field === undefined || !access.canRead(object.name, field.name)) {
      throw new ApiError(
        404,
        'NOT_FOUND',
        `Provided external ID field does not exist or is not accessible: ${externalIdField}`,
      );
    }
    const given = Object.keys(values).find((key) => key.toLowerCase() === field.name.toLowerCase());
    if (given !== undefined) {
      throw new ApiError(400, 'INVALID_FIELD', `The ${given} field should not be specified in the sobject data.`);
    }
    const [id, ...others] = externalMatches(org, object, field, parseValue(field, externalId));
    if (others.length > 0) {
      throw new ApiError(300, 'DUPLICATE_EXTERNAL_ID', 'The external ID provided matches more than one record');
    }
    if (id !== undefined) {
      this.update(id, values);
      return { id, created: false };
    }
    if (field.type === 'id') throw notFound();
    return { ...this.create({ ...values, [field.name]: externalId }), created: true };
  }

  /** Puts a record, and those that are part of it, into the recycle bin. */
  public delete(id: string): void {
    const { org, caller } = this;
    const { object } = this.termsFor('delete');
    org.storage.transaction(() => {
      const row = liveRow(org, object, id);
      refuseProfileAssignment(org, object, row);
      deleteTree(org, caller, object, row);
      auditAssignment(org, caller, object, row, false);
    });
  }

  private termsFor(operation: keyof ObjectAccess): Terms {
    const terms = this.terms ?? this.newTerms(operation);
    requireOperation(terms.access, terms.object, operation);
    return terms;
  }

  private newTerms(operation: keyof ObjectAccess): Terms {
    const { org, caller, objectName } = this;
    const access = accessOf(org, caller);
    const terms = { access, object: objectFor(org, access, objectName, operation) };
    // Rows of setup objects say who may do what, so after each of them the terms are others.
    if (terms.object.category !== 'setup') this.terms = terms;
    return terms;
  }

  private planOf(terms: Terms): SavePlan {
    const { org, caller, rows } = this;
    terms.plan ??= savePlan(org, caller, terms.object, terms === this.terms ? rows : 0);
    return terms.plan;
  }
}

/**
 * Gives the writers of one request, one for each object and caller: what a record goes by is not worked out for every
 * record again. Rows of setup objects say who may do what, so the next writer after one of them is a new one.
 */
export function recordWriters(org: EmbeddedOrg, caller: Caller): (object: ObjectDefinition) => RecordWriter {
  const writers = new Map<string, RecordWriter>();
  return ({ name, category }) => {
    const writer = writers.get(name) ?? new RecordWriter(org, caller, name);
    if (category === 'setup') writers.clear();
    else writers.set(name, writer);
    return writer;
  };
}

const operations = { create: 'createable', edit: 'updateable', delete: 'deletable' } as const;

/** The object of that name, if the caller may do that with its records. */
export function objectFor(
  org: EmbeddedOrg,
  access: Access,
  name: string,
  operation: keyof ObjectAccess,
): ObjectDefinition {
  const object = catalogOf(org).object(name);
  // An object the user cannot read does not exist for the user.
  if (object === undefined || !access.object(object.name).read) throw notFound();
  requireOperation(access, object, operation);
  return object;
}

function requireOperation(access: Access, object: ObjectDefinition, operation: keyof ObjectAccess): void {
  if (operation === 'read') return;
  if (!object[operations[operation]]) {
    throw notEmulated(`the ${operation} of ${object.name} rows through the record API`);
  }
  if (!access.object(object.name)[operation]) throw insufficientAccess();
}

/** Also a deleted one. */
export function rowFor(org: EmbeddedOrg, object: ObjectDefinition, id: string): StoredRow {
  const wanted = normalizeId(id);
  const row = wanted === undefined ? undefined : readRow(org, object, wanted);
  if (row === undefined) throw notFound();
  return row;
}

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_concepts_core_data_objects.htm (ENTITY_IS_DELETED) */
function liveRow(org: EmbeddedOrg, object: ObjectDefinition, id: string): StoredRow {
  const row = rowFor(org, object, id);
  if (row['IsDeleted'] === 1) throw new RecordError([problem('ENTITY_IS_DELETED', 'entity is deleted')], 404);
  return row;
}
