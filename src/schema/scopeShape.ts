import * as z from 'zod';
import { objectGroupNames } from './objectGroups.js';
import { defaultObjects } from './provenanceDefaults.js';
import { badgeStyles, type GuardId } from './provenanceSchema.js';
import { limits, objectApiName, objectApiNameOrEvery, prose } from './salesforceText.js';

/** The keys of the provenance schema that say which objects carry the markers. */

const onThisObject = z.boolean().optional().describe('Whether this guard holds on this object.');
const objectGuards = z.strictObject({
  complete: onThisObject,
  immutable: onThisObject,
  contained: onThisObject,
  declared: onThisObject,
  person: onThisObject,
} satisfies Record<GuardId, z.ZodType>);

export const objects = z
  .array(
    z.union(
      [
        objectApiNameOrEvery,
        z.strictObject({
          name: objectApiName.describe('API name of the object.'),
          optional: z
            .boolean()
            .default(false)
            .describe('true: an org without this object still conforms. false: the missing object is a finding.'),
          guards: objectGuards.optional().describe('Guards that this object has, or has not, unlike the others.'),
          badge: z.enum(badgeStyles).optional().describe('How the badge shows on this object.'),
          listViews: z.boolean().optional().describe('Whether this object gets the list views.'),
          reason: prose(limits.exclusionReason)
            .optional()
            .describe('Why this object differs; needed where a guard is switched off. Whoever audits will ask.'),
        }),
        z.strictObject({
          group: z.enum(objectGroupNames).describe('A group of standard objects, each of them optional.'),
        }),
      ],
      { error: 'expected an object name, "*", a mapping with name and optional, or a mapping with group' },
    ),
    { error: 'expected a list of object names (lines that start with "- "); leave the key out for the default' },
  )
  .min(1, { error: 'expected at least one object; leave the key out for the default' })
  .prefault([...defaultObjects])
  .describe(
    'The objects whose records carry the markers: names, mappings for what is special of an object, groups, or "*" for every object that an org has.',
  );

export const exclude = z
  .array(
    z.strictObject({
      name: objectApiName.describe('API name of the object.'),
      reason: prose(limits.exclusionReason).describe('Why its records carry no markers; whoever audits will ask.'),
    }),
    { error: 'expected a list of mappings with name and reason' },
  )
  .prefault([])
  .describe('Objects that a group or "*" would bring in and that stay out, each with the reason.');
