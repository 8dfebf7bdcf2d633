import { Messages } from '@salesforce/core/messages';
import type { DeployRun } from '../../fleet/deploy/deployRun.js';
import { carrierOf } from '../../fleet/deploy/runClaim.js';
import { type DeployRunStore, deployRunStore } from './deployRuns.js';
import { inProgress } from './runCarrier.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'deploy.quick');

/**
 * The run with this id, or the dry run that was started last, if its validations can be deployed at all.
 * @throws SfError `NoValidation`, `NotAValidation`, `ValidatedWithoutTests`, `ValidationUnfinished` or `RunInProgress`
 */
export async function chosenValidation(id: string | undefined): Promise<DeployRun> {
  const store = deployRunStore();
  const run = id === undefined ? await newestDryRun(store) : await store.load(id);
  if (run === undefined) throw messages.createError('error.NoValidation');
  if (!run.options.dryRun) throw messages.createError('error.NotAValidation', [run.id]);
  if (run.options.tests === undefined) throw messages.createError('error.ValidatedWithoutTests', [run.id]);
  if (run.endedAt !== undefined) return run;
  const carrier = await carrierOf(store.claimPath(run.id));
  if (carrier !== undefined) throw inProgress(run.id, carrier);
  throw messages.createError('error.ValidationUnfinished', [run.id], [run.id]);
}

async function newestDryRun(store: DeployRunStore): Promise<DeployRun | undefined> {
  for (const id of (await store.list()).reverse()) {
    const run = await store.load(id);
    if (run.options.dryRun) return run;
  }
  return undefined;
}
