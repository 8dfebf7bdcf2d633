import type { Call, CallKind } from './call.js';
import { faultPlanSchema, type Fault, type FaultKind, type FaultPlan, type WrittenFaultPlan } from './faultPlan.js';
import { Rule, type Stroke } from './rule.js';

/** What has happened since the plan was set. */
export type FaultReport = {
  readonly seed: number;
  readonly faults: readonly {
    readonly name: string;
    readonly kind: FaultKind;
    /** Calls that it could have befallen. */
    readonly matched: number;
    readonly fired: number;
  }[];
  /** Calls to the org, whatever their answer. A call counts under each of its kinds. */
  readonly calls: {
    readonly total: number;
    readonly byKind: Readonly<Partial<Record<CallKind, number>>>;
    readonly byOperation: Readonly<Record<string, number>>;
  };
};

/** The faults of one org, and the counts of its calls. Same plan and same calls in the same order: same faults. */
export class Faults {
  private plan: FaultPlan = { seed: 0, faults: [] };
  private rules: Rule[] = [];
  private total = 0;
  private readonly byKind = new Map<CallKind, number>();
  private readonly byOperation = new Map<string, number>();
  private readonly released: (() => void)[] = [];

  /** Replaces the plan and counts from zero. Throws a ZodError for one that is not valid. */
  public set(plan: WrittenFaultPlan): void {
    this.plan = faultPlanSchema.parse(plan);
    this.rules = this.plan.faults.map((fault, index) => new Rule(fault, this.plan.seed, index));
    this.total = 0;
    this.byKind.clear();
    this.byOperation.clear();
    for (const release of this.released) release();
  }

  /** No more faults; counts from zero. */
  public clear(): void {
    this.set({});
  }

  /** Told whenever the plan is replaced, so that what the old one holds up goes on. */
  public onReplaced(release: () => void): void {
    this.released.push(release);
  }

  public report(): FaultReport {
    return {
      seed: this.plan.seed,
      faults: this.rules.map(({ name, fault: { kind }, matched, fired }) => ({ name, kind, matched, fired })),
      calls: {
        total: this.total,
        byKind: Object.fromEntries(this.byKind),
        byOperation: Object.fromEntries(this.byOperation),
      },
    };
  }

  /** Counts the call and says what befalls it, in the order of the plan; nothing comes behind a fault that ends it. */
  public befall(call: Call): readonly Stroke[] {
    const { kinds, operation } = call;
    this.total++;
    for (const kind of kinds) count(this.byKind, kind);
    if (operation !== undefined) count(this.byOperation, operation);
    const strokes: Stroke[] = [];
    for (const rule of this.rules) {
      if (!rule.befalls(call)) continue;
      strokes.push(rule);
      if (endsCall(rule.fault, call)) break;
    }
    return strokes;
  }
}

function count<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** Whether the org never gets to see a call that this fault befalls, or sees it in the fault's own way. */
function endsCall(fault: Fault, { kinds }: Call): boolean {
  switch (fault.kind) {
    case 'reset':
    case 'noAnswer':
      return fault.at === 'before';
    case 'unavailable':
    case 'requestLimit':
    case 'writeFails':
    case 'deployFails':
    case 'deployCancelled':
    case 'deployHangs':
      return true;
    case 'queryTimeout':
      return kinds.includes('query');
    default:
      return false;
  }
}
