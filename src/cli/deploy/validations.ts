import type { DeployRun } from '../../fleet/deploy/deployRun.js';
import { type ValidatedOrg, validatedOrg } from '../../fleet/deploy/validation.js';
import type { DeployRunStore } from './deployRuns.js';

/** What each org of a run was validated for; undefined where the run deploys whatever the orgs lack. */
export async function validationsOf(
  store: DeployRunStore,
  { validatedBy }: DeployRun,
): Promise<((name: string) => Promise<ValidatedOrg>) | undefined> {
  if (validatedBy === undefined) return undefined;
  const validation = await store.load(validatedBy);
  return async (name) => validatedOrg(validation, name, await store.loadPart(validatedBy, name));
}
