import { aSchema } from '../../builders/schema.js';
import { aSuspension } from '../../builders/suspension.js';

/** A schema that asks for everything that a check looks at. */
export const schema = aSchema({
  objects: ['Account', 'Contact', 'Lead', 'Task', 'Loyalty__c', 'Case'],
  markers: { generation_source: { length: 100 }, generation_batch: { enabled: true } },
  guards: { declared: { enabled: true } },
  // The guards of cases refuse nothing yet: two of them report, one is off.
  enforcement: [
    aSuspension({ guards: ['complete', 'contained'], objects: ['Case'], since: '2026-04-01' }),
    aSuspension({ mode: 'inactive', guards: ['declared'], objects: ['Case'], since: '2026-04-01' }),
  ],
  history: { enabled: true },
  translations: {
    de: {
      markers: { is_synthetic: { label: 'Ist synthetisch' } },
      guards: { complete: 'Die Herkunft ist unvollständig.' },
    },
  },
});
