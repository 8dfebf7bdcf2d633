import * as z from 'zod';
import { type Finding, type OrgAudit, severities, statuses, verdicts } from '../../audit/finding.js';
import type { OrgIdentity } from '../../org/snapshot.js';
import { RUN_ID } from '../runId.js';
import type { RunKind } from '../runStore.js';

/** What is kept of an audit of a fleet while it lasts, so that it can be taken up again, whatever ended it. */
const auditRunShape = z.strictObject({
  id: z.string().regex(RUN_ID),
  startedAt: z.iso.datetime(),
  /** SHA-256 of what is judged by: an audit goes on with the same schema, fleet and waivers, or not at all. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  /** The orgs of the fleet, as it names them. */
  orgs: z.array(z.string()),
  /** What the command was told, files by their whole paths. */
  flags: z.strictObject({
    fleet: z.string(),
    schema: z.string(),
    waivers: z.string().exactOptional(),
    since: z.string(),
    records: z.boolean(),
    verbose: z.boolean(),
    concurrency: z.int().positive(),
    framework: z.array(z.string()),
    baseline: z.string().exactOptional(),
    history: z.string().exactOptional(),
    evidence: z.string().exactOptional(),
    'signing-key': z.string().exactOptional(),
    'stale-after': z.int().positive().exactOptional(),
    'output-file': z.array(z.string()),
    'api-version': z.string().exactOptional(),
  }),
});

export type AuditRun = Readonly<z.infer<typeof auditRunShape>>;

const finding = z.strictObject({
  check: z.string(),
  status: z.enum(statuses),
  severity: z.enum(severities),
  subject: z.string(),
  object: z.string().exactOptional(),
  name: z.string(),
  message: z.string(),
  remediation: z.string(),
  // What waivers and comparisons add comes after.
} satisfies Record<Exclude<keyof Finding, 'waiver' | 'history' | 'inBaseline'>, z.ZodType>);

const digests = z.record(z.string(), z.string());
const reasons = z.record(z.string(), z.string());

const observed = z.strictObject({
  schema: z.string(),
  components: z.strictObject({ present: digests, absent: z.array(z.string()), unread: reasons }),
  facts: z.strictObject({ read: digests, unread: reasons }),
});

const count = z.int().nonnegative();

/** The audit of one org, before waivers and comparisons, and when it was. */
const keptAuditShape = z.strictObject({
  evaluatedAt: z.iso.datetime(),
  audit: z.strictObject({
    org: z.strictObject({
      name: z.string(),
      username: z.string().exactOptional(),
      organizationId: z.string().exactOptional(),
      instanceUrl: z.string().exactOptional(),
      role: z.enum(['production', 'sandbox', 'scratch']).exactOptional(),
      edition: z.string().exactOptional(),
    } satisfies Record<keyof OrgIdentity, z.ZodType>),
    verdict: z.enum(verdicts),
    findings: z.array(finding),
    observed: observed.exactOptional(),
    records: z.array(z.strictObject({ object: z.string(), all: count, synthetic: count })).exactOptional(),
    apiCalls: count.exactOptional(),
  } satisfies Record<Exclude<keyof OrgAudit, 'evaluatedAt'>, z.ZodType>),
});

export type KeptAudit = { readonly evaluatedAt: string; readonly audit: OrgAudit };

export const auditRunKind: RunKind<AuditRun, KeptAudit> = {
  format: 1,
  run: auditRunShape,
  part: keptAuditShape,
  reportCommand: 'sf synthetic audit resume',
  anew: 'Audit anew: sf synthetic audit --fleet config/fleet.yaml',
};
