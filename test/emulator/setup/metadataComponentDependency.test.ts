import { put, putField, putRule, testOrg, thrownBy } from '../records/orgBuilder.js';
import { consoleOf } from '../soql/soqlBuilder.js';

const target = testOrg();
const fieldId = putField(target, 'Account.Is_Synthetic__c', { type: 'Checkbox', defaultValue: 'false' });
const soql = consoleOf(target);
const tooling = (text: string): readonly Record<string, unknown>[] => soql.ask(text, { api: 'tooling' }).records;

describe('Given components that name a field, when MetadataComponentDependency is queried', () => {
  put(target, 'ListView', 'Account.Marked', {
    columns: ['ACCOUNT.NAME', 'Is_Synthetic__c'],
    filterScope: 'Everything',
    label: 'Marked',
  });
  put(target, 'Layout', 'Account-Marked', {
    layoutSections: { layoutColumns: { layoutItems: { field: 'Is_Synthetic__c' } }, style: 'OneColumn' },
  });
  const markedRule = putRule(target, 'Account.Marked', 'Is_Synthetic__c');
  const ends = 'MetadataComponentId, MetadataComponentName, MetadataComponentType, RefMetadataComponentName';

  it('Then each of them is a row, and filters by id and type choose among them', () => {
    const of = `SELECT ${ends} FROM MetadataComponentDependency WHERE RefMetadataComponentId = '${fieldId}'`;
    expect(tooling(of).map((row) => [row['MetadataComponentType'], row['MetadataComponentName']])).toEqual(
      expect.arrayContaining([
        ['ValidationRule', 'Marked'],
        ['ListView', 'Marked'],
        ['Layout', 'Account-Marked'],
      ]),
    );
    expect(tooling(`${of} AND MetadataComponentType = 'ValidationRule'`)).toMatchObject([
      { MetadataComponentId: markedRule, RefMetadataComponentName: 'Is_Synthetic' },
    ]);
  });

  it.each([
    ['SELECT COUNT() FROM MetadataComponentDependency', 'count() and GROUP BY'],
    [`SELECT ${ends} FROM MetadataComponentDependency ORDER BY MetadataComponentId`, 'ORDER BY'],
    [`SELECT ${ends} FROM MetadataComponentDependency LIMIT 5 OFFSET 5`, 'OFFSET'],
    [`SELECT ${ends} FROM MetadataComponentDependency WHERE RefMetadataComponentId IN ('00N')`, 'the operator IN'],
    [
      `SELECT ${ends} FROM MetadataComponentDependency WHERE MetadataComponentName = 'Marked'`,
      'a filter on MetadataComponentName',
    ],
  ])('Then %s is refused', (text, what) => {
    expect(thrownBy(() => tooling(text)).message).toBe(`MetadataComponentDependency does not support ${what}`);
  });
});
