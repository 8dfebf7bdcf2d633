import { extensionsOf } from '../../src/metadata/compile.js';
import type { Extension, SharedListView } from '../../src/metadata/extension.js';
import { scopeOf } from '../../src/metadata/target.js';
import { aSchema } from '../builders/schema.js';

const extensions = (settings: Record<string, unknown>, views: readonly SharedListView[] = []): Extension[] => {
  const schema = aSchema(settings);
  return extensionsOf(schema, scopeOf(schema).targets, views);
};
const only = (found: readonly Extension[]): Extension => {
  const [extension] = found;
  if (extension === undefined || found.length > 1) throw new Error(`${found.length} extensions`);
  return extension;
};
const mapping = (output: string, ...pairs: [string, string][]) => ({
  inputObject: 'Lead',
  mappingFields: pairs.map(([inputField, outputField]) => ({ inputField, outputField })),
  outputObject: output,
});

describe('lead conversion', () => {
  it.each([
    [{ objects: ['Account', 'Contact'] }],
    [{ objects: ['Lead', 'Case'] }],
    [{ objects: ['Lead', 'Account'], leadConversion: { enabled: false } }],
  ])('Given %j, When extended, Then there is nothing to map', (settings) => {
    expect(extensions(settings)).toEqual([]);
  });

  it('Given no mapping at all, When extended, Then every marker goes to every object a lead becomes', () => {
    const { body, added, gaps } = only(extensions({ objects: ['Lead', 'Account', 'Contact', 'Opportunity'] })).extend(
      {},
    );

    expect(body['objectMapping']).toHaveLength(3);
    expect(added.map(({ element }) => element)).toEqual([
      'mapping[Account]',
      'mapping[Contact]',
      'mapping[Opportunity]',
    ]);
    expect(gaps).toEqual([]);
  });

  it('Given a mapping that has it all, When extended, Then nothing is added', () => {
    const { extend } = only(extensions({ objects: ['Lead', 'Account'] }));
    const once = extend({ allowOwnerChange: ['true'], somethingNew: ['kept'] });

    const twice = extend(once.body);

    expect(twice.added).toEqual([]);
    expect(twice.body).toEqual(once.body);
    expect(once.body).toMatchObject({ allowOwnerChange: ['true'], somethingNew: ['kept'] });
  });

  it('Given other mappings of the org, When extended, Then they stay, in their order', () => {
    const own = [mapping('Contact', ['A__c', 'B__c']), mapping('Account', ['A__c', 'A__c'])];

    const { body } = only(extensions({ objects: ['Lead', 'Account'] })).extend({ objectMapping: own });

    expect(body['objectMapping']?.[0]).toEqual(own[0]);
    expect(JSON.stringify(body['objectMapping']?.[1])).toContain('"mappingFields":[{"inputField":"A__c"');
  });

  it.each([
    ['the lead’s marker to another field', ['Is_Synthetic__c', 'Test__c']],
    ['another field to the account’s marker', ['Test__c', 'Is_Synthetic__c']],
  ] as [string, [string, string]][])(
    'Given an org that maps %s, When extended, Then that stays and is told',
    (_, pair) => {
      const own = [mapping('Account', pair)];

      const { body, gaps } = only(extensions({ objects: ['Lead', 'Account'] })).extend({ objectMapping: own });

      expect(gaps).toEqual([expect.objectContaining({ object: 'Account', lacks: 'lead conversion' })]);
      expect(JSON.stringify(body)).toContain(JSON.stringify(own[0]?.mappingFields[0]));
      expect(JSON.stringify(body).match(/"outputField":"Is_Synthetic__c"/g) ?? []).toHaveLength(
        pair[1] === 'Is_Synthetic__c' ? 1 : 0,
      );
    },
  );
});

describe('shared list views', () => {
  const settings = {
    objects: ['Account', { name: 'Case', badge: 'none' }],
    badge: { listViews: { extendShared: true } },
  };
  const view = { object: 'Account', name: 'My_Region' };

  it('Given views of objects out of scope, without a badge, or the schema’s own, When extended, Then they are left alone', () => {
    expect(
      extensions(settings, [
        { object: 'Idea', name: 'All' },
        { object: 'Case', name: 'All' },
        { object: 'Account', name: 'Synthetic_Records' },
      ]),
    ).toEqual([]);
    expect(extensions({ objects: ['Account'] }, [view])).toEqual([]);
  });

  it('Given 15 columns, When extended, Then none goes, and it is told', () => {
    const columns = Array.from({ length: 15 }, (_, index) => `C${index}__c`);

    const { body, added, gaps } = only(extensions(settings, [view])).extend({ columns });

    expect(body['columns']).toEqual(columns);
    expect(added).toEqual([]);
    expect(gaps).toEqual([expect.objectContaining({ object: 'Account', lacks: 'badge column' })]);
  });
});
