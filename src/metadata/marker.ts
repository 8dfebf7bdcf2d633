import type { FieldText, ProvenanceSchema } from '../schema/provenanceSchema.js';
import type { DesiredComponent } from './component.js';

/** The marker fields of one object, or of the object that holds its fields; `history` keeps their changes. */
export function markerFields(
  schema: ProvenanceSchema,
  object: string,
  { history }: { history: boolean },
): DesiredComponent<'CustomField'>[] {
  const { is_synthetic, generation_source, creation_timestamp, generation_batch } = schema.markers;
  const field = (
    text: FieldText,
    rest: Omit<DesiredComponent<'CustomField'>['body'], 'label'>,
  ): DesiredComponent<'CustomField'> => ({
    type: 'CustomField',
    fullName: `${object}.${text.apiName}`,
    purpose: 'marker',
    object,
    body: {
      label: text.label,
      description: text.description,
      inlineHelpText: text.helpText,
      ...rest,
      ...(history ? { trackHistory: true } : {}),
    },
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
    // An external id is indexed, so that all records of a run are found however many there are.
    ...(generation_batch.enabled
      ? [
          field(generation_batch, {
            type: 'Text',
            length: generation_batch.length,
            required: false,
            unique: false,
            externalId: true,
          }),
        ]
      : []),
  ];
}
