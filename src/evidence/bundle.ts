import { SfError } from '@salesforce/core/sfError';
import type { Finding } from '../audit/finding.js';
import { canonicalJson, jsonOf, type JsonValue } from '../digest/canonicalJson.js';
import { digestOf, type Sha256 } from '../digest/sha256.js';
import type { AuditReport, AuditReportOrg } from '../report/auditReport.js';
import type { ProvenanceSchema } from '../schema/provenanceSchema.js';
import { Impersonal } from './impersonal.js';
import type { RunPart } from './runText.js';

/** What one run leaves as evidence: files by their path below the run's folder, each in canonical JSON. */
export type Bundle = ReadonlyMap<string, string>;

export const RUN_FILE = 'run.json';
export const WAIVERS_FILE = 'waivers.json';

/**
 * The evidence of an audit. Persons are numbered, org usernames, paths of this machine and secrets are left out:
 * docs/evidence.md says what is in it and what is not. `schemas` are those by which orgs were judged, `parts` the results that
 * the report was merged from, if it was. Pure.
 * @throws SfError `EvidenceSchemaMissing` when an org was judged by another.
 */
export function bundle(
  report: AuditReport,
  schemas: readonly ProvenanceSchema[],
  parts: readonly RunPart[] = [],
): Bundle {
  const impersonal = new Impersonal();
  const shown = new Map(schemas.map((schema) => [digestOf(jsonOf(schema)), scrubbed(jsonOf(schema), impersonal)]));
  const orgs = report.orgs.map((org, index) => ({
    file: `orgs/${String(index + 1).padStart(5, '0')}.json`,
    content: orgContent(report, withSchema(org, shown), impersonal),
    ...org,
  }));
  const run = {
    version: 1,
    evaluatedAt: report.evaluatedAt,
    tool: report.tool,
    verdict: report.verdict,
    coverage: report.coverage,
    ...(parts.length === 0 ? {} : { parts }),
    orgs: orgs.map(({ file, name, organizationId, verdict, findings }) => ({
      file,
      name: impersonal.text(name),
      organizationId,
      verdict,
      findings: counts(findings),
    })),
  };
  const waivers = report.waivers.map(({ file: _, owner, ...waiver }) => ({
    ...scrubbed(waiver, impersonal),
    owner: impersonal.person(owner),
  }));
  const contents: [string, JsonValue][] = [
    [RUN_FILE, jsonOf(run)],
    [WAIVERS_FILE, jsonOf(waivers)],
    ...[...shown.values()].map((schema): [string, JsonValue] => [`schemas/${digestOf(schema)}.json`, schema]),
    ...orgs.map(({ file, content }): [string, JsonValue] => [file, content]),
  ];
  return new Map(contents.map(([path, content]) => [path, canonicalJson(content)]));
}

/** The org with its schema named as it lies in the bundle. */
function withSchema(org: AuditReportOrg, shown: ReadonlyMap<Sha256, JsonValue>): AuditReportOrg {
  if (org.observed === undefined) return org;
  const schema = shown.get(org.observed.schema);
  if (schema === undefined) {
    throw new SfError(
      `The provenance schema by which ${org.name} was judged is not the one at hand.`,
      'EvidenceSchemaMissing',
      ['Run the command with the schema and fleet files that the audit was run with.'],
    );
  }
  return { ...org, observed: { ...org.observed, schema: digestOf(schema) } };
}

function orgContent(report: AuditReport, org: AuditReportOrg, impersonal: Impersonal): JsonValue {
  const { username: _, findings, ...rest } = org;
  const expired = report.waivers.filter(({ state }) => state === 'expired');
  const withoutOwners = (finding: Finding): Finding => ({
    ...finding,
    message: expired.reduce(
      (message, { owner, ticket }) =>
        message.replaceAll(`(${owner}, ${ticket})`, () => `(${impersonal.person(owner)}, ${ticket})`),
      finding.message,
    ),
    ...(finding.waiver === undefined
      ? {}
      : { waiver: { ...finding.waiver, owner: impersonal.person(finding.waiver.owner) } }),
  });
  return scrubbed(jsonOf({ ...rest, findings: findings.map(withoutOwners) }), impersonal);
}

function counts(findings: readonly Finding[]): Partial<Record<Finding['status'], number>> {
  const numbers: Partial<Record<Finding['status'], number>> = {};
  for (const { status } of findings) numbers[status] = (numbers[status] ?? 0) + 1;
  return numbers;
}

/** The same value with every text in it impersonal; keys are names of components and of this program. */
function scrubbed<T extends JsonValue>(value: T, impersonal: Impersonal): T;
function scrubbed(value: JsonValue, impersonal: Impersonal): JsonValue {
  if (typeof value === 'string') return impersonal.text(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Array) return value.map((item: JsonValue) => scrubbed(item, impersonal));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, item === undefined ? undefined : scrubbed(item, impersonal)]),
  );
}
