import { catalogOf } from '../../../src/emulator/catalog/catalog.js';
import { describeObject } from '../../../src/emulator/catalog/describe.js';
import { accessOf } from '../../../src/emulator/access/access.js';
import { standardObjects } from '../../../src/emulator/catalog/standard/index.js';
import { testOrg } from '../records/orgBuilder.js';
import { consoleOf } from '../soql/soqlBuilder.js';

const target = testOrg();
const catalog = catalogOf(target.org);
const soql = consoleOf(target);

/** Key prefix, name field, what every record must be given. */
const facts: Record<string, [keyPrefix: string, nameField: string | undefined, required: string[]]> = {
  AccountContactRelation: ['07k', undefined, ['AccountId', 'ContactId']],
  Asset: ['02i', 'Name', ['Name']],
  AuthorizationForm: ['0cI', 'Name', ['Name']],
  AuthorizationFormConsent: ['0cK', 'Name', ['Name', 'ConsentGiverId']],
  AuthorizationFormDataUse: ['0cM', 'Name', ['Name', 'AuthorizationFormId', 'DataUsePurposeId']],
  AuthorizationFormText: ['0cN', 'Name', ['Name', 'AuthorizationFormId']],
  Campaign: ['701', 'Name', ['Name']],
  CampaignMember: ['00v', 'Name', ['CampaignId']],
  CommSubscription: ['0Xl', 'Name', ['Name']],
  CommSubscriptionChannelType: ['0eB', 'Name', ['Name', 'CommunicationSubscriptionId', 'EngagementChannelTypeId']],
  CommSubscriptionConsent: [
    '0dY',
    'Name',
    ['Name', 'ContactPointId', 'EffectiveFromDate', 'CommSubscriptionChannelTypeId'],
  ],
  CommSubscriptionTiming: ['0al', 'Name', ['Name', 'CommSubscriptionConsentId', 'Unit']],
  ContactPointAddress: ['8lW', 'Name', ['Name']],
  ContactPointConsent: ['0ZX', 'Name', ['Name', 'ContactPointId', 'PrivacyConsentStatus']],
  ContactPointEmail: ['9Vl', 'Name', ['EmailAddress']],
  ContactPointPhone: ['0Ow', 'Name', ['TelephoneNumber']],
  ContactPointTypeConsent: ['0ZY', 'Name', ['Name', 'PartyId', 'PrivacyConsentStatus']],
  ContractLineItem: ['811', 'LineItemNumber', ['ServiceContractId', 'PricebookEntryId', 'Quantity', 'UnitPrice']],
  Contract: ['800', 'ContractNumber', ['AccountId', 'Status']],
  DataUseLegalBasis: ['0ZT', 'Name', ['Name']],
  DataUsePurpose: ['0ZW', 'Name', ['Name']],
  EngagementChannelType: ['0eF', 'Name', ['Name']],
  Entitlement: ['550', 'Name', ['Name', 'AccountId']],
  Event: ['00U', 'Subject', []],
  Individual: ['0PK', 'Name', ['LastName']],
  OpportunityLineItem: ['00k', 'Name', ['OpportunityId', 'Quantity']],
  Order: ['801', 'OrderNumber', ['EffectiveDate', 'Status']],
  OrderItem: ['802', 'OrderItemNumber', ['OrderId', 'PricebookEntryId', 'Quantity', 'UnitPrice']],
  PartyConsent: ['0g8', 'Name', ['Name', 'PartyId', 'Action', 'PrivacyConsentStatus']],
  Pricebook2: ['01s', 'Name', ['Name']],
  PricebookEntry: ['01u', 'Name', ['Pricebook2Id', 'Product2Id', 'UnitPrice']],
  Product2: ['01t', 'Name', ['Name']],
  Quote: ['0Q0', 'Name', ['Name', 'OpportunityId']],
  QuoteLineItem: ['0QL', 'LineNumber', ['QuoteId', 'PricebookEntryId', 'Quantity', 'UnitPrice']],
  ServiceContract: ['810', 'Name', ['Name']],
  Task: ['00T', 'Subject', ['Status', 'Priority']],
  WorkOrder: ['0WO', 'WorkOrderNumber', []],
  WorkOrderLineItem: ['1WL', 'LineItemNumber', ['WorkOrderId']],
};

describe('the objects of a retail CRM', () => {
  it.each(Object.entries(facts))('Given %s, When it is looked up, Then its facts are there', (name, fact) => {
    const object = catalog.object(name);
    const fields = [...(object?.fields.values() ?? [])];
    const required = fields.filter(
      (field) => !field.nillable && field.createable && field.type !== 'boolean' && field.name !== 'OwnerId',
    );
    expect([
      object?.keyPrefix,
      fields.find(({ nameField }) => nameField)?.name,
      required.map((field) => field.name),
    ]).toEqual(fact);
    for (const system of ['Id', 'IsDeleted', 'CreatedDate', 'CreatedById', 'LastModifiedById', 'SystemModstamp'])
      expect(object?.fields.has(system)).toBe(true);
  });

  it.each([
    ['Opportunity', 'CampaignId', 'Campaign', 'Opportunities'],
    ['Opportunity', 'Pricebook2Id', 'Pricebook2', 'Opportunities'],
    ['OpportunityLineItem', 'OpportunityId', 'Opportunity', 'OpportunityLineItems'],
    ['Order', 'AccountId', 'Account', 'Orders'],
    ['OrderItem', 'OrderId', 'Order', 'OrderItems'],
    ['PricebookEntry', 'Product2Id', 'Product2', 'PricebookEntries'],
    ['CampaignMember', 'ContactId', 'Contact', 'CampaignMembers'],
    ['Asset', 'Product2Id', 'Product2', 'Assets'],
    ['Contract', 'AccountId', 'Account', 'Contracts'],
    ['Quote', 'OpportunityId', 'Opportunity', 'Quotes'],
    ['QuoteLineItem', 'QuoteId', 'Quote', 'QuoteLineItems'],
    ['Contact', 'IndividualId', 'Individual', 'Contacts'],
    ['Lead', 'IndividualId', 'Individual', 'Leads'],
    ['Case', 'AssetId', 'Asset', 'Cases'],
    ['ContactPointEmail', 'ParentId', 'Individual', 'ContactPointEmails'],
    ['CommSubscriptionConsent', 'ContactPointId', 'ContactPointPhone', 'CommSubscriptionConsents'],
    ['AuthorizationFormText', 'AuthorizationFormId', 'AuthorizationForm', 'AuthorizationForms'],
    ['WorkOrderLineItem', 'WorkOrderId', 'WorkOrder', 'WorkOrderLineItems'],
    ['ContractLineItem', 'ServiceContractId', 'ServiceContract', 'ContractLineItems'],
    ['Task', 'WhatId', 'WorkOrder', 'Tasks'],
    ['Task', 'WhatId', 'Order', 'Tasks'],
    ['Event', 'WhoId', 'Lead', 'Events'],
  ])('Given %s.%s, When relationships are read, Then %s has its %s', (childObject, field, parent, relationshipName) => {
    expect(catalog.field(childObject, field)?.referenceTo).toContain(parent);
    expect(catalog.object(parent)?.childRelationships).toContainEqual({ childObject, field, relationshipName });
    expect(() => soql.ask(`SELECT Id, (SELECT Id FROM ${relationshipName}) FROM ${parent}`)).not.toThrow();
  });

  it('Given any object, When its children are read, Then no two have one name', () => {
    for (const { name, childRelationships } of catalog.objects()) {
      const names = childRelationships.flatMap(({ relationshipName }) => relationshipName ?? []);
      expect({ name, repeated: names.filter((each, index) => names.indexOf(each) !== index) }).toEqual({
        name,
        repeated: [],
      });
    }
  });

  it('Given fields that show another record’s value, When they are described, Then they are no formulas', () => {
    const { fields } = describeObject(catalog, accessOf(target.org, target.admin), 'PricebookEntry');
    expect(fields.find(({ name }) => name === 'Name')).toMatchObject({
      calculated: false,
      calculatedFormula: null,
      createable: false,
      nameField: true,
    });
  });

  it('Given a subject, When it is described, Then it is a combobox', () => {
    const { fields } = describeObject(catalog, accessOf(target.org, target.admin), 'Task');
    expect(fields.find(({ name }) => name === 'Subject')).toMatchObject({ type: 'combobox', soapType: 'xsd:string' });
    expect(fields.find(({ name }) => name === 'WhoId')).toMatchObject({
      polymorphicForeignKey: true,
      referenceTo: ['Contact', 'Lead'],
      relationshipName: 'Who',
    });
  });

  it.each([
    [
      'Order',
      { IsCustomizable: true, IsLayoutable: true, IsSearchable: true, IsTriggerable: true, IsWorkflowEnabled: true },
    ],
    ['CampaignMember', { IsCustomizable: true, IsLayoutable: true, IsSearchable: false, IsWorkflowEnabled: true }],
    ['PricebookEntry', { IsCustomizable: true, IsSearchable: false, IsWorkflowEnabled: true }],
    ['Task', { IsCustomizable: true, IsWorkflowEnabled: true, IsQueryable: true }],
    ['Activity', { IsCustomizable: true, IsWorkflowEnabled: false, IsQueryable: false, IsEverCreatable: false }],
  ])('Given %s, When EntityDefinition is queried, Then it tells what the object can do', (name, expected) => {
    const [row] = soql.ask(
      `SELECT IsCustomizable, IsLayoutable, IsSearchable, IsTriggerable, IsWorkflowEnabled, IsQueryable, IsEverCreatable FROM EntityDefinition WHERE QualifiedApiName = '${name}'`,
    ).records;
    expect(row).toMatchObject(expected);
  });

  it('Given the standard objects, When they take custom fields and have records, Then FLS can name their fields', () => {
    const secured = standardObjects.filter(({ category }) => category === 'business');
    for (const { name, fields } of secured) {
      const wrong = fields.filter((field) => field.permissionable && (field.type === 'id' || !field.nillable));
      expect({ name, wrong: wrong.filter(({ type, createable }) => type !== 'boolean' && createable) }).toEqual({
        name,
        wrong: [],
      });
    }
  });
});
