import * as z from 'zod';
import { severities, statuses, verdicts } from '../audit/finding.js';

/** What a bundle's files hold, as far as it is read again. Keys that are not named here are let be. */

const count = z.int().nonnegative();
const digest = z.string().regex(/^[0-9a-f]{64}$/u);

/** One of the results that a merged run was made from. */
export type RunPart = {
  /** SHA-256 of the canonical JSON of the result, as the runner printed it. */
  result: string;
  /** ISO 8601, UTC. */
  evaluatedAt: string;
  /** Which part of how many, where runners shared a fleet. */
  shard?: { index: number; count: number };
  /** How many orgs are in it. */
  orgs: number;
  /** The run that the runner left in a ledger of its own, by its word. */
  evidence?: { run: number; head: string; root: string; signedBy?: string };
};

const partShape = z.object({
  result: digest,
  evaluatedAt: z.iso.datetime(),
  shard: z.object({ index: z.int(), count: z.int() }).exactOptional(),
  orgs: count,
  evidence: z.object({ run: z.int(), head: digest, root: digest, signedBy: digest.exactOptional() }).exactOptional(),
}) satisfies z.ZodType<RunPart>;

export const runShape = z.object({
  evaluatedAt: z.iso.datetime(),
  tool: z.string(),
  verdict: z.enum(verdicts),
  coverage: z.object({ evaluated: count, total: count }),
  parts: z.array(partShape).exactOptional(),
  orgs: z.array(z.object({ file: z.string().regex(/^orgs\/\d{5,}\.json$/u) })),
});

const waiverShape = z.object({
  status: z.enum(['fail', 'manual']),
  owner: z.string(),
  reason: z.string(),
  ticket: z.string(),
  expires: z.string(),
});

const findingShape = z.object({
  check: z.string(),
  status: z.enum(statuses),
  severity: z.enum(severities),
  subject: z.string(),
  object: z.string().exactOptional(),
  name: z.string(),
  message: z.string(),
  remediation: z.string(),
  waiver: waiverShape.exactOptional(),
});

export const orgShape = z.object({
  name: z.string(),
  organizationId: z.string().exactOptional(),
  role: z.string().exactOptional(),
  edition: z.string().exactOptional(),
  verdict: z.enum(verdicts),
  evaluatedAt: z.iso.datetime().exactOptional(),
  findings: z.array(findingShape),
});

/** A waiver, and what became of it; its owner is a number. */
export type RunWaiver = {
  check: string;
  org: string;
  components: string[];
  owner: string;
  reason: string;
  ticket: string;
  expires: string;
  state: string;
  findings: number;
};

export const waiversShape = z.array(
  z.object({
    check: z.string(),
    org: z.string(),
    components: z.array(z.string()),
    owner: z.string(),
    reason: z.string(),
    ticket: z.string(),
    expires: z.string(),
    state: z.string(),
    findings: count,
  }),
) satisfies z.ZodType<RunWaiver[]>;
