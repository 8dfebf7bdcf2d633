import { bench, deploy, objectPackage, type Bench } from './support.js';

const tracked = (name: string, kind = '<length>10</length>'): string => {
  const [before, after] = kind.startsWith('<formula>') ? [kind, ''] : ['', kind];
  return `<fields><fullName>${name}</fullName>${before}<label>X</label>${after}<trackHistory>true</trackHistory><type>Text</type></fields>`;
};
const history = '<enableHistory>true</enableHistory>';

function problems(on: Bench, object: string, inner: string, fields: readonly string[], types: object = {}): string[] {
  const members = { CustomField: fields.map((field) => `${object}.${field}`), ...types };
  return deploy(on, objectPackage(object, inner, members)).problems;
}

describe('fields whose history is tracked', () => {
  it('Given an object without history, When such a field is deployed, Then it is refused', () => {
    expect(problems(bench(), 'Opportunity', tracked('X__c'), ['X__c'])).toEqual([
      'Opportunity.X__c: The entity: Opportunity does not have history tracking enabled',
    ]);
  });

  it('Given an object that gets its history along with the field, When both are deployed, Then they are taken', () => {
    const on = bench();
    expect(problems(on, 'Account', history + tracked('X__c'), ['X__c'], { CustomObject: ['Account'] })).toEqual([]);
    expect(problems(on, 'Account', tracked('Y__c'), ['Y__c'])).toEqual([]);
  });

  it('Given an object that has none on the platform, When such a field is deployed, Then it is refused', () => {
    expect(problems(bench(), 'Campaign', history + tracked('X__c'), ['X__c'], { CustomObject: ['Campaign'] })).toEqual(
      [],
    );
    expect(problems(bench(), 'Quote', history + tracked('X__c'), ['X__c'], { CustomObject: ['Quote'] })).toEqual([
      'Quote.X__c: The entity: Quote does not have history tracking enabled',
    ]);
  });

  it('Given twenty tracked fields, When one more is deployed, Then it is refused', () => {
    const on = bench();
    const names = Array.from({ length: 20 }, (_, index) => `F${index}__c`);
    const inner = history + names.map((name) => tracked(name)).join('');
    expect(problems(on, 'Account', inner, names, { CustomObject: ['Account'] })).toEqual([]);
    expect(problems(on, 'Account', tracked('F20__c'), ['F20__c'])).toEqual([
      'Account.F20__c: exceeded the allowed number of fields to track on a given entity',
    ]);
  });

  it('Given a formula field, When its history is to be tracked, Then it is refused', () => {
    const inner = history + tracked('X__c', '<formula>Name</formula>');
    expect(problems(bench(), 'Account', inner, ['X__c'], { CustomObject: ['Account'] })).toEqual([
      'Account.X__c: The history of Account.X__c cannot be tracked.',
    ]);
  });
});
