import { Messages } from '@salesforce/core/messages';
import type { ObservationSettings } from '../../audit/observationRequest.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'audit');

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 30;
/** Source: https://developer.salesforce.com/docs/atlas.en-us.securityImplGuide.meta/securityImplGuide/admin_monitorsetup.htm */
const KEPT_DAYS = 180;

/**
 * What to look at beside the components. `since` is a day (`2026-05-31`), by default 30 days ago; throws `SinceError` for
 * any other text, and for a day that is to come or of which the audit trail keeps nothing.
 */
export function observationSettings(
  flags: { readonly since?: string | undefined; readonly records: boolean },
  now: Date,
): ObservationSettings {
  const { since: day, records } = flags;
  if (day === undefined) return { now, since: new Date(now.getTime() - DEFAULT_DAYS * DAY_MS), records };
  const since = new Date(`${day}T00:00:00Z`);
  const isDay =
    /^\d{4}-\d{2}-\d{2}$/u.test(day) && !Number.isNaN(since.getTime()) && since.toISOString().startsWith(day);
  const age = now.getTime() - since.getTime();
  if (!isDay || age < 0 || age > (KEPT_DAYS + 1) * DAY_MS) {
    throw messages.createError('error.Since', [day, KEPT_DAYS]);
  }
  return { now, since, records };
}
