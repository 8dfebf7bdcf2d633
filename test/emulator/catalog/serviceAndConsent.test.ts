import { consoleOf } from '../soql/soqlBuilder.js';
import { createRecord, deleteRecord, readRecord } from '../../../src/emulator/records/records.js';
import { problemsOf, testOrg } from '../records/orgBuilder.js';

describe('consent and service records', () => {
  const target = testOrg();
  const { org, admin } = target;
  const soql = consoleOf(target);
  const make = (object: string, values: Record<string, unknown>): string => createRecord(org, admin, object, values).id;
  const person = make('Individual', { LastName: 'Doe' });
  const account = make('Account', { Name: 'Acme' });

  it('Given contact points, When they are saved, Then they are named after what reaches somebody', () => {
    const mail = make('ContactPointEmail', { ParentId: person, EmailAddress: 'jo@acme.example' });
    const phone = make('ContactPointPhone', { ParentId: account, TelephoneNumber: '+41 44 000' });

    expect(readRecord(org, admin, 'ContactPointEmail', mail)).toMatchObject({ Name: 'jo@acme.example' });
    expect(readRecord(org, admin, 'ContactPointPhone', phone)).toMatchObject({ Name: '+41 44 000' });
  });

  it('Given consent to a contact point, When the contact point goes, Then the consent goes with it', () => {
    const mail = make('ContactPointEmail', { ParentId: person, EmailAddress: 'gone@acme.example' });
    const consent = { Name: 'News', ContactPointId: mail, PrivacyConsentStatus: 'OptIn' };
    make('ContactPointConsent', consent);
    expect(
      problemsOf(() => make('ContactPointConsent', { ...consent, PrivacyConsentStatus: 'Perhaps' })),
    ).toMatchObject([{ errorCode: 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST' }]);

    deleteRecord(org, admin, 'ContactPointEmail', mail);
    expect(soql.ask('SELECT Id FROM ContactPointConsent').totalSize).toBe(0);
  });

  it('Given a contact of an account, When it is related to it again, Then it is refused; another account takes it once', () => {
    const contact = make('Contact', { LastName: 'Doe', AccountId: account });
    const other = make('Account', { Name: 'Other' });
    const relate = (AccountId: string): string =>
      make('AccountContactRelation', { AccountId, ContactId: contact, Roles: 'Influencer' });

    expect(problemsOf(() => relate(account))).toMatchObject([{ errorCode: 'DUPLICATE_VALUE' }]);
    expect(readRecord(org, admin, 'AccountContactRelation', relate(other))).toMatchObject({
      IsActive: true,
      IsDirect: false,
    });
    expect(problemsOf(() => relate(other))).toMatchObject([{ errorCode: 'DUPLICATE_VALUE' }]);
  });

  it('Given a service contract with a price book, When a line is added, Then its product and prices follow', () => {
    const product = make('Product2', { Name: 'Care', IsActive: true });
    const [book] = soql.ask('SELECT Id FROM Pricebook2 WHERE IsStandard = true').records;
    const Pricebook2Id = String(book?.['Id']);
    const entry = make('PricebookEntry', { Pricebook2Id, Product2Id: product, UnitPrice: 10, IsActive: true });
    const contract = make('ServiceContract', { Name: 'Care plan', AccountId: account, Pricebook2Id });
    const line = { ServiceContractId: contract, PricebookEntryId: entry, Quantity: 3, UnitPrice: 9, Discount: 50 };

    expect(readRecord(org, admin, 'ContractLineItem', make('ContractLineItem', line))).toMatchObject({
      Product2Id: product,
      ListPrice: 10,
      Subtotal: 27,
      TotalPrice: 13.5,
    });
    const without = make('ServiceContract', { Name: 'No prices' });
    expect(problemsOf(() => make('ContractLineItem', { ...line, ServiceContractId: without }))).toMatchObject([
      { errorCode: 'FIELD_INTEGRITY_EXCEPTION' },
    ]);
  });

  it('Given a work order, When it is saved, Then it is new, has a number, and takes its line items along', () => {
    const order = make('WorkOrder', { AccountId: account });
    make('WorkOrderLineItem', { WorkOrderId: order });

    expect(readRecord(org, admin, 'WorkOrder', order)).toMatchObject({ Status: 'New', WorkOrderNumber: '00000001' });
    deleteRecord(org, admin, 'WorkOrder', order);
    expect(soql.ask('SELECT Id FROM WorkOrderLineItem').totalSize).toBe(0);
  });
});
