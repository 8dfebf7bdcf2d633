import { createRecord, deleteRecord, updateRecord } from '../../../src/emulator/records/records.js';
import { bench, deploy, file, manifest, markerField, objectPackage, type Bench } from './support.js';

const RULE = (active: boolean): string =>
  `<validationRules><fullName>R</fullName><active>${active}</active><errorConditionFormula>Is_Synthetic__c</errorConditionFormula><errorMessage>m</errorMessage></validationRules>`;

function destroy(
  on: Bench,
  types: Record<string, string[]>,
  name = 'destructiveChanges.xml',
): ReturnType<typeof deploy> {
  return deploy(on, { 'package.xml': manifest({}), [name]: manifest(types) });
}

function withMarker(extra = '', types: Record<string, string[]> = {}): Bench {
  const on = bench();
  const outcome = deploy(
    on,
    objectPackage('Account', markerField + extra, { CustomField: ['Account.Is_Synthetic__c'], ...types }),
  );
  expect(outcome.problems).toEqual([]);
  return on;
}

describe('destructive changes', () => {
  it('Given a field nothing needs, When it is deleted, Then it is gone and its row says deleted', () => {
    const on = withMarker();
    const outcome = destroy(on, { CustomField: ['Account.Is_Synthetic__c'] });
    expect(outcome.successes).toContainEqual(
      expect.objectContaining({
        fullName: 'Account.Is_Synthetic__c',
        deleted: 'true',
        fileName: 'destructiveChanges.xml',
      }),
    );
    expect(on.org.components.list('CustomField')).toEqual([]);
  });

  it('Given a field that an active rule names, When it is deleted, Then it stays and the rule is named', () => {
    const on = withMarker(RULE(true), { ValidationRule: ['Account.R'] });
    const outcome = destroy(on, { CustomField: ['Account.Is_Synthetic__c'] });
    expect(outcome.problems).toEqual([
      'Account.Is_Synthetic__c: This custom field is referenced elsewhere in salesforce.com. : Validation Rule - Account.R.',
    ]);
    expect(on.org.components.list('CustomField')).toHaveLength(1);
  });

  it('Given a field that only an inactive rule names, When it is deleted, Then it goes', () => {
    const on = withMarker(RULE(false), { ValidationRule: ['Account.R'] });
    expect(destroy(on, { CustomField: ['Account.Is_Synthetic__c'] }).problems).toEqual([]);
  });

  it('Given a field and the rule that names it, When both are deleted, Then both go', () => {
    const on = withMarker(RULE(true), { ValidationRule: ['Account.R'] });
    const outcome = destroy(
      on,
      { CustomField: ['Account.Is_Synthetic__c'], ValidationRule: ['Account.R'] },
      'destructiveChangesPost.xml',
    );
    expect(outcome.problems).toEqual([]);
    expect(on.org.components.types()).toEqual([]);
  });

  it('Given a field that another formula field names, When it is deleted, Then it stays', () => {
    const on = withMarker(
      '<fields><fullName>F__c</fullName><formula>IF(Is_Synthetic__c, "a", "b")</formula><label>F</label><type>Text</type></fields>',
      {
        CustomField: ['Account.Is_Synthetic__c', 'Account.F__c'],
      },
    );
    expect(destroy(on, { CustomField: ['Account.Is_Synthetic__c'] }).problems).toEqual([
      'Account.Is_Synthetic__c: This custom field is referenced elsewhere in salesforce.com. : Custom Formula Field - Account.F__c.',
    ]);
  });

  it('Given a field in a permission set and a list view, When it is deleted, Then grant, column and filter go along', () => {
    const on = withMarker(
      '<listViews><fullName>V</fullName><columns>ACCOUNT.NAME</columns><columns>Is_Synthetic__c</columns><filterScope>Everything</filterScope><filters><field>Is_Synthetic__c</field><operation>equals</operation><value>1</value></filters><label>V</label></listViews>',
      { ListView: ['Account.V'] },
    );
    deploy(on, {
      'package.xml': manifest({ PermissionSet: ['P'] }),
      'permissionsets/P.permissionset': file(
        'PermissionSet',
        '<fieldPermissions><editable>true</editable><field>Account.Is_Synthetic__c</field></fieldPermissions><label>P</label>',
      ),
    });
    expect(destroy(on, { CustomField: ['Account.Is_Synthetic__c'] }).problems).toEqual([]);
    expect(on.org.components.get('PermissionSet', 'P')?.body).toEqual({ label: 'P' });
    expect(on.org.components.get('ListView', 'Account.V')?.body).toEqual({
      columns: ['ACCOUNT.NAME'],
      filterScope: 'Everything',
      label: 'V',
    });
  });

  it('Given a rule that stops naming the field in the same package, When the field is deleted after, Then it goes; before, it stays', () => {
    const files = (name: string): Record<string, string> => ({
      ...objectPackage(
        'Account',
        RULE(true).replace('<errorConditionFormula>Is_Synthetic__c', '<errorConditionFormula>false'),
        { ValidationRule: ['Account.R'] },
      ),
      [name]: manifest({ CustomField: ['Account.Is_Synthetic__c'] }),
    });
    const on = withMarker(RULE(true), { ValidationRule: ['Account.R'] });
    expect(deploy(on, files('destructiveChangesPre.xml')).status).toBe('Failed');
    expect(deploy(on, files('destructiveChangesPost.xml')).problems).toEqual([]);
  });

  it('Given a component that is not there, When it is deleted, Then that is a warning and no failure', () => {
    const outcome = destroy(bench(), { CustomField: ['Account.Nope__c'] });
    expect(outcome.status).toBe('Succeeded');
    expect(outcome.successes).toContainEqual(
      expect.objectContaining({
        problem: 'No CustomField named: Account.Nope__c found',
        problemType: 'Warning',
        deleted: 'false',
      }),
    );
  });

  it('Given a standard object, When it is deleted, Then it is refused', () => {
    expect(destroy(bench(), { CustomObject: ['Account'] }).problems).toEqual([
      "Account: The CustomObject called 'Account' is standard and cannot be deleted",
    ]);
  });

  it('Given a custom object with fields, When it is deleted, Then its fields go along', () => {
    const on = bench();
    deploy(
      on,
      objectPackage(
        'Store__c',
        '<deploymentStatus>Deployed</deploymentStatus><fields><fullName>X__c</fullName><label>X</label><length>5</length><type>Text</type></fields><label>Store</label><nameField><label>Name</label><type>Text</type></nameField><pluralLabel>Stores</pluralLabel><sharingModel>ReadWrite</sharingModel>',
        { CustomObject: ['Store__c'] },
      ),
    );
    expect(on.org.components.list('CustomField')).toHaveLength(1);
    expect(destroy(on, { CustomObject: ['Store__c'] }).problems).toEqual([]);
    expect(on.org.components.types()).toEqual([]);
  });
});

describe('destructive changes of what users and texts hang on', () => {
  it('Given a permission set that a user holds, When it is deleted, Then it stays until nobody holds it', () => {
    const on = bench();
    deploy(on, {
      'package.xml': manifest({ PermissionSet: ['P'] }),
      'permissionsets/P.permissionset': file('PermissionSet', '<label>P</label>'),
    });
    const { id } = createRecord(on.org, on.caller, 'PermissionSetAssignment', {
      AssigneeId: on.caller.userId,
      PermissionSetId: on.org.components.get('PermissionSet', 'P')?.id ?? '',
    });
    expect(destroy(on, { PermissionSet: ['P'] }).problems).toEqual([
      'P: The permission set P cannot be deleted: it is assigned to users.',
    ]);
    deleteRecord(on.org, on.caller, 'PermissionSetAssignment', id);
    expect(destroy(on, { PermissionSet: ['P'] }).problems).toEqual([]);
  });

  it('Given a translated field and rule, When both are deleted, Then their texts go, and a translation that says nothing more', () => {
    const on = withMarker(RULE(true), { ValidationRule: ['Account.R'] });
    const texts = (rest: string): Record<string, string> => ({
      'package.xml': manifest({ CustomObjectTranslation: ['Account-de'] }),
      'objectTranslations/Account-de.objectTranslation': file('CustomObjectTranslation', rest),
    });
    const rule = '<validationRules><errorMessage>nein</errorMessage><name>R</name></validationRules>';
    expect(
      deploy(on, texts(`<fields><label>Künstlich</label><name>Is_Synthetic__c</name></fields>${rule}`)).problems,
    ).toEqual([]);
    expect(destroy(on, { ValidationRule: ['Account.R'] }).problems).toEqual([]);
    expect(on.org.components.get('CustomObjectTranslation', 'Account-de')?.body).toEqual({
      fields: [{ label: 'Künstlich', name: 'Is_Synthetic__c' }],
    });
    expect(destroy(on, { CustomField: ['Account.Is_Synthetic__c'] }).problems).toEqual([]);
    expect(on.org.components.get('CustomObjectTranslation', 'Account-de')).toBeUndefined();
  });
});

describe('destructive changes of a queue', () => {
  function withQueue(): Bench & { readonly queue: string } {
    const on = bench();
    const outcome = deploy(on, {
      'package.xml': manifest({ Queue: ['Inbox'] }),
      'queues/Inbox.queue': file(
        'Queue',
        '<doesSendEmailToMembers>false</doesSendEmailToMembers><name>Inbox</name><queueSobject><sobjectType>Lead</sobjectType></queueSobject>',
      ),
    });
    expect(outcome.problems).toEqual([]);
    return { ...on, queue: on.org.components.get('Queue', 'Inbox')?.id ?? '' };
  }
  const lead = { LastName: 'L', Company: 'C' };

  it('Given a queue that owns a record, When it is deleted, Then it stays until the record is another owner’s', () => {
    const on = withQueue();
    const { id } = createRecord(on.org, on.caller, 'Lead', { ...lead, OwnerId: on.queue });
    expect(destroy(on, { Queue: ['Inbox'] }).problems).toEqual([
      'Inbox: The queue Inbox cannot be deleted: it owns records of Lead.',
    ]);
    expect(on.org.components.get('Queue', 'Inbox')).toBeDefined();
    updateRecord(on.org, on.caller, 'Lead', id, { OwnerId: on.caller.userId });
    expect(destroy(on, { Queue: ['Inbox'] }).problems).toEqual([]);
    expect(on.org.components.get('Queue', 'Inbox')).toBeUndefined();
  });

  it('Given a queue whose record is in the recycle bin, When it is deleted, Then it stays', () => {
    const on = withQueue();
    const { id } = createRecord(on.org, on.caller, 'Lead', { ...lead, OwnerId: on.queue });
    deleteRecord(on.org, on.caller, 'Lead', id);
    expect(destroy(on, { Queue: ['Inbox'] }).success).toBe(false);
  });
});
