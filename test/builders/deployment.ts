import { deployOrg, type DeployOrgRequest, type DeployOrgResult } from '../../src/fleet/deploy/deployOrg.js';
import type { ProvenanceSchema } from '../../src/schema/provenanceSchema.js';
import type { LiveOrg } from './embeddedOrg.js';

export type DeployOverrides = Partial<Omit<DeployOrgRequest, 'listener'>> & {
  listener?: Partial<DeployOrgRequest['listener']>;
};

/** Deploys a schema to a live org as a person does who says yes to everything. */
export function deployTo(
  org: LiveOrg,
  schema: ProvenanceSchema,
  { listener, ...overrides }: DeployOverrides = {},
): Promise<DeployOrgResult> {
  return deployOrg({
    connection: org.connection,
    name: 'uat',
    schema,
    dryRun: false,
    waitMinutes: 1,
    verifyIdentity: () => undefined,
    signal: new AbortController().signal,
    ...overrides,
    listener: {
      onStep: () => undefined,
      onPlan: () => undefined,
      onProgress: () => undefined,
      confirm: () => Promise.resolve(true),
      ...listener,
    },
  });
}
