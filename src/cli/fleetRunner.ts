import { Messages } from '@salesforce/core/messages';
import { deployFleet } from '../fleet/deployFleet.js';
import { deployExitCode, type DeployRun, reopened, type RunOutcome } from '../fleet/deployRun.js';
import type { Stage } from '../metadata/component.js';
import type { Verdict } from '../audit/finding.js';
import { FleetDeployDisplay } from './fleetDeployDisplay.js';
import { assertNotRunning, inputsOf, membersOf, type RunInputs, runStore, startRun } from './fleetRuns.js';
import { INTERRUPTED, type SyntheticCommand } from './syntheticCommand.js';
import { typedConfirmation } from './typedConfirmation.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'fleetDeploy');

/** Written out, since the published JSON Schema is made from it. */
export type SyntheticFleetDeployOrg = {
  name: string;
  ring?: string | undefined;
  /** How far the run has come with the org. */
  phase: 'pending' | 'reading' | 'sending' | 'waiting' | 'ended';
  jobs: { id: string; stages: Stage[]; status?: string | undefined }[];
  outcome?: RunOutcome | undefined;
  /** What an audit said of the org afterward. */
  verdict?: Verdict | undefined;
  message?: string | undefined;
  seconds?: number | undefined;
};

export type SyntheticFleetDeployResult = {
  runId: string;
  dryRun: boolean;
  startedAt: string;
  /** Absent while something is left to do. */
  endedAt?: string;
  orgs: SyntheticFleetDeployOrg[];
};

export type RunSettings = {
  readonly noPrompt: boolean;
  readonly apiVersion: string | undefined;
  readonly signal: AbortSignal;
};

/** Carries a deploy across a fleet out for a command: asks, keeps its state, shows it, and says how it ended. */
export class FleetRunner {
  public constructor(
    private readonly command: SyntheticCommand<unknown>,
    private readonly settings: RunSettings,
  ) {}

  public async start(inputs: RunInputs): Promise<SyntheticFleetDeployResult> {
    if (!inputs.options.dryRun) await this.confirmProduction(inputs.orgs);
    return this.carryOut(startRun(inputs), inputs);
  }

  /** Takes up a run that did not finish, or some of whose orgs failed. */
  public async resume(run: DeployRun): Promise<SyntheticFleetDeployResult> {
    assertNotRunning(run);
    const inputs = await inputsOf(run);
    if (!run.options.dryRun) await this.confirmProduction(inputs.orgs);
    return this.carryOut(reopened(run, process.pid), inputs);
  }

  private async carryOut(
    run: DeployRun,
    inputs: Pick<RunInputs, 'schema' | 'fleet' | 'orgs'>,
  ): Promise<SyntheticFleetDeployResult> {
    const store = runStore();
    const { signal, apiVersion } = this.settings;
    const display = new FleetDeployDisplay(this.command, messages);
    await store.save(run);
    const ended = await deployFleet({
      run,
      members: membersOf(inputs, apiVersion),
      save: (state) => store.save(state),
      signal,
      listener: display,
    });
    display.run(ended);
    process.exitCode = signal.aborted ? INTERRUPTED : deployExitCode(ended);
    return fleetResult(ended);
  }

  /** Production is written to only by someone who types its name: at the terminal, or by flag where there is none. */
  private async confirmProduction(orgs: RunInputs['orgs']): Promise<void> {
    const production = orgs.filter(({ role }) => role === 'production').map(({ org }) => org);
    const [first] = production;
    if (first === undefined || this.settings.noPrompt) return;
    if (this.command.jsonEnabled() || !process.stdin.isTTY || !process.stdout.isTTY)
      throw messages.createError('error.ConfirmationRequired', [production.length]);
    const expected = production.length === 1 ? first : String(production.length);
    const question = messages.getMessage('confirm.production', [production.length, production.join(', '), expected]);
    if (!(await typedConfirmation(question, expected))) throw messages.createError('error.Declined');
  }
}

export function fleetResult({ id, startedAt, endedAt, options, orgs }: DeployRun): SyntheticFleetDeployResult {
  return {
    runId: id,
    dryRun: options.dryRun,
    startedAt,
    ...(endedAt === undefined ? {} : { endedAt }),
    orgs: [...orgs],
  };
}
