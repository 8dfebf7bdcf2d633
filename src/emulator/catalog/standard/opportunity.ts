import {
  auditFields,
  businessObject,
  checkbox,
  date,
  deletedField,
  idField,
  lastViewedFields,
  number,
  ownerField,
  picklist,
  readOnly,
  reference,
  required,
  text,
  textArea,
  type StandardObject,
} from './fields.js';
import { leadSources } from './picklists.js';

/** What the stage of a new org's sales process says of an opportunity; probability in percent. */
export type OpportunityStage = { probability: number; closed: boolean; won: boolean; forecast: string };

const open = (probability: number): OpportunityStage => ({
  probability,
  closed: false,
  won: false,
  forecast: 'Pipeline',
});

export const opportunityStages: ReadonlyMap<string, OpportunityStage> = new Map([
  ['Prospecting', open(10)],
  ['Qualification', open(10)],
  ['Needs Analysis', open(20)],
  ['Value Proposition', open(50)],
  ['Id. Decision Makers', open(60)],
  ['Perception Analysis', open(70)],
  ['Proposal/Price Quote', open(75)],
  ['Negotiation/Review', open(90)],
  ['Closed Won', { probability: 100, closed: true, won: true, forecast: 'Closed' }],
  ['Closed Lost', { probability: 0, closed: true, won: false, forecast: 'Omitted' }],
]);

/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_opportunity.htm */
export const opportunity: StandardObject = {
  name: 'Opportunity',
  label: 'Opportunity',
  labelPlural: 'Opportunities',
  keyPrefix: '006',
  ...businessObject,
  fields: [
    idField('Opportunity ID'),
    deletedField,
    reference('AccountId', 'Account ID', 'Account', {
      childRelationshipName: 'Opportunities',
      deleteConstraint: 'Cascade',
    }),
    text('Name', 'Name', 120, { ...required, nameField: true }),
    textArea('Description', 'Description', 32000),
    picklist('StageName', 'Stage', [...opportunityStages.keys()], required),
    number('Amount', 'Amount', 'currency', 16, 2),
    number('Probability', 'Probability (%)', 'percent', 3, 0),
    number('ExpectedRevenue', 'Expected Amount', 'currency', 16, 2, readOnly),
    number('TotalOpportunityQuantity', 'Quantity', 'double', 16, 2),
    date('CloseDate', 'Close Date', required),
    picklist('Type', 'Opportunity Type', [
      'Existing Customer - Upgrade',
      'Existing Customer - Replacement',
      'Existing Customer - Downgrade',
      'New Customer',
    ]),
    text('NextStep', 'Next Step', 255),
    picklist('LeadSource', 'Lead Source', leadSources),
    checkbox('IsClosed', 'Closed', readOnly),
    checkbox('IsWon', 'Won', readOnly),
    picklist(
      'ForecastCategory',
      'Forecast Category',
      ['Omitted', 'Pipeline', 'BestCase', 'MostLikely', 'Forecast', 'Closed'],
      {
        ...readOnly,
        length: 40,
        nillable: false,
      },
    ),
    reference('CampaignId', 'Campaign ID', 'Campaign', { childRelationshipName: 'Opportunities' }),
    checkbox('HasOpportunityLineItem', 'Has Line Item', readOnly),
    reference('Pricebook2Id', 'Price Book ID', 'Pricebook2', {
      permissionable: false,
      childRelationshipName: 'Opportunities',
      deleteConstraint: 'Restrict',
    }),
    ownerField,
    ...auditFields,
    date('LastActivityDate', 'Last Activity', readOnly),
    ...lastViewedFields,
    reference('ContactId', 'Contact ID', 'Contact', { updateable: false, permissionable: false }),
  ],
};
