import { loadavg } from 'node:os';
import { rounded } from './bench.ts';
import type { GuardedOrg } from './guardedOrg.ts';

/** How fast an embedded org did something, against what it shall reach. */
export type Rate = {
  readonly count: number;
  readonly perSecond: number;
  /** Per second of processor time of the org's process: what a machine that does nothing else would come to. */
  readonly perCpuSecond: number;
  readonly target: number;
  /** The largest resident set of the org's process so far. */
  readonly maxRssMiB: number;
  /** Processes that wanted a processor in the last minute. */
  readonly load: number;
};

export async function rateOf(
  org: GuardedOrg,
  count: number,
  target: number,
  work: () => Promise<unknown>,
): Promise<Rate> {
  const before = await org.usage();
  const started = performance.now();
  await work();
  const seconds = (performance.now() - started) / 1000;
  const after = await org.usage();
  return {
    count,
    perSecond: count / seconds,
    perCpuSecond: count / (after.cpuSeconds - before.cpuSeconds),
    target,
    maxRssMiB: after.maxRssMiB,
    load: loadavg()[0] ?? 0,
  };
}

export function rateRow(
  what: string,
  { count, perSecond, perCpuSecond, target, maxRssMiB, load }: Rate,
): Readonly<Record<string, string | number>> {
  return {
    what,
    count,
    'per second': rounded(perSecond),
    'per CPU second': rounded(perCpuSecond),
    'target per second': target,
    'max RSS MiB': rounded(maxRssMiB),
    'load of the machine': rounded(load, 1),
  };
}
