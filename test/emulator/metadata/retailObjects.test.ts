import { bench, deploy, file, manifest, markerField, objectPackage } from './support.js';

const MARKER = 'Is_Synthetic__c';

/** Objects with list views, and columns of each that public projects show. */
const columns: Record<string, string[]> = {
  Asset: ['ASSET.NAME', 'ASSET.SERIAL_NUMBER', 'ACCOUNT.NAME', 'CONTACT.NAME', 'PRODUCT2.NAME', 'ASSET.STATUS'],
  Campaign: ['CAMPAIGN.NAME', 'CAMPAIGN.START_DATE', 'CAMPAIGN.CAMPAIGN_TYPE', 'CAMPAIGN.STATUS'],
  Contract: ['CONTRACT.CONTRACT_NUMBER', 'SALES.ACCOUNT.NAME', 'CONTRACT.END_DATE', 'CORE.USERS.ALIAS'],
  Event: ['SUBJECT', 'WHO_NAME', 'WHAT_NAME', 'START_DATE_TIME', 'ALL_DAY', 'CORE.USERS.ALIAS'],
  Individual: ['FULL_NAME', 'INDIVIDUAL.LAST_UPDATE', 'CORE.USERS.ALIAS'],
  Order: ['ORDERS.ORDER_NUMBER', 'SALES.ACCOUNT.NAME', 'ORDERS.TOTAL_AMOUNT', 'CONTRACT.CONTRACT_NUMBER'],
  OrderItem: ['Product2', 'Quantity', 'UnitPrice', 'ODER_ITEM.START_DATE'],
  Pricebook2: ['PRICEBOOK2.NAME', 'PRICEBOOK2.IS_ACTIVE', 'PRICEBOOK2.LAST_UPDATE'],
  Product2: ['PRODUCT2.NAME', 'PRODUCT2.CUSTOMER_PRODUCT_ID', 'PRODUCT2.SKU'],
  Quote: ['QUOTE.NAME', 'OPPORTUNITY.NAME', 'QUOTE.EXPIRATIONDATE', 'CreatedBy'],
  Task: ['SUBJECT', 'WHO_NAME', 'DUE_DATE', 'STATUS', 'PRIORITY', 'TYPE'],
};

const withoutListViews = ['CampaignMember', 'OpportunityLineItem', 'PricebookEntry', 'QuoteLineItem'];
const withoutObjectPermissions = [...withoutListViews, 'Event', 'OrderItem', 'Task'];

function listView(shown: readonly string[], scope = 'Everything'): string {
  const filter = `<filters><field>${MARKER}</field><operation>equals</operation><value>1</value></filters>`;
  return `<listViews><fullName>Synthetic</fullName>${shown.map((column) => `<columns>${column}</columns>`).join('')}<filterScope>${scope}</filterScope>${filter}<label>Synthetic</label></listViews>`;
}

const rule = `<validationRules><fullName>Guard</fullName><active>true</active><errorConditionFormula>${MARKER}</errorConditionFormula><errorMessage>m</errorMessage></validationRules>`;

/** The object whose custom fields an object shows. */
const owner = (object: string): string => (object === 'Task' || object === 'Event' ? 'Activity' : object);

function problems(object: string, inner: string, types: Record<string, string[]>): string[] {
  const on = bench();
  const field = objectPackage(owner(object), markerField, { CustomField: [`${owner(object)}.${MARKER}`] });
  expect(deploy(on, field).problems).toEqual([]);
  return deploy(on, objectPackage(object, inner, types)).problems;
}

describe('metadata on the objects of a retail CRM', () => {
  it.each(Object.entries(columns))(
    'Given %s with a marker, When rule and list view are deployed, Then they are taken',
    (object, shown) => {
      const inner = listView([...shown, MARKER]) + rule;
      const types = { ListView: [`${object}.Synthetic`], ValidationRule: [`${object}.Guard`] };
      expect(problems(object, inner, types)).toEqual([]);
    },
  );

  it.each(withoutListViews)('Given %s, When a list view is deployed, Then it is refused, a rule is not', (object) => {
    expect(problems(object, listView([MARKER]), { ListView: [`${object}.Synthetic`] })).toEqual([
      `${object}.Synthetic: List views are not supported on ${object}.`,
    ]);
    expect(problems(object, rule, { ValidationRule: [`${object}.Guard`] })).toEqual([]);
  });

  it.each([
    ['Product2', 'CORE.USERS.ALIAS'],
    ['Task', 'TASK.SUBJECT'],
    ['Order', 'NAME'],
  ])('Given a column that %s has not, When its list view is deployed, Then %s is refused', (object, column) => {
    expect(problems(object, listView([column]), { ListView: [`${object}.Synthetic`] })).toEqual([
      `${object}.Synthetic: Could not resolve list view column: ${column}`,
    ]);
  });

  it.each([
    ['Task', 'Delegated', true],
    ['Task', 'Team', false],
    ['Event', 'Team', true],
    ['Event', 'Delegated', false],
    ['Campaign', 'Mine', true],
    ['Product2', 'Mine', false],
  ])('Given a list view of %s, When its scope is %s, Then it is taken: %s', (object, scope, taken) => {
    const found = problems(object, listView([MARKER], scope), { ListView: [`${object}.Synthetic`] });
    expect(found).toEqual(taken ? [] : [`${object}.Synthetic: Invalid scope:${scope}, not allowed`]);
  });

  it.each([...Object.keys(columns), ...withoutListViews])(
    'Given %s, When access to it is granted, Then that depends on the object',
    (object) => {
      const grant = `<label>Stewards</label><objectPermissions><allowCreate>false</allowCreate><allowDelete>false</allowDelete><allowEdit>false</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>${object}</object><viewAllRecords>false</viewAllRecords></objectPermissions>`;
      const outcome = deploy(bench(), {
        'package.xml': manifest({ PermissionSet: ['Stewards'] }),
        'permissionsets/Stewards.permissionset': file('PermissionSet', grant),
      });
      expect(outcome.problems).toEqual(
        withoutObjectPermissions.includes(object)
          ? [`Stewards: Object permissions are not supported on ${object}.`]
          : [],
      );
    },
  );
});
