import type { Connection } from '@salesforce/core';
import pMap from 'p-map';
import { countCalls } from '../../org/apiCalls.js';
import type { OrgIdentity } from '../../org/snapshot.js';
import type { ProvenanceSchema } from '../../schema/provenanceSchema.js';
import { type Ring, ringsOf } from '../rings.js';
import { objectionTo, type RemovalConsent } from './removalConsent.js';
import { isFine, type RemovalFate } from './removalFate.js';
import { type RemoveRequest, type RemoveResult, removeSurveyed, surveyOrg } from './removeFromOrg.js';
import type { RemovalExtent, RemovalSurvey } from './removalSurvey.js';

/** One org of the fleet, and how to reach it. */
export type RemovalMember = {
  readonly name: string;
  readonly ring?: string | undefined;
  readonly schema: ProvenanceSchema;
  readonly connect: () => Promise<Connection>;
  /** Throws when the org is not what the fleet file declares. */
  readonly verifyIdentity: (org: OrgIdentity) => void;
};

/** What became of one org; one that was not begun took neither time nor calls. */
export type RemovedOrg = Pick<RemovalMember, 'name' | 'ring'> & {
  readonly fate: RemovalFate;
  /** What was done; absent where nothing was. */
  readonly result?: RemoveResult;
  /** What kept it from being removed from. */
  readonly error?: Error;
  readonly seconds: number;
  readonly apiCalls: number;
};

/** An org that was looked at: what is there, and why nothing may be done about it, if so. */
export type RemovalLook = Pick<RemovalMember, 'name'> & {
  readonly survey?: RemovalSurvey;
  readonly objection?: Error | undefined;
};

export type RemoveFleetRequest = {
  /** In the order of their rings. */
  readonly members: readonly RemovalMember[];
  readonly extent: RemovalExtent;
  readonly dryRun: boolean;
  readonly consent: RemovalConsent;
  readonly purgeOnDelete: boolean;
  readonly waitMinutes: number;
  /** How many orgs are worked on at the same time. */
  readonly concurrency: number;
  /** Goes on with the next ring whatever became of this one. */
  readonly continueOnError: boolean;
  readonly signal: AbortSignal;
  readonly now: Date;
  /** Asked once for each org that would lose something, one after the other, when all of its ring have been looked at. */
  readonly confirm: (survey: RemovalSurvey) => Promise<boolean>;
  readonly listener: {
    readonly onRing: (ring: string | undefined, orgs: readonly string[]) => void;
    readonly onLooked: (done: number, total: number) => void;
    /** All of a ring, before anybody is asked and anything is deleted. */
    readonly onLooks: (looks: readonly RemovalLook[]) => void;
    readonly onOrg: (org: RemovedOrg, done: number, total: number) => void;
  };
};

/** An org on its way through the removal. */
type Passage = {
  readonly member: RemovalMember;
  readonly request: RemoveRequest;
  readonly survey: RemovalSurvey;
  readonly apiCalls: () => number;
  readonly milliseconds: number;
  readonly objection: Error | undefined;
};

/** Where an org stands after the look at it: on its way, or already at its end. */
type Looked = { readonly passage: Passage } | { readonly ended: RemovedOrg };

/**
 * Takes the product's components out of a fleet, ring after ring, in the order in which a deploy reaches them: where
 * enforcement goes first is where it is missed least. All orgs of a ring are looked at before anything is asked or
 * deleted; then they are worked on side by side, none held up by another. Unless every org of a ring is rid of the
 * components, the rings after it are left alone. What became of an org is in the result, never thrown; nothing is
 * remembered: the same removal again does what is left.
 */
export async function removeFromFleet(request: RemoveFleetRequest): Promise<RemovedOrg[]> {
  const ended: RemovedOrg[] = [];
  for (const ring of ringsOf(request.members)) {
    const fate = request.signal.aborted ? 'interrupted' : 'skipped';
    const goesOn = !request.signal.aborted && (request.continueOnError || ended.every((org) => isFine(org.fate)));
    ended.push(...(goesOn ? await removeFromRing(request, ring) : ring.orgs.map((member) => unbegun(member, fate))));
  }
  return ended;
}

async function removeFromRing(request: RemoveFleetRequest, ring: Ring<RemovalMember>): Promise<RemovedOrg[]> {
  const { listener, concurrency } = request;
  const total = ring.orgs.length;
  listener.onRing(
    ring.name,
    ring.orgs.map(({ name }) => name),
  );
  let looked = 0;
  const looks = await pMap(
    ring.orgs,
    async (member) => {
      const look = await lookAt(request, member);
      listener.onLooked((looked += 1), total);
      return look;
    },
    { concurrency },
  );
  if (!request.signal.aborted) listener.onLooks(looks.map(shown));
  const declined = await declinedAmong(request, looks);
  let done = 0;
  return pMap(
    looks,
    async (look) => {
      const org = 'ended' in look ? look.ended : await carryOut(request, look.passage, !declined.has(look));
      listener.onOrg(org, (done += 1), total);
      return org;
    },
    { concurrency },
  );
}

async function lookAt(fleet: RemoveFleetRequest, member: RemovalMember): Promise<Looked> {
  if (fleet.signal.aborted) return { ended: unbegun(member, 'interrupted') };
  const started = Date.now();
  let calls = (): number => 0;
  try {
    const connection = await member.connect();
    calls = countCalls(connection);
    const request = requestFor(fleet, member, connection);
    const survey = await surveyOrg(request);
    const objection = fleet.dryRun ? undefined : objectionTo(member.name, fleet.consent, survey);
    return {
      passage: { member, request, survey, apiCalls: calls, milliseconds: Date.now() - started, objection },
    };
  } catch (error) {
    return { ended: endedBy(error, fleet, member, { milliseconds: Date.now() - started, apiCalls: calls() }) };
  }
}

function requestFor(
  { extent, dryRun, consent, purgeOnDelete, waitMinutes, signal, now }: RemoveFleetRequest,
  { name, schema, verifyIdentity }: RemovalMember,
  connection: Connection,
): RemoveRequest {
  const ignore = (): void => undefined;
  return {
    ...{ connection, name, schema, extent, verifyIdentity, dryRun, consent, purgeOnDelete, waitMinutes, signal, now },
    // Of many orgs at a time, each step of each says nothing to a person.
    listener: { onStep: ignore, onSurvey: ignore, onProgress: ignore, confirm: () => Promise.resolve(true) },
  };
}

function shown(look: Looked): RemovalLook {
  if ('ended' in look) return { name: look.ended.name, objection: look.ended.error };
  const { member, survey, objection } = look.passage;
  return { name: member.name, survey, objection };
}

/** Asks one after the other: a person answers one question at a time. */
async function declinedAmong(request: RemoveFleetRequest, looks: readonly Looked[]): Promise<Set<Looked>> {
  const declined = new Set<Looked>();
  if (request.dryRun) return declined;
  for (const look of looks) {
    if (request.signal.aborted) break;
    if ('ended' in look || look.passage.objection !== undefined) continue;
    const { plan } = look.passage.survey;
    if (plan.deletions.length + plan.retractions.length === 0) continue;
    if (!(await request.confirm(look.passage.survey))) declined.add(look);
  }
  return declined;
}

async function carryOut(fleet: RemoveFleetRequest, passage: Passage, confirmed: boolean): Promise<RemovedOrg> {
  const { member, request, survey, apiCalls, objection } = passage;
  const started = Date.now();
  const cost = (): Cost => ({ milliseconds: passage.milliseconds + Date.now() - started, apiCalls: apiCalls() });
  try {
    if (objection !== undefined) throw objection;
    fleet.signal.throwIfAborted();
    const confirm = (): Promise<boolean> => Promise.resolve(confirmed);
    const result = await removeSurveyed({ ...request, listener: { ...request.listener, confirm } }, survey);
    return { ...nameOf(member), fate: result.outcome, result, ...costOf(cost()) };
  } catch (error) {
    return endedBy(error, fleet, member, cost());
  }
}

type Cost = { readonly milliseconds: number; readonly apiCalls: number };

function costOf({ milliseconds, apiCalls }: Cost): Pick<RemovedOrg, 'seconds' | 'apiCalls'> {
  return { seconds: Math.round(milliseconds / 100) / 10, apiCalls };
}

/** What is thrown was thrown before a job that deletes was known to have ended. */
function endedBy(thrown: unknown, { signal }: RemoveFleetRequest, member: RemovalMember, cost: Cost): RemovedOrg {
  const org = { ...nameOf(member), ...costOf(cost) };
  if (signal.aborted) return { ...org, fate: 'interrupted' };
  return { ...org, fate: 'error', error: thrown instanceof Error ? thrown : new Error(String(thrown)) };
}

function unbegun(member: RemovalMember, fate: 'skipped' | 'interrupted'): RemovedOrg {
  return { ...nameOf(member), fate, seconds: 0, apiCalls: 0 };
}

function nameOf({ name, ring }: RemovalMember): Pick<RemovedOrg, 'name' | 'ring'> {
  return { name, ...(ring === undefined ? {} : { ring }) };
}
