import { bench, deploy, file, manifest, markerField, objectPackage, poll, snapshot } from './support.js';
import { Storage } from '../../../src/emulator/org/storage.js';

describe('deploy', () => {
  it('Given a new field, When it is deployed, Then it is created, and unchanged the second time', () => {
    const on = bench();
    const files = objectPackage('Account', markerField, { CustomField: ['Account.Is_Synthetic__c'] });
    const first = deploy(on, files);
    expect(first.problems).toEqual([]);
    expect(first).toMatchObject({ status: 'Succeeded', success: true });
    expect(first.successes).toMatchObject([
      { componentType: '', fullName: 'package.xml', fileName: 'package.xml', success: 'true' },
      {
        componentType: 'CustomField',
        fullName: 'Account.Is_Synthetic__c',
        created: 'true',
        changed: 'true',
        fileName: 'objects/Account.object',
      },
    ]);
    const second = deploy(on, files);
    expect(second.successes[1]).toMatchObject({ created: 'false', changed: 'false', success: 'true' });
  });

  it('Given rule, list view, badge, permission set, policy and resource in one package, When deployed, Then all refer to each other', () => {
    const on = bench('production');
    const outcome = deploy(on, {
      'package.xml': manifest({
        CustomField: ['Account.Is_Synthetic__c', 'Account.Badge__c', 'Policy__mdt.Accepts__c'],
        CustomMetadata: ['Policy.This_Org'],
        CustomObject: ['Policy__mdt'],
        CustomPermission: ['Manage'],
        ListView: ['Account.Synthetic'],
        PermissionSet: ['Reader'],
        StaticResource: ['badge'],
        ValidationRule: ['Account.Guard'],
      }),
      'objects/Account.object': file(
        'CustomObject',
        `${markerField}<fields><fullName>Badge__c</fullName><formula>IF(Is_Synthetic__c, IMAGE(&quot;/resource/badge&quot;, &quot;synthetic&quot;, 16, 16), &quot;&quot;)</formula><label>Badge</label><type>Text</type></fields>
        <validationRules><fullName>Guard</fullName><active>true</active><errorConditionFormula>AND(ISNEW(), Is_Synthetic__c, NOT($Permission.Manage), NOT($CustomMetadata.Policy__mdt.This_Org.Accepts__c))</errorConditionFormula><errorMessage>No</errorMessage></validationRules>
        <listViews><fullName>Synthetic</fullName><columns>ACCOUNT.NAME</columns><columns>Badge__c</columns><filterScope>Everything</filterScope><filters><field>Is_Synthetic__c</field><operation>equals</operation><value>1</value></filters><label>Synthetic</label></listViews>`,
      ),
      'objects/Policy__mdt.object': file(
        'CustomObject',
        '<fields><fullName>Accepts__c</fullName><defaultValue>false</defaultValue><fieldManageability>DeveloperControlled</fieldManageability><label>Accepts</label><type>Checkbox</type></fields><label>Policy</label><pluralLabel>Policies</pluralLabel><visibility>Public</visibility>',
      ),
      'customMetadata/Policy.This_Org.md': file(
        'CustomMetadata',
        '<label>This Org</label><protected>false</protected><values><field>Accepts__c</field><value xsi:type="xsd:boolean">true</value></values>',
      ),
      'customPermissions/Manage.customPermission': file('CustomPermission', '<label>Manage</label>'),
      'permissionsets/Reader.permissionset': file(
        'PermissionSet',
        '<customPermissions><enabled>true</enabled><name>Manage</name></customPermissions><fieldPermissions><editable>false</editable><field>Account.Badge__c</field><readable>true</readable></fieldPermissions><label>Reader</label>',
      ),
      'staticresources/badge.resource': '<svg xmlns="http://www.w3.org/2000/svg"/>',
      'staticresources/badge.resource-meta.xml': file(
        'StaticResource',
        '<cacheControl>Public</cacheControl><contentType>image/svg+xml</contentType>',
      ),
    });
    expect(outcome.problems).toEqual([]);
    expect(outcome.successes).toHaveLength(11);
  });

  it('Given one bad component, When deployed with rollback, Then nothing of the package stays', () => {
    const on = bench();
    const before = snapshot(on);
    const outcome = deploy(
      on,
      objectPackage(
        'Account',
        `${markerField}<validationRules><fullName>R</fullName><active>true</active><errorConditionFormula>Nope__c</errorConditionFormula><errorMessage>x</errorMessage></validationRules>`,
        {
          CustomField: ['Account.Is_Synthetic__c'],
          ValidationRule: ['Account.R'],
        },
      ),
    );
    expect(outcome).toMatchObject({ status: 'Failed', success: false });
    expect(outcome.problems).toEqual(['Account.R: Field Nope__c does not exist. Check spelling.']);
    expect(snapshot(on)).toEqual(before);
  });

  it('Given one bad component, When deployed to a sandbox without rollback, Then the others and not their dependants stay', () => {
    const on = bench();
    const outcome = deploy(
      on,
      {
        'package.xml': manifest({ CustomField: ['Account.Good__c', 'Account.Bad__c'], ValidationRule: ['Account.R'] }),
        'objects/Account.object': file(
          'CustomObject',
          `<fields><fullName>Good__c</fullName><label>Good</label><length>10</length><type>Text</type></fields><fields><fullName>Bad__c</fullName><label>Bad</label><referenceTo>Nope__c</referenceTo><relationshipName>Bads</relationshipName><type>Lookup</type></fields><validationRules><fullName>R</fullName><active>true</active><errorConditionFormula>ISBLANK(Bad__c)</errorConditionFormula><errorMessage>x</errorMessage></validationRules>`,
        ),
      },
      { rollbackOnError: false },
    );
    expect(outcome.status).toBe('SucceededPartial');
    expect(on.org.components.list('CustomField').map(({ fullName }) => fullName)).toEqual(['Account.Good__c']);
    expect(on.org.components.list('ValidationRule')).toEqual([]);
  });

  it('Given checkOnly, When deployed, Then it succeeds and leaves nothing, and the job outlives the org', () => {
    const storage = new Storage();
    const on = bench('sandbox', storage);
    const files = objectPackage('Account', markerField, { CustomField: ['Account.Is_Synthetic__c'] });
    const outcome = deploy(on, files, { checkOnly: true });
    expect(outcome.status).toBe('Succeeded');
    expect(on.org.components.list('CustomField')).toEqual([]);
    expect(poll(bench('sandbox', storage), outcome.id).status).toBe('Succeeded');
  });
});
