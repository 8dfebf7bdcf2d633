import { guardsOn } from '../../../metadata/guard.js';
import type { Check, CheckMetadata } from '../../check.js';
import { loaderSet } from '../../observationRequest.js';
import { notCounted, recordFindings } from '../../recordFindings.js';

const metadata: CheckMetadata = {
  id: 'records-declared',
  title: 'Integrations state the provenance of the records they load',
  severity: 'medium',
  risk: 'A generated record that its integration does not declare counts as genuine from the first moment on, and nothing in it tells otherwise.',
  remediation:
    'Let the integration send the markers with every record it generates, then audit again: sf synthetic audit --target-org %s --records',
  references: ['https://eur-lex.europa.eu/eli/reg/2024/1689/oj'],
};

export const check: Check = {
  metadata,
  evaluate: (input) => {
    const targets = new Map(input.plan.scope.targets.map((target) => [target.name, target]));
    return recordFindings(input, metadata, ({ unlabelled }, object) => {
      const target = targets.get(object);
      if (target === undefined) return undefined;
      if (unlabelled.state === 'unread') return notCounted(unlabelled.reason);
      const holders = `holders of ${loaderSet(input.schema, target).name}`;
      if (unlabelled.value === 0)
        return { status: 'pass', message: `${holders} have created none without markers of late` };
      const message = `${holders} have created ${unlabelled.value} without any marker of late`;
      // Who may load generated records only has none that is genuine; others may have.
      return guardsOn(target).includes('declared')
        ? { status: 'fail', message }
        : { status: 'manual', message: `${message}; whether they are genuine can't be told` };
    });
  },
};
