import type { Bench } from './bench.ts';
import { schemaFor, withFleet } from './fleetBench.ts';
import { type FleetTime, fleetTime, fleetTimeRow, LONG_LATENCY } from './fleetTime.ts';

/** What each call to an org takes at least, in milliseconds. */
const LATENCY = 50;
const SIZES = [10, 1_000] as const;
const CALL_TARGET = 12;
const ORGS = 100;
const CONCURRENCY = 8;

type AuditCalls = { readonly objects: number; readonly calls: number };

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
          rows: [fleetTimeRow(time)],
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

function measureFleet(): Promise<FleetTime> {
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
    const all = await audit(ORGS, LATENCY);
    const bare = await fleet.repeat(calls, { concurrency: CONCURRENCY, latencyMs: LATENCY });
    const alone = { short, long, shortMs: LATENCY };
    return fleetTime({ latencyMs: LATENCY, orgs: ORGS, concurrency: CONCURRENCY, alone, all, bare });
  });
}
