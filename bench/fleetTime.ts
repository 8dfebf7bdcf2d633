import { loadavg } from 'node:os';
import { rounded } from './bench.ts';
import type { FleetDone } from './fleetBench.ts';

/** A latency beside which nothing else counts, in milliseconds: how many calls wait for one another shows there. */
export const LONG_LATENCY = 1_050;

/** How long a fleet took, and what it is compared with. */
export type FleetTime = {
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

type Measured = Pick<FleetTime, 'latencyMs' | 'orgs' | 'concurrency'> & {
  /** One org, at a short latency and at the long one. */
  readonly alone: Readonly<Record<'short' | 'long', FleetDone>> & { readonly shortMs: number };
  readonly all: FleetDone;
  readonly bare: FleetDone;
};

export function fleetTime({ latencyMs, orgs, concurrency, alone, all, bare }: Measured): FleetTime {
  // Pauses between polls and the work of this machine are in both, and drop out.
  const callsInTurn = (alone.long.ms - alone.short.ms) / (LONG_LATENCY - alone.shortMs);
  return {
    latencyMs,
    orgs,
    concurrency,
    ms: all.ms,
    minimumMs: bare.ms,
    ratio: all.ms / bare.ms,
    latencyMsAlone: callsInTurn * latencyMs * Math.ceil(orgs / concurrency),
    cpuSeconds: all.cpuSeconds,
    load: loadavg()[0] ?? 0,
  };
}

/** The same for people. */
export function fleetTimeRow({ ms, minimumMs, ratio, latencyMsAlone, cpuSeconds, load }: FleetTime): object {
  return {
    'all ms': rounded(ms),
    'same calls bare, ms': rounded(minimumMs),
    ratio: rounded(ratio, 2),
    'latency alone, ms': rounded(latencyMsAlone),
    'CPU seconds': rounded(cpuSeconds, 1),
    'load of the machine': rounded(load, 1),
  };
}
