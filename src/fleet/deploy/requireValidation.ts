import type { Connection } from '@salesforce/core';
import { SfError } from '@salesforce/core/sfError';
import { type DesiredComponent, keyOf } from '../../metadata/component.js';
import { orAborted } from '../../org/orAborted.js';
import { validateAgain } from '../../org/quickDeploy.js';
import { readAuditTrail } from '../../org/readCircumstances.js';
import type { OrgSnapshot } from '../../org/snapshot.js';
import { Trail } from '../../plan/lastChange.js';
import type { Change, Plan } from '../../plan/plan.js';
import type { ProvenanceSchema } from '../../schema/provenanceSchema.js';
import { type ValidatedOrg, type Validation, validationBasis } from './validation.js';

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_deployRecentValidation.htm ("within the last 10 days") */
const LASTS_DAYS = 10;
/** How far the clocks of this machine and of an org may be apart, in milliseconds. */
const CLOCKS_APART = 5 * 60_000;
/** More of what changed than a person reads. */
const MOST_REASONS = 3;

type Seen = {
  readonly connection: Connection;
  readonly schema: ProvenanceSchema;
  readonly snapshot: OrgSnapshot;
  readonly plan: Plan;
  /** What is to be deployed now. */
  readonly changes: readonly Change[];
  readonly now: Date;
  readonly signal: AbortSignal;
};

/**
 * The validation of an org that is as it was when it was validated, and is to get what was validated. One call where it is
 * not, for the names of those who changed it.
 * @throws SfError `QuickDeployRefused` with all that speaks against it
 */
export async function requireValidation(validated: ValidatedOrg, seen: Seen): Promise<Validation> {
  const { name } = seen.snapshot.org;
  if (validated.state === 'notValidated') throw refused(name, [validated.reason]);
  if (validated.state === 'conforming') {
    const keys = seen.changes.map(({ component }) => keyOf(component));
    throw refused(name, await changed(seen, keys, validated.since));
  }
  const reasons = await reasonsAgainst(validated.validation, seen);
  if (reasons.length > 0) throw refused(name, reasons);
  return validated.validation;
}

async function reasonsAgainst(validation: Validation, seen: Seen): Promise<string[]> {
  const { sent, found, organizationId, validatedAt } = validation;
  const now = validationBasis(seen.schema, seen.snapshot, seen.changes);
  if (organizationId !== now.organizationId)
    return [`it is another org than was validated: ${now.organizationId}, and it was ${organizationId}`];
  const others = differing(found, now.found);
  const replanned = differing(sent, now.sent).filter((key) => !others.includes(key));
  const isOld = seen.now.getTime() - Date.parse(validatedAt) > LASTS_DAYS * 24 * 60 * 60_000;
  return [
    ...(isOld ? [`the validation began at ${validatedAt}, and one lasts ${LASTS_DAYS} days`] : []),
    ...(others.length === 0 ? [] : await changed(seen, others, validatedAt)),
    ...listed(replanned, (key) => `what is to be deployed of ${inWords(key)} is another than what was validated`),
  ];
}

/** Keys that only one of the two has, or that are not the same in both. */
function differing(before: Validation['found'], after: Validation['found']): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) => before[key] !== after[key]);
}

/** In words, with who changed it where the setup audit trail knows. */
async function changed(seen: Seen, keys: readonly string[], since: string): Promise<string[]> {
  const trail = await orAborted(seen.signal, readAuditTrail(seen.connection));
  const earliest = new Date(Date.parse(since) - CLOCKS_APART).toISOString();
  const entries = trail.state === 'read' ? trail.value.filter(({ at }) => at >= earliest) : [];
  const known = new Trail(entries, seen.snapshot.labels);
  const components = new Map<string, DesiredComponent>(
    seen.plan.desired.map((component) => [keyOf(component), component]),
  );
  return listed(keys, (key) => {
    const component = components.get(key);
    const entry = component === undefined ? undefined : known.lastChange(component);
    const by = entry === undefined ? '' : ` by ${entry.by ?? 'somebody'} at ${entry.at} (${entry.display})`;
    return `${inWords(key)} was changed since${by}`;
  });
}

function listed(keys: readonly string[], words: (key: string) => string): string[] {
  const rest = keys.length - MOST_REASONS;
  return [...keys.slice(0, MOST_REASONS).map(words), ...(rest > 0 ? [`the same of ${rest} more`] : [])];
}

function inWords(key: string): string {
  return key.replace(':', ' ');
}

function refused(name: string, reasons: readonly string[]): SfError {
  return new SfError(
    `${name} was not quick-deployed, and nothing was changed: ${reasons.join('; ')}.`,
    'QuickDeployRefused',
    validateAgain(name),
  );
}
