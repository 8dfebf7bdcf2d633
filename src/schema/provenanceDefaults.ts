import type { FieldText, Grant, Guard, GuardId, OrgRole, ProvenanceSchema } from './provenanceSchema.js';

/**
 * What an empty schema file means. Every key of the file has its default here and nowhere else: the parser, the
 * published JSON Schema and the template of `sf synthetic init` are held to it by tests.
 */

export const defaultMarkers = {
  is_synthetic: {
    apiName: 'Is_Synthetic__c',
    label: 'Is Synthetic',
    description:
      'Provenance marker: true when this record was generated and stands for no real person, company or event. Managed as code.',
    helpText: 'Checked when this record was generated and does not stand for a real customer or event.',
  },
  generation_source: {
    apiName: 'Generation_Source__c',
    label: 'Generation Source',
    description: 'Provenance marker: the tool, model or job that generated this synthetic record. Managed as code.',
    helpText: 'What generated this record, for example the tool and its version. Empty for a genuine record.',
    length: 255,
  },
  creation_timestamp: {
    apiName: 'Creation_Timestamp__c',
    label: 'Creation Timestamp',
    description:
      'Provenance marker: when this synthetic record was generated, which can be earlier than when it was inserted. Managed as code.',
    helpText: 'When this record was generated. Empty for a genuine record.',
  },
  generation_batch: {
    /** Takes an external id of every object, of which an object has a limited number: for the project to ask for. */
    enabled: false,
    apiName: 'Generation_Batch__c',
    label: 'Generation Batch',
    description: 'Provenance marker: the id of the run that generated this synthetic record. Managed as code.',
    helpText: 'The run that generated this record. Empty for a genuine record.',
    length: 80,
  },
} satisfies ProvenanceSchema['markers'];

export const defaultObjects: readonly string[] = ['Account', 'Contact', 'Lead', 'Opportunity', 'Case'];

export const defaultGuards = {
  complete: {
    enabled: true,
    name: 'Synthetic_Complete',
    description:
      'A synthetic record names its source and a generation time that is not in the future; a genuine record carries neither.',
    message:
      'Provenance is incomplete. A synthetic record needs its generation source and a creation timestamp that is not in the future. For a genuine record, leave both empty.',
  },
  immutable: {
    enabled: true,
    name: 'Synthetic_Immutable',
    description:
      'Provenance markers do not change after insert, except by users who hold the custom permission for it.',
    message:
      'Provenance markers cannot change after the record was created. Undo the change, or ask a provenance steward to correct the record.',
  },
  contained: {
    enabled: true,
    name: 'Synthetic_Contained',
    description:
      'An org whose policy does not accept synthetic data, or whose policy was written for another org, rejects synthetic records.',
    message:
      'This org does not accept synthetic records. Use a sandbox, or ask your administrator to deploy the provenance policy of this org.',
  },
  /** Only for users who load nothing but generated records, so it is for the project to ask for. */
  declared: {
    enabled: false,
    name: 'Synthetic_Declared',
    description:
      'Users who hold the custom permission for it must name the generation source of every record they insert.',
    message:
      'This user loads generated records only, and each must name its generation source. Send the provenance markers with every record.',
  },
  /** Generated only in orgs with person accounts: nowhere else would its formula compile. */
  person: {
    enabled: true,
    name: 'Synthetic_Person',
    description:
      'A person account is one person in two records: its account and its contact carry the same provenance markers.',
    message:
      'The account and the contact of this person differ in their provenance markers. Give both the same values.',
  },
} satisfies Record<GuardId, Guard>;

/** Every guard refuses, unless the file says otherwise and why. */
export const defaultEnforcement = 'active';

/** Generated only where guards report instead of refusing. */
export const defaultReport = {
  field: {
    apiName: 'Provenance_Problem__c',
    label: 'Provenance Problem',
    description:
      'Names the guards that would refuse this record as it is, where they only report so far. Managed as code.',
    helpText: 'The rules that will refuse this record once they are active. Empty when nothing is wrong.',
  } satisfies FieldText,
  listView: { enabled: true, name: 'Provenance_Problems', label: 'Would be refused' },
};

export const defaultBadge = {
  enabled: true,
  style: 'image' as const,
  field: {
    apiName: 'Provenance_Badge__c',
    label: 'Provenance',
    description: 'Shows a badge on synthetic records, so that nobody takes one for a real customer. Managed as code.',
    helpText: 'A badge here means that this record was generated and is not a real customer or event.',
  } satisfies FieldText,
  altText: 'Synthetic record',
  staticResource: 'Synthetic_Badge',
  listViews: {
    synthetic: { enabled: true, name: 'Synthetic_Records', label: 'Synthetic records' },
    genuine: { enabled: true, name: 'Genuine_Records', label: 'Genuine records' },
    /** They are the org's own, so it is for the project to ask for. */
    extendShared: false,
  },
};

export const defaultPolicy = {
  type: 'Synthetic_Data_Policy__mdt',
  label: 'Synthetic Data Policy',
  record: 'This_Org',
  /** Production refuses synthetic data unless the file says otherwise in so many words. */
  acceptsSynthetic: { production: false, sandbox: true, scratch: true } satisfies Record<OrgRole, boolean>,
};

export const defaultAccess = {
  permission: {
    name: 'Manage_Synthetic_Provenance',
    label: 'Manage Synthetic Provenance',
    description:
      'Allows changing provenance markers after a record was created. Give it to few people; every holder is audited.',
  },
  reader: {
    name: 'Synthetic_Provenance_Reader',
    label: 'Synthetic Provenance: Reader',
    description: 'Sees the provenance markers and the badge. Meant for everybody who works with these records.',
  },
  writer: {
    name: 'Synthetic_Provenance_Writer',
    label: 'Synthetic Provenance: Writer',
    description: 'States the provenance markers when inserting records, without the right to change them later.',
  },
  steward: {
    name: 'Synthetic_Provenance_Steward',
    label: 'Synthetic Provenance: Steward',
    description: 'Corrects the provenance markers of existing records: edits them and holds the permission to do so.',
  },
  declaration: {
    name: 'Declare_Synthetic_Provenance',
    label: 'Declare Synthetic Provenance',
    description: 'Obliges its holder to name the generation source of every record on insert.',
  },
  generator: {
    name: 'Synthetic_Provenance_Generator',
    label: 'Synthetic Provenance: Generator',
    description: 'For integrations that load generated records only: states the markers on insert, and has to.',
  },
} satisfies Record<string, Grant>;

/** History takes up to four of the fields that an object can track: for the project to ask for. */
export const defaultHistory = { enabled: false };

export const defaultLeadConversion = { enabled: true };
