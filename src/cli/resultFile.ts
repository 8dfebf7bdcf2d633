import { readFile } from 'node:fs/promises';
import { SfError } from '@salesforce/core/sfError';
import * as z from 'zod';
import type { AuditReport } from '../report/auditReport.js';
import type { Part } from './mergeResults.js';
import type { SyntheticPlanResult } from './plan/planResult.js';
import type { SyntheticFleetDeployResult } from './deploy/runResult.js';
import type { SyntheticFleetRemoveResult } from './remove/fleetRemovalResult.js';

/** Each kind of result, by a key that only it has, and the published contract it is held against. */
const kinds = {
  plan: { key: 'notReadable', contract: 'synthetic-plan.json' },
  audit: { key: 'coverage', contract: 'synthetic-audit.json' },
  deploy: { key: 'runId', contract: 'synthetic-deploy-report.json' },
  removal: { key: 'consent', contract: 'synthetic-remove.json' },
} as const;
type Kind = keyof typeof kinds;

/** Mistakes that an error names; a file of another version has many. */
const MOST_MISTAKES = 5;

/**
 * Reads what `plan`, `audit`, `deploy` or `remove` printed with `--json`, or a JSON report of an audit.
 * @throws SfError `ResultUnreadable` that names the file, and what is wrong with it.
 */
export async function readResult(file: string): Promise<Part> {
  const result = resultIn(file, await parsed(file));
  const kind = (Object.keys(kinds) as Kind[]).find((each) => kinds[each].key in result);
  if (kind === undefined)
    throw unreadable(file, 'it is no result of a plan, an audit, a deploy or a removal of a fleet');
  if (kind === 'deploy' && !('orgs' in result)) throw unreadable(file, 'it is of a deploy to one org, not to a fleet');
  await assertContract(file, result, kinds[kind].contract);
  // The contract is made from these types.
  switch (kind) {
    case 'plan':
      return { kind, file, result: result as SyntheticPlanResult };
    case 'audit':
      return { kind, file, result: result as AuditReport };
    case 'deploy':
      return { kind, file, result: result as SyntheticFleetDeployResult };
    case 'removal':
      return { kind, file, result: result as SyntheticFleetRemoveResult };
  }
}

async function parsed(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw unreadable(file, error instanceof Error ? error.message : String(error));
  }
}

/** What the command printed around the result, taken away. A command that failed left no result. */
function resultIn(file: string, printed: unknown): object {
  if (typeof printed !== 'object' || printed === null) throw unreadable(file, 'it holds no JSON object');
  if ('result' in printed && typeof printed.result === 'object' && printed.result !== null) return printed.result;
  if ('message' in printed && 'name' in printed)
    throw unreadable(file, `the command failed: ${String(printed.message)}`);
  return printed;
}

async function assertContract(file: string, result: object, contract: string): Promise<void> {
  const text = await readFile(new URL(`../../schemas/commands/${contract}`, import.meta.url), 'utf8');
  const { error } = z.fromJSONSchema(JSON.parse(text) as z.core.JSONSchema.BaseSchema).safeParse(result);
  if (error === undefined) return;
  const mistakes = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  const more = mistakes.length > MOST_MISTAKES ? `, and ${mistakes.length - MOST_MISTAKES} more` : '';
  throw unreadable(file, `${mistakes.slice(0, MOST_MISTAKES).join('; ')}${more}`);
}

function unreadable(file: string, reason: string): SfError {
  return new SfError(`The result in ${file} can't be read: ${reason}.`, 'ResultUnreadable', [
    'Give files that plan, audit, deploy or remove printed with --json, of this version of the plugin.',
  ]);
}
