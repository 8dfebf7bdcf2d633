import type { DeployOrgResult } from '../../fleet/deploy/deployOrg.js';
import type { FleetListener } from '../../fleet/deploy/fleetRequest.js';
import type { DeployDisplay } from './deployDisplay.js';

/** What a person sees of a run of one org, and how that org ended. */
export class OrgDeployView implements FleetListener {
  public result: DeployOrgResult | undefined;
  public error: Error | undefined;

  public constructor(public readonly display: DeployDisplay) {}

  public onRing(): void {
    // One org has no rings to speak of.
  }

  public onOrg(): void {
    // The steps say how far it is.
  }

  public onSoak(): void {
    // Nothing comes after this org.
  }

  public onStep(_: string, step: string): void {
    this.display.step(step);
  }

  public onPlan(...plan: Parameters<FleetListener['onPlan']>): void {
    this.display.plan(...plan);
  }

  public onProgress(...[, progress]: Parameters<FleetListener['onProgress']>): void {
    this.display.progress(progress);
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
