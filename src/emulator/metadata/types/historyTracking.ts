import { hasHistory, historyName } from '../../catalog/history.js';
import { flagOf, textOf } from '../../catalog/metadataBody.js';
import type { Candidate, CheckContext } from './componentType.js';
import { splitFullName } from './naming.js';

/** Source: https://help.salesforce.com/s/articleView?id=sf.tracking_field_history.htm (20 fields per object) */
const MOST_TRACKED = 20;
/** Source: the same page (fields that can't be tracked) */
const UNTRACKABLE = ['AutoNumber', 'Summary'];

/**
 * Whether changes of the field can be tracked as it asks for. Wording:
 * https://github.com/forcedotcom/salesforcedx-vscode/issues/501 (an object without history),
 * https://github.com/forcedotcom/cli/issues/1922 (too many fields); that of fields that cannot be tracked is our own.
 */
export function historyProblems({ fullName, body }: Candidate, { org }: CheckContext): string[] {
  if (!flagOf(body, 'trackHistory')) return [];
  const [object] = splitFullName(fullName);
  if (historyName(object) === undefined || !hasHistory(org, object)) {
    return [`The entity: ${object} does not have history tracking enabled`];
  }
  const type = textOf(body, 'type') ?? '';
  if (body['formula'] !== undefined || UNTRACKABLE.includes(type)) {
    return [`The history of ${fullName} cannot be tracked.`];
  }
  const prefix = `${object}.`.toLowerCase();
  const tracked = org.components
    .list('CustomField')
    .filter((field) => field.fullName.toLowerCase().startsWith(prefix) && flagOf(field.body, 'trackHistory'));
  return tracked.length > MOST_TRACKED ? ['exceeded the allowed number of fields to track on a given entity'] : [];
}
