import {
  convertLead,
  createRecord,
  readRecord,
  updateRecord,
  type LeadConvert,
} from '../../../src/emulator/records/records.js';
import { consoleOf } from '../soql/soqlBuilder.js';
import {
  grant,
  problemsOf,
  put,
  putField,
  putRule,
  standardUser,
  testOrg,
  thrownBy,
  type TestOrg,
} from './orgBuilder.js';

let target: TestOrg;
beforeEach(() => {
  target = testOrg();
});

const create = (object: string, values: Record<string, unknown>): string =>
  createRecord(target.org, target.admin, object, values).id;
const read = (object: string, id: string | undefined): Record<string, unknown> =>
  readRecord(target.org, target.admin, object, id ?? '');
const lead = (values: Record<string, unknown> = {}): string =>
  create('Lead', { LastName: 'Fry', Company: 'Fry And Sons', ...values });
const conversionOf = (leadId: string, overrides: Partial<LeadConvert> = {}): LeadConvert => ({
  leadId,
  convertedStatus: 'Closed - Converted',
  doNotCreateOpportunity: false,
  overwriteLeadSource: false,
  ...overrides,
});
const convert = (leadId: string, overrides: Partial<LeadConvert> = {}): ReturnType<typeof convertLead> =>
  convertLead(target.org, target.admin, conversionOf(leadId, overrides));

describe('Given a lead, When it is converted', () => {
  it('Then account, contact and opportunity carry what it said by the standard mapping', () => {
    const rep = standardUser(target);
    const id = lead({
      FirstName: 'Phil',
      City: 'Leeds',
      Email: 'fry@example.com',
      LeadSource: 'Web',
      Industry: 'Retail',
      HasOptedOutOfEmail: true,
      OwnerId: rep.userId,
    });
    const { accountId, contactId, opportunityId, leadId } = convert(id);
    expect(leadId).toBe(id);
    expect(read('Account', accountId)).toMatchObject({
      Name: 'Fry And Sons',
      BillingCity: 'Leeds',
      Industry: 'Retail',
      AccountSource: 'Web',
      OwnerId: rep.userId,
    });
    expect(read('Contact', contactId)).toMatchObject({
      Name: 'Phil Fry',
      AccountId: accountId,
      MailingCity: 'Leeds',
      Email: 'fry@example.com',
      HasOptedOutOfEmail: true,
      OwnerId: rep.userId,
    });
    // The org's clock stands in the first quarter of 2026.
    expect(read('Opportunity', opportunityId)).toMatchObject({
      Name: 'Fry And Sons',
      AccountId: accountId,
      ContactId: contactId,
      StageName: 'Prospecting',
      CloseDate: '2026-03-31',
      LeadSource: 'Web',
      OwnerId: rep.userId,
    });
    expect(read('Lead', id)).toMatchObject({
      IsConverted: true,
      Status: 'Closed - Converted',
      ConvertedDate: '2026-03-01',
      ConvertedAccountId: accountId,
      ConvertedContactId: contactId,
      ConvertedOpportunityId: opportunityId,
    });
  });

  it('Then there is no opportunity when none is wanted', () => {
    const done = convert(lead(), { doNotCreateOpportunity: true });
    expect(done).not.toHaveProperty('opportunityId');
    expect(read('Lead', done.leadId)['ConvertedOpportunityId']).toBeNull();
  });

  it('Then it is read-only and nothing refers to it anew', () => {
    const id = lead();
    convert(id);
    const converted = { errorCode: 'CANNOT_UPDATE_CONVERTED_LEAD', message: 'cannot reference converted lead' };
    const rename = (): void => updateRecord(target.org, target.admin, 'Lead', id, { LastName: 'New' });
    expect(problemsOf(rename)).toMatchObject([converted]);
    expect(problemsOf(() => convert(id))).toMatchObject([converted]);
    expect(problemsOf(() => create('Task', { Subject: 'Call', WhoId: id }))).toMatchObject([converted]);
  });
});

describe('Given custom fields on a lead, When it is converted', () => {
  beforeEach(() => {
    for (const name of ['Lead.Kept__c', 'Lead.Lost__c', 'Account.Kept__c', 'Account.Lost__c', 'Contact.Kept__c']) {
      putField(target, name);
    }
    grant(target, {
      fields: ['Lead.Kept__c', 'Lead.Lost__c', 'Account.Kept__c', 'Account.Lost__c', 'Contact.Kept__c'],
    });
  });

  it('Then mapped ones go where the settings say, and the others are lost', () => {
    put(target, 'LeadConvertSettings', 'LeadConvertSettings', {
      objectMapping: [
        {
          inputObject: 'Lead',
          outputObject: 'Account',
          mappingFields: [{ inputField: 'Kept__c', outputField: 'Kept__c' }],
        },
        {
          inputObject: 'Lead',
          outputObject: 'Contact',
          mappingFields: [
            { inputField: 'Kept__c', outputField: 'Kept__c' },
            { inputField: 'Gone__c', outputField: 'Kept__c' },
          ],
        },
      ],
    });
    const { accountId, contactId } = convert(lead({ Kept__c: 'yes', Lost__c: 'no' }));
    expect(read('Account', accountId)).toMatchObject({ Kept__c: 'yes', Lost__c: null });
    expect(read('Contact', contactId)).toMatchObject({ Kept__c: 'yes' });
  });

  it('Then without settings all are lost', () => {
    expect(read('Account', convert(lead({ Kept__c: 'yes' })).accountId)['Kept__c']).toBeNull();
  });
});

describe('Given validation rules, When a lead is converted', () => {
  it.each(['Account', 'Contact', 'Opportunity', 'Lead'])(
    'Then a rule of %s that fails refuses the conversion and nothing stays',
    (object) => {
      const id = lead();
      putRule(target, `${object}.Never`, 'TRUE');
      expect(problemsOf(() => convert(id))).toMatchObject([
        { errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: `${object}.Never failed` },
      ]);
      expect(read('Lead', id)).toMatchObject({ IsConverted: false, ConvertedAccountId: null });
    },
  );
});

describe('Given an existing account and contact, When a lead is merged into them', () => {
  it('Then only what is empty is filled, and the source is replaced when it is to be', () => {
    const accountId = create('Account', { Name: 'Known', Industry: 'Banking' });
    const contactId = create('Contact', { LastName: 'Known', LeadSource: 'Other', AccountId: accountId });
    const done = convert(lead({ Industry: 'Retail', Phone: '1', LeadSource: 'Web' }), {
      accountId: accountId.slice(0, 15),
      contactId,
      overwriteLeadSource: true,
      opportunityName: 'Deal',
    });
    expect(done).toMatchObject({ accountId, contactId });
    expect(read('Account', accountId)).toMatchObject({ Name: 'Known', Industry: 'Banking', Phone: '1' });
    expect(read('Contact', contactId)).toMatchObject({ Name: 'Known', Phone: '1', LeadSource: 'Web' });
    expect(read('Opportunity', done.opportunityId)).toMatchObject({ Name: 'Deal', AccountId: accountId });
  });

  it('Then a contact of another account is refused', () => {
    const accountId = create('Account', { Name: 'One' });
    const contactId = create('Contact', { LastName: 'Elsewhere' });
    expect(problemsOf(() => convert(lead(), { accountId, contactId }))).toMatchObject([
      { errorCode: 'FIELD_INTEGRITY_EXCEPTION' },
    ]);
  });
});

describe('Given a lead with activities and campaigns, When it is converted', () => {
  it('Then they are the contact’s, and the opportunity names the last campaign', () => {
    const id = lead();
    const task = create('Task', { Subject: 'Call', WhoId: id });
    const campaigns = ['Spring', 'Summer'].map((Name) => create('Campaign', { Name }));
    const [member] = campaigns.map((CampaignId) => create('CampaignMember', { CampaignId, LeadId: id }));
    const { contactId, accountId, opportunityId } = convert(id);
    expect(read('Task', task)).toMatchObject({ WhoId: contactId, AccountId: accountId });
    expect(read('CampaignMember', member)).toMatchObject({ LeadId: id, ContactId: contactId });
    expect(read('Opportunity', opportunityId)['CampaignId']).toBe(campaigns[1]);
  });
});

describe('Given a conversion that cannot be, When it is asked for', () => {
  it.each<[string, Partial<LeadConvert>, object]>([
    [
      'a status that converts nothing',
      { convertedStatus: 'Closed - Not Converted' },
      {
        errorCode: 'INVALID_STATUS',
        message: 'invalid convertedStatus: Closed - Not Converted',
        fields: ['Status'],
      },
    ],
    ['a lead that is none', { leadId: '001000000000001AAA' }, { errorCode: 'INVALID_CROSS_REFERENCE_KEY' }],
    ['an account that is none', { accountId: '00Q000000000001AAA' }, { errorCode: 'INVALID_CROSS_REFERENCE_KEY' }],
    [
      'a name for no opportunity',
      { doNotCreateOpportunity: true, opportunityName: 'Deal' },
      { errorCode: 'FIELD_INTEGRITY_EXCEPTION' },
    ],
  ])('Then %s is refused', (_case, overrides, expected) => {
    expect(problemsOf(() => convert(lead(), overrides))).toMatchObject([expected]);
  });

  it('Then who may not edit leads may not convert them', () => {
    const id = lead();
    const nobody = { userId: '005000000000000AAA' };
    expect(thrownBy(() => convertLead(target.org, nobody, conversionOf(id))).errorCode).toBe(
      'INSUFFICIENT_ACCESS_OR_READONLY',
    );
  });
});

describe('Given settings of an org for its leads, When one is converted', () => {
  it('Then without required validation neither rules nor required custom fields hold', () => {
    putRule(target, 'Account.Never', 'TRUE');
    putRule(target, 'Lead.NotConverted', 'IsConverted');
    putField(target, 'Contact.Must__c', { required: 'true' });
    expect(problemsOf(() => convert(lead()))).toMatchObject([{ errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION' }]);
    put(target, 'Settings', 'LeadConfig', { shouldLeadConvertRequireValidation: 'false' });
    const { accountId } = convert(lead());
    expect(read('Account', accountId)).toMatchObject({ Name: 'Fry And Sons' });
    expect(problemsOf(() => create('Account', { Name: 'B' }))).toMatchObject([{ message: 'Account.Never failed' }]);
    put(target, 'Settings', 'LeadConfig', { shouldLeadConvertRequireValidation: 'true' });
    expect(problemsOf(() => convert(lead()))).toHaveLength(1);
  });

  it('Then the statuses of its own standard value set say which of them convert', () => {
    put(target, 'StandardValueSet', 'LeadStatus', {
      sorted: 'false',
      standardValue: [
        { fullName: 'New', label: 'Brand new', default: 'true', converted: 'false' },
        { fullName: 'Won', label: 'Won', default: 'false', converted: 'true' },
        { fullName: 'Old', label: 'Old', default: 'false', converted: 'true', isActive: 'false' },
      ],
    });
    const id = lead();
    expect(read('Lead', id)).toMatchObject({ Status: 'New' });
    for (const status of ['Closed - Converted', 'New', 'Old']) {
      expect(problemsOf(() => convert(id, { convertedStatus: status }))).toMatchObject([
        { errorCode: 'INVALID_STATUS' },
      ]);
    }
    convert(id, { convertedStatus: 'Won' });
    expect(read('Lead', id)).toMatchObject({ Status: 'Won', IsConverted: true });
    const { ask } = consoleOf(target);
    expect(ask('SELECT ApiName, MasterLabel, IsDefault, IsConverted FROM LeadStatus').records).toMatchObject([
      { ApiName: 'New', MasterLabel: 'Brand new', IsDefault: true, IsConverted: false },
      { ApiName: 'Won', MasterLabel: 'Won', IsDefault: false, IsConverted: true },
    ]);
  });

  it('Then a lead of a queue needs a user to own the new records', () => {
    const queue = put(target, 'Queue', 'Inbox', { name: 'Inbox', queueSobject: [{ sobjectType: 'Lead' }] });
    const id = lead({ OwnerId: queue });
    expect(problemsOf(() => convert(id))[0]?.message).toMatch(/^Converted objects can only be owned by users/);
    const { accountId } = convert(id, { ownerId: target.admin.userId });
    expect(read('Account', accountId)['OwnerId']).toBe(target.admin.userId);
  });
});
