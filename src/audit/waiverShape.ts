import * as z from 'zod';
import { label, prose } from '../schema/salesforceText.js';
import { checks } from './checks/index.js';

/** The shape of `config/waivers.yaml`: what the parser accepts and the published JSON Schema describes. */

// The bounds are ours: what a report can show.
const pattern = label(255);

const waiver = z.strictObject({
  check: z
    .enum(Object.keys(checks), { error: 'expected the id of a check; "sf synthetic audit list-checks" shows them' })
    .describe('Id of the check whose failures are accepted; "sf synthetic audit list-checks" shows them.'),
  org: pattern.describe('Alias or username of the org, as the fleet file names it; * stands for any characters.'),
  components: z
    .array(pattern, { error: 'expected a list of components, e.g. ["ValidationRule:Case.*"]' })
    .min(1)
    .describe('What the failures are about, as "sf synthetic audit --verbose" names it; * stands for any characters.'),
  owner: label(255).describe('Who answers for it: a name or an e-mail address.'),
  reason: prose(1000).describe('Why it is accepted; whoever audits will ask.'),
  ticket: label(255).describe('Where it was decided: the key or address of a ticket.'),
  expires: z.iso
    .date({ error: 'expected a day such as 2027-01-31' })
    .describe(
      'Last day on which the waiver holds (UTC), at most 365 days ahead; from the next day on the check fails.',
    ),
});

export const waiverShape = z
  .strictObject({
    $schema: z.string().optional().describe('Path of the JSON Schema, for editors. Has no meaning to the plugin.'),
    version: z.literal(1).default(1).describe('Version of this file format.'),
    waivers: z
      .array(waiver, { error: 'expected a list of waivers; write "waivers: []" for none' })
      .describe('Failures that somebody answers for. An empty list is allowed.'),
  })
  .meta({ title: 'Waivers', description: 'Failures of the audit that somebody answers for, until a day.' });
