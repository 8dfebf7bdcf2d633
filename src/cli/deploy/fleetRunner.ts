import { Messages } from '@salesforce/core/messages';
import { deployExitCode, deployExitCodes, type DeployRun, reopened } from '../../fleet/deploy/deployRun.js';
import { carrierOf } from '../../fleet/deploy/runClaim.js';
import { connect } from '../../org/connect.js';
import { readIdentity } from '../../org/identity.js';
import { startInBackground } from './backgroundRun.js';
import {
  type DeployRunStore,
  deployRunStore,
  inputsOf,
  type NewRunInputs,
  type RunInputs,
  startRun,
} from './deployRuns.js';
import type { DisplayDetail } from './detailFlags.js';
import { FleetDeployDisplay } from './fleetDeployDisplay.js';
import { fleetProgress, shown } from './progress/runProgress.js';
import { ProductionConsent } from '../productionConsent.js';
import { carryOut, inProgress } from './runCarrier.js';
import { tidyDeployRuns } from './tidyDeployRuns.js';
import { runResult, type SyntheticFleetDeployResult } from './runResult.js';
import { writeRunResults } from './runResultFiles.js';
import type { SyntheticCommand } from '../syntheticCommand.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'fleetDeploy');

export type RunSettings = {
  readonly noPrompt: boolean;
  readonly signal: AbortSignal;
};

export type DeploySettings = RunSettings & { readonly detail: DisplayDetail };

/** Carries a deploy to many orgs out for a command: asks, keeps its state, shows it, and says how it ended. */
export class FleetRunner {
  private readonly store: DeployRunStore = deployRunStore();
  private readonly consent: ProductionConsent;

  public constructor(
    private readonly command: SyntheticCommand<unknown>,
    private readonly settings: DeploySettings,
  ) {
    this.consent = new ProductionConsent(command, settings.noPrompt);
  }

  public async start(inputs: NewRunInputs): Promise<SyntheticFleetDeployResult> {
    if (!inputs.options.dryRun) await this.consent.toOrgs(declaredProduction(inputs));
    await tidyDeployRuns(this.command, this.store);
    return this.carryOut(startRun(inputs), inputs);
  }

  /** Leaves the run to a process of its own, and says how to come back to it. */
  public async startInBackground(inputs: NewRunInputs): Promise<SyntheticFleetDeployResult> {
    if (!inputs.options.dryRun) await this.consentTo(inputs);
    await tidyDeployRuns(this.command, this.store);
    const run = startRun(inputs);
    await this.store.save(run);
    const pid = await startInBackground(this.store, run.id);
    this.command.log(messages.getMessage('info.async', [run.id, pid, run.id, run.id, run.id]));
    return runResult(await this.store.load(run.id), this.store);
  }

  /** Takes up a run that did not finish, or some of whose orgs failed. */
  public async resume(run: DeployRun): Promise<SyntheticFleetDeployResult> {
    const carrier = await carrierOf(this.store.claimPath(run.id));
    if (carrier !== undefined) throw inProgress(run.id, carrier);
    const inputs = await inputsOf(run);
    if (!run.options.dryRun) await this.consent.toOrgs(declaredProduction(inputs));
    return this.carryOut(reopened(run), inputs);
  }

  private async carryOut(run: DeployRun, inputs: RunInputs): Promise<SyntheticFleetDeployResult> {
    const { signal } = this.settings;
    const asks = !this.settings.noPrompt && inputs.orgs.some(({ fleetOrg }) => fleetOrg === undefined);
    const progress = await fleetProgress({ command: this.command, run }, asks);
    const ended = await shown(
      progress,
      () =>
        carryOut({
          run,
          inputs,
          store: this.store,
          signal,
          listener: progress,
          // Who asks for the orgs that the fleet file declares was asked before the run began.
          confirm: async ({ name, role }, { now }, assignments) =>
            role !== 'production' ||
            declaredProduction(inputs).includes(name) ||
            this.consent.toChanges(name, now.length, assignments),
        }),
      signal,
    );
    const result = await runResult(ended, this.store);
    new FleetDeployDisplay(this.command, messages, this.settings.detail).run(result, [result.runId]);
    process.exitCode = signal.aborted ? deployExitCodes.interrupted : deployExitCode(ended);
    await writeRunResults(
      { run: ended, store: this.store, folder: run.resultsDir, say: (line) => this.command.log(line) },
      result,
    );
    return result;
  }

  /** In the background nobody can be asked, so orgs of which no file tells the role are asked for it first. */
  private async consentTo(inputs: NewRunInputs): Promise<void> {
    const production = declaredProduction(inputs);
    for (const { name, fleetOrg } of inputs.orgs) {
      if (fleetOrg !== undefined) continue;
      const { role } = await readIdentity(await connect(name, inputs.options.apiVersion), name);
      if (role === 'production') production.push(name);
    }
    await this.consent.toOrgs(production);
  }
}

function declaredProduction({ orgs }: RunInputs): string[] {
  return orgs.filter(({ fleetOrg }) => fleetOrg?.role === 'production').map(({ name }) => name);
}
