import { ensureAdmin, deleteRecord } from '../../../src/emulator/records/records.js';
import { problemsOf, putField, putRule, grant, testOrg, thrownBy } from './orgBuilder.js';
import { shop, type Shop, type Values } from './retailBuilder.js';

const MISSING = 'REQUIRED_FIELD_MISSING: Required fields are missing:';

/** What each object needs, by example. */
const complete: Record<string, (target: Shop) => Values> = {
  Campaign: () => ({ Name: 'Spring' }),
  CampaignMember: ({ campaign, contact }) => ({ CampaignId: campaign, ContactId: contact }),
  Product2: () => ({ Name: 'Cup' }),
  Pricebook2: () => ({ Name: 'Summer prices' }),
  PricebookEntry: ({ create, standardBook }) => ({
    Pricebook2Id: standardBook,
    Product2Id: create('Product2', { Name: 'Cup' }),
    UnitPrice: 3,
  }),
  Order: ({ account }) => ({ AccountId: account, EffectiveDate: '2026-03-01', Status: 'Draft' }),
  OrderItem: (target) => ({ ...orderOf(target), PricebookEntryId: target.entry, Quantity: 2, UnitPrice: 20 }),
  OpportunityLineItem: ({ opportunity, entry }) => ({
    OpportunityId: opportunity,
    PricebookEntryId: entry,
    Quantity: 2,
    UnitPrice: 20,
  }),
  Contract: ({ account }) => ({ AccountId: account }),
  Asset: ({ account }) => ({ Name: 'Mug 1', AccountId: account }),
  Quote: ({ opportunity }) => ({ Name: 'Offer', OpportunityId: opportunity }),
  QuoteLineItem: (target) => ({ ...quoteOf(target), PricebookEntryId: target.entry, Quantity: 2, UnitPrice: 20 }),
  Individual: () => ({ LastName: 'Roe' }),
  Task: () => ({ Subject: 'Call' }),
  Event: () => ({ StartDateTime: '2026-03-02T09:00:00Z', DurationInMinutes: 30 }),
};

function orderOf(target: Shop): Values {
  const order = target.create('Order', { ...complete['Order']?.(target), Pricebook2Id: target.standardBook });
  return { OrderId: order };
}

function quoteOf({ create, opportunity, standardBook }: Shop): Values {
  return { QuoteId: create('Quote', { Name: 'Offer', OpportunityId: opportunity, Pricebook2Id: standardBook }) };
}

describe('records of a retail CRM', () => {
  it.each(Object.keys(complete))('Given what %s requires, When one is created, Then it can be read', (object) => {
    const target = shop();
    const id = target.create(object, complete[object]?.(target));
    expect(target.read(object, id)).toMatchObject({ Id: id, attributes: { type: object } });
  });

  it.each([
    ['Campaign', 'Name'],
    ['CampaignMember', 'CampaignId'],
    ['Product2', 'Name'],
    ['Pricebook2', 'Name'],
    ['PricebookEntry', 'Pricebook2Id'],
    ['PricebookEntry', 'Product2Id'],
    ['PricebookEntry', 'UnitPrice'],
    ['Order', 'EffectiveDate'],
    ['Order', 'Status'],
    ['Order', 'AccountId'],
    ['OrderItem', 'OrderId'],
    ['OrderItem', 'PricebookEntryId'],
    ['OrderItem', 'Quantity'],
    ['OrderItem', 'UnitPrice'],
    ['OpportunityLineItem', 'OpportunityId'],
    ['OpportunityLineItem', 'Quantity'],
    ['OpportunityLineItem', 'UnitPrice'],
    ['Contract', 'AccountId'],
    ['Asset', 'Name'],
    ['Quote', 'Name'],
    ['Quote', 'OpportunityId'],
    ['QuoteLineItem', 'QuoteId'],
    ['QuoteLineItem', 'PricebookEntryId'],
    ['QuoteLineItem', 'Quantity'],
    ['QuoteLineItem', 'UnitPrice'],
    ['Individual', 'LastName'],
  ])('Given a %s without %s, When it is created, Then it is refused', (object, field) => {
    const target = shop();
    const { [field]: _, ...others } = complete[object]?.(target) ?? {};
    expect(target.refusals(object, others)[0]).toBe(`${MISSING} [${field}]`);
  });

  it('Given a custom field and a rule on an order, When one is saved against it, Then the rule refuses it', () => {
    const target = shop();
    putField(target, 'Order.Is_Synthetic__c', { type: 'Checkbox', defaultValue: 'false' });
    grant(target, { fields: ['Order.Is_Synthetic__c'] });
    putRule(target, 'Order.Guard', 'Is_Synthetic__c && TotalAmount = 0');
    const values = complete['Order']?.(target);
    expect(target.refusals('Order', { ...values, Is_Synthetic__c: true })).toEqual([
      'FIELD_CUSTOM_VALIDATION_EXCEPTION: Order.Guard failed',
    ]);
    expect(target.read('Order', target.create('Order', values))).toMatchObject({ Is_Synthetic__c: false });
  });
});

describe('prices', () => {
  it('Given an org, When it is founded, Then it has one standard price book that stays', () => {
    const target = shop();
    expect(target.read('Pricebook2', target.standardBook)).toMatchObject({ IsStandard: true, IsActive: true });
    const [problem] = problemsOf(() => deleteRecord(target.org, target.admin, 'Pricebook2', target.standardBook));
    expect(problem?.errorCode).toBe('DELETE_FAILED');
  });

  it('Given an org that was founded without a price book, When it is opened, Then it gets one, once', () => {
    const { org } = testOrg();
    org.storage.db.exec("DELETE FROM record_Pricebook2; DELETE FROM org_property WHERE name = 'standard_pricebook_id'");
    ensureAdmin(org);
    ensureAdmin(org);
    expect(org.storage.db.prepare('SELECT COUNT(*) AS n FROM record_Pricebook2').get()).toEqual({ n: 1 });
  });

  it('Given a product without a standard price, When it gets another one, Then that is refused', () => {
    const target = shop();
    const product = target.create('Product2', { Name: 'Cup' });
    const book = target.create('Pricebook2', { Name: 'Summer prices' });
    const values = { Pricebook2Id: book, Product2Id: product, UnitPrice: 1 };
    expect(target.refusals('PricebookEntry', values)).toEqual([
      'STANDARD_PRICE_NOT_DEFINED: Before creating a custom price, create a standard price.',
    ]);
    target.create('PricebookEntry', { ...values, Pricebook2Id: target.standardBook });
    target.create('PricebookEntry', values);
    expect(target.refusals('PricebookEntry', values)[0]).toMatch(/^DUPLICATE_VALUE/);
    expect(thrownBy(() => target.create('PricebookEntry', { ...values, UseStandardPrice: true })).message).toContain(
      'does not emulate',
    );
  });

  it('Given a product that is renamed, When its prices are read, Then they show its present name', () => {
    const target = shop();
    target.update('Product2', target.product, { Name: 'Big mug' });
    expect(target.read('PricebookEntry', target.entry)).toMatchObject({ Name: 'Big mug', ProductCode: 'M-1' });
  });

  it('Given line items, When a product or price of theirs is deleted, Then it is kept', () => {
    const target = shop();
    target.create('OpportunityLineItem', complete['OpportunityLineItem']?.(target));
    for (const [object, id] of [
      ['Product2', target.product],
      ['PricebookEntry', target.entry],
    ] as const) {
      const [problem] = problemsOf(() => deleteRecord(target.org, target.admin, object, id));
      expect(problem?.errorCode).toBe('DELETE_FAILED');
    }
  });
});

describe('line items', () => {
  it('Given an opportunity, When products are added, changed and deleted, Then it follows them', () => {
    const target = shop();
    const id = target.create('OpportunityLineItem', complete['OpportunityLineItem']?.(target));
    expect(target.read('OpportunityLineItem', id)).toMatchObject({
      TotalPrice: 40,
      ListPrice: 20,
      ProductCode: 'M-1',
      Name: 'Deal Mug',
      Product2Id: target.product,
    });
    const deal = (): Values => target.read('Opportunity', target.opportunity);
    expect(deal()).toMatchObject({
      Amount: 40,
      ExpectedRevenue: 4,
      HasOpportunityLineItem: true,
      TotalOpportunityQuantity: 2,
      Pricebook2Id: target.standardBook,
    });
    target.update('OpportunityLineItem', id, { TotalPrice: 90 });
    expect(target.read('OpportunityLineItem', id)).toMatchObject({ UnitPrice: 45, TotalPrice: 90 });
    target.update('Opportunity', target.opportunity, { Amount: 1 });
    expect(deal()).toMatchObject({ Amount: 90 });
    deleteRecord(target.org, target.admin, 'OpportunityLineItem', id);
    expect(deal()).toMatchObject({ Amount: 90, HasOpportunityLineItem: false });
  });

  it('Given an opportunity product, When its price is given twice or its entry not at all, Then it is refused', () => {
    const target = shop();
    const values = complete['OpportunityLineItem']?.(target) ?? {};
    expect(target.refusals('OpportunityLineItem', { ...values, TotalPrice: 1 })[0]).toMatch(/^FIELD_INTEGRITY/);
    const { PricebookEntryId: _, ...others } = values;
    expect(target.refusals('OpportunityLineItem', others)[0]).toMatch(
      /^FIELD_INTEGRITY_EXCEPTION: field integrity exception: PricebookEntryId, unknown/,
    );
  });

  it.each(['OrderItem', 'QuoteLineItem'])(
    'Given a %s at a price of another price book, When it is created, Then it is refused',
    (object) => {
      const target = shop();
      const book = target.create('Pricebook2', { Name: 'Other' });
      const entry = target.create('PricebookEntry', {
        Pricebook2Id: book,
        Product2Id: target.product,
        UnitPrice: 1,
        IsActive: true,
      });
      const values = { ...complete[object]?.(target), PricebookEntryId: entry };
      expect(target.refusals(object, values)[0]).toContain('pricebook entry is in a different pricebook');
      target.update('PricebookEntry', entry, { IsActive: false });
      expect(target.refusals(object, values)[0]).toContain('pricebook entry is inactive');
    },
  );

  it('Given an order, When its products change, Then its amount follows and its price book stays', () => {
    const target = shop();
    const values = complete['OrderItem']?.(target) ?? {};
    const order = String(values['OrderId']);
    const first = target.create('OrderItem', values);
    target.create('OrderItem', { ...values, Quantity: 1, UnitPrice: 0.5 });
    expect(target.read('Order', order)).toMatchObject({ TotalAmount: 40.5, StatusCode: 'Draft' });
    expect(target.read('OrderItem', first)).toMatchObject({ OrderItemNumber: '0000000001', TotalPrice: 40 });
    const [problem] = problemsOf(() => target.update('Order', order, { Pricebook2Id: null }));
    expect(problem?.errorCode).toBe('FIELD_INTEGRITY_EXCEPTION');
    deleteRecord(target.org, target.admin, 'OrderItem', first);
    expect(target.read('Order', order)).toMatchObject({ TotalAmount: 0.5 });
  });

  it('Given a quote, When products with discount are added, Then it adds them up', () => {
    const target = shop();
    const values = complete['QuoteLineItem']?.(target) ?? {};
    const quote = String(values['QuoteId']);
    target.create('QuoteLineItem', { ...values, Discount: 25 });
    target.update('Quote', quote, { Tax: 5, ShippingHandling: 2.5 });
    expect(target.read('Quote', quote)).toMatchObject({
      LineItemCount: 1,
      Subtotal: 40,
      TotalPrice: 30,
      GrandTotal: 37.5,
      AccountId: target.account,
      QuoteNumber: '00000001',
    });
  });
});

describe('orders and contracts', () => {
  it('Given a new order, When it is activated, Then it must be a draft with products', () => {
    const target = shop();
    const values = complete['Order']?.(target) ?? {};
    expect(target.refusals('Order', { ...values, Status: 'Activated' })[0]).toMatch(/^FAILED_ACTIVATION/);
    expect(thrownBy(() => target.create('Order', { ...values, IsReductionOrder: true })).message).toContain(
      'reduction',
    );
    const item = complete['OrderItem']?.(target) ?? {};
    const order = String(item['OrderId']);
    const [problem] = problemsOf(() => target.update('Order', order, { Status: 'Activated' }));
    expect(problem?.errorCode).toBe('FAILED_ACTIVATION');
    target.create('OrderItem', item);
    target.update('Order', order, { Status: 'Activated' });
    expect(target.read('Order', order)).toMatchObject({ StatusCode: 'Activated', ActivatedById: target.admin.userId });
  });

  it('Given an order of a contract, When it names no account, Then it has the contract’s', () => {
    const target = shop();
    const contract = target.create('Contract', { AccountId: target.account });
    const order = target.create('Order', { ContractId: contract, EffectiveDate: '2026-03-01', Status: 'Draft' });
    expect(target.read('Order', order)).toMatchObject({ AccountId: target.account, OrderNumber: '00000001' });
  });

  it.each([
    ['2026-01-01', 12, '2026-12-31'],
    ['2026-01-31', 1, '2026-02-27'],
    ['2024-02-29', 12, '2025-02-27'],
  ])('Given a contract from %s for %d months, Then it ends on %s', (start, months, end) => {
    const target = shop();
    const id = target.create('Contract', { AccountId: target.account, StartDate: start, ContractTerm: months });
    expect(target.read('Contract', id)).toMatchObject({ EndDate: end, Status: 'Draft', StatusCode: 'Draft' });
    expect(target.refusals('Contract', { AccountId: target.account, Status: 'Activated' })[0]).toMatch(
      /^FAILED_ACTIVATION/,
    );
  });

  it('Given an asset without account and contact, When it is created, Then it is refused', () => {
    expect(shop().refusals('Asset', { Name: 'Mug' })).toEqual([
      'FIELD_INTEGRITY_EXCEPTION: Every asset needs an account, a contact, or both.',
    ]);
  });
});

describe('campaigns', () => {
  it('Given leads and contacts, When they are members once, Then the campaign counts them', () => {
    const target = shop();
    const { campaign, contact, lead } = target;
    const member = target.create('CampaignMember', { CampaignId: campaign, ContactId: contact, Status: 'Responded' });
    target.create('CampaignMember', { CampaignId: campaign, LeadId: lead });
    expect(target.read('CampaignMember', member)).toMatchObject({
      Name: 'Jane Roe',
      CompanyOrAccount: 'Acme',
      HasResponded: true,
      FirstRespondedDate: '2026-03-01',
    });
    expect(target.read('Campaign', campaign)).toMatchObject({
      NumberOfLeads: 1,
      NumberOfContacts: 1,
      NumberOfResponses: 1,
    });
    expect(target.refusals('CampaignMember', { CampaignId: campaign, LeadId: lead })[0]).toMatch(/^DUPLICATE_VALUE/);
    expect(target.refusals('CampaignMember', { CampaignId: campaign })[0]).toMatch(/^FIELD_INTEGRITY_EXCEPTION/);
  });

  it('Given opportunities of a campaign, When they change, move and go, Then the campaign follows', () => {
    const target = shop();
    const { campaign, opportunity } = target;
    const other = target.create('Campaign', { Name: 'Autumn' });
    target.update('Opportunity', opportunity, { CampaignId: campaign, Amount: 50 });
    expect(target.read('Campaign', campaign)).toMatchObject({ NumberOfOpportunities: 1, AmountAllOpportunities: 50 });
    target.update('Opportunity', opportunity, { CampaignId: other, StageName: 'Closed Won' });
    expect(target.read('Campaign', campaign)).toMatchObject({ NumberOfOpportunities: 0, AmountAllOpportunities: 0 });
    expect(target.read('Campaign', other)).toMatchObject({ NumberOfWonOpportunities: 1, AmountWonOpportunities: 50 });
    deleteRecord(target.org, target.admin, 'Opportunity', opportunity);
    expect(target.read('Campaign', other)).toMatchObject({ NumberOfOpportunities: 0 });
  });
});
