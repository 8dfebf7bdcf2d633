import type { Org } from '@salesforce/core';
import type { Baseline } from '../../audit/baseline.js';
import type { ObservationSettings } from '../../audit/observationRequest.js';
import type { Framework } from '../../audit/framework.js';
import { frameworksNamed } from '../../audit/frameworks/index.js';
import type { Waiver } from '../../audit/waivers.js';
import { dayOf } from '../../schema/day.js';
import { type Fleet, readFleet } from '../../fleet/fleetFile.js';
import { assertReportFiles } from '../../report/reportFile.js';
import type { ProvenanceSchema } from '../../schema/provenanceSchema.js';
import { parseShard, type Shard } from '../../fleet/selectOrgs.js';
import { readProvenanceSchema } from '../../schema/schemaFile.js';
import { type ChosenOrg, orgsOf, type SelectionFlags } from '../chosenOrgs.js';
import { type AuditPast, auditPast, readBaseline } from './auditPast.js';
import { observationSettings } from './observationSettings.js';
import { type EvidencePlace, evidencePlaceOf } from './evidencePlace.js';
import { locateSchemaFile, readAllWaivers, readFleetIfThere } from '../projectFiles.js';

/** The flags of `audit` as oclif parses them. */
export type ParsedFlags = SelectionFlags & {
  readonly 'target-org'?: Org | undefined;
  readonly 'api-version'?: string | undefined;
  readonly fleet?: string | undefined;
  readonly schema?: string | undefined;
  readonly 'output-file'?: string[] | undefined;
  readonly waivers?: string | undefined;
  readonly framework?: string[] | undefined;
  readonly records: boolean;
  readonly since?: string | undefined;
  readonly evidence?: string | undefined;
  readonly 'signing-key'?: string | undefined;
  readonly history?: string | undefined;
  readonly baseline?: string | undefined;
  readonly 'stale-after'?: number | undefined;
  readonly concurrency: number;
  readonly verbose: boolean;
};

/** All that an audit works with, read and checked before any org is asked. */
export type AuditInputs = {
  readonly shard?: Shard;
  readonly schemaFile: string;
  readonly schema: ProvenanceSchema;
  readonly fleet: Fleet | undefined;
  readonly orgs: readonly ChosenOrg[];
  readonly waivers: readonly Waiver[];
  /** Also says when the audit is. */
  readonly observations: ObservationSettings;
  /** In whose order the result is shown too. */
  readonly frameworks: readonly Framework[];
  /** An earlier audit whose failures are known. */
  readonly baseline: { readonly file: string; readonly audit: Baseline } | undefined;
  readonly past: AuditPast;
  readonly outputFiles: readonly string[];
  /** Where the audit leaves evidence, if it does. */
  readonly evidencePlace: EvidencePlace | undefined;
  readonly concurrency: number;
  readonly verbose: boolean;
};

/** Throws an SfError for every mistake in a flag or file. */
export async function auditInputs(flags: ParsedFlags, now: Date): Promise<AuditInputs> {
  const outputFiles = flags['output-file'] ?? [];
  assertReportFiles(outputFiles);
  const schemaFile = await locateSchemaFile(flags.schema);
  const today = dayOf(now);
  const schema = await readProvenanceSchema(schemaFile, today);
  const fleet = flags.fleet === undefined ? await readFleetIfThere(today) : await readFleet(flags.fleet, today);
  const observations = observationSettings(flags, now);
  const sources = { given: flags.waivers, fleet, fleetFile: flags.fleet };
  const waivers = await readAllWaivers(sources, today);
  const orgs = await orgsOf('synthetic audit', fleet, flags);
  const frameworks = frameworksNamed(flags.framework ?? []);
  const { evidence } = flags;
  const evidencePlace = evidence === undefined ? undefined : await evidencePlaceOf({ ...flags, evidence }, process.env);
  const file = flags.baseline;
  const baseline = file === undefined ? undefined : { file, audit: await readBaseline(file) };
  const past = await auditPast(flags);
  const { concurrency, verbose } = flags;
  return {
    schemaFile,
    schema,
    fleet,
    orgs,
    waivers,
    observations,
    frameworks,
    baseline,
    past,
    outputFiles,
    evidencePlace,
    concurrency,
    verbose,
    ...(flags.shard === undefined ? {} : { shard: parseShard(flags.shard) }),
  };
}
