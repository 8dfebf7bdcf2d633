import * as z from 'zod';
import {
  defaultAccess,
  defaultBadge,
  defaultEnforcement,
  defaultGuards,
  defaultHistory,
  defaultLeadConversion,
  defaultMarkers,
  defaultPolicy,
  defaultReport,
} from './provenanceDefaults.js';
import { enforcement } from './enforcementShape.js';
import type { FieldText, Grant, Guard } from './provenanceSchema.js';
import { developerName, fieldApiName, label, limits, metadataTypeApiName, prose } from './salesforceText.js';
import { exclude, objects } from './scopeShape.js';
import { translations } from './translationShape.js';

/** The shape of `config/provenance.yaml`: what the parser accepts and the published JSON Schema describes. */

const fieldKeys = (field: FieldText) => ({
  apiName: fieldApiName.default(field.apiName).describe('API name of the field; ends with __c.'),
  label: label(limits.fieldLabel).default(field.label).describe('What users see as the name of the field.'),
  description: prose(limits.fieldDescription)
    .default(field.description)
    .describe('What administrators read about the field in Setup.'),
  helpText: prose(limits.fieldHelpText)
    .default(field.helpText)
    .describe('What users read when they point at the info icon of the field.'),
});

const guard = (defaults: Guard, what: string) =>
  z
    .union(
      [
        z.boolean(),
        z.strictObject({
          enabled: z.boolean().default(defaults.enabled).describe('Whether the rule is generated at all.'),
          name: developerName(limits.ruleName)
            .default(defaults.name)
            .describe('Developer name of the validation rule.'),
          description: prose(limits.ruleDescription)
            .default(defaults.description)
            .describe('What administrators read about the rule in Setup.'),
          message: prose(limits.ruleMessage)
            .default(defaults.message)
            .describe('What the user reads when the rule rejects a record. Say what to do.'),
        }),
      ],
      { error: 'expected true, false or a mapping with enabled, name, description, message' },
    )
    .transform((given): Guard => (typeof given === 'boolean' ? { ...defaults, enabled: given } : given))
    .prefault(defaults.enabled)
    .describe(`${what} true or false, or a mapping to change its name and texts.`);

const grant = (defaults: Grant, kind: 'permissionSet' | 'customPermission', what: string) =>
  z
    .strictObject({
      name: developerName(limits[`${kind}Name`]).default(defaults.name).describe('Developer name.'),
      label: label(limits[`${kind}Label`]).default(defaults.label).describe('What administrators see in Setup.'),
      description: prose(limits[`${kind}Description`])
        .default(defaults.description)
        .describe('What administrators read about it in Setup.'),
    })
    .prefault({})
    .describe(what);

const markers = z
  .strictObject({
    is_synthetic: z
      .strictObject(fieldKeys(defaultMarkers.is_synthetic))
      .prefault({})
      .describe('Checkbox: whether the record was generated.'),
    generation_source: z
      .strictObject({
        ...fieldKeys(defaultMarkers.generation_source),
        length: z
          .int()
          .min(1)
          .max(limits.textField)
          .default(defaultMarkers.generation_source.length)
          .describe('How many characters the field holds, 1 to 255.'),
      })
      .prefault({})
      .describe('Text: what generated the record.'),
    creation_timestamp: z
      .strictObject(fieldKeys(defaultMarkers.creation_timestamp))
      .prefault({})
      .describe('Date and time: when the record was generated.'),
    generation_batch: z
      .strictObject({
        enabled: z
          .boolean()
          .default(defaultMarkers.generation_batch.enabled)
          .describe('Whether the field is generated. It is an external id, of which an object has a limited number.'),
        ...fieldKeys(defaultMarkers.generation_batch),
        length: z
          .int()
          .min(1)
          .max(limits.textField)
          .default(defaultMarkers.generation_batch.length)
          .describe('How many characters the field holds, 1 to 255.'),
      })
      .prefault({})
      .describe('Text, external id: the run that generated the record (off by default).'),
  })
  .prefault({})
  .describe('The fields every object in scope carries.');

const guards = z
  .strictObject({
    complete: guard(defaultGuards.complete, 'A synthetic record names its source and time, a genuine one neither:'),
    immutable: guard(defaultGuards.immutable, 'Markers do not change after insert:'),
    contained: guard(defaultGuards.contained, 'An org that does not accept synthetic data rejects it:'),
    declared: guard(
      defaultGuards.declared,
      'Users with the permission set "generator" name a source on every insert (false by default):',
    ),
    person: guard(
      defaultGuards.person,
      'In orgs with person accounts, the account and the contact of a person carry the same markers:',
    ),
  })
  .prefault({})
  .describe('The validation rules that enforce the markers on every object in scope.');

const listView = (defaults: { enabled: boolean; name: string; label: string }, what: string) =>
  z
    .strictObject({
      enabled: z.boolean().default(defaults.enabled).describe('Whether the list view is generated.'),
      name: developerName(limits.listViewName).default(defaults.name).describe('Developer name of the list view.'),
      label: label(limits.listViewLabel).default(defaults.label).describe('What users see in the list of views.'),
    })
    .prefault({})
    .describe(what);

const report = z
  .strictObject({
    field: z
      .strictObject(fieldKeys(defaultReport.field))
      .prefault({})
      .describe('The formula field that names the guards which would refuse the record.'),
    listView: listView(defaultReport.listView, 'A list view of the records that would be refused.'),
  })
  .prefault({})
  .describe('What shows the records that guards would refuse, generated where guards only report (see enforcement).');

const badge = z
  .strictObject({
    enabled: z.boolean().default(defaultBadge.enabled).describe('Whether the badge field is generated.'),
    style: z
      .enum(['image', 'text'])
      .default(defaultBadge.style)
      .describe('image: a picture with alternative text. text: words, for lists and exports that show no pictures.'),
    field: z
      .strictObject(fieldKeys(defaultBadge.field))
      .prefault({})
      .describe('The formula field that shows the badge.'),
    altText: label(limits.badgeAltText)
      .default(defaultBadge.altText)
      .describe('Text in place of the picture, for screen readers and exports.'),
    staticResource: developerName(limits.staticResourceName)
      .default(defaultBadge.staticResource)
      .describe('Name of the static resource that holds the picture.'),
    listViews: z
      .strictObject({
        synthetic: listView(defaultBadge.listViews.synthetic, 'A list view of all synthetic records, on every object.'),
        genuine: listView(defaultBadge.listViews.genuine, 'A list view of all genuine records, on every object.'),
        extendShared: z
          .boolean()
          .default(defaultBadge.listViews.extendShared)
          .describe(
            "true: the badge becomes a column of the list views that an org's users share. Nothing is removed.",
          ),
      })
      .prefault({})
      .describe('List views on every object in scope that takes them.'),
  })
  .prefault({})
  .describe('What people see on a synthetic record.');

const { acceptsSynthetic } = defaultPolicy;
const policy = z
  .strictObject({
    type: metadataTypeApiName
      .default(defaultPolicy.type)
      .describe('API name of the custom metadata type; ends with __mdt.'),
    label: label(limits.objectLabel).default(defaultPolicy.label).describe('Label of that type.'),
    record: developerName(limits.metadataRecordName)
      .default(defaultPolicy.record)
      .describe("Developer name of the record that holds this org's policy."),
    acceptsSynthetic: z
      .strictObject({
        production: z
          .boolean()
          .default(acceptsSynthetic.production)
          .describe('Production orgs. true lets generated records in among real customers.'),
        sandbox: z.boolean().default(acceptsSynthetic.sandbox).describe('Sandboxes.'),
        scratch: z.boolean().default(acceptsSynthetic.scratch).describe('Scratch orgs.'),
      })
      .prefault({})
      .describe('Whether orgs of each role accept synthetic records.'),
  })
  .prefault({})
  .describe('What an org accepts: a custom metadata record bound to the id of that org.');

const access = z
  .strictObject({
    permission: grant(
      defaultAccess.permission,
      'customPermission',
      'Custom permission: its holders may change markers after insert.',
    ),
    reader: grant(defaultAccess.reader, 'permissionSet', 'Permission set: sees markers and badge.'),
    writer: grant(
      defaultAccess.writer,
      'permissionSet',
      'Permission set: states markers on insert, without the right to change them later.',
    ),
    steward: grant(
      defaultAccess.steward,
      'permissionSet',
      'Permission set: edits markers and holds the custom permission.',
    ),
    declaration: grant(
      defaultAccess.declaration,
      'customPermission',
      'Custom permission, with the guard "declared": its holders name a source on every insert.',
    ),
    generator: grant(
      defaultAccess.generator,
      'permissionSet',
      'Permission set, with the guard "declared": states markers on insert and holds that permission.',
    ),
  })
  .prefault({})
  .describe('Who sees, states and corrects the markers.');

const history = z
  .strictObject({
    enabled: z
      .boolean()
      .default(defaultHistory.enabled)
      .describe('Whether changes of the markers are kept in the field history of objects that have one switched on.'),
  })
  .prefault({})
  .describe('Field history of the markers.');

const leadConversion = z
  .strictObject({
    enabled: z
      .boolean()
      .default(defaultLeadConversion.enabled)
      .describe("Whether an org's mapping of lead fields is extended by the markers. Other mappings stay as they are."),
  })
  .prefault({})
  .describe("What becomes of a lead's markers when it is converted to an account, contact and opportunity.");

export const provenanceShape = z
  .strictObject({
    $schema: z.string().optional().describe('Path of the JSON Schema, for editors. Has no meaning to the plugin.'),
    version: z.literal(1).default(1).describe('Version of this file format.'),
    markers,
    objects,
    exclude,
    guards,
    enforcement: enforcement
      .default(defaultEnforcement)
      .describe(
        'active: every guard refuses what it forbids. Or a list of what is not enforced yet, by whom and until when.',
      ),
    report,
    history,
    badge,
    policy,
    access,
    leadConversion,
    translations,
  })
  .meta({
    title: 'Provenance schema',
    description: 'What every record must carry and which rules hold. Every key is optional and has a default.',
  });
