import { all, bench, call, deploy, file, manifest, text, unzip, type Bench } from '../support.js';

function retrieve(on: Bench, types: Record<string, string[]>): { files: Record<string, string>; messages: string[] } {
  const members = Object.entries(types).map(
    ([name, each]) =>
      `<types>${each.map((member) => `<members>${member}</members>`).join('')}<name>${name}</name></types>`,
  );
  const started = call(
    on,
    `<retrieve><request><apiVersion>67.0</apiVersion><singlePackage>true</singlePackage><unpackaged>${members.join('')}<version>67.0</version></unpackaged></request></retrieve>`,
  );
  const { root } = call(
    on,
    `<checkRetrieveStatus><asyncProcessId>${text(started.root, 'id')}</asyncProcessId></checkRetrieveStatus>`,
  );
  return {
    files: unzip(new Uint8Array(Buffer.from(text(root, 'zipFile') ?? '', 'base64'))),
    messages: all(root, 'problem').map((each) => each.text),
  };
}

function list(on: Bench, type: string): string[] {
  const { root } = call(on, `<listMetadata><queries><type>${type}</type></queries></listMetadata>`);
  return all(root, 'fullName').map((each) => each.text);
}

const destructive = (types: Record<string, string[]>): Record<string, string> => ({
  'package.xml': manifest({}),
  'destructiveChanges.xml': manifest(types),
});

const lwcMeta = file(
  'LightningComponentBundle',
  '<apiVersion>62.0</apiVersion><isExposed>true</isExposed><targetConfigs><targetConfig targets="lightning__RecordPage"><objects><object>Account</object></objects></targetConfig></targetConfigs><targets><target>lightning__RecordPage</target></targets>',
);

const bundle = (meta = lwcMeta): Record<string, string> => ({
  'package.xml': manifest({ LightningComponentBundle: ['banner'] }),
  'lwc/banner/banner.js': 'export default class {}',
  'lwc/banner/banner.html': '<template></template>',
  'lwc/banner/banner.js-meta.xml': meta,
});

describe('a bundle', () => {
  it('Given a Lightning web component, When it is deployed and retrieved, Then its files are as they were', () => {
    const on = bench();
    const { 'package.xml': _, ...files } = bundle();
    expect(deploy(on, bundle()).problems).toEqual([]);
    expect(retrieve(on, { LightningComponentBundle: ['*'] }).files).toMatchObject(files);
    expect(list(on, 'LightningComponentBundle')).toEqual(['banner']);
  });

  it('Given a bundle, When it is deployed again as it is, Then nothing has changed', () => {
    const on = bench();
    deploy(on, bundle());
    expect(deploy(on, bundle()).successes.find(({ fullName }) => fullName === 'banner')).toMatchObject({
      changed: 'false',
      created: 'false',
    });
  });

  it('Given an unknown element in its configuration, When it is deployed, Then it is refused', () => {
    expect(deploy(bench(), bundle(file('LightningComponentBundle', '<nope>1</nope>'))).problems).toEqual([
      'banner: Error parsing file: Element {http://soap.sforce.com/2006/04/metadata}nope invalid at this location in type LightningComponentBundle',
    ]);
  });

  it('Given a bundle without a configuration, When it is deployed, Then it is refused once', () => {
    const { 'lwc/banner/banner.js-meta.xml': _, ...files } = bundle();
    expect(deploy(bench(), files).problems).toEqual(['banner: lwc/banner has no banner.*-meta.xml']);
  });

  it('Given an Aura component, When it is deployed and deleted, Then it is gone', () => {
    const on = bench();
    const outcome = deploy(on, {
      'package.xml': manifest({ AuraDefinitionBundle: ['card'] }),
      'aura/card/card.cmp': '<aura:component/>',
      'aura/card/card.cmp-meta.xml': file(
        'AuraDefinitionBundle',
        '<apiVersion>62.0</apiVersion><description>d</description>',
      ),
    });
    expect(outcome.problems).toEqual([]);
    expect(deploy(on, destructive({ AuraDefinitionBundle: ['card'] })).problems).toEqual([]);
    expect(list(on, 'AuraDefinitionBundle')).toEqual([]);
  });
});

const labels = (inner: string): string => file('CustomLabels', inner);
const label = (name: string): string =>
  `<labels><fullName>${name}</fullName><language>en_US</language><protected>false</protected><shortDescription>${name}</shortDescription><value>v</value></labels>`;

describe('a file that gathers components', () => {
  it('Given labels, When others are deployed, Then all are kept and retrieved as one file', () => {
    const on = bench();
    const send = (name: string): string[] =>
      deploy(on, {
        'package.xml': manifest({ CustomLabels: ['CustomLabels'] }),
        'labels/CustomLabels.labels': labels(label(name)),
      }).problems;
    expect([...send('Hello'), ...send('Bye')]).toEqual([]);
    const { files } = retrieve(on, { CustomLabels: ['*'] });
    expect(files['labels/CustomLabels.labels']).toMatch(/Bye[^]*Hello/);
    expect(list(on, 'CustomLabel')).toEqual(['Bye', 'Hello']);
    expect(retrieve(on, { CustomLabel: ['Bye'] }).files['labels/CustomLabels.labels']).not.toContain('Hello');
  });

  it('Given a workflow, When it is deployed and deleted, Then its parts alone can be deleted', () => {
    const on = bench();
    const update =
      '<fieldUpdates><fullName>Clear</fullName><field>Website</field><name>Clear</name><notifyAssignee>false</notifyAssignee><operation>Null</operation><protected>false</protected></fieldUpdates>';
    const files = {
      'package.xml': manifest({ Workflow: ['Account'] }),
      'workflows/Account.workflow': file('Workflow', update),
    };
    expect(deploy(on, files).problems).toEqual([]);
    expect(list(on, 'WorkflowFieldUpdate')).toEqual(['Account.Clear']);
    expect(list(on, 'Workflow')).toEqual(['Account']);
    expect(deploy(on, destructive({ Workflow: ['Account'] })).problems).toEqual([
      'Account: Cannot delete a workflow object; Workflow Rules and Actions must be deleted individually',
    ]);
    expect(deploy(on, destructive({ WorkflowFieldUpdate: ['Account.Clear'] })).problems).toEqual([]);
    expect(list(on, 'Workflow')).toEqual([]);
  });
});

const report =
  '<columns><field>ACCOUNT.NAME</field></columns><format>Tabular</format><name>Accounts</name><reportType>AccountList</reportType><showDetails>true</showDetails><showGrandTotal>true</showGrandTotal><showSubTotals>true</showSubTotals>';

describe('a component in a folder', () => {
  it('Given a folder and a report in it, When they are deployed and retrieved by name, Then both are there', () => {
    const on = bench();
    const outcome = deploy(on, {
      'package.xml': manifest({ Report: ['Sales', 'Sales/Accounts'] }),
      'reports/Sales-meta.xml': file('ReportFolder', '<name>Sales</name>'),
      'reports/Sales/Accounts.report': file('Report', report),
    });
    expect(outcome.problems).toEqual([]);
    const { files, messages } = retrieve(on, { Report: ['Sales', 'Sales/Accounts'] });
    expect(messages).toEqual([]);
    expect(Object.keys(files).sort()).toEqual([
      'package.xml',
      'reports/Sales-meta.xml',
      'reports/Sales/Accounts.report',
    ]);
    expect(list(on, 'ReportFolder')).toEqual(['Sales']);
  });

  it('Given no folder, When a report is deployed, Then it is refused in the words of the platform', () => {
    const outcome = deploy(bench(), {
      'package.xml': manifest({ Report: ['No/Accounts'] }),
      'reports/No/Accounts.report': file('Report', report),
    });
    expect(outcome.problems).toEqual(['No/Accounts: Cannot find folder:No']);
  });

  it('Given a document and its folder, When they are retrieved, Then its bytes are there', () => {
    const on = bench();
    const outcome = deploy(on, {
      'package.xml': manifest({ Document: ['Logos', 'Logos/logo.png'] }),
      'documents/Logos-meta.xml': file('DocumentFolder', '<name>Logos</name>'),
      'documents/Logos/logo.png': 'png',
      'documents/Logos/logo.png-meta.xml': file(
        'Document',
        '<internalUseOnly>false</internalUseOnly><name>logo</name><public>true</public>',
      ),
    });
    expect(outcome.problems).toEqual([]);
    expect(retrieve(on, { Document: ['Logos/logo.png'] }).files['documents/Logos/logo.png']).toBe('png');
  });
});

describe('settings', () => {
  it('Given settings of a feature, When they are deployed, Then their root is the feature', () => {
    const on = bench();
    const files = {
      'package.xml': manifest({ Settings: ['Account'] }),
      'settings/Account.settings': file('AccountSettings', '<enableAccountTeams>true</enableAccountTeams>'),
    };
    expect(deploy(on, files).problems).toEqual([]);
    expect(retrieve(on, { Settings: ['*'] }).files['settings/Account.settings']).toContain('<AccountSettings xmlns=');
  });

  it('Given an org that no package changed, When lead conversion is retrieved, Then it has the default', () => {
    const on = bench();
    expect(list(on, 'LeadConvertSettings')).toEqual(['LeadConvertSettings']);
    const { files } = retrieve(on, { LeadConvertSettings: ['*'] });
    expect(files['LeadConvertSettings/LeadConvertSettings.LeadConvertSetting']).toContain(
      '<opportunityCreationOptions>VisibleOptional</opportunityCreationOptions>',
    );
    expect(deploy(on, destructive({ LeadConvertSettings: ['LeadConvertSettings'] })).problems).toEqual([
      "LeadConvertSettings: The LeadConvertSettings called 'LeadConvertSettings' is standard and cannot be deleted",
    ]);
  });
});

describe('the order of retrieved elements', () => {
  it('Given a flow, When it is retrieved, Then what its elements inherit stands before their own', () => {
    const on = bench();
    const inner =
      '<apiVersion>62.0</apiVersion><assignments><label>Set</label><assignmentItems><assignToReference>x</assignToReference><operator>Assign</operator><value><stringValue>a</stringValue></value></assignmentItems><locationX>0</locationX><locationY>0</locationY><name>Set</name></assignments><label>F</label><processType>AutoLaunchedFlow</processType><status>Draft</status>';
    const files = { 'package.xml': manifest({ Flow: ['F'] }), 'flows/F.flow': file('Flow', inner) };
    expect(deploy(on, files).problems).toEqual([]);
    expect(retrieve(on, { Flow: ['F'] }).files['flows/F.flow']).toContain(`    <assignments>
        <name>Set</name>
        <label>Set</label>
        <locationX>0</locationX>
        <locationY>0</locationY>
        <assignmentItems>
`);
  });
});

describe('Apex', () => {
  const code = {
    'package.xml': manifest({ ApexClass: ['C'] }),
    'classes/C.cls': 'public class C {}',
    'classes/C.cls-meta.xml':
      '<ApexClass xmlns="urn:metadata.tooling.soap.sforce.com"><apiVersion>62.0</apiVersion><status>Active</status></ApexClass>',
  };

  it('Given a sandbox, When a class in the namespace of the Tooling API is deployed, Then it is kept with its body', () => {
    const on = bench();
    expect(deploy(on, code).problems).toEqual([]);
    expect(retrieve(on, { ApexClass: ['*'] }).files['classes/C.cls']).toBe('public class C {}');
  });

  it('Given a production org, When a class is deployed, Then it is refused, since no tests can run', () => {
    expect(deploy(bench('production'), code).problems).toEqual([
      'C: The embedded org cannot run Apex tests, and a production org takes Apex only with tests that cover 75% of it.',
    ]);
  });
});
