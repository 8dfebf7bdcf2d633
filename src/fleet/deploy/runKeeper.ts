import type { FleetListener, RunKeeping } from './fleetRequest.js';
import { type DeployRun, type OrgRun, withOrg } from './deployRun.js';
import type { OrgDetail } from './orgDetail.js';

/** The run as it is now; every change of it is kept before the run goes on. */
export class RunKeeper {
  private run: DeployRun;

  public constructor(
    run: DeployRun,
    private readonly keeping: RunKeeping,
    private readonly onOrg: FleetListener['onOrg'],
  ) {
    this.run = run;
  }

  public get orgs(): readonly OrgRun[] {
    return this.run.orgs;
  }

  public org(name: string): OrgRun {
    const found = this.run.orgs.find((org) => org.name === name);
    if (found === undefined) throw new Error(`The run has no org ${name}.`);
    return found;
  }

  public async change(name: string, change: Partial<OrgRun>): Promise<void> {
    this.run = withOrg(this.run, name, change);
    await this.keeping.save(this.run);
    this.onOrg(this.org(name));
  }

  /** How jobs of an org ended; those that are not named stay as they were. */
  public async jobsEnded(name: string, ends: ReadonlyMap<string, string>, change: Partial<OrgRun> = {}): Promise<void> {
    const jobs = this.org(name).jobs.map((job) => ({ ...job, status: ends.get(job.id) ?? job.status }));
    await this.change(name, { ...change, jobs });
  }

  public detail(name: string, detail: OrgDetail): Promise<void> {
    return this.keeping.saveDetail(name, detail);
  }

  public async end(): Promise<DeployRun> {
    if (this.run.orgs.every(({ phase }) => phase === 'ended')) {
      this.run = { ...this.run, endedAt: new Date().toISOString() };
      await this.keeping.save(this.run);
    }
    return this.run;
  }
}
