import { describeGlobal, describeObject } from '../../../src/emulator/catalog/describe.js';
import { accessOf } from '../../../src/emulator/access/access.js';
import { catalogOf } from '../../../src/emulator/catalog/catalog.js';
import { createRecord, readRecord } from '../../../src/emulator/records/records.js';
import { thrownBy, problemsOf } from '../records/orgBuilder.js';
import { consoleOf } from '../soql/soqlBuilder.js';
import { bench, call, deploy, file, manifest, markerField, objectPackage, text, unzip, type Bench } from './support.js';

const FIELD = 'Is_Synthetic__c';

const rule = (condition: string): string =>
  `<validationRules><fullName>Guard</fullName><active>true</active><errorConditionFormula>${condition}</errorConditionFormula><errorDisplayField>${FIELD}</errorDisplayField><errorMessage>Say what made it.</errorMessage></validationRules>`;

const grants = (...fields: string[]): string =>
  `${fields
    .map(
      (field) =>
        `<fieldPermissions><editable>true</editable><field>${field}</field><readable>true</readable></fieldPermissions>`,
    )
    .join('')}<label>Stewards</label>`;

function deployGrants(on: Bench, ...fields: string[]): ReturnType<typeof deploy> {
  return deploy(on, {
    'package.xml': manifest({ PermissionSet: ['Stewards'] }),
    'permissionsets/Stewards.permissionset': file('PermissionSet', grants(...fields)),
  });
}

function deployField(on: Bench): void {
  const field = objectPackage('Activity', markerField, { CustomField: [`Activity.${FIELD}`] });
  expect(deploy(on, field).problems).toEqual([]);
}

/** Field, grant for tasks, a guard on each kind of activity; the admin holds the grant. */
function guarded(): Bench {
  const on = bench();
  deployField(on);
  expect(deployGrants(on, `Task.${FIELD}`).problems).toEqual([]);
  const rules = deploy(on, {
    'package.xml': manifest({ ValidationRule: ['Task.Guard', 'Event.Guard'] }),
    'objects/Task.object': file('CustomObject', rule(`AND(${FIELD}, ISBLANK(Description))`)),
    'objects/Event.object': file('CustomObject', rule(`AND(${FIELD}, ISBLANK(Location))`)),
  });
  expect(rules.problems).toEqual([]);
  createRecord(on.org, on.caller, 'PermissionSetAssignment', {
    AssigneeId: on.caller.userId,
    PermissionSetId: on.org.components.get('PermissionSet', 'Stewards')?.id,
  });
  return on;
}

function retrieved(on: Bench, type: string, member: string, path: string): string {
  const started = call(
    on,
    `<retrieve><request><apiVersion>67.0</apiVersion><unpackaged><types><members>${member}</members><name>${type}</name></types><version>67.0</version></unpackaged></request></retrieve>`,
  );
  const { root } = call(
    on,
    `<checkRetrieveStatus><asyncProcessId>${text(started.root, 'id')}</asyncProcessId></checkRetrieveStatus>`,
  );
  return unzip(new Uint8Array(Buffer.from(text(root, 'zipFile') ?? '', 'base64')))[`unpackaged/${path}`] ?? '';
}

const grantedFields = (xml: string): string[] =>
  [...xml.matchAll(/<field>(.*?)<\/field>/g)].map(([, name]) => name ?? '');

const event = { StartDateTime: '2026-01-03T09:00:00Z', DurationInMinutes: 30 };

describe('a custom field deployed on Activity', () => {
  it('Given the field, When objects are described, Then Task and Event have it and Activity is not listed', () => {
    const { org, caller } = guarded();
    const [catalog, access] = [catalogOf(org), accessOf(org, caller)];
    for (const name of ['Task', 'Event']) {
      const { fields } = describeObject(catalog, access, name);
      expect(fields.find((field) => field.name === FIELD)).toMatchObject({ custom: true, type: 'boolean' });
    }
    const listed = describeGlobal(catalog, access).sobjects.map(({ name }) => name);
    expect(listed).toEqual(expect.arrayContaining(['Task', 'Event']));
    expect(listed).not.toContain('Activity');
    expect(thrownBy(() => describeObject(catalog, access, 'Activity')).errorCode).toBe('NOT_FOUND');
  });

  it('Given guards on both, When records are saved, Then each fires, and records and queries show the field', () => {
    const { org, caller } = guarded();
    const refused = (object: string, values: Record<string, unknown>): unknown =>
      problemsOf(() => createRecord(org, caller, object, { ...values, [FIELD]: true }));
    const problem = {
      errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
      message: 'Say what made it.',
      fields: [FIELD],
    };
    expect(refused('Task', {})).toEqual([problem]);
    expect(refused('Event', event)).toEqual([problem]);
    const task = createRecord(org, caller, 'Task', { Description: 'made by a model', [FIELD]: true });
    createRecord(org, caller, 'Event', { ...event, Location: 'Online', [FIELD]: true });
    expect(readRecord(org, caller, 'Task', task.id)).toMatchObject({ [FIELD]: true });
    const soql = consoleOf({ org, admin: caller });
    expect(soql.column(`SELECT ${FIELD} FROM Event WHERE ${FIELD} = true`, FIELD)).toEqual([true]);
    expect(soql.refusal('SELECT Id FROM Activity').errorCode).toBe('INVALID_TYPE');
  });

  it('Given the field, When setup is queried, Then it is one component of Activity and a field of each', () => {
    const { org, caller } = guarded();
    const soql = consoleOf({ org, admin: caller });
    expect(soql.ask(`SELECT TableEnumOrId, DeveloperName FROM CustomField`, { api: 'tooling' }).records).toMatchObject([
      { TableEnumOrId: 'Activity', DeveloperName: 'Is_Synthetic' },
    ]);
    for (const name of ['Task', 'Event']) {
      const [row] = soql.ask(
        `SELECT QualifiedApiName, LastModifiedById FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName = '${name}' AND QualifiedApiName = '${FIELD}'`,
      ).records;
      expect(row).toMatchObject({ LastModifiedById: caller.userId });
    }
  });

  it('Given the field, When the object is retrieved, Then it is in Activity’s file alone', () => {
    const on = guarded();
    expect(retrieved(on, 'CustomField', `Activity.${FIELD}`, 'objects/Activity.object')).toContain(FIELD);
    const task = retrieved(on, 'CustomObject', 'Task', 'objects/Task.object');
    expect(task).toContain('<validationRules>');
    expect(task).not.toContain('<fields>');
  });

  it.each(['Task', 'Event'])('Given the field on %s itself, When it is deployed, Then it is refused', (object) => {
    const outcome = deploy(bench(), objectPackage(object, markerField, { CustomField: [`${object}.${FIELD}`] }));
    expect(outcome.problems).toEqual([
      `${object}.${FIELD}: Custom fields of ${object} are those of Activity: deploy the field on Activity.`,
    ]);
  });

  it('Given a rule, a master or a list view on Activity, When it is deployed, Then it is refused', () => {
    const on = bench();
    deployField(on);
    const refusal = (inner: string, types: Record<string, string[]>): string[] =>
      deploy(on, objectPackage('Activity', inner, types)).problems;
    expect(refusal(rule(FIELD), { ValidationRule: ['Activity.Guard'] })).toEqual([
      'Activity.Guard: Validation rules are not supported on Activity.',
    ]);
    const view =
      '<listViews><fullName>All</fullName><filterScope>Everything</filterScope><label>All</label></listViews>';
    expect(refusal(view, { ListView: ['Activity.All'] })).toEqual([
      'Activity.All: The embedded org does not take list views of Activity.',
    ]);
  });

  it('Given a formula field on Activity, When it names what tasks and events share, Then it works for both', () => {
    const on = bench();
    const formula = (source: string): string =>
      `<fields><fullName>Mark__c</fullName><formula>${source}</formula><label>Mark</label><type>Text</type></fields>`;
    const put = (source: string): string[] =>
      deploy(on, objectPackage('Activity', formula(source), { CustomField: ['Activity.Mark__c'] })).problems;
    expect(put('Location')).toHaveLength(1);
    expect(put('What.Name')).toHaveLength(1);
    expect(put('Subject &amp; Owner:User.Alias')).toEqual([]);
    const granted = deployGrants(on, 'Event.Mark__c').problems;
    expect(granted).toEqual(['Stewards: A formula field cannot be editable: Task.Mark__c']);
  });
});

describe('access to custom fields of activities', () => {
  it.each(['Task', 'Event'])(
    'Given access to %s.X__c alone, When it is retrieved, Then both names are there',
    (name) => {
      const on = bench();
      deployField(on);
      expect(deployGrants(on, `${name}.${FIELD}`).problems).toEqual([]);
      const xml = retrieved(on, 'PermissionSet', 'Stewards', 'permissionsets/Stewards.permissionset');
      expect(grantedFields(xml)).toEqual([`Event.${FIELD}`, `Task.${FIELD}`]);
      const rows = consoleOf({ org: on.org, admin: on.caller }).column(
        "SELECT Field FROM FieldPermissions WHERE Parent.Name = 'Stewards' ORDER BY Field",
        'Field',
      );
      expect(rows).toEqual([`Event.${FIELD}`, `Task.${FIELD}`]);
    },
  );

  it('Given what was retrieved, When it is deployed again, Then nothing changes', () => {
    const on = bench();
    deployField(on);
    deployGrants(on, `Task.${FIELD}`);
    const { successes } = deployGrants(on, `Task.${FIELD}`, `Event.${FIELD}`);
    expect(successes.find((row) => row['fullName'] === 'Stewards')?.['changed']).toBe('false');
  });

  it('Given access that names Activity, differs between both, or names no field, Then it is refused', () => {
    const on = bench();
    deployField(on);
    expect(deployGrants(on, `Activity.${FIELD}`).problems).toEqual([
      `Stewards: In field: field - no CustomField named Activity.${FIELD} found`,
    ]);
    expect(deployGrants(on, 'Task.Other__c').problems).toEqual([
      'Stewards: In field: field - no CustomField named Task.Other__c found',
    ]);
    const differing = grants(`Task.${FIELD}`).replace(
      '<label>',
      `<fieldPermissions><editable>false</editable><field>Event.${FIELD}</field><readable>true</readable></fieldPermissions><label>`,
    );
    const outcome = deploy(on, {
      'package.xml': manifest({ PermissionSet: ['Stewards'] }),
      'permissionsets/Stewards.permissionset': file('PermissionSet', differing),
    });
    expect(outcome.problems).toEqual([
      `Stewards: The embedded org does not take different access to Event.${FIELD} and Task.${FIELD}.`,
    ]);
  });

  it('Given the field in use, When it is deleted, Then a guard holds it; without guards its grants go along', () => {
    const on = guarded();
    const remove = (types: Record<string, string[]>): string[] =>
      deploy(on, {
        'package.xml': manifest({}),
        'destructiveChanges.xml': manifest(types),
      }).problems;
    expect(remove({ CustomField: [`Activity.${FIELD}`] })).toEqual([
      `Activity.${FIELD}: This custom field is referenced elsewhere in salesforce.com. : Validation Rule - Event.Guard. This custom field is referenced elsewhere in salesforce.com. : Validation Rule - Task.Guard.`,
    ]);
    expect(remove({ ValidationRule: ['Task.Guard', 'Event.Guard'], CustomField: [`Activity.${FIELD}`] })).toEqual([]);
    const xml = retrieved(on, 'PermissionSet', 'Stewards', 'permissionsets/Stewards.permissionset');
    expect(grantedFields(xml)).toEqual([]);
    expect(catalogOf(on.org).field('Task', FIELD)).toBeUndefined();
  });
});
