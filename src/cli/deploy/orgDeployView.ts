import type { DeployOrgResult } from '../../fleet/deploy/deployOrg.js';
import type { FleetListener } from '../../fleet/deploy/fleetRequest.js';
import type { DeployDisplay } from './deployDisplay.js';
import type { RunProgress } from './progress/runProgress.js';

/** What a person sees of a run of one org, and how that org ended. */
export class OrgDeployView implements FleetListener {
  public result: DeployOrgResult | undefined;
  public error: Error | undefined;

  public constructor(
    public readonly display: DeployDisplay,
    private readonly progress: RunProgress,
  ) {}

  public onRing(): void {
    // One org has no rings to speak of.
  }

  public onOrg(...org: Parameters<FleetListener['onOrg']>): void {
    this.progress.onOrg(...org);
  }

  public onSoak(): void {
    // Nothing comes after this org.
  }

  public onStep(...[name, step]: Parameters<FleetListener['onStep']>): void {
    if (step.kind === 'reading') this.display.reading();
    else this.progress.onStep(name, step);
  }

  public onPlan(...plan: Parameters<FleetListener['onPlan']>): void {
    this.display.plan(...plan);
    this.progress.onPlan(...plan);
  }

  public onProgress(...progress: Parameters<FleetListener['onProgress']>): void {
    this.progress.onProgress(...progress);
  }

  public onAwaited(...[, job]: Parameters<FleetListener['onAwaited']>): void {
    this.display.awaited(job);
  }

  public onResult(_: string, result: DeployOrgResult): void {
    this.result = result;
  }

  public onError(_: string, error: Error): void {
    this.error = error;
  }
}
