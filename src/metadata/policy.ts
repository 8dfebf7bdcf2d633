import type { ProvenanceSchema } from '../schema/provenanceSchema.js';
import type { DesiredComponent } from './component.js';

/**
 * What one org accepts, bound to that org by its id. `unbound` is what stands in source control: it names no org, so
 * an org that gets it refuses synthetic records until its own policy is deployed.
 */
export type PolicyBinding = { readonly organizationId: string; readonly acceptsSynthetic: boolean } | 'unbound';

const ACCEPTS_FIELD = 'Accepts_Synthetic__c';
const ORGANIZATION_FIELD = 'Organization_Id__c';

/** The fields of the policy's type. */
export const policyFields: readonly string[] = [ACCEPTS_FIELD, ORGANIZATION_FIELD];

/** How a formula names the policy's values. */
export function policyReference(schema: ProvenanceSchema): { accepts: string; organizationId: string } {
  const record = `$CustomMetadata.${schema.policy.type}.${schema.policy.record}`;
  return { accepts: `${record}.${ACCEPTS_FIELD}`, organizationId: `${record}.${ORGANIZATION_FIELD}` };
}

/** The policy's custom metadata type, its two fields and the record `binding` describes. */
export function policyComponents(schema: ProvenanceSchema, binding: PolicyBinding): DesiredComponent[] {
  const { type, label, record } = schema.policy;
  const purpose = 'policy';
  return [
    {
      type: 'CustomObject',
      fullName: type,
      purpose,
      body: {
        label,
        pluralLabel: label,
        description: 'Whether this org accepts synthetic records. Bound to one org by its id.',
        visibility: 'Public',
      },
    },
    {
      type: 'CustomField',
      fullName: `${type}.${ACCEPTS_FIELD}`,
      purpose,
      body: {
        label: 'Accepts Synthetic',
        description: 'True where synthetic records may be created, for example in a sandbox.',
        type: 'Checkbox',
        defaultValue: 'false',
        fieldManageability: 'DeveloperControlled',
      },
    },
    {
      type: 'CustomField',
      fullName: `${type}.${ORGANIZATION_FIELD}`,
      purpose,
      body: {
        label: 'Organization ID',
        description: 'The org this policy was written for. In any other org synthetic records are refused.',
        type: 'Text',
        length: 18,
        required: false,
        unique: false,
        fieldManageability: 'DeveloperControlled',
      },
    },
    {
      type: 'CustomMetadata',
      // The record's full name leaves out the type's suffix.
      fullName: `${type.replace(/__mdt$/, '')}.${record}`,
      purpose,
      body: {
        label: record.replaceAll('_', ' '),
        protected: false,
        values: [
          { field: ACCEPTS_FIELD, value: binding !== 'unbound' && binding.acceptsSynthetic },
          { field: ORGANIZATION_FIELD, value: binding === 'unbound' ? null : binding.organizationId },
        ],
      },
    },
  ];
}
