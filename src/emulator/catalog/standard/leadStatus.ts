import { auditFields, checkbox, idField, metadataRow, number, readOnly, text, type StandardObject } from './fields.js';

/** The statuses of a new org's leads, and whether a lead that has one is converted. */
export const leadStatuses: readonly {
  readonly value: string;
  readonly default: boolean;
  readonly converted: boolean;
}[] = [
  { value: 'Open - Not Contacted', default: true, converted: false },
  { value: 'Working - Contacted', default: false, converted: false },
  { value: 'Closed - Converted', default: false, converted: true },
  { value: 'Closed - Not Converted', default: false, converted: false },
];

/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_leadstatus.htm */
export const leadStatus: StandardObject = {
  name: 'LeadStatus',
  label: 'Lead Status Value',
  labelPlural: 'Lead Status Value',
  keyPrefix: '01J',
  ...metadataRow,
  fields: [
    idField('Lead Status Value ID'),
    text('MasterLabel', 'Master Label', 255, { ...readOnly, nameField: true }),
    text('ApiName', 'API Name', 255, readOnly),
    number('SortOrder', 'Sort Order', 'int', 9, 0, readOnly),
    checkbox('IsDefault', 'Is Default', readOnly),
    checkbox('IsConverted', 'Is Converted', readOnly),
    ...auditFields,
  ],
};
