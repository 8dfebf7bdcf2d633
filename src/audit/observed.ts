import { jsonOf, type JsonValue } from '../digest/canonicalJson.js';
import { digestOf, type Sha256 } from '../digest/sha256.js';
import type { Reading } from '../org/snapshot.js';
import type { OrgSnapshot } from '../org/snapshot.js';
import type { ProvenanceSchema } from '../schema/provenanceSchema.js';

/** What one org was judged by, as digests: who has the same answers of the org can tell that they are the same. */
export type Observed = {
  /** Of the provenance schema as it held in this org. */
  readonly schema: Sha256;
  readonly components: {
    /** By `Type:FullName`. */
    readonly present: Readonly<Record<string, Sha256>>;
    readonly absent: readonly string[];
    /** Why each was not read. */
    readonly unread: Readonly<Record<string, string>>;
  };
  /** What the org was asked beside its components, by name. */
  readonly facts: {
    readonly read: Readonly<Record<string, Sha256>>;
    readonly unread: Readonly<Record<string, string>>;
  };
};

/** Pure. The digest of a component is of its type, full name and body; none is of who did something, or of who asked. */
export function observe(
  schema: ProvenanceSchema,
  { org, access: _access, components, observations, ...facts }: OrgSnapshot,
): Observed {
  const readings = [...components];
  return {
    schema: digestOf(jsonOf(schema)),
    components: {
      present: inState(readings, 'present', ({ component }) => digestOf(jsonOf(component))),
      absent: Object.keys(inState(readings, 'absent', () => true)).sort(),
      unread: inState(readings, 'unread', ({ reason }) => reason),
    },
    facts: observedFacts({ org: { ...org, name: undefined, username: undefined }, ...facts, ...observations }),
  };
}

function inState<S extends Reading['state'], T>(
  readings: readonly (readonly [string, Reading])[],
  state: S,
  value: (reading: Extract<Reading, { state: S }>) => T,
): Record<string, T> {
  const is = (reading: Reading): reading is Extract<Reading, { state: S }> => reading.state === state;
  return Object.fromEntries(readings.flatMap(([key, reading]) => (is(reading) ? [[key, value(reading)]] : [])));
}

function observedFacts(facts: Readonly<Record<string, unknown>>): Observed['facts'] {
  const read: Record<string, Sha256> = {};
  const unread: Record<string, string> = {};
  for (const [name, fact] of Object.entries(facts)) {
    if (fact === undefined) continue;
    if (isUnread(fact)) unread[name] = fact.reason;
    else read[name] = digestOf(withoutActors(jsonOf(fact)));
  }
  return { read, unread };
}

function isUnread(fact: unknown): fact is { readonly state: 'unread'; readonly reason: string } {
  return typeof fact === 'object' && fact !== null && 'state' in fact && fact.state === 'unread';
}

/** Entries of the setup audit trail name who made a change; what was changed is the fact that counts. */
function withoutActors(value: JsonValue): JsonValue {
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map(withoutActors);
  const kept = Object.entries(value).filter(([key, item]) => key !== 'by' && item !== undefined);
  return Object.fromEntries(kept.map(([key, item]) => [key, withoutActors(item ?? null)]));
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
