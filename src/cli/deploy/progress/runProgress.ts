import { deployExitCode, deployExitCodes, type DeployRun } from '../../../fleet/deploy/deployRun.js';
import type { FleetListener } from '../../../fleet/deploy/fleetRequest.js';
import type { SyntheticCommand } from '../../syntheticCommand.js';
import { silentListener } from '../silentListener.js';
import { linesOfOrg, linesOfRings } from './progressLines.js';

/** How a run is seen to end. */
type ProgressEnd = 'completed' | 'failed' | 'aborted';

/** What a person sees while a run is carried out. */
export type RunProgress = FleetListener & {
  /** Nothing is shown after this, and nothing is left running; what is stopped already stays as it is. */
  readonly stop: (end: ProgressEnd) => void;
};

const silence: RunProgress = { ...silentListener, stop: () => undefined };

type Progressing = {
  readonly command: Pick<SyntheticCommand<unknown>, 'jsonEnabled' | 'log'>;
  readonly run: DeployRun;
};

/** The progress of a run of one org, from when its plan is known. */
export async function orgProgress({ command, run }: Progressing): Promise<RunProgress> {
  if (command.jsonEnabled()) return silence;
  if (!isWatched()) return linesOfOrg((line) => command.log(line));
  const { stagesOfOrg } = await import('./orgStages.js');
  return stagesOfOrg(run);
}

/** The progress of a run of many orgs. `asks`: people may be asked meanwhile, which what moves would disturb. */
export async function fleetProgress({ command, run }: Progressing, asks: boolean): Promise<RunProgress> {
  if (command.jsonEnabled()) return silence;
  if (asks || !isWatched()) return linesOfRings(run, (line) => command.log(line));
  const { stagesOfRings } = await import('./ringStages.js');
  return stagesOfRings(run);
}

/** Carries a run out in sight of `progress`, which stops as the run ends, whatever ends it. */
export async function shown(
  progress: RunProgress,
  carryOut: () => Promise<DeployRun>,
  signal: AbortSignal,
): Promise<DeployRun> {
  let end: ProgressEnd = 'failed';
  try {
    const ended = await carryOut();
    if (deployExitCode(ended) === deployExitCodes.done) end = 'completed';
    return ended;
  } finally {
    progress.stop(signal.aborted ? 'aborted' : end);
  }
}

/** Whether a person looks on, and what is shown may move; in a log every movement would be a line. */
function isWatched({ CI, TERM, SF_USE_PROGRESS_BAR } = process.env): boolean {
  const isCi = CI !== undefined && CI !== '' && CI !== 'false' && CI !== '0';
  return process.stdout.isTTY && !isCi && TERM !== 'dumb' && SF_USE_PROGRESS_BAR !== 'false';
}
