import { tidyRuns } from '../../fleet/runUpkeep.js';
import type { SyntheticCommand } from '../syntheticCommand.js';
import type { DeployRunStore } from './deployRuns.js';

/** Forgets runs that nobody needs any longer, before a new one begins. That it can't is no reason not to deploy. */
export async function tidyDeployRuns(
  command: Pick<SyntheticCommand<unknown>, 'warn'>,
  store: DeployRunStore,
): Promise<void> {
  try {
    await tidyRuns(store, { isEnded: ({ endedAt }) => endedAt !== undefined, now: new Date() });
  } catch (error) {
    command.warn(error instanceof Error ? error : String(error));
  }
}
