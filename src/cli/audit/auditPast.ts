import { randomBytes } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Global } from '@salesforce/core/global';
import { Messages } from '@salesforce/core/messages';
import { type Baseline, baselineShape } from '../../audit/baseline.js';
import type { OrgAudit } from '../../audit/finding.js';
import { type AuditHistory, compareWithHistory, staleOrgs } from '../../audit/history.js';
import { type HistoryRun, historyRunOf } from '../../audit/historyRun.js';
import type { Fleet } from '../../fleet/fleetFile.js';
import { HistoryStore } from '../../fleet/audit/historyStore.js';
import { runId } from '../../fleet/runId.js';
import { readConfigText } from '../../schema/configText.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'audit');

/** The audits on record, read before any org is asked: what can't be read is told at once. */
export type AuditPast = {
  readonly store: HistoryStore;
  readonly runs: readonly HistoryRun[];
  /** Days after which an org of the fleet that was not audited is told of. */
  readonly staleAfter: number | undefined;
};

/** In the folder given, else with the rest of what the Salesforce CLI keeps of this user. */
export async function auditPast(flags: {
  readonly history?: string | undefined;
  readonly 'stale-after'?: number | undefined;
}): Promise<AuditPast> {
  const folder = flags.history ?? join(homedir(), Global.SF_STATE_FOLDER, 'synthetic', 'history');
  const store = new HistoryStore(folder, flags.history === undefined);
  return { store, runs: await store.newest(), staleAfter: flags['stale-after'] };
}

/** The audit beside those on record. */
export function placeInPast(
  audits: readonly OrgAudit[],
  { runs, staleAfter }: AuditPast,
  { now, fleet }: { readonly now: Date; readonly fleet: Fleet | undefined },
): { audits: OrgAudit[]; history: AuditHistory } {
  const placed = compareWithHistory(audits, runs, now);
  if (staleAfter === undefined || fleet === undefined) return placed;
  const names = fleet.orgs.map(({ org }) => org);
  const stale = staleOrgs(names, audits, runs, { now, days: staleAfter });
  return { ...placed, history: { ...placed.history, staleAfterDays: staleAfter, stale } };
}

/** Puts an audit on record. */
export async function keepAudit(
  { store }: AuditPast,
  audits: readonly OrgAudit[],
  { now, tool }: { readonly now: Date; readonly tool: string },
): Promise<void> {
  const id = runId(now, randomBytes(3).toString('hex'));
  await store.keep(historyRunOf(audits, { id, evaluatedAt: now.toISOString(), tool }));
}

/**
 * The audit that a later one is compared with. Throws `BaselineNotFound`, `BaselineUnreadable`, or `BaselineError` for a
 * file that is no report of an audit.
 */
export async function readBaseline(file: string): Promise<Baseline> {
  const text = await readConfigText(file, { name: 'Baseline', words: 'baseline' });
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw messages.createError('error.Baseline', [file, error instanceof Error ? error.message : String(error)]);
  }
  const read = baselineShape.safeParse(content);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const where = issue?.path.map(String).join('.') ?? '';
  throw messages.createError('error.Baseline', [
    file,
    [where, issue?.message].filter((part) => part !== '').join(': '),
  ]);
}
