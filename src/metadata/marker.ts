import type { ProvenanceSchema } from '../schema/provenanceSchema.js';
import type { DesiredComponent } from './component.js';

/** The three marker fields of one object, or of the object that holds its fields. */
export function markerFields(schema: ProvenanceSchema, object: string): DesiredComponent<'CustomField'>[] {
  const { is_synthetic, generation_source, creation_timestamp } = schema.markers;
  const field = (
    text: typeof is_synthetic,
    rest: Omit<DesiredComponent<'CustomField'>['body'], 'label'>,
  ): DesiredComponent<'CustomField'> => ({
    type: 'CustomField',
    fullName: `${object}.${text.apiName}`,
    purpose: 'marker',
    object,
    body: { label: text.label, description: text.description, inlineHelpText: text.helpText, ...rest },
  });
  return [
    field(is_synthetic, { type: 'Checkbox', defaultValue: 'false' }),
    field(generation_source, {
      type: 'Text',
      length: generation_source.length,
      required: false,
      unique: false,
      externalId: false,
    }),
    field(creation_timestamp, { type: 'DateTime', required: false }),
  ];
}
