import { aSchema } from '../../builders/schema.js';

/** A schema that asks for everything that a check looks at. */
export const schema = aSchema({
  objects: ['Account', 'Contact', 'Lead', 'Task', 'Loyalty__c'],
  markers: { generation_source: { length: 100 }, generation_batch: { enabled: true } },
  guards: { declared: { enabled: true } },
  history: { enabled: true },
  translations: {
    de: {
      markers: { is_synthetic: { label: 'Ist synthetisch' } },
      guards: { complete: 'Die Herkunft ist unvollständig.' },
    },
  },
});
