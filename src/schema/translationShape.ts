import * as z from 'zod';
import type { GuardId, MarkerId } from './provenanceSchema.js';
import { label, languageCode, limits, prose } from './salesforceText.js';

/** The key of the provenance schema that says what users read in other languages. */

const fieldTranslation = z.strictObject({
  label: label(limits.fieldLabel).optional().describe('What users see as the name of the field.'),
  helpText: prose(limits.fieldHelpText).optional().describe('What users read when they point at the info icon.'),
});

export const translations = z
  .record(
    languageCode,
    z.strictObject({
      markers: z
        .strictObject({
          is_synthetic: fieldTranslation.optional(),
          generation_source: fieldTranslation.optional(),
          creation_timestamp: fieldTranslation.optional(),
          generation_batch: fieldTranslation.optional(),
        } satisfies Record<MarkerId, z.ZodType>)
        .prefault({})
        .describe('Texts of the markers.'),
      badge: fieldTranslation.prefault({}).describe('Texts of the badge field.'),
      guards: z
        .strictObject({
          complete: prose(limits.ruleMessage).optional(),
          immutable: prose(limits.ruleMessage).optional(),
          contained: prose(limits.ruleMessage).optional(),
          declared: prose(limits.ruleMessage).optional(),
          person: prose(limits.ruleMessage).optional(),
        } satisfies Record<GuardId, z.ZodType>)
        .prefault({})
        .describe('The message of each guard.'),
    }),
  )
  .prefault({})
  .describe(
    'What users read in other languages, by language code. Each must be switched on in the Translation Workbench.',
  );
