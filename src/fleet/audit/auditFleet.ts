import type { Connection } from '@salesforce/core';
import pMap from 'p-map';
import { auditOrg, auditUnreachable } from '../../audit/auditOrg.js';
import type { ObservationSettings } from '../../audit/observationRequest.js';
import type { OrgAudit } from '../../audit/finding.js';
import { observe } from '../../audit/observed.js';
import type { FleetFacts } from '../../audit/fleetFacts.js';
import { countCalls } from '../../org/apiCalls.js';
import type { OrgIdentity } from '../../org/snapshot.js';
import type { ProvenanceSchema } from '../../schema/provenanceSchema.js';
import type { FleetOrg } from '../fleetFile.js';
import { schemaFor } from '../schemaFor.js';
import { gatherAudited } from './gatherAudited.js';

/** One org to audit; `fleetOrg` is its entry in the fleet file, if it has one. */
type AuditedOrg = {
  readonly name: string;
  readonly connect: () => Promise<Connection>;
  readonly fleetOrg?: FleetOrg | undefined;
};

export type AuditFleetRequest = {
  readonly schema: ProvenanceSchema;
  readonly orgs: readonly AuditedOrg[];
  /** How many orgs are asked at the same time. */
  readonly concurrency: number;
  /** What to look at beside the components. */
  readonly observations: ObservationSettings;
  /** What is known of the fleet without asking its orgs. */
  readonly fleet?: FleetFacts | undefined;
  readonly verifyIdentity: (org: OrgIdentity) => void;
  /** Milliseconds after which an org that has not answered all is given up. */
  readonly limitMs: number;
  /** Ends the asking: orgs that are done are told of before, the others are not. */
  readonly signal?: AbortSignal;
  /** Awaited before the next org is asked. */
  readonly onOrgDone: (audit: OrgAudit, done: number, total: number) => Promise<void>;
};

/** Audits orgs side by side. One that can't be reached or read is an audit without a verdict, never an exception. */
export async function auditFleet(request: AuditFleetRequest): Promise<OrgAudit[]> {
  let done = 0;
  return pMap(
    request.orgs,
    async (org) => {
      const audit = await auditOne(request, org);
      done += 1;
      // What an interruption broke off says nothing of the org.
      request.signal?.throwIfAborted();
      await request.onOrgDone(audit, done, request.orgs.length);
      return audit;
    },
    { concurrency: request.concurrency, ...(request.signal === undefined ? {} : { signal: request.signal }) },
  );
}

async function auditOne(request: AuditFleetRequest, org: AuditedOrg): Promise<OrgAudit> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<OrgAudit>((resolve) => {
    const seconds = Math.ceil(request.limitMs / 1000);
    const message = `${org.name}: the org did not answer all questions within ${seconds} seconds.`;
    const actions = ['Audit the org alone, or again when it is less busy.'];
    timer = setTimeout(() => resolve(auditUnreachable(org.name, { message, actions })), request.limitMs);
  });
  // A connection that stays open and silent must not keep the others waiting for ever.
  const audit = await Promise.race([askOne(request, org), late]);
  clearTimeout(timer);
  return audit;
}

async function askOne(
  { schema: common, observations: settings, fleet, verifyIdentity }: AuditFleetRequest,
  { name, connect, fleetOrg }: AuditedOrg,
): Promise<OrgAudit> {
  try {
    const schema = fleetOrg === undefined ? common : schemaFor(common, fleetOrg);
    const connection = await connect();
    const calls = countCalls(connection);
    const { snapshot, plan } = await gatherAudited(connection, { name, schema, settings, verifyIdentity });
    return { ...auditOrg(schema, snapshot, { fleet, plan }), observed: observe(schema, snapshot), apiCalls: calls() };
  } catch (error) {
    const { message, actions } = error as { message: string; actions?: readonly string[] };
    return auditUnreachable(name, { message, actions });
  }
}
