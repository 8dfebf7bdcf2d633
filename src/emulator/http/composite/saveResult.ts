import type { EmbeddedOrg } from '../../org/embeddedOrg.js';
import { RecordError } from '../../records/records.js';
import { ApiError } from '../../org/apiError.js';

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobjects_collections_create.htm (SaveResult) */
export type SaveError = { readonly statusCode: string; readonly message: string; readonly fields: readonly string[] };

export type SaveResult =
  | { readonly id: string; readonly success: true; readonly errors: readonly []; readonly created?: boolean }
  | { readonly id?: string; readonly success: false; readonly errors: readonly SaveError[] };

/** One record of a collection: how to save it, and the id it has already. */
export type Save = { readonly id?: string; run(): { readonly id: string; readonly created?: boolean } };

/** Wording: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobjects_collections_delete.htm */
const ROLLED_BACK: SaveError = {
  statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
  message: 'Record rolled back because not all records were valid and the request was using AllOrNone header',
  fields: [],
};

/**
 * Saves the records in their order, each by itself; with `allOrNone` nothing stays when one of them fails. A request that
 * cannot be read (`JSON_PARSER_ERROR`) fails as a whole and leaves nothing behind either.
 */
export function saveAll(org: EmbeddedOrg, saves: readonly Save[], allOrNone: boolean): SaveResult[] {
  return org.storage.transaction<SaveResult[]>((rollback) => {
    const results = saves.map((save) => attempt(org, save));
    if (!allOrNone || results.every(({ success }) => success)) return results;
    return rollback(results.map((result, index) => (result.success ? rolledBack(saves[index]) : result)));
  });
}

function attempt(org: EmbeddedOrg, save: Save): SaveResult {
  try {
    const { id, created } = org.storage.transaction(() => save.run());
    return { id, success: true, errors: [], ...(created === undefined ? {} : { created }) };
  } catch (error) {
    if (!(error instanceof ApiError) || error.errorCode === 'JSON_PARSER_ERROR') throw error;
    return { success: false, errors: saveErrors(error) };
  }
}

function rolledBack(save: Save | undefined): SaveResult {
  return { ...(save?.id === undefined ? {} : { id: save.id }), success: false, errors: [ROLLED_BACK] };
}

/** The reasons of a refused record in the form of save results. */
export function saveErrors(error: ApiError): SaveError[] {
  const problems = error instanceof RecordError ? error.problems : [error];
  return problems.map(({ errorCode, message, fields }) => ({ statusCode: errorCode, message, fields }));
}
