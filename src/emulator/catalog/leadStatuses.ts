import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import type { FieldDefinition } from './definition.js';
import { bodiesOf, flagOf, textOf } from './metadataBody.js';
import { leadStatuses } from './standard/leadStatus.js';

/** What a lead's status can be, and whether a lead that has it is converted. */
export type LeadStatus = {
  readonly value: string;
  readonly label: string;
  readonly default: boolean;
  readonly active: boolean;
  readonly converted: boolean;
};

/**
 * The statuses of the org's leads: those of its standard value set LeadStatus, or a new org's.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_standardvalueset.htm
 */
export function leadStatusesOf(org: EmbeddedOrg): LeadStatus[] {
  const own = org.components.get('StandardValueSet', 'LeadStatus');
  if (own === undefined) return leadStatuses.map((each) => ({ ...each, label: each.value, active: true }));
  return bodiesOf(own.body, 'standardValue').map((each) => {
    const value = textOf(each, 'fullName') ?? '';
    return {
      value,
      label: textOf(each, 'label') ?? value,
      default: flagOf(each, 'default'),
      active: textOf(each, 'isActive') !== 'false',
      converted: flagOf(each, 'converted'),
    };
  });
}

/** The fields of Lead with the org's own statuses, if it has any. */
export function withLeadStatuses(org: EmbeddedOrg, fields: readonly FieldDefinition[]): readonly FieldDefinition[] {
  if (org.components.get('StandardValueSet', 'LeadStatus') === undefined) return fields;
  const picklistValues = leadStatusesOf(org);
  return fields.map((field) => (field.name === 'Status' ? { ...field, picklistValues } : field));
}
