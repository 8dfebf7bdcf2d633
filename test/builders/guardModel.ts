import type { GuardId } from '../../src/schema/provenanceSchema.js';

/** The markers of one record; null is blank, and a checkbox is never blank. */
export type Markers = {
  readonly synthetic: boolean;
  readonly source: string | null;
  /** ISO 8601. */
  readonly time: string | null;
  readonly batch: string | null;
};

/** What one org accepts, as its policy record says it. */
export type ModelPolicy = { readonly accepts: boolean; readonly org: 'own' | 'other' | 'unset' };

export type ModelWrite = {
  /** Absent: the record is new. */
  readonly before?: Markers;
  readonly after: Markers;
  readonly policy: ModelPolicy;
  /** Holds the custom permission that lifts immutability. */
  readonly mayCorrect: boolean;
  /** Holds the custom permission that obliges to name a source. */
  readonly mustDeclare: boolean;
  readonly now: Date;
};

/**
 * Which guards refuse a write: what the documentation promises, said once more in another form than the formulas, so
 * that the two can be held against each other. All guards are on; `person` needs person accounts and is not here.
 */
export function refusing({ before, after, policy, mayCorrect, mustDeclare, now }: ModelWrite): GuardId[] {
  const inserted = before === undefined;
  const said = [after.source, after.time, after.batch].filter((value) => value !== null).length;
  const early = after.time !== null && new Date(after.time) <= now;
  const complete = after.synthetic ? after.source !== null && early : said === 0;
  const same = inserted || JSON.stringify(inOrder(before)) === JSON.stringify(inOrder(after));
  const newlySynthetic = after.synthetic && before?.synthetic !== true;
  const welcome = policy.accepts && policy.org === 'own';
  const verdicts: Readonly<Record<Exclude<GuardId, 'person'>, boolean>> = {
    complete: !complete,
    immutable: !same && !mayCorrect,
    contained: newlySynthetic && !welcome,
    declared: inserted && mustDeclare && after.source === null,
  };
  return (Object.keys(verdicts) as (keyof typeof verdicts)[]).filter((guard) => verdicts[guard]);
}

function inOrder({ synthetic, source, time, batch }: Markers): unknown[] {
  return [synthetic, source, time === null ? null : Date.parse(time), batch];
}
