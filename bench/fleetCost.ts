import { type Bench, type BenchTable, rounded } from './bench.ts';
import { type FleetDone, schemaFor, withFleet } from './fleetBench.ts';
import { type FleetTime, fleetTime, fleetTimeRow, LONG_LATENCY } from './fleetTime.ts';

/** What each call to an org takes at least, in milliseconds: little, and so much that the orgs' own work counts little. */
const LATENCIES = [50, 300] as const;
const SIZES = [10, 300, 1_000] as const;
const CALL_TARGETS = { plan: 12, deploy: 16 } as const;
const ORGS = 50;
const CONCURRENCY = 5;
/** A heap in which the Salesforce libraries just do their work for a few orgs. */
const HEAP = 128;

/** API calls to one org; `deploy` is plan, deploy and gate. */
type CallCount = {
  readonly objects: number;
  readonly plan: number;
  readonly deploy: number;
  readonly planAgain: number;
};

type WorkTime = FleetTime & { readonly work: 'plan' | 'deploy' };

type Memory = { readonly orgs: number; readonly planRssMiB: number; readonly deployRssMiB: number };

export const fleetCost: Bench = {
  run: async () => {
    const calls: CallCount[] = [];
    for (const objects of SIZES) calls.push(await countCalls(objects));
    const { times, memory } = await measureFleet();
    return { result: { calls, times, memory }, tables: tablesOf(calls, times, memory) };
  },
};

/** A first plan, the deploy with its gate, and a plan of what then conforms. */
function countCalls(objects: number): Promise<CallCount> {
  return withFleet(1, objects, async (fleet) => {
    const count = async (work: 'plan' | 'deploy'): Promise<number> => {
      await fleet.run({ work, schema: schemaFor(objects, 'once'), concurrency: 1, latencyMs: 0 });
      return (await fleet.calls())[0] ?? 0;
    };
    return { objects, plan: await count('plan'), deploy: await count('deploy'), planAgain: await count('plan') };
  });
}

/** Orgs side by side against one alone. */
function measureFleet(): Promise<{ times: WorkTime[]; memory: Memory[] }> {
  return withFleet(ORGS, 10, async (fleet) => {
    let serial = 0;
    const run = async (
      work: 'plan' | 'deploy',
      orgs: number,
      latencyMs: number,
      more: { readonly heapMiB?: number; readonly record?: boolean } = {},
    ): Promise<FleetDone> => {
      serial += 1;
      return fleet.run({
        work,
        orgs: fleet.orgs.slice(0, orgs),
        // Every deploy finds something to do.
        schema: schemaFor(10, String(serial)),
        concurrency: CONCURRENCY,
        latencyMs,
        ...more,
      });
    };
    // So that every deploy that is measured changes as much.
    await run('deploy', ORGS, 0);
    const times: WorkTime[] = [];
    for (const work of ['plan', 'deploy'] as const) {
      const [short, long] = [await run(work, 1, LATENCIES[0]), await run(work, 1, LONG_LATENCY)];
      const alone = { short, long, shortMs: LATENCIES[0] };
      for (const latencyMs of LATENCIES) {
        const all = await run(work, ORGS, latencyMs);
        const { calls = [] } = await run(work, 1, 0, { record: true });
        const bare = await fleet.repeat(calls, { concurrency: CONCURRENCY, latencyMs });
        const time = fleetTime({ latencyMs, orgs: ORGS, concurrency: CONCURRENCY, alone, all, bare });
        times.push({ work, ...time });
      }
    }
    const memory: Memory[] = [];
    for (const orgs of [CONCURRENCY, ORGS]) {
      const [plan, deploy] = [
        await run('plan', orgs, 0, { heapMiB: HEAP }),
        await run('deploy', orgs, 0, { heapMiB: HEAP }),
      ];
      memory.push({ orgs, planRssMiB: plan.maxRssMiB, deployRssMiB: deploy.maxRssMiB });
    }
    return { times, memory };
  });
}

function tablesOf(
  calls: readonly CallCount[],
  times: readonly WorkTime[],
  memory: readonly Memory[],
): readonly BenchTable[] {
  return [
    {
      heading: 'API calls to one org',
      rows: calls.map(({ objects, plan, deploy, planAgain }) => ({
        objects,
        plan,
        'plan again': planAgain,
        'plan target': CALL_TARGETS.plan,
        'plan + deploy + gate': deploy,
        'deploy target': CALL_TARGETS.deploy,
      })),
    },
    {
      heading: `A fleet of ${ORGS} orgs with 10 objects each, ${CONCURRENCY} at a time`,
      rows: times.map((time) => ({ work: time.work, 'ms a call': time.latencyMs, ...fleetTimeRow(time) })),
    },
    {
      heading: `Resident memory at its peak, in MiB, of which the heap may take ${HEAP}`,
      rows: memory.map(({ orgs, planRssMiB, deployRssMiB }) => ({
        orgs,
        plan: rounded(planRssMiB),
        deploy: rounded(deployRssMiB),
      })),
    },
  ];
}
