import * as z from 'zod';
import { enforcement } from '../schema/enforcementShape.js';
import { badgeStyles, type GuardId } from '../schema/provenanceSchema.js';
import { label, limits, objectApiName, prose } from '../schema/salesforceText.js';

/** The shape of `config/fleet.yaml`: what the parser accepts and the published JSON Schema describes. */

// An alias or username is one word; a leading dash would read as a flag on a command line.
const orgName = z
  .string()
  .max(80)
  // eslint-disable-next-line no-control-regex -- these are the characters to refuse
  .regex(/^[^\s\u0000-\u001F\u007F-][^\s\u0000-\u001F\u007F]*$/, {
    error: 'expected an alias or username as "sf org list" shows it, without spaces',
  });

const groupName = z
  .string()
  .max(40)
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?$/, {
    error: 'expected a name of letters, digits, dashes and underscores',
  });

const reason = prose(limits.exclusionReason);
const onThisObject = z.boolean().optional().describe('Whether this guard holds on this object in this org.');

/** What an org gets from the defaults where it says nothing itself. */
const shared = {
  ring: groupName.optional().describe('The ring in which changes reach this org, e.g. canary.'),
  owner: label(255).optional().describe('Who answers for the org: a name or an e-mail address.'),
  groups: z
    .array(groupName, { error: 'expected a list of names' })
    .optional()
    .describe('Names by which commands choose orgs, beside the rings, e.g. emea.'),
  waivers: prose(255).optional().describe('File with the waivers that hold for this org, relative to this file.'),
};

const fleetOrg = z.strictObject({
  org: orgName.describe('Alias or username of an org you logged in to; "sf org list" shows them.'),
  role: z
    .enum(['production', 'sandbox', 'scratch'], { error: 'expected production, sandbox or scratch' })
    .describe('What the org is for. It decides whether the org accepts synthetic records.'),
  ...shared,
  hosts: z
    .array(
      z
        .string()
        .max(255)
        .regex(/^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{1,5})?$/, {
          error: 'expected a host name without https:// and path',
        }),
      { error: 'expected a list of host names' },
    )
    .optional()
    .describe(
      'Hosts of this org beside the one you log in to, e.g. acme.my.salesforce.com or one of your own. The audit looks for those of production orgs in the integrations of other orgs.',
    ),
  exclude: z
    .array(
      z.strictObject({
        name: objectApiName.describe('API name of the object.'),
        reason: reason.describe('Why its records carry no markers in this org; whoever audits will ask.'),
      }),
      { error: 'expected a list of mappings with name and reason' },
    )
    .optional()
    .describe('Objects of the provenance schema that stay out of scope in this org.'),
  objects: z
    .array(
      z.strictObject({
        name: objectApiName.describe('API name of the object, one that the provenance schema has in scope.'),
        guards: z
          .strictObject({
            complete: onThisObject,
            immutable: onThisObject,
            contained: onThisObject,
            declared: onThisObject,
            person: onThisObject,
          } satisfies Record<GuardId, z.ZodType>)
          .optional()
          .describe('Guards that this object has, or has not, in this org.'),
        badge: z.enum(badgeStyles).optional().describe('How the badge shows on this object in this org.'),
        listViews: z.boolean().optional().describe('Whether this object gets the list views in this org.'),
        reason: reason.describe('Why this org differs; whoever audits will ask.'),
      }),
      { error: 'expected a list of mappings with name, what differs, and reason' },
    )
    .optional()
    .describe('Settings of single objects that differ in this org.'),
  enforcement: enforcement
    .optional()
    .describe(
      'Which guards refuse nothing in this org for a while, besides what the provenance schema says. active: every guard refuses here, whatever it says.',
    ),
  acceptsSynthetic: z
    .strictObject({
      value: z.boolean().describe('Whether this org accepts synthetic records, whatever its role says.'),
      reason: reason.describe('Why this org differs from the others of its role; whoever audits will ask.'),
    })
    .optional()
    .describe('The policy of this org, where it is not that of its role.'),
});

export const fleetShape = z
  .strictObject({
    $schema: z.string().optional().describe('Path of the JSON Schema, for editors. Has no meaning to the plugin.'),
    version: z.literal(1).default(1).describe('Version of this file format.'),
    rings: z
      .array(groupName, { error: 'expected a list of names' })
      .optional()
      .describe('The rings in the order in which changes reach them. Without it, orgs keep the order of this file.'),
    defaults: z.strictObject(shared).optional().describe('What holds for every org that says nothing else.'),
    orgs: z
      .array(fleetOrg, { error: 'expected a list of orgs; write "orgs: []" for none yet' })
      .describe('The orgs you answer for. An empty list is allowed.'),
  })
  .meta({ title: 'Fleet', description: 'The orgs you answer for, and what each is for.' });
