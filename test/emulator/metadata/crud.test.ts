import { all, bench, call, deploy, envelope, manifest, file, TOKEN, type Bench } from './support.js';
import { handleMetadataSoap } from '../../../src/emulator/metadata/metadataApi.js';
import { parseXml } from '../../../src/emulator/metadata/xml/element.js';

type Result = { fullName: string; success: boolean; created?: boolean; code?: string; message?: string };

/** Sends one of the synchronous calls and reads its results; throws the fault when there is one. */
function send(
  on: Bench,
  body: string,
  { allOrNone, version = '67.0' }: { allOrNone?: boolean; version?: string } = {},
) {
  const header =
    allOrNone === undefined ? '' : `<AllOrNoneHeader><allOrNone>${allOrNone}</allOrNone></AllOrNoneHeader>`;
  const xml = envelope(body).replace('</SessionHeader>', `</SessionHeader>${header}`);
  const answer = handleMetadataSoap(on.org, xml, (token) => (token === TOKEN ? on.caller : undefined), version);
  const parsed = parseXml(answer.xml);
  if (!parsed.ok || answer.status !== 200) throw new Error(answer.xml);
  return all(parsed.root, 'result').map((result): Result => {
    const own = (name: string): string | undefined => result.children.find((child) => child.name === name)?.text;
    const [error] = all(result, 'errors');
    const errorText = (name: string): string => error?.children.find((child) => child.name === name)?.text ?? '';
    return {
      fullName: own('fullName') ?? '',
      success: own('success') === 'true',
      ...(own('created') === undefined ? {} : { created: own('created') === 'true' }),
      ...(error ? { code: errorText('statusCode'), message: errorText('message') } : {}),
    };
  });
}

function field(name: string, label = name, extra = ''): string {
  return `<metadata xsi:type="CustomField"><fullName>${name}</fullName>${extra}<label>${label}</label><length>20</length><type>Text</type></metadata>`;
}

function names({ org }: Bench, type = 'CustomField'): string[] {
  return org.components.list(type).map(({ fullName }) => fullName);
}

const create = (...metadata: string[]): string => `<createMetadata>${metadata.join('')}</createMetadata>`;
const update = (...metadata: string[]): string => `<updateMetadata>${metadata.join('')}</updateMetadata>`;
const upsert = (...metadata: string[]): string => `<upsertMetadata>${metadata.join('')}</upsertMetadata>`;
const remove = (type: string, ...fullNames: string[]): string =>
  `<deleteMetadata><type>${type}</type>${fullNames.map((each) => `<fullNames>${each}</fullNames>`).join('')}</deleteMetadata>`;
const rename = (type: string, from: string, to: string): string =>
  `<renameMetadata><type>${type}</type><oldFullName>${from}</oldFullName><newFullName>${to}</newFullName></renameMetadata>`;

const car = (inner = ''): string =>
  `<metadata xsi:type="CustomObject"><fullName>Car__c</fullName><deploymentStatus>Deployed</deploymentStatus>${inner}<label>Car</label><nameField><label>Name</label><type>Text</type></nameField><pluralLabel>Cars</pluralLabel><sharingModel>ReadWrite</sharingModel></metadata>`;

describe('createMetadata, updateMetadata and upsertMetadata', () => {
  it('Given new components, When they are created, Then each has a result and can be read', () => {
    const on = bench();
    expect(send(on, create(field('Account.A__c'), field('Account.B__c')))).toEqual([
      { fullName: 'Account.A__c', success: true },
      { fullName: 'Account.B__c', success: true },
    ]);
    expect(names(on)).toEqual(['Account.A__c', 'Account.B__c']);
  });

  it('Given one that is there, one that is wrong and one that is right, When they are created, Then each is judged alone', () => {
    const on = bench();
    send(on, create(field('Account.A__c')));
    const results = send(
      on,
      create(field('Account.A__c'), field('Account.B__c', 'x'.repeat(41)), field('Account.C__c')),
    );
    expect(results).toMatchObject([
      { success: false, code: 'DUPLICATE_DEVELOPER_NAME' },
      { success: false, code: 'STRING_TOO_LONG' },
      { fullName: 'Account.C__c', success: true },
    ]);
    expect(names(on)).toEqual(['Account.A__c', 'Account.C__c']);
  });

  it.each([
    ['the AllOrNoneHeader', { allOrNone: true }],
    ['a version before 34', { version: '33.0' }],
  ])('Given %s, When one component fails, Then none stays', (_, options) => {
    const on = bench();
    const results = send(on, create(field('Account.A__c'), field('Account.B__c', '')), options);
    expect(results).toMatchObject([
      { success: false, code: 'ALL_OR_NONE_OPERATION_ROLLED_BACK' },
      { success: false, code: 'REQUIRED_FIELD_MISSING' },
    ]);
    expect(names(on)).toEqual([]);
  });

  it('Given a component that is not there, When it is updated, Then it is an invalid cross reference', () => {
    expect(send(bench(), update(field('Account.A__c')))).toEqual([
      {
        fullName: 'Account.A__c',
        success: false,
        code: 'INVALID_CROSS_REFERENCE_KEY',
        message: 'In field: fullName - no CustomField named Account.A__c found',
      },
    ]);
  });

  it('Given a component, When it is updated, Then it is replaced and keeps its id', () => {
    const on = bench();
    send(on, create(field('Account.A__c', 'A', '<description>old</description>')));
    const before = on.org.components.get('CustomField', 'Account.A__c');
    expect(send(on, update(field('Account.A__c', ' New ')))).toEqual([{ fullName: 'Account.A__c', success: true }]);
    const after = on.org.components.get('CustomField', 'Account.A__c');
    expect(after).toMatchObject({ id: before?.id, body: { label: 'New' } });
    expect(after?.body['description']).toBeUndefined();
  });

  it('Given a new and a known component, When they are upserted, Then the results say which was created', () => {
    const on = bench();
    send(on, create(field('Account.A__c')));
    expect(send(on, upsert(field('Account.A__c', 'Other'), field('Account.B__c')))).toEqual([
      { fullName: 'Account.A__c', success: true, created: false },
      { fullName: 'Account.B__c', success: true, created: true },
    ]);
  });

  it('Given an object whose field is wrong, When it is created, Then nothing of it stays and the field is named', () => {
    const on = bench();
    const inner = '<fields><fullName>Bad</fullName><label>Bad</label><length>20</length><type>Text</type></fields>';
    expect(send(on, create(car(inner)))).toMatchObject([{ fullName: 'Car__c.Bad', success: false }]);
    expect(names(on, 'CustomObject')).toEqual([]);
    expect(send(on, create(car(inner.replaceAll('>Bad<', '>Good__c<'))))).toMatchObject([
      { fullName: 'Car__c', success: true },
    ]);
    expect(names(on)).toEqual(['Car__c.Good__c']);
  });

  it('Given a static resource with its content in base64, When it is created, Then the bytes are those', () => {
    const on = bench();
    const content = Buffer.from('hello').toString('base64');
    const sent = `<metadata xsi:type="StaticResource"><fullName>Logo</fullName><content>${content}</content><cacheControl>Public</cacheControl><contentType>text/plain</contentType></metadata>`;
    expect(send(on, create(sent))).toEqual([{ fullName: 'Logo', success: true }]);
    expect(Buffer.from(on.org.components.get('StaticResource', 'Logo')?.content ?? []).toString()).toBe('hello');
  });

  it.each([
    [
      create(...Array.from({ length: 11 }, (_, n) => field(`Account.F${n}__c`))),
      /EXCEEDED_ID_LIMIT: record limit reached. cannot submit more than 10 records in this operation/,
    ],
    [create(field('Account.A__c'), car()), /INVALID_TYPE: All components/],
    [create('<metadata xsi:type="Nonsense"><fullName>A</fullName></metadata>'), /INVALID_TYPE: Unknown type:Nonsense/],
    [
      create(field('Account.A__c', 'A', '<nonsense>1</nonsense>')),
      /Element \{.*\}nonsense invalid at this location in type CustomField/,
    ],
    [remove('CustomField', ...Array.from({ length: 11 }, (_, n) => `Account.F${n}__c`)), /cannot submit more than 10/],
  ])('Given the call %#, When it is sent, Then it is a fault', (body, message) => {
    const on = bench();
    expect(() => send(on, body)).toThrow(message);
    expect(on.org.components.types()).toEqual([]);
  });

  it('Given 200 records of a custom metadata type, When they are created, Then one call takes them, and not 201', () => {
    const on = bench();
    send(
      on,
      create(
        '<metadata xsi:type="CustomObject"><fullName>Rule__mdt</fullName><label>Rule</label><pluralLabel>Rules</pluralLabel></metadata>',
      ),
    );
    const records = Array.from(
      { length: 201 },
      (_, n) => `<metadata xsi:type="CustomMetadata"><fullName>Rule.R${n}</fullName><label>R</label></metadata>`,
    );
    expect(() => send(on, create(...records))).toThrow(/more than 200/);
    expect(send(on, create(...records.slice(1))).filter(({ success }) => success)).toHaveLength(200);
  });
});

describe('deleteMetadata', () => {
  it('Given a field that is there and one that is not, When both are deleted, Then each has its result', () => {
    const on = bench();
    send(on, create(field('Account.A__c')));
    expect(send(on, remove('CustomField', 'Account.A__c', 'Account.B__c'))).toEqual([
      { fullName: 'Account.A__c', success: true },
      {
        fullName: 'Account.B__c',
        success: false,
        code: 'INVALID_CROSS_REFERENCE_KEY',
        message: 'In field: members - no CustomField named Account.B__c found',
      },
    ]);
    expect(names(on)).toEqual([]);
  });

  it('Given the AllOrNoneHeader, When one of them is not there, Then nothing is deleted', () => {
    const on = bench();
    send(on, create(field('Account.A__c')));
    expect(send(on, remove('CustomField', 'Account.A__c', 'Account.B__c'), { allOrNone: true })).toMatchObject([
      { code: 'ALL_OR_NONE_OPERATION_ROLLED_BACK' },
      { code: 'INVALID_CROSS_REFERENCE_KEY' },
    ]);
    expect(names(on)).toEqual(['Account.A__c']);
  });

  it('Given a field that an active rule needs, When it is deleted, Then it stays and the rule is named', () => {
    const on = bench();
    send(on, create(field('Account.A__c')));
    send(
      on,
      create(
        '<metadata xsi:type="ValidationRule"><fullName>Account.R</fullName><active>true</active><errorConditionFormula>ISBLANK(A__c)</errorConditionFormula><errorMessage>No</errorMessage></metadata>',
      ),
    );
    expect(send(on, remove('CustomField', 'Account.A__c'))).toMatchObject([
      { success: false, code: 'DEPENDENCY_EXISTS', message: expect.stringContaining('Account.R') as string },
    ]);
  });
});

describe('renameMetadata', () => {
  const granted = {
    'package.xml': manifest({ PermissionSet: ['P'] }),
    'permissionsets/P.permissionset': file(
      'PermissionSet',
      '<fieldPermissions><editable>true</editable><field>Account.A__c</field><readable>true</readable></fieldPermissions><label>P</label>',
    ),
  };

  it('Given a field with grants, When it is renamed, Then it keeps its id and its grants', () => {
    const on = bench();
    send(on, create(field('Account.A__c')));
    expect(deploy(on, granted)).toMatchObject({ problems: [] });
    const id = on.org.components.get('CustomField', 'Account.A__c')?.id;
    expect(send(on, rename('CustomField', 'Account.A__c', 'Account.B__c'))).toEqual([
      { fullName: 'Account.B__c', success: true },
    ]);
    expect(on.org.components.get('CustomField', 'Account.B__c')?.id).toBe(id);
    expect(JSON.stringify(on.org.components.get('PermissionSet', 'P')?.body)).toContain('Account.B__c');
  });

  it('Given an object, When it is renamed, Then its fields go with it', () => {
    const on = bench();
    send(
      on,
      create(car('<fields><fullName>F__c</fullName><label>F</label><length>20</length><type>Text</type></fields>')),
    );
    expect(send(on, rename('CustomObject', 'Car__c', 'Auto__c'))).toEqual([{ fullName: 'Auto__c', success: true }]);
    expect(names(on)).toEqual(['Auto__c.F__c']);
  });

  it('Given a field that a rule names, When it is renamed, Then it is refused and nothing changes', () => {
    const on = bench();
    send(on, create(field('Account.A__c')));
    send(
      on,
      create(
        '<metadata xsi:type="ValidationRule"><fullName>Account.R</fullName><active>false</active><errorConditionFormula>ISBLANK(A__c)</errorConditionFormula><errorMessage>No</errorMessage></metadata>',
      ),
    );
    expect(send(on, rename('CustomField', 'Account.A__c', 'Account.B__c'))).toMatchObject([
      {
        success: false,
        code: 'DEPENDENCY_EXISTS',
        message: expect.stringContaining('ValidationRule Account.R') as string,
      },
    ]);
    expect(names(on)).toEqual(['Account.A__c']);
  });

  it.each([
    ['Account.Nothing__c', 'Account.B__c', 'INVALID_CROSS_REFERENCE_KEY'],
    ['Account.A__c', 'Account.T__c', 'DUPLICATE_DEVELOPER_NAME'],
    ['Account.A__c', 'Contact.A__c', 'FIELD_INTEGRITY_EXCEPTION'],
    ['Account.A__c', 'Account.A_', 'FUNCTIONALITY_NOT_ENABLED'],
  ])('Given the names %s and %s, When the first is to become the second, Then it is %s', (from, to, code) => {
    const on = bench();
    send(on, create(field('Account.A__c'), field('Account.T__c')));
    expect(send(on, rename('CustomField', from, to))).toMatchObject([{ fullName: from, success: false, code }]);
    expect(call(on, rename('Nonsense', from, to)).status).toBe(500);
  });
});
