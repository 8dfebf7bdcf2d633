import { columnsOf } from '../../../src/emulator/setup/queryService.js';
import { readViewRow } from '../../../src/emulator/setup/readViewRow.js';
import { apiCatalog } from '../../../src/emulator/setup/apiCatalog.js';
import { describeObject } from '../../../src/emulator/catalog/describe.js';
import { grant, put, putField, putRule, testOrg, thrownBy } from '../records/orgBuilder.js';
import { BASE, consoleOf } from '../soql/soqlBuilder.js';

const target = testOrg();
const storeId = put(target, 'CustomObject', 'Store__c', {
  label: 'Store',
  pluralLabel: 'Stores',
  sharingModel: 'ReadWrite',
});
const fieldId = putField(target, 'Account.Is_Synthetic__c', {
  type: 'Checkbox',
  defaultValue: 'false',
  description: 'mark',
});
putField(target, 'Store__c.Code__c', { length: '40', unique: 'true', externalId: 'true' });
const ruleId = putRule(target, 'Account.Complete', 'ISBLANK(Name)', { errorDisplayField: 'Name' });
putRule(target, 'Store__c.Closed', 'FALSE', { active: 'false' });
put(target, 'ListView', 'Account.Synthetic', { label: 'Synthetic accounts', filterScope: 'Everything' });
put(target, 'StaticResource', 'Badge', { contentType: 'image/svg+xml', cacheControl: 'Public' }, Buffer.from('<svg/>'));
const setId = grant(target, { fields: ['Account.Is_Synthetic__c'] });

const soql = consoleOf(target);
const tooling = (text: string): readonly Record<string, unknown>[] => soql.ask(text, { api: 'tooling' }).records;
const sender = { org: target.org, caller: target.admin, api: 'tooling' as const, basePath: BASE };

describe('Given an org with metadata, when EntityDefinition is queried', () => {
  it.each(['data', 'tooling'] as const)('Then the %s API tells what an object takes', (api) => {
    const { records } = soql.ask(
      "SELECT DurableId, QualifiedApiName, DeveloperName, KeyPrefix, IsCustomizable FROM EntityDefinition WHERE QualifiedApiName IN ('Account', 'Store__c', 'PermissionSet') ORDER BY QualifiedApiName",
      { api },
    );
    expect(records).toMatchObject([
      { DurableId: 'Account', KeyPrefix: '001', IsCustomizable: true },
      { QualifiedApiName: 'PermissionSet', IsCustomizable: false },
      { DurableId: storeId.slice(0, 15), DeveloperName: 'Store', IsCustomizable: true },
    ]);
  });

  it('Then LIMIT and OFFSET are ignored, as the platform does', () => {
    expect(tooling('SELECT QualifiedApiName FROM EntityDefinition LIMIT 1').length).toBeGreaterThan(5);
  });

  it('Then its fields and rules come as subqueries', () => {
    const [account] = tooling(
      "SELECT QualifiedApiName, (SELECT QualifiedApiName FROM Fields), (SELECT ValidationName FROM ValidationRules) FROM EntityDefinition WHERE QualifiedApiName = 'account'",
    );
    expect(account).toMatchObject({
      Fields: { records: expect.arrayContaining([expect.objectContaining({ QualifiedApiName: 'Is_Synthetic__c' })]) },
      ValidationRules: { totalSize: 1, records: [{ ValidationName: 'Complete' }] },
    });
  });

  it.each([
    [
      "SELECT QualifiedApiName FROM EntityDefinition WHERE QualifiedApiName != 'Account'",
      'Only equals comparisons permitted',
    ],
    [
      'SELECT QualifiedApiName FROM EntityDefinition WHERE (NOT IsCustomizable = true)',
      'Only equals comparisons permitted',
    ],
    [
      "SELECT QualifiedApiName FROM EntityDefinition WHERE KeyPrefix = '001' OR KeyPrefix = '003'",
      'Disjunctions not supported',
    ],
    ['SELECT COUNT() FROM EntityDefinition', 'The requested operation is not yet supported'],
    [
      'SELECT KeyPrefix, COUNT(DurableId) FROM EntityDefinition GROUP BY KeyPrefix',
      'The requested operation is not yet supported',
    ],
  ])('Then %s is refused: %s', (text, message) => {
    for (const api of ['data', 'tooling'] as const) {
      const refusal = soql.refusal(text, api);
      expect(refusal).toMatchObject({ status: 400, errorCode: 'EXTERNAL_OBJECT_UNSUPPORTED_EXCEPTION' });
      expect(refusal.message).toContain(message);
    }
  });
});

describe('Given an org with metadata, when FieldDefinition is queried', () => {
  it.each(['', " WHERE DeveloperName LIKE 'A%'"])('Then FROM FieldDefinition%s is refused', (where) => {
    expect(soql.refusal(`SELECT QualifiedApiName FROM FieldDefinition${where}`, 'tooling')).toMatchObject({
      status: 400,
      errorCode: 'MALFORMED_QUERY',
      message: expect.stringMatching(
        /^FieldDefinition: a filter on a reified column is required \[EntityDefinitionId,/,
      ),
    });
  });

  it.each([
    ["EntityDefinition.QualifiedApiName = 'Account' AND QualifiedApiName = 'Is_Synthetic__c'", 'Checkbox'],
    ["EntityDefinitionId = 'Account' AND QualifiedApiName = 'Name'", 'Text(255)'],
    ["EntityDefinitionId = 'Account' AND QualifiedApiName = 'OwnerId'", 'Lookup(User)'],
    [
      "EntityDefinition.QualifiedApiName IN ('Store__c') AND DeveloperName = 'Code'",
      'Text(40) (External ID) (Unique Case Insensitive)',
    ],
    [`DurableId = 'Account.${fieldId.slice(0, 15)}'`, 'Checkbox'],
  ])('Then WHERE %s finds a %s', (where, dataType) => {
    expect(
      tooling(`SELECT DataType, EntityDefinition.QualifiedApiName FROM FieldDefinition WHERE ${where}`),
    ).toMatchObject([{ DataType: dataType, EntityDefinition: { attributes: { type: 'EntityDefinition' } } }]);
  });

  it('Then ReferenceTo is a document', () => {
    expect(
      tooling(
        "SELECT ReferenceTo FROM FieldDefinition WHERE EntityDefinitionId = 'Account' AND QualifiedApiName = 'OwnerId'",
      ),
    ).toMatchObject([{ ReferenceTo: { referenceTo: ['User'] } }]);
  });
});

describe('Given an org with metadata, when its components are queried', () => {
  it('Then rules tell their object', () => {
    expect(
      tooling(
        'SELECT Id, ValidationName, Active, EntityDefinition.QualifiedApiName FROM ValidationRule ORDER BY ValidationName',
      ),
    ).toMatchObject([
      { ValidationName: 'Closed', Active: false, EntityDefinition: { QualifiedApiName: 'Store__c' } },
      { Id: ruleId, ValidationName: 'Complete', Active: true, EntityDefinition: { QualifiedApiName: 'Account' } },
    ]);
  });

  it('Then Metadata and FullName come for a single row, typed', () => {
    expect(tooling("SELECT FullName, Metadata FROM ValidationRule WHERE ValidationName = 'Complete'")).toMatchObject([
      {
        FullName: 'Account.Complete',
        Metadata: {
          active: true,
          errorConditionFormula: 'ISBLANK(Name)',
          errorDisplayField: 'Name',
          description: null,
        },
      },
    ]);
  });

  it('Then Metadata and FullName of several rows are refused', () => {
    for (const field of ['Metadata', 'FullName']) {
      expect(soql.refusal(`SELECT ${field} FROM ValidationRule`, 'tooling')).toMatchObject({
        errorCode: 'MALFORMED_QUERY',
        message:
          'When retrieving results with Metadata or FullName fields, the query qualifications must specify no more than one row for retrieval. Result size: 2',
      });
    }
  });

  it('Then custom fields and objects are found by their developer names', () => {
    expect(tooling("SELECT Id, TableEnumOrId FROM CustomField WHERE DeveloperName = 'Is_Synthetic'")).toMatchObject([
      { Id: fieldId, TableEnumOrId: 'Account' },
    ]);
    expect(tooling("SELECT Id FROM CustomObject WHERE DeveloperName = 'Store'")).toMatchObject([{ Id: storeId }]);
    expect(tooling(`SELECT Id FROM CustomField WHERE TableEnumOrId = '${storeId.slice(0, 15)}'`)).toHaveLength(1);
  });

  it('Then list views, static resources and grants are in the data API', () => {
    expect(soql.ask("SELECT Name, DeveloperName FROM ListView WHERE SobjectType = 'Account'").records).toMatchObject([
      { Name: 'Synthetic accounts', DeveloperName: 'Synthetic' },
    ]);
    expect(soql.ask("SELECT Body, BodyLength FROM StaticResource WHERE Name = 'Badge'").records).toMatchObject([
      {
        Body: expect.stringMatching(/^\/services\/data\/v67\.0\/sobjects\/StaticResource\/081\w{15}\/Body$/),
        BodyLength: 6,
      },
    ]);
    expect(
      soql.ask(
        `SELECT Field, PermissionsRead FROM FieldPermissions WHERE ParentId = '${setId}' AND Parent.IsOwnedByProfile = false`,
      ).records,
    ).toMatchObject([{ Field: 'Account.Is_Synthetic__c', PermissionsRead: true }]);
    expect(
      soql.ask('SELECT Assignee.Username FROM PermissionSetAssignment WHERE PermissionSet.IsOwnedByProfile = false')
        .records,
    ).toMatchObject([{ Assignee: { Username: 'admin@prod.emulator.example' } }]);
  });

  it('Then each API refuses the objects of the other', () => {
    for (const name of ['CustomField', 'ValidationRule', 'CustomObject']) {
      expect(soql.refusal(`SELECT Id FROM ${name}`)).toMatchObject({ errorCode: 'INVALID_TYPE' });
    }
    expect(soql.refusal('SELECT Id FROM Account', 'tooling')).toMatchObject({ errorCode: 'INVALID_TYPE' });
    expect(soql.refusal('SELECT Id FROM SourceMember', 'tooling')).toMatchObject({ errorCode: 'INVALID_TYPE' });
  });

  it('Then one row can be read by its id, and views can be described', () => {
    expect(readViewRow(sender, { object: 'ValidationRule', id: ruleId })).toMatchObject({
      attributes: { url: `${BASE}/tooling/sobjects/ValidationRule/${ruleId}` },
      FullName: 'Account.Complete',
    });
    for (const id of ['03d000000000000AAA', "' OR Id != '"]) {
      expect(thrownBy(() => readViewRow(sender, { object: 'ValidationRule', id })).status).toBeGreaterThanOrEqual(400);
    }
    const { catalog, access } = apiCatalog(target.org, target.admin, 'tooling');
    expect(describeObject(catalog, access, 'validationrule')).toMatchObject({
      name: 'ValidationRule',
      createable: false,
    });
    expect(columnsOf(sender, 'SELECT ValidationName FROM ValidationRule').columnMetadata).toMatchObject([
      { columnName: 'ValidationName' },
    ]);
  });

  it('Then no more than one table a view of metadata outlives its query, that of what the metadata is now', () => {
    const { storage, components } = target.org;
    tooling('SELECT ValidationName FROM ValidationRule');
    const tables = storage.db.prepare('SELECT name FROM temp.sqlite_master').all();
    expect(tables.map(({ name }) => String(name))).toContain(`metadata_ValidationRule_${components.version}`);
    expect(new Set(tables.map(({ name }) => /^metadata_(\w+)_\d+$/u.exec(String(name))?.[1])).size).toBe(tables.length);
  });
});

describe('Given views that were queried before', () => {
  const fieldsOf = (org: ReturnType<typeof testOrg>): unknown[] =>
    consoleOf(org)
      .ask(
        "SELECT QualifiedApiName FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName = 'Account' ORDER BY QualifiedApiName",
        { api: 'tooling' },
      )
      .records.map(({ QualifiedApiName }) => QualifiedApiName)
      .filter((name) => String(name).endsWith('__c'));

  it('When the metadata changes, Then they show what it is now', () => {
    const org = testOrg();
    putField(org, 'Account.First__c', { type: 'Checkbox', defaultValue: 'false' });
    expect(fieldsOf(org)).toEqual(['First__c']);

    putField(org, 'Account.Second__c', { type: 'Checkbox', defaultValue: 'false' });

    expect(fieldsOf(org)).toEqual(['First__c', 'Second__c']);
  });

  it('When they are queried within a transaction that is undone, Then they show what was there before it', () => {
    const org = testOrg();
    putField(org, 'Account.First__c', { type: 'Checkbox', defaultValue: 'false' });
    fieldsOf(org);

    const within = org.org.storage.transaction<unknown[]>((rollback) => {
      putField(org, 'Account.Second__c', { type: 'Checkbox', defaultValue: 'false' });
      return rollback(fieldsOf(org));
    });

    expect(within).toEqual(['First__c', 'Second__c']);
    expect(fieldsOf(org)).toEqual(['First__c']);
  });
});
