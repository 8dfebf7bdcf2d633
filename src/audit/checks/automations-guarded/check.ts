import { markersOf } from '../../../schema/provenanceSchema.js';
import type { Check, CheckMetadata } from '../../check.js';
import { observationFinding, NOT_GATHERED } from '../../observationFinding.js';
import type { Finding } from '../../finding.js';
import { writersAround } from '../../writersAround.js';

const metadata: CheckMetadata = {
  id: 'automations-guarded',
  title: 'No active automation writes the markers where the guards do not look',
  severity: 'high',
  risk: 'A flow or trigger before the save, or a workflow field update after the guards, can unmark a synthetic record or mark a genuine one, and no rule refuses it.',
  remediation:
    'Take the markers out of what is named here, or switch it off, then audit again: sf synthetic audit --target-org %s',
  references: [
    'https://developer.salesforce.com/docs/atlas.en-us.apexcode.meta/apexcode/apex_triggers_order_of_execution.htm',
  ],
};

export const check: Check = {
  metadata,
  evaluate: (input) => {
    const { schema, plan, snapshot } = input;
    const { foreign } = snapshot.observations ?? {};
    if (foreign?.state !== 'read') {
      const message = `automations not readable: ${foreign?.reason ?? NOT_GATHERED}`;
      return [observationFinding(input, metadata, { status: 'notEvaluated', message })];
    }
    const writers = writersAround(
      foreign.value,
      markersOf(schema).map(({ field }) => field.apiName),
    );
    return plan.scope.targets.flatMap(({ name: object }): Finding[] => {
      const own = writers.filter((writer) => writer.object.toLowerCase() === object.toLowerCase());
      if (own.length === 0) {
        const about = { subject: `Object:${object}`, object, name: object };
        const message = 'no active automation writes its markers around the guards';
        return [observationFinding(input, metadata, { status: 'pass', message }, about)];
      }
      return own.map(({ kind, component, what }) =>
        observationFinding(
          input,
          metadata,
          { status: kind === 'certain' ? 'fail' : 'manual', message: what },
          { subject: `${component.type}:${component.fullName}`, object, name: component.fullName },
        ),
      );
    });
  },
};
