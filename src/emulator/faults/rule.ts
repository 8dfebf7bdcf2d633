import type { Call } from './call.js';
import { chanceOf, type Chance } from './chance.js';
import type { Fault } from './faultPlan.js';
import { globOf } from './glob.js';
import { timesOut } from './queryFaults.js';

/** A fault that befalls a call, and the chance that decides on its details. */
export type Stroke<F extends Fault = Fault> = { readonly fault: F; readonly chance: Chance };

/** One fault of a plan: which calls it befalls, and how often it has. */
export class Rule implements Stroke {
  public readonly name: string;
  /** Of the details, e.g. of jitter; whether it fires has a chance of its own. */
  public readonly chance: Chance;
  public matched = 0;
  public fired = 0;
  private readonly toFire: Chance;
  private readonly path: RegExp | undefined;

  public constructor(
    public readonly fault: Fault,
    seed: number,
    index: number,
  ) {
    this.name = fault.name ?? `${fault.kind} ${index + 1}`;
    this.toFire = chanceOf(seed, index * 2);
    this.chance = chanceOf(seed, index * 2 + 1);
    this.path = fault.on?.path === undefined ? undefined : globOf(fault.on.path);
  }

  /** Whether it befalls this call, which it counts. */
  public befalls(call: Call): boolean {
    if (!canBefall(this.fault, call) || !this.selects(call)) return false;
    this.matched++;
    const fires = this.isOccasion();
    if (fires) this.fired++;
    return fires;
  }

  private selects({ kinds, operation, method, path }: Call): boolean {
    const { on } = this.fault;
    if (on === undefined) return true;
    if (on.call !== undefined && !listOf(on.call).some((kind) => kinds.includes(kind))) return false;
    if (on.operation !== undefined && !listOf(on.operation).some((name) => name === operation)) return false;
    if (on.method !== undefined && !listOf(on.method).some((name) => name === method)) return false;
    return this.path === undefined || this.path.test(path);
  }

  private isOccasion(): boolean {
    const { when = {} } = this.fault;
    // Drawn for every call, so that the other conditions do not shift what chance decides.
    const lot = when.probability === undefined ? 0 : this.toFire();
    if (when.times !== undefined && this.fired >= when.times) return false;
    if (when.after !== undefined && this.matched <= when.after) return false;
    if (when.nth !== undefined && !listOf(when.nth).includes(this.matched)) return false;
    if (when.every !== undefined && this.matched % when.every !== 0) return false;
    return when.probability === undefined || lot < when.probability;
  }
}

/** Some faults make sense for some calls only, whatever the plan selects. */
function canBefall(fault: Fault, { kinds, operation, writesRecords, queried }: Call): boolean {
  switch (fault.kind) {
    case 'sessionExpired':
      return !kinds.includes('login') && !kinds.includes('other');
    case 'writeFails':
      return writesRecords;
    case 'queryTimeout':
      return queried.some((object) => timesOut(fault, object));
    case 'deployFails':
    case 'deployCancelled':
    case 'deployHangs':
      return operation === 'deploy';
    case 'retrieveTruncated':
      return operation === 'checkRetrieveStatus';
    case 'retrievePartial':
      return operation === 'retrieve';
    default:
      return true;
  }
}

function listOf<T>(given: T | T[]): T[] {
  return Array.isArray(given) ? given : [given];
}
