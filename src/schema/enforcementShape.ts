import * as z from 'zod';
import { daysBetween } from './day.js';
import { type DocumentPath, valueAt } from './documentPath.js';
import { MOST_DAYS_SUSPENDED, suspensionModes } from './enforcement.js';
import type { Problem } from './mistake.js';
import { guardIds } from './provenanceSchema.js';
import { label, objectApiName, prose } from './salesforceText.js';

/** The key that says which guards refuse nothing for a while: the same in the provenance schema and the fleet file. */

const day = z.iso.date({ error: 'expected a day such as 2027-01-31' });

const suspension = z.strictObject({
  mode: z
    .enum(suspensionModes, { error: 'expected reportOnly or inactive' })
    .describe('reportOnly: nothing is refused, and a field shows which records would be. inactive: nothing at all.'),
  guards: z
    .array(z.enum(guardIds), { error: 'expected a list of guards, e.g. [complete]' })
    .min(1)
    .optional()
    .describe('The guards that it is for; all of them unless named.'),
  objects: z
    .array(objectApiName, { error: 'expected a list of object names, e.g. [Order]' })
    .min(1)
    .optional()
    .describe('The objects that it is for; all in scope unless named.'),
  // The bounds are those of a waiver.
  owner: label(255).describe('Who answers for it: a name or an e-mail address.'),
  reason: prose(1000).describe('Why nothing is refused yet; whoever audits will ask.'),
  ticket: label(255).describe('Where it was decided: the key or address of a ticket.'),
  since: day.describe('First day on which it holds (UTC).'),
  until: day.describe(
    `Last day on which it holds (UTC), at most ${MOST_DAYS_SUSPENDED} days after the first; from the next day on the guards count as active.`,
  ),
});

export const enforcement = z.union([z.literal('active'), z.array(suspension).min(1)], {
  error: 'expected active, or a list of mappings with mode, owner, reason, ticket, since and until',
});

/** What is wrong with the days of the suspensions at `path`. */
export function suspensionDays(written: unknown, path: DocumentPath): Problem[] {
  return eachSuspension(written, path).flatMap((at): Problem[] => {
    const since = valueAt(written, [...at, 'since']);
    const until = valueAt(written, [...at, 'until']);
    const days = typeof since === 'string' && typeof until === 'string' ? daysBetween(since, until) : Number.NaN;
    const where = { path: [...at, 'until'] };
    if (days < 0) return [{ ...where, problem: 'is before "since"', expected: 'expected a later day' }];
    if (!(days > MOST_DAYS_SUSPENDED)) return [];
    return [
      {
        ...where,
        problem: `is ${days} days after "since"`,
        expected: `expected at most ${MOST_DAYS_SUSPENDED} days; decide again after that`,
      },
    ];
  });
}

/** Where the suspensions at `path` stand. */
export function eachSuspension(written: unknown, path: DocumentPath): DocumentPath[] {
  const list = valueAt(written, path);
  return Array.isArray(list) ? list.map((_each, index) => [...path, index]) : [];
}
