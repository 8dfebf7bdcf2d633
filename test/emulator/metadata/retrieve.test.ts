import { all, bench, call, deploy, manifest, markerField, objectPackage, text, unzip, type Bench } from './support.js';

function retrieve(
  on: Bench,
  types: Record<string, string[]>,
): { files: Record<string, string>; messages: string[]; names: string[] } {
  const members = Object.entries(types).map(
    ([name, each]) =>
      `<types>${each.map((member) => `<members>${member}</members>`).join('')}<name>${name}</name></types>`,
  );
  const started = call(
    on,
    `<retrieve><request><apiVersion>67.0</apiVersion><unpackaged>${members.join('')}<version>67.0</version></unpackaged></request></retrieve>`,
  );
  const { root } = call(
    on,
    `<checkRetrieveStatus><asyncProcessId>${text(started.root, 'id')}</asyncProcessId></checkRetrieveStatus>`,
  );
  expect(text(root, 'done')).toBe('true');
  return {
    files: unzip(new Uint8Array(Buffer.from(text(root, 'zipFile') ?? '', 'base64'))),
    messages: all(root, 'problem').map((each) => each.text),
    names: all(root, 'fileProperties').map(
      (each) => `${text(each, 'type')}:${text(each, 'fullName')}:${text(each, 'fileName')}`,
    ),
  };
}

const rule =
  '<validationRules><fullName>R</fullName><active>true</active><errorConditionFormula>AND(Is_Synthetic__c, Name = &quot;x&quot; &amp;&amp; 1 &lt; 2)</errorConditionFormula><errorMessage>m</errorMessage></validationRules>';

function filled(): Bench {
  const on = bench();
  const files = objectPackage('Account', markerField + rule, {
    CustomField: ['Account.Is_Synthetic__c'],
    ValidationRule: ['Account.R'],
  });
  expect(deploy(on, files).problems).toEqual([]);
  return on;
}

const calculated = (blanks: string): string =>
  `<fields><fullName>Twice__c</fullName><formula>2</formula><formulaTreatBlanksAs>${blanks}</formulaTreatBlanksAs><label>Twice</label><precision>18</precision><scale>0</scale><type>Number</type></fields>`;

describe('retrieve', () => {
  it.each([
    ['BlankAsZero', '        <formulaTreatBlanksAs>BlankAsZero</formulaTreatBlanksAs>\n'],
    ['BlankAsBlank', ''],
  ])(
    'Given a formula field deployed with %s, When it is retrieved, Then its file says so only if it differs',
    (blanks, shown) => {
      const on = bench();
      const files = objectPackage('Account', calculated(blanks), { CustomField: ['Account.Twice__c'] });
      expect(deploy(on, files).problems).toEqual([]);
      expect(retrieve(on, { CustomField: ['Account.Twice__c'] }).files['unpackaged/objects/Account.object']).toContain(
        `        <formula>2</formula>\n${shown}        <label>Twice</label>`,
      );
      const { successes } = deploy(on, files);
      expect(successes.find(({ fullName }) => fullName === 'Account.Twice__c')).toMatchObject({ changed: 'false' });
    },
  );

  it('Given a field, When it is retrieved, Then its file has elements in alphabetical order and four spaces', () => {
    const { files, names } = retrieve(filled(), { CustomField: ['Account.Is_Synthetic__c'] });
    expect(files['unpackaged/objects/Account.object']).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata">
    <fields>
        <fullName>Is_Synthetic__c</fullName>
        <defaultValue>false</defaultValue>
        <label>Is Synthetic</label>
        <type>Checkbox</type>
    </fields>
</CustomObject>
`);
    expect(names).toEqual([
      'CustomField:Account.Is_Synthetic__c:unpackaged/objects/Account.object',
      'Package:unpackaged/package.xml:unpackaged/package.xml',
    ]);
  });

  it('Given an object, When it is retrieved, Then its rules and fields come along and deploy unchanged', () => {
    const on = filled();
    const { files } = retrieve(on, { CustomObject: ['Account'] });
    const again = deploy(on, {
      'package.xml': manifest({ CustomObject: ['Account'] }),
      'objects/Account.object': files['unpackaged/objects/Account.object'] ?? '',
    });
    expect(again.problems).toEqual([]);
    expect(again.successes.filter(({ changed, componentType }) => componentType !== '' && changed === 'true')).toEqual(
      [],
    );
    expect(files['unpackaged/objects/Account.object']).toContain(
      'AND(Is_Synthetic__c, Name = &quot;x&quot; &amp;&amp; 1 &lt; 2)',
    );
  });

  it('Given names that are not there, When they are retrieved, Then each is a message and the rest comes', () => {
    const { messages, files } = retrieve(filled(), {
      ApexClass: ['C', '*'],
      CustomField: ['Account.X__c', 'Account.*', '*'],
      Nonsense: ['N'],
      ValidationRule: ['Account.R'],
    });
    expect(messages).toEqual([
      "Entity of type 'ApexClass' named 'C' cannot be found",
      "Entity of type 'CustomField' named 'Account.X__c' cannot be found",
      "Entity of type 'CustomField' named 'Account.*' cannot be found",
      "Entity type: 'Nonsense' is unknown",
    ]);
    expect(Object.keys(files).sort()).toEqual(['unpackaged/objects/Account.object', 'unpackaged/package.xml']);
  });

  it('Given every type of component, When they are retrieved by wildcard and deployed elsewhere, Then the other org holds the same', () => {
    const on = bench();
    const source = {
      'package.xml': manifest({
        CustomMetadata: ['T.R'],
        CustomObject: ['T__mdt'],
        CustomPermission: ['M'],
        PermissionSet: ['P'],
        StaticResource: ['s'],
      }),
      'customMetadata/T.R.md':
        '<CustomMetadata xmlns="http://soap.sforce.com/2006/04/metadata" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><label>R</label><values><field>N__c</field><value xsi:type="xsd:double">1.5</value></values><values><field>E__c</field><value xsi:nil="true"/></values></CustomMetadata>',
      'customPermissions/M.customPermission':
        '<CustomPermission xmlns="http://soap.sforce.com/2006/04/metadata"><label>M</label></CustomPermission>',
      'objects/T__mdt.object':
        '<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata"><fields><fullName>N__c</fullName><label>N</label><precision>5</precision><scale>2</scale><type>Number</type></fields><fields><fullName>E__c</fullName><label>E</label><length>5</length><type>Text</type></fields><label>T</label><pluralLabel>Ts</pluralLabel></CustomObject>',
      'permissionsets/P.permissionset':
        '<PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata"><customPermissions><enabled>true</enabled><name>M</name></customPermissions><label>P</label></PermissionSet>',
      'staticresources/s.resource': 'body',
      'staticresources/s.resource-meta.xml':
        '<StaticResource xmlns="http://soap.sforce.com/2006/04/metadata"><cacheControl>Public</cacheControl><contentType>text/plain</contentType></StaticResource>',
    };
    expect(deploy(on, source).problems).toEqual([]);
    const { files } = retrieve(on, {
      CustomMetadata: ['*'],
      CustomObject: ['*'],
      CustomPermission: ['*'],
      PermissionSet: ['*'],
      StaticResource: ['*'],
    });
    const other = bench();
    expect(deploy(other, files, { singlePackage: false }).problems).toEqual([]);
    const bodies = ({ org }: Bench): unknown =>
      org.components
        .types()
        .map((type) =>
          org.components.list(type).map(({ fullName, body, content }) => ({ type, fullName, body, content })),
        );
    expect(bodies(other)).toEqual(bodies(on));
    expect(files['unpackaged/customMetadata/T.R.md']).toContain('<value xsi:type="xsd:double">1.5</value>');
    expect(files['unpackaged/customMetadata/T.R.md']).toContain('<field>E__c</field>\n        <value xsi:nil="true"/>');
  });
});

describe('inquiries', () => {
  it('Given a field, When its type is listed, Then its properties come', () => {
    const { root } = call(
      filled(),
      '<listMetadata><queries><type>CustomField</type></queries><asOfVersion>67.0</asOfVersion></listMetadata>',
    );
    expect(all(root, 'result').map((each) => text(each, 'fullName'))).toEqual(['Account.Is_Synthetic__c']);
    expect(text(root, 'id')).toMatch(/^00N.{15}$/);
  });

  it('Given a type that is not emulated, When it is listed, Then there is none; a name that is no type is a fault', () => {
    const list = (type: string) =>
      call(bench(), `<listMetadata><queries><type>${type}</type></queries></listMetadata>`);
    expect(list('ApexClass')).toMatchObject({ status: 200 });
    expect(all(list('ApexClass').root, 'result')).toEqual([]);
    expect(list('Nonsense').status).toBe(500);
    expect(text(list('Nonsense').root, 'faultcode')).toBe('sf:INVALID_TYPE');
  });

  it('Given components and names that are not there, When read, Then records are typed or nil', () => {
    const { xml } = call(
      filled(),
      '<readMetadata><type>CustomField</type><fullNames>Account.Is_Synthetic__c</fullNames><fullNames>Account.N__c</fullNames></readMetadata>',
    );
    expect(xml).toContain(
      '<result><records xsi:type="CustomField"><fullName>Account.Is_Synthetic__c</fullName><defaultValue>false</defaultValue>',
    );
    expect(xml).toContain('</records><records xsi:nil="true"/></result>');
  });

  it('Given an org, When metadata is described, Then every type it takes is there', () => {
    const { root } = call(bench('production'), '<describeMetadata><asOfVersion>67.0</asOfVersion></describeMetadata>');
    const names = all(root, 'xmlName').map((each) => each.text);
    expect(names).toEqual(expect.arrayContaining(['CustomObject', 'Layout', 'LeadConvertSettings', 'Profile', 'Flow']));
    expect(new Set(names).size).toBe(names.length);
    expect(all(root, 'childXmlNames').map((each) => each.text)).toEqual(
      expect.arrayContaining(['CustomField', 'RecordType', 'CompactLayout', 'FieldSet', 'WebLink']),
    );
    expect(text(root, 'testRequired')).toBe('true');
    expect(text(root, 'partialSaveAllowed')).toBe('false');
  });
});

describe('the zip of a retrieve', () => {
  it('Given a retrieve, When its zip has been handed out, Then it is gone, and the result stays', () => {
    const on = filled();
    const started = call(
      on,
      '<retrieve><request><apiVersion>67.0</apiVersion><unpackaged><version>67.0</version></unpackaged></request></retrieve>',
    );
    const id = text(started.root, 'id') ?? '';
    const poll = (includeZip: boolean): string | undefined => {
      const { root } = call(
        on,
        `<checkRetrieveStatus><asyncProcessId>${id}</asyncProcessId><includeZip>${includeZip}</includeZip></checkRetrieveStatus>`,
      );
      expect(text(root, 'status')).toBe('Succeeded');
      return text(root, 'zipFile');
    };

    expect([poll(false), poll(true), poll(true)]).toEqual([undefined, expect.any(String), undefined]);
    const kept = on.org.storage.db.prepare('SELECT count(*) AS n FROM metadata_retrieve WHERE zip IS NOT NULL').get();
    expect(kept).toEqual({ n: 0 });
  });
});
