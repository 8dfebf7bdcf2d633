import pMap from 'p-map';
import { gatherSnapshot } from '../../org/gatherSnapshot.js';
import { orAborted } from '../../org/orAborted.js';
import type { OrgSnapshot } from '../../org/snapshot.js';
import type { Portion } from '../../plan/portion.js';
import { type Ring, ringsOf } from '../rings.js';
import { cancelOrgs } from './cancelRun.js';
import { deployMember } from './deployMember.js';
import { type DeployRun, passes, succeeded } from './deployRun.js';
import { canceled, type DeployFleetRequest, type FleetMember, interrupted } from './fleetRequest.js';
import { judge, type Judgement } from './judge.js';
import { RunKeeper } from './runKeeper.js';

/**
 * Deploys to a fleet, ring after ring, the orgs of a ring side by side and none held up by another. After a ring its
 * audit is the gate for the next: unless every org of it was deployed to and conforms, the others are skipped. Resolves
 * with the run as it ended; what went wrong with an org is in it, never thrown.
 */
export async function deployFleet(request: DeployFleetRequest): Promise<DeployRun> {
  const { run, members, listener } = request;
  const keeper = new RunKeeper(run, request, (org) => listener.onOrg(org));
  await deployRings(request, keeper);
  if (canceled(request)) await cancelOrgs({ run, members, signal: new AbortController().signal }, keeper);
  return keeper.end();
}

async function deployRings(request: DeployFleetRequest, keeper: RunKeeper): Promise<void> {
  const { options, orgs } = request.run;
  const rings = ringsOf(orgs).map((ring) => ({ ...ring, orgs: ring.orgs.map(({ name }) => name) }));
  for (const [index, ring] of rings.entries()) {
    request.listener.onRing(ring.name, ring.orgs);
    const todo = ring.orgs.filter((name) => !succeeded(keeper.org(name)));
    await pMap(todo, (name) => deployMember(request, keeper, name), { concurrency: options.concurrency });
    if (interrupted(request)) return;
    if (options.gate && options.soakMinutes > 0 && !options.dryRun) await soak(request, keeper, ring);
    if (interrupted(request)) return;
    const reached = ring.orgs.map((name) => keeper.org(name));
    if (options.continueOnError || reached.every((org) => passes(org, options))) continue;
    // What is still running may yet open the way: its ring is not judged, and those after it wait.
    if (reached.some(({ phase }) => phase !== 'ended')) return;
    await skip(rings.slice(index + 1), keeper);
    return;
  }
}

async function skip(rings: readonly Ring<string>[], keeper: RunKeeper): Promise<void> {
  for (const name of rings.flatMap(({ orgs }) => orgs)) {
    await keeper.change(name, { phase: 'ended', outcome: 'skipped' });
  }
}

/** Waits, then asks the ring's orgs again: what users and automations do to them in between counts. */
async function soak(request: DeployFleetRequest, keeper: RunKeeper, ring: Ring<string>): Promise<void> {
  const { soakMinutes, concurrency, stage } = request.run.options;
  request.listener.onSoak(ring.name, soakMinutes);
  await waitOrAbort(soakMinutes * 60_000, request.signal);
  if (request.signal.aborted) return;
  const members = request.members.filter(({ name }) => ring.orgs.includes(name) && succeeded(keeper.org(name)));
  await pMap(
    members,
    async (member) => {
      const judgement = await judgementOf(member, stage, request.signal);
      if (!interrupted(request)) await keeper.change(member.name, judgement);
    },
    { concurrency },
  );
}

async function judgementOf(
  { name, schema, connect }: FleetMember,
  stage: Portion,
  signal: AbortSignal,
): Promise<Judgement> {
  const read = async (): Promise<OrgSnapshot> => gatherSnapshot(await connect(), name, schema);
  try {
    return judge(schema, await orAborted(signal, read()), stage);
  } catch {
    // What can't be read has not passed the gate, whatever the reason.
    return { verdict: 'notEvaluated', gate: 'notEvaluated' };
  }
}

function waitOrAbort(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
  });
}
