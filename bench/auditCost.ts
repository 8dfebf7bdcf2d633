import { loadavg } from 'node:os';
import { type Bench, rounded } from './bench.ts';
import { schemaFor, withFleet } from './fleetBench.ts';

/** What each call to an org takes at least, in milliseconds. */
const LATENCY = 50;
/** A latency beside which nothing else counts: how many calls wait for one another shows there. */
const LONG_LATENCY = 1_050;
const SIZES = [10, 1_000] as const;
const CALL_TARGET = 12;
const ORGS = 100;
const CONCURRENCY = 8;

type AuditCalls = { readonly objects: number; readonly calls: number };

type AuditTime = {
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

/** Audits of metadata and access: the calls to one org, and a fleet against what latency alone would take. */
export const auditCost: Bench = {
  run: async () => {
    const calls: AuditCalls[] = [];
    for (const objects of SIZES) calls.push(await countCalls(objects));
    const time = await measureFleet();
    return {
      result: { calls, time },
      tables: [
        {
          heading: 'API calls of an audit of one org, records not counted',
          rows: calls.map((row) => ({ ...row, target: CALL_TARGET })),
        },
        {
          heading: `An audit of ${ORGS} orgs with 10 objects each, ${CONCURRENCY} at a time, ${LATENCY} ms a call`,
          rows: [
            {
              'all ms': rounded(time.ms),
              'same calls bare, ms': rounded(time.minimumMs),
              ratio: rounded(time.ratio, 2),
              'latency alone, ms': rounded(time.latencyMsAlone),
              'CPU seconds': rounded(time.cpuSeconds, 1),
              'load of the machine': rounded(time.load, 1),
            },
          ],
        },
      ],
    };
  },
};

function countCalls(objects: number): Promise<AuditCalls> {
  return withFleet(1, objects, async (fleet) => {
    const schema = schemaFor(objects, 'once');
    await fleet.run({ work: 'audit', schema, concurrency: 1, latencyMs: 0 });
    return { objects, calls: (await fleet.calls())[0] ?? 0 };
  });
}

function measureFleet(): Promise<AuditTime> {
  return withFleet(ORGS, 10, async (fleet) => {
    const audit = (orgs: number, latencyMs: number, record = false): ReturnType<typeof fleet.run> =>
      fleet.run({
        work: 'audit',
        orgs: fleet.orgs.slice(0, orgs),
        schema: schemaFor(10, 'once'),
        concurrency: CONCURRENCY,
        latencyMs,
        record,
      });
    const [short, long] = [await audit(1, LATENCY), await audit(1, LONG_LATENCY)];
    // What an org works out once is worked out before either is measured.
    await audit(ORGS, 0);
    const { calls = [] } = await audit(1, 0, true);
    const { ms, cpuSeconds } = await audit(ORGS, LATENCY);
    const bare = await fleet.repeat(calls, { concurrency: CONCURRENCY, latencyMs: LATENCY });
    // Pauses between polls and the work of this machine are in both, and drop out.
    const callsInTurn = (long.ms - short.ms) / (LONG_LATENCY - LATENCY);
    return {
      orgs: ORGS,
      concurrency: CONCURRENCY,
      ms,
      minimumMs: bare.ms,
      ratio: ms / bare.ms,
      latencyMsAlone: callsInTurn * LATENCY * Math.ceil(ORGS / CONCURRENCY),
      cpuSeconds,
      load: loadavg()[0] ?? 0,
    };
  });
}
