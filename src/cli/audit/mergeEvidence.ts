import { runsIn } from '../../evidence/listRuns.js';
import { runParts } from '../../evidence/runParts.js';
import { readFleet } from '../../fleet/fleetFile.js';
import { fleetOrgNamed } from '../../fleet/schemaFor.js';
import type { AuditReport, KeptEvidence } from '../../report/auditReport.js';
import { dayOf } from '../../schema/day.js';
import { readProvenanceSchema } from '../../schema/schemaFile.js';
import { locateSchemaFile, readFleetIfThere } from '../projectFiles.js';
import { evidencePlaceOf, keepEvidence } from './evidencePlace.js';
import { judgedSchemas } from './judgedSchemas.js';
import { type AuditPart, assertSignable } from './signableParts.js';

type Flags = {
  readonly evidence: string;
  readonly 'signing-key'?: string | undefined;
  readonly schema?: string | undefined;
  readonly fleet?: string | undefined;
};

/**
 * Makes ready to leave one run of evidence of an audit that several runners did: what it returns does so.
 * @throws SfError as `assertSignable`, `evidencePlaceOf`, and reading schema and fleet do; nothing is written then
 */
export async function mergeEvidence(
  parts: readonly AuditPart[],
  flags: Flags,
): Promise<(report: AuditReport) => Promise<KeptEvidence>> {
  const place = await evidencePlaceOf(flags, process.env);
  assertSignable(parts, runsIn(flags.evidence));
  // What held on the day of the audit was judged by, whatever the day of the merge.
  const [first] = parts;
  const day = dayOf(first === undefined ? new Date() : new Date(first.result.evaluatedAt));
  const schema = await readProvenanceSchema(await locateSchemaFile(flags.schema), day);
  const fleet = flags.fleet === undefined ? await readFleetIfThere(day) : await readFleet(flags.fleet, day);
  return (report) => {
    const orgs = report.orgs.map(({ name, username = name }) => ({
      name,
      fleetOrg: fleetOrgNamed(fleet, name, username),
    }));
    return keepEvidence(
      place,
      report,
      judgedSchemas(report, schema, orgs),
      runParts(parts.map(({ result }) => result)),
    );
  };
}
