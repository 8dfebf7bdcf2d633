import { shellWord } from './remediation.js';
import type { RecordCounts } from '../org/observations.js';
import type { AuditInput, CheckMetadata } from './check.js';
import { observationFinding } from './observationFinding.js';
import type { Finding } from './finding.js';

/** What a check says of one object's counts; undefined where it has nothing to say. */
type Judge = (
  counts: RecordCounts,
  object: string,
) => (Pick<Finding, 'status' | 'message'> & { severity?: Finding['severity'] }) | undefined;

/** One finding for each object whose records were counted; one for a person to act on when nobody asked to count. */
export function recordFindings(input: AuditInput, metadata: CheckMetadata, judge: Judge): Finding[] {
  const { org, observations } = input.snapshot;
  if (observations?.records === undefined) {
    return [
      observationFinding(input, metadata, {
        status: 'manual',
        message: 'records were not counted',
        remediation: `sf synthetic audit --target-org ${shellWord(org.name)} --records`,
      }),
    ];
  }
  const found = [...observations.records].flatMap(([object, counts]) => {
    const outcome = judge(counts, object);
    if (outcome === undefined) return [];
    // Fields that nobody granted a user are not there for that user, which is how a new schema's markers are at first.
    const read = `sf org assign permset --name ${input.schema.access.reader.name} --target-org ${org.name}`;
    return observationFinding(
      input,
      metadata,
      outcome.status === 'notEvaluated' ? { ...outcome, remediation: read } : outcome,
      { subject: `Records:${object}`, object, name: object },
    );
  });
  return found.length > 0
    ? found
    : [observationFinding(input, metadata, { status: 'pass', message: 'the provenance schema asks for none here' })];
}

/** A refused query comes back with its text and a pointer into it; what was wrong stands in the last line. */
export const notCounted = (reason: string): Pick<Finding, 'status' | 'message'> => ({
  status: 'notEvaluated',
  message: `records not counted: ${reason.trim().split('\n').at(-1) ?? reason}`,
});
