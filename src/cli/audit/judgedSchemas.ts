import type { FleetOrg } from '../../fleet/fleetFile.js';
import { schemaFor } from '../../fleet/schemaFor.js';
import type { AuditReport } from '../../report/auditReport.js';
import type { ProvenanceSchema } from '../../schema/provenanceSchema.js';

/** The schemas by which orgs were judged: the common one, and as it holds in single orgs. */
export function judgedSchemas(
  { orgs: judged }: Pick<AuditReport, 'orgs'>,
  schema: ProvenanceSchema,
  orgs: readonly { readonly name: string; readonly fleetOrg?: FleetOrg | undefined }[],
): ProvenanceSchema[] {
  const names = new Set(judged.filter(({ observed }) => observed !== undefined).map(({ name }) => name));
  const own = orgs.filter(({ name }) => names.has(name));
  return [schema, ...own.map(({ fleetOrg }) => (fleetOrg === undefined ? schema : schemaFor(schema, fleetOrg)))];
}
