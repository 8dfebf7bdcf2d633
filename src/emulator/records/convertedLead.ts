import type { ObjectDefinition } from '../catalog/definition.js';
import type { StoredRow } from '../catalog/storedValue.js';
import { problem, refuse, type RecordProblem } from './recordError.js';

/**
 * A converted lead is neither changed nor referred to anew.
 * Wording: https://github.com/gravityplus/Gravity-Forms-Salesforce/issues/342; references:
 * https://github.com/grouparoo/grouparoo/pull/1051 (a converted lead cannot be added to a campaign)
 */
export function convertedLeadProblems(
  object: ObjectDefinition,
  row: StoredRow,
  ...fields: readonly string[]
): RecordProblem[] {
  return object.name === 'Lead' && row['IsConverted'] === 1
    ? [problem('CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead', ...fields)]
    : [];
}

/** Throws for a lead that is converted already. */
export function refuseConverted(object: ObjectDefinition, row: StoredRow): void {
  refuse(convertedLeadProblems(object, row));
}
