import { z } from 'zod';
import { faultPlanSchema } from '../faults/faultPlan.js';
import { orgKinds } from '../org/embeddedOrg.js';

/** Certificates in PEM. */
const jwtCertificates = z.array(z.string()).exactOptional();

const isolation = z.object({
  isSynthetic: z.string().min(1),
  generationSource: z.string().min(1),
  creationTimestamp: z.string().min(1),
  source: z.string().min(1),
});

/** What the process of an emulator is told, as JSON on its standard input: no secret stands in its arguments. */
export const startOptionsSchema = z.object({
  registryDir: z.string().min(1),
  emulator: z.object({
    orgs: z
      .array(
        z.object({
          name: z.string(),
          kind: z.enum(orgKinds),
          jwtCertificates,
          isolation: isolation.exactOptional(),
          personAccounts: z.boolean().exactOptional(),
          /** The path of a snapshot's file. */
          from: z.string().min(1).exactOptional(),
        }),
      )
      .min(1),
    dataDir: z.string().exactOptional(),
    port: z.int().min(0).max(65_535).exactOptional(),
    jwtCertificates,
    sessionTtlMs: z.int().positive().exactOptional(),
    faults: faultPlanSchema.exactOptional(),
  }),
});

export type StartOptions = z.infer<typeof startOptionsSchema>;
export type ProcessOptions = StartOptions['emulator'];
