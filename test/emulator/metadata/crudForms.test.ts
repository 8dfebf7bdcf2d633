import { bench, call, deploy, file, manifest, text, type Bench } from './support.js';

const save = (action: 'create' | 'update' | 'upsert', type: string, inner: string): string =>
  `<${action}Metadata><metadata xsi:type="${type}">${inner}</metadata></${action}Metadata>`;
const remove = (type: string, ...names: string[]): string =>
  `<deleteMetadata><type>${type}</type>${names.map((name) => `<fullNames>${name}</fullNames>`).join('')}</deleteMetadata>`;
const read = (type: string, name: string): string =>
  `<readMetadata><type>${type}</type><fullNames>${name}</fullNames></readMetadata>`;
const rename = (type: string, from: string, to: string): string =>
  `<renameMetadata><type>${type}</type><oldFullName>${from}</oldFullName><newFullName>${to}</newFullName></renameMetadata>`;

/** What was answered: the fault, the first error, or `done`. */
function said(on: Bench, body: string): string {
  const { root } = call(on, body);
  return text(root, 'faultstring') ?? text(root, 'message') ?? 'done';
}

function withBundle(): Bench {
  const on = bench();
  deploy(on, {
    'package.xml': manifest({ LightningComponentBundle: ['card'] }),
    'lwc/card/card.js': 'export default 1;',
    'lwc/card/card.js-meta.xml': file(
      'LightningComponentBundle',
      '<apiVersion>67.0</apiVersion><isExposed>false</isExposed>',
    ),
  });
  return on;
}

const resource = (content: string): string =>
  `<fullName>R1</fullName>${content}<cacheControl>Public</cacheControl><contentType>text/plain</contentType>`;
const label = (name: string, value: string): string =>
  `<fullName>${name}</fullName><language>en_US</language><protected>false</protected><shortDescription>${name}</shortDescription><value>${value}</value>`;

describe('the synchronous calls and components of other forms', () => {
  it('Given a bundle, When it is created, read or renamed, Then the call says that only packages bring it', () => {
    const on = withBundle();
    const body = '<fullName>tile</fullName><apiVersion>67.0</apiVersion><isExposed>false</isExposed>';
    expect(said(on, save('create', 'LightningComponentBundle', body))).toMatch(/in packages only/);
    expect(said(on, read('LightningComponentBundle', 'card'))).toMatch(/in retrieves only/);
    expect(said(on, rename('LightningComponentBundle', 'card', 'tile'))).toMatch(/does not rename/);
    expect(said(on, remove('LightningComponentBundle', 'card'))).toBe('done');
    expect(on.org.components.list('LightningComponentBundle')).toEqual([]);
  });

  it.each(['Settings', 'AccountSettings'])('Given %s, When they are saved or deleted, Then it is refused', (type) => {
    const on = bench();
    const body = '<fullName>Account</fullName><enableAccountTeams>false</enableAccountTeams>';
    expect(said(on, save('upsert', type, body))).toMatch(`takes ${type} in packages only`);
    expect(said(on, remove(type, 'Account'))).toMatch(`takes ${type} in packages only`);
    expect(on.org.components.list('Settings')).toEqual([]);
  });

  it('Given settings, When they are read, Then it is refused', () => {
    expect(said(bench(), read('Settings', 'Account'))).toMatch(/in retrieves only/);
  });

  it('Given a file that only gathers components, When it is created with none, Then it is no success', () => {
    expect(said(bench(), save('create', 'Workflow', '<fullName>Account</fullName>'))).toMatch(
      /does not keep a Workflow without/,
    );
  });

  it('Given a label, When its file is updated, Then the label has the new value', () => {
    const on = bench();
    expect(said(on, save('create', 'CustomLabel', label('Hi', 'x')))).toBe('done');
    const labels = `<fullName>CustomLabels</fullName><labels>${label('Hi', 'y')}</labels>`;
    expect(said(on, save('update', 'CustomLabels', labels))).toBe('done');
    expect(text(call(on, read('CustomLabel', 'Hi')).root, 'value')).toBe('y');
  });

  it('Given content that is no base64, When it is created, Then it is a fault and nothing is saved', () => {
    const on = bench();
    expect(said(on, save('create', 'StaticResource', resource('<content>%%%</content>')))).toMatch(/base64Binary/);
    expect(on.org.components.list('StaticResource')).toEqual([]);
  });

  it('Given a component, When a call deletes it twice, Then the second time it is not there', () => {
    const on = bench();
    said(on, save('create', 'StaticResource', resource('<content>aGk=</content>')));
    expect(said(on, remove('StaticResource', 'R1', 'R1'))).toMatch(/no StaticResource named R1 found/);
    expect(on.org.components.list('StaticResource')).toEqual([]);
  });

  it('Given a profile that grants a field, When the field is renamed, Then the grant follows', () => {
    const on = bench();
    const field = '<fullName>Account.Old__c</fullName><label>Old</label><length>20</length><type>Text</type>';
    said(on, save('create', 'CustomField', field));
    const grant = '<editable>true</editable><field>Account.Old__c</field><readable>true</readable>';
    const granted = deploy(on, {
      'package.xml': manifest({ Profile: ['Admin'] }),
      'profiles/Admin.profile': file('Profile', `<fieldPermissions>${grant}</fieldPermissions>`),
    });
    expect(granted.problems).toEqual([]);
    expect(said(on, rename('CustomField', 'Account.Old__c', 'Account.New__c'))).toBe('done');
    const [profile] = on.org.components.list('Profile');
    expect(JSON.stringify(profile?.body)).toContain('Account.New__c');
    expect(JSON.stringify(profile?.body)).not.toContain('Account.Old__c');
  });
});
