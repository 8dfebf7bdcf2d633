import { jsonOf } from '../digest/canonicalJson.js';
import { digestOf } from '../digest/sha256.js';
import type { AuditReport, KeptEvidence } from '../report/auditReport.js';
import type { RunPart } from './runText.js';

/** What a run says of the results that it is merged from. Their files are of one machine, and left out. */
export function runParts(results: readonly AuditReport[]): RunPart[] {
  return results.map((result) => ({
    result: digestOf(jsonOf(result)),
    evaluatedAt: result.evaluatedAt,
    ...(result.shard === undefined ? {} : { shard: result.shard }),
    orgs: result.orgs.length,
    ...(result.evidence === undefined ? {} : { evidence: linkOf(result.evidence) }),
  }));
}

function linkOf({ run, head, root, signedBy }: KeptEvidence): NonNullable<RunPart['evidence']> {
  return { run, head, root, ...(signedBy === undefined ? {} : { signedBy }) };
}
