import { type OrgRun, succeeded } from '../../../fleet/deploy/deployRun.js';
import type { DeployStep } from '../../../fleet/deploy/deployStep.js';
import type { DeployProgress } from '../../../org/deployJob.js';
import { stepText, words } from './progressWords.js';

/** Lines that a person takes in at a glance, and most terminals have room for. */
const MOST_LINES = 10;

/** What is being done to the orgs of a ring; grows with the orgs in work, not with those that are done. */
export class RingActivity {
  private readonly working = new Map<string, string[]>();
  private readonly failed = new Map<string, string>();
  private readonly earlier: ReadonlySet<string>;
  private ring: ReadonlySet<string> = new Set();
  private done: Set<string> = new Set();
  private note: string | undefined;

  /** `orgs`: as the run stands, of which some may be done already. */
  public constructor(orgs: readonly OrgRun[]) {
    this.earlier = new Set(orgs.filter(({ phase }) => phase === 'ended').map(({ name }) => name));
  }

  public begin(orgs: readonly string[]): void {
    this.working.clear();
    this.failed.clear();
    this.ring = new Set(orgs);
    this.done = new Set(orgs.filter((name) => this.earlier.has(name)));
    this.note = undefined;
  }

  /** Whether the org has ended with this; those of other rings are none of this one's business. */
  public org(org: OrgRun): boolean {
    if (org.phase !== 'ended' || this.done.has(org.name) || !this.ring.has(org.name)) return false;
    this.working.delete(org.name);
    this.done.add(org.name);
    if (!succeeded(org)) this.failed.set(org.name, org.outcome ?? org.phase);
    return true;
  }

  public step(name: string, step: DeployStep): void {
    this.working.set(name, [stepText(step)]);
  }

  public awaited(name: string, job: string): void {
    this.working.set(name, [words('awaiting', job)]);
  }

  public progress(name: string, { id, status, deployed, total }: DeployProgress): void {
    const [step = ''] = this.working.get(name) ?? [];
    this.working.set(name, [step, total > 0 ? words('components', deployed, total) : status, id]);
  }

  public soak(minutes: number): void {
    this.note = words('soaking', minutes);
  }

  public get ended(): number {
    return this.done.size;
  }

  public get size(): number {
    return this.ring.size;
  }

  /** How far the ring is, then a line for each org in work and each that did not end well; the rest in a number. */
  public lines(): string[] {
    const counts =
      this.failed.size === 0
        ? words('counts', this.ended, this.size)
        : words('countsFailed', this.ended, this.size, this.failed.size);
    const orgs = [
      ...[...this.failed].map(([name, outcome]) => `${name}: ${outcome}`),
      ...[...this.working].map(([name, parts]) => `${name}: ${parts.filter((part) => part !== '').join(', ')}`),
    ];
    const shown = orgs.length > MOST_LINES ? orgs.slice(-MOST_LINES) : orgs;
    const more = orgs.length > shown.length ? [words('more', orgs.length - shown.length)] : [];
    return [counts, ...(this.note === undefined ? [] : [this.note]), ...shown, ...more];
  }
}
