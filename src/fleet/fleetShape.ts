import * as z from 'zod';
import { label } from '../schema/salesforceText.js';

/** The shape of `config/fleet.yaml`: what the parser accepts and the published JSON Schema describes. */

// An alias or username is one word; a leading dash would read as a flag on a command line.
const orgName = z
  .string()
  .max(80)
  // eslint-disable-next-line no-control-regex -- these are the characters to refuse
  .regex(/^[^\s\u0000-\u001F\u007F-][^\s\u0000-\u001F\u007F]*$/, {
    error: 'expected an alias or username as "sf org list" shows it, without spaces',
  });

const ringName = z
  .string()
  .max(40)
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?$/, {
    error: 'expected a name of letters, digits, dashes and underscores',
  });

const fleetOrg = z.strictObject({
  org: orgName.describe('Alias or username of an org you logged in to; "sf org list" shows them.'),
  role: z
    .enum(['production', 'sandbox', 'scratch'], { error: 'expected production, sandbox or scratch' })
    .describe('What the org is for. It decides whether the org accepts synthetic records.'),
  ring: ringName.optional().describe('The group in which changes reach this org, e.g. canary.'),
  owner: label(255).optional().describe('Who answers for the org: a name or an e-mail address.'),
});

export const fleetShape = z
  .strictObject({
    $schema: z.string().optional().describe('Path of the JSON Schema, for editors. Has no meaning to the plugin.'),
    version: z.literal(1).default(1).describe('Version of this file format.'),
    orgs: z
      .array(fleetOrg, { error: 'expected a list of orgs; write "orgs: []" for none yet' })
      .describe('The orgs you answer for. An empty list is allowed.'),
  })
  .meta({ title: 'Fleet', description: 'The orgs you answer for, and what each is for.' });
