import { grantSetsOf } from '../../../../src/emulator/access/grants.js';
import { all, bench, call, deploy, file, manifest, markerField, text, unzip, type Bench } from '../support.js';

const profile = (inner: string, name = 'Admin'): Record<string, string> => ({
  'package.xml': manifest({ Profile: [name] }),
  [`profiles/${name}.profile`]: file('Profile', inner),
});
const grant = (field: string): string =>
  `<fieldPermissions><editable>true</editable><field>${field}</field><readable>true</readable></fieldPermissions>`;

function filled(): Bench {
  const on = bench();
  const outcome = deploy(on, {
    'package.xml': manifest({ CustomField: ['Account.Is_Synthetic__c', 'Contact.Is_Synthetic__c'] }),
    'objects/Account.object': file('CustomObject', markerField),
    'objects/Contact.object': file('CustomObject', markerField),
  });
  expect(outcome.problems).toEqual([]);
  return on;
}

function retrieved(on: Bench, types: Record<string, string[]>): string {
  const inner = Object.entries(types).map(
    ([name, members]) =>
      `<types>${members.map((each) => `<members>${each}</members>`).join('')}<name>${name}</name></types>`,
  );
  const started = call(
    on,
    `<retrieve><request><singlePackage>true</singlePackage><unpackaged>${inner.join('')}<version>67.0</version></unpackaged></request></retrieve>`,
  );
  const { root } = call(
    on,
    `<checkRetrieveStatus><asyncProcessId>${text(started.root, 'id')}</asyncProcessId></checkRetrieveStatus>`,
  );
  const files = unzip(new Uint8Array(Buffer.from(all(root, 'zipFile')[0]?.text ?? '', 'base64')));
  return files['profiles/Admin.profile'] ?? '';
}

describe('Profile', () => {
  it('Given a profile with a grant, When another grant is deployed, Then it has both, and they hold', () => {
    const on = filled();
    expect(deploy(on, profile(grant('Contact.Is_Synthetic__c'))).problems).toEqual([]);
    expect(deploy(on, profile(grant('Account.Is_Synthetic__c'))).problems).toEqual([]);
    const admin = grantSetsOf(on.org).find(({ profile: each }) => each?.metadataName === 'Admin');
    expect(admin?.fields.map(({ object }) => object)).toEqual(['Account', 'Contact']);
  });

  it('Given a profile with grants, When it is retrieved with one of the fields, Then it shows the grant of that one', () => {
    const on = filled();
    deploy(on, profile(grant('Contact.Is_Synthetic__c') + grant('Account.Is_Synthetic__c')));
    const xml = retrieved(on, { Profile: ['Admin'], CustomField: ['Account.Is_Synthetic__c'] });
    expect(xml).toContain('Account.Is_Synthetic__c');
    expect(xml).not.toContain('Contact.Is_Synthetic__c');
    expect(retrieved(on, { Profile: ['Admin'] })).not.toContain('fieldPermissions');
  });

  it.each([
    [
      'a field that does not exist',
      grant('Account.No__c'),
      'In field: field - no CustomField named Account.No__c found',
    ],
    [
      'a class that does not exist',
      '<classAccesses><apexClass>C</apexClass><enabled>true</enabled></classAccesses>',
      'In field: apexClass - no ApexClass named C found',
    ],
    [
      'a layout that does not exist',
      '<layoutAssignments><layout>Account-No</layout></layoutAssignments>',
      'In field: layout - no Layout named Account-No found',
    ],
    [
      'one field twice',
      grant('Account.Is_Synthetic__c') + grant('Account.Is_Synthetic__c'),
      'Field:field, value:Account.Is_Synthetic__c appears more than once',
    ],
  ])('Given %s, When it is deployed, Then it is refused', (_, inner, problem) => {
    expect(deploy(filled(), profile(inner)).problems).toEqual([`Admin: ${problem}`]);
  });
});

describe('PermissionSetGroup', () => {
  it('Given a permission set that does not exist, When the group is deployed, Then it is refused', () => {
    const files = {
      'package.xml': manifest({ PermissionSetGroup: ['G'] }),
      'permissionsetgroups/G.permissionsetgroup': file(
        'PermissionSetGroup',
        '<label>G</label><permissionSets>No</permissionSets>',
      ),
    };
    expect(deploy(bench(), files).problems).toEqual(['G: In field: permissionSets - no PermissionSet named No found']);
  });
});

describe('what goes along with a field', () => {
  const custom = '<fields><fullName>X__c</fullName><label>X</label><length>9</length><type>Text</type></fields>';
  const gone = { 'package.xml': manifest({}), 'destructiveChanges.xml': manifest({ CustomField: ['Lead.X__c'] }) };

  it('Given a layout and a translation that show a field, When it is deleted, Then they no longer do', () => {
    const on = bench();
    const outcome = deploy(on, {
      'package.xml': manifest({ CustomField: ['Lead.X__c'], Layout: ['Lead-L'], CustomObjectTranslation: ['Lead-de'] }),
      'objects/Lead.object': file('CustomObject', custom),
      'layouts/Lead-L.layout': file(
        'Layout',
        '<layoutSections><layoutColumns><layoutItems><field>X__c</field></layoutItems></layoutColumns><style>OneColumn</style></layoutSections>',
      ),
      'objectTranslations/Lead-de.objectTranslation': file(
        'CustomObjectTranslation',
        '<fields><label>Ix</label><name>X__c</name></fields>',
      ),
    });
    expect(outcome.problems).toEqual([]);
    expect(deploy(on, gone).problems).toEqual([]);
    expect(
      JSON.stringify(['Layout', 'CustomObjectTranslation'].map((type) => on.org.components.list(type))),
    ).not.toContain('X__c');
  });

  it('Given a field that lead conversion maps, When it is deleted, Then it is refused', () => {
    const on = bench();
    const outcome = deploy(on, {
      'package.xml': manifest({
        CustomField: ['Lead.X__c', 'Contact.X__c'],
        LeadConvertSettings: ['LeadConvertSettings'],
      }),
      'objects/Lead.object': file('CustomObject', custom),
      'objects/Contact.object': file('CustomObject', custom),
      'LeadConvertSettings/LeadConvertSettings.LeadConvertSetting': file(
        'LeadConvertSettings',
        '<objectMapping><inputObject>Lead</inputObject><mappingFields><inputField>X__c</inputField><outputField>X__c</outputField></mappingFields><outputObject>Contact</outputObject></objectMapping>',
      ),
    });
    expect(outcome.problems).toEqual([]);
    expect(deploy(on, gone).problems).toEqual([
      'Lead.X__c: This custom field is referenced elsewhere in salesforce.com. : LeadConvertSettings - LeadConvertSettings.',
    ]);
  });
});
