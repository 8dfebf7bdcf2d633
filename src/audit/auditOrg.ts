import type { OrgSnapshot } from '../org/snapshot.js';
import { makePlan, type Plan } from '../plan/plan.js';
import type { ProvenanceSchema } from '../schema/provenanceSchema.js';
import type { AuditInput, Check } from './check.js';
import { checks } from './checks/index.js';
import type { FleetFacts } from './fleetFacts.js';
import { type Finding, type ObjectRecords, type OrgAudit, verdictOf } from './finding.js';

type AuditOptions = {
  /** The checks to judge by; all of them unless given. */
  readonly registry?: readonly Check[];
  readonly fleet?: FleetFacts | undefined;
  /** Of this schema and snapshot, where it is made already. */
  readonly plan?: Plan;
};

/** Judges one org by what was gathered from it. Pure. */
export function auditOrg(
  schema: ProvenanceSchema,
  snapshot: OrgSnapshot,
  { registry = Object.values(checks), fleet, plan = makePlan(schema, snapshot) }: AuditOptions = {},
): OrgAudit {
  const input: AuditInput = { schema, snapshot, plan, fleet };
  const findings = registry.flatMap((check) => evaluate(check, input));
  const records = countedRecords(snapshot);
  return { org: snapshot.org, verdict: verdictOf(findings), findings, ...(records === undefined ? {} : { records }) };
}

function countedRecords({ observations }: OrgSnapshot): ObjectRecords[] | undefined {
  if (observations?.records === undefined) return undefined;
  return [...observations.records].flatMap(([object, { all, synthetic }]) =>
    all.state === 'read' && synthetic.state === 'read' ? [{ object, all: all.value, synthetic: synthetic.value }] : [],
  );
}

/** The audit of an org from which nothing could be gathered: every check stays unevaluated, for the reason given. */
export function auditUnreachable(
  name: string,
  reason: { readonly message: string; readonly actions?: readonly string[] | undefined },
  registry: readonly Check[] = Object.values(checks),
): OrgAudit {
  const findings = registry.map(({ metadata }): Finding => ({
    check: metadata.id,
    severity: metadata.severity,
    status: 'notEvaluated',
    subject: 'Org',
    name,
    message: reason.message,
    remediation: reason.actions?.[0] ?? '',
  }));
  return { org: { name }, verdict: 'notEvaluated', findings };
}

/** A check that breaks must neither pass nor take the others with it. */
function evaluate({ metadata, evaluate: run }: Check, input: AuditInput): Finding[] {
  try {
    return run(input);
  } catch (error) {
    return [
      {
        check: metadata.id,
        severity: metadata.severity,
        status: 'notEvaluated',
        subject: 'Org',
        name: input.snapshot.org.name,
        message: `the check itself failed: ${error instanceof Error ? error.message : String(error)}`,
        remediation: 'Report this as an error of sf-plugin-synthetic.',
      },
    ];
  }
}
