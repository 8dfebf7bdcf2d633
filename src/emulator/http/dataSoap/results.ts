import { element } from '../../metadata/soap/envelope.js';
import type { SaveError, SaveResult } from '../composite/saveResult.js';
import { nil } from './answer.js';

/** SaveResult, DeleteResult, UndeleteResult, UpsertResult: what became of each record, in the order of the request. */
export function saveResults(results: readonly SaveResult[]): string {
  return results.map(saveResult).join('');
}

function saveResult(result: SaveResult): string {
  const created = result.success && result.created !== undefined ? element('created', result.created) : '';
  return `<result>${created}${errorElements(result.errors)}${idElement('id', result.id)}${element('success', result.success)}</result>`;
}

export function errorElements(errors: readonly SaveError[]): string {
  return errors.map(({ fields, message, statusCode }) => element('errors', { fields, message, statusCode })).join('');
}

export function idElement(name: string, id: string | undefined): string {
  return id === undefined ? nil(name) : element(name, id);
}
