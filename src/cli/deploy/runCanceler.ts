import { setTimeout as sleep } from 'node:timers/promises';
import { Messages } from '@salesforce/core/messages';
import { cancelRun } from '../../fleet/deploy/cancelRun.js';
import { deployExitCodes, type DeployRun } from '../../fleet/deploy/deployRun.js';
import { askToCancel, type Carrier, carrierOf } from '../../fleet/deploy/runClaim.js';
import { type DeployRunStore, deployRunStore, inputsOf, membersOf } from './deployRuns.js';
import { FleetDeployDisplay } from './fleetDeployDisplay.js';
import { claimed, keepingOf } from './runCarrier.js';
import { runResult, type SyntheticFleetDeployResult } from './runResult.js';
import { writeRunResults } from './runResultFiles.js';
import type { SyntheticCommand } from '../syntheticCommand.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'deploy.cancel');
const fleetMessages = Messages.loadMessages('sf-plugin-synthetic', 'fleetDeploy');

const POLL = 200;

type CancelSettings = { readonly waitMinutes: number; readonly signal: AbortSignal };

/** Cancels a run for a command: tells the process that carries it out, or does what that one would do. */
export class RunCanceler {
  private readonly store: DeployRunStore = deployRunStore();

  public constructor(
    private readonly command: SyntheticCommand<unknown>,
    private readonly settings: CancelSettings,
  ) {}

  /** Canceling what is canceled, or has ended, changes nothing. */
  public async cancel(run: DeployRun): Promise<SyntheticFleetDeployResult> {
    try {
      const carrier = await carrierOf(this.store.claimPath(run.id));
      if (carrier !== undefined) await this.tell(run, carrier);
      const left = await this.store.load(run.id);
      const ended = left.endedAt === undefined ? await this.cancelHere(left) : left;
      const isOurs = ended !== left;
      const result = await runResult(ended, this.store);
      new FleetDeployDisplay(this.command, fleetMessages, 'normal').run(result, [result.runId]);
      if (run.endedAt !== undefined) this.command.log(messages.getMessage('info.nothing', [run.id, run.endedAt]));
      process.exitCode = this.settings.signal.aborted
        ? deployExitCodes.interrupted
        : ended.endedAt === undefined
          ? deployExitCodes.unfinished
          : deployExitCodes.done;
      if (isOurs)
        await writeRunResults(
          { run: ended, store: this.store, folder: ended.resultsDir, say: (line) => this.command.log(line) },
          result,
        );
      return result;
    } finally {
      this.command.spinner.stop();
    }
  }

  /** Whoever carries it out cancels its jobs and sees them to their end; one that ends otherwise leaves that to us. */
  private async tell({ id }: DeployRun, { pid }: Carrier): Promise<void> {
    const { signal, waitMinutes } = this.settings;
    const path = this.store.claimPath(id);
    this.command.spinner.start(messages.getMessage('info.telling', [pid]));
    await askToCancel(path);
    const deadline = Date.now() + waitMinutes * 60_000;
    while ((await carrierOf(path))?.pid === pid) {
      signal.throwIfAborted();
      if (Date.now() > deadline) {
        throw messages.createError('error.StillRunning', [pid, id, waitMinutes], [id, id], deployExitCodes.unfinished);
      }
      await sleep(POLL);
    }
  }

  private async cancelHere(run: DeployRun): Promise<DeployRun> {
    const left = run.orgs.filter(({ phase }) => phase !== 'ended').length;
    this.command.spinner.stop();
    this.command.spinner.start(messages.getMessage('info.canceling', [left]));
    const inputs = await inputsOf(run);
    const { signal, waitMinutes } = this.settings;
    return claimed(this.store, run.id, signal, (held) =>
      cancelRun({
        run: { ...run, options: { ...run.options, waitMinutes } },
        members: membersOf(inputs, run),
        ...keepingOf(this.store, run.id, held),
        signal: held.signal,
        onOrg: () => undefined,
      }),
    );
  }
}
