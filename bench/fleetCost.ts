import { loadavg } from 'node:os';
import { type Bench, type BenchTable, rounded } from './bench.ts';
import { type FleetDone, schemaFor, withFleet } from './fleetBench.ts';

/** What each call to an org takes at least, in milliseconds: little, and so much that the orgs' own work counts little. */
const LATENCIES = [50, 300] as const;
/** A latency beside which nothing else counts: how many calls wait for one another shows there. */
const LONG_LATENCY = 1_050;
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

type FleetTime = {
  readonly work: 'plan' | 'deploy';
  readonly latencyMs: number;
  readonly orgs: number;
  readonly concurrency: number;
  readonly ms: number;
  /** The same calls by an HTTP client that does nothing else, as many orgs side by side. */
  readonly minimumMs: number;
  readonly ratio: number;
  /** The calls of one org that wait for one another, times latency and turns: as if nothing else took time. */
  readonly latencyMsAlone: number;
  readonly cpuSeconds: number;
  readonly load: number;
};

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
function measureFleet(): Promise<{ times: FleetTime[]; memory: Memory[] }> {
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
    const times: FleetTime[] = [];
    for (const work of ['plan', 'deploy'] as const) {
      const alone = { short: await run(work, 1, LATENCIES[0]), long: await run(work, 1, LONG_LATENCY) };
      for (const latencyMs of LATENCIES) {
        const all = await run(work, ORGS, latencyMs);
        const { calls = [] } = await run(work, 1, 0, { record: true });
        const bare = await fleet.repeat(calls, { concurrency: CONCURRENCY, latencyMs });
        times.push(timeOf({ work, latencyMs, alone, all, bare }));
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

type Measured = Pick<FleetTime, 'work' | 'latencyMs'> & {
  readonly alone: Readonly<Record<'short' | 'long', FleetDone>>;
  readonly all: FleetDone;
  readonly bare: FleetDone;
};

function timeOf({ work, latencyMs, alone, all, bare }: Measured): FleetTime {
  // Pauses between polls and the work of this machine are in both, and drop out.
  const callsInTurn = (alone.long.ms - alone.short.ms) / (LONG_LATENCY - LATENCIES[0]);
  return {
    work,
    latencyMs,
    orgs: ORGS,
    concurrency: CONCURRENCY,
    ms: all.ms,
    minimumMs: bare.ms,
    ratio: all.ms / bare.ms,
    latencyMsAlone: callsInTurn * latencyMs * Math.ceil(ORGS / CONCURRENCY),
    cpuSeconds: all.cpuSeconds,
    load: loadavg()[0] ?? 0,
  };
}

function tablesOf(
  calls: readonly CallCount[],
  times: readonly FleetTime[],
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
      rows: times.map(({ work, latencyMs, ms, minimumMs, ratio, latencyMsAlone, cpuSeconds, load }) => ({
        work,
        'ms a call': latencyMs,
        'all ms': rounded(ms),
        'same calls bare, ms': rounded(minimumMs),
        ratio: rounded(ratio, 2),
        'latency alone, ms': rounded(latencyMsAlone),
        'CPU seconds': rounded(cpuSeconds, 1),
        'load of the machine': rounded(load, 1),
      })),
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
