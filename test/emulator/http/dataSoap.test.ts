import { Connection } from '@jsforce/jsforce-node';
import '@jsforce/jsforce-node/lib/api/soap.js';
import { startEmulator, type RunningEmulator } from '../../../src/emulator/http/server.js';
import { clientOf, V, type Client } from './client.js';

let emulator: RunningEmulator;
let prod: Client;
let connection: Connection;

beforeAll(async () => {
  emulator = await startEmulator({ orgs: [{ name: 'prod', kind: 'production' }] });
  prod = clientOf(emulator);
  const { url, accessToken } = emulator.orgs[0]!;
  connection = new Connection({ instanceUrl: url, accessToken, version: '67.0' });
});
afterAll(() => emulator.stop());

const create = async (type: string, fields: object): Promise<string> => {
  const [result] = await connection.soap.create([{ type, ...fields }]);
  return String(result?.id);
};

type Options = { token?: string; header?: string; endpoint?: string };

const post = async (body: string, options: Options = {}): Promise<{ status: number; text: string }> => {
  const { token = emulator.orgs[0]!.accessToken, header = '', endpoint = 'u/67.0' } = options;
  const { status, text } = await prod.call('POST', `/services/Soap/${endpoint}`, {
    token: null,
    headers: { 'content-type': 'text/xml' },
    body:
      '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
      `<soapenv:Header><SessionHeader><sessionId>${token}</sessionId></SessionHeader>${header}</soapenv:Header>` +
      `<soapenv:Body>${body}</soapenv:Body></soapenv:Envelope>`,
  });
  return { status, text };
};

describe('Given jsforce, when it speaks SOAP', () => {
  it('Then records are created, updated, upserted, deleted, brought back and purged', async () => {
    const id = await create('Account', { Name: 'Acme & Sons', NumberOfEmployees: 3 });
    expect(id).toMatch(/^001/);
    expect(await connection.soap.update({ type: 'Account', Id: id, Name: 'Acme', NumberOfEmployees: null })).toEqual({
      errors: [],
      id,
      success: true,
    });
    expect((await prod.get(`${V}/sobjects/Account/${id}`)).body).toMatchObject({
      Name: 'Acme',
      NumberOfEmployees: null,
    });
    expect(await connection.soap.upsert('Id', { type: 'Account', Id: id, Site: 'HQ' })).toMatchObject({
      created: false,
      id,
    });
    expect(await connection.soap.upsert('Id', { type: 'Account', Name: 'New' })).toMatchObject({ created: true });
    expect(await connection.soap.delete([id])).toMatchObject([{ id, success: true }]);
    expect(await connection.soap.undelete([id])).toMatchObject([{ id, success: true }]);
    expect(await connection.soap.undelete([id])).toMatchObject([
      { id, success: false, errors: [{ statusCode: 'UNDELETE_FAILED', message: 'Entity is not in the recycle bin' }] },
    ]);
    await connection.soap.delete([id]);
    expect(await connection.soap.emptyRecycleBin([id])).toMatchObject([{ id, success: true }]);
    expect((await prod.query(`SELECT IsDeleted FROM Account WHERE Id = '${id}'`, 'queryAll')).body.totalSize).toBe(1);
  });

  it('Then a lead is converted, and one that cannot be says why', async () => {
    const leadId = await create('Lead', { LastName: 'Fry', Company: 'Fry And Sons' });
    const { records } = (await prod.query('SELECT ApiName FROM LeadStatus WHERE IsConverted = true')).body;
    const convert = {
      leadId,
      convertedStatus: String(records[0]?.['ApiName']),
      doNotCreateOpportunity: false,
      overwriteLeadSource: false,
      sendNotificationEmail: false,
    };
    expect(await connection.soap.convertLead(convert)).toEqual({
      accountId: expect.stringMatching(/^001/),
      contactId: expect.stringMatching(/^003/),
      errors: [],
      leadId,
      opportunityId: expect.stringMatching(/^006/),
      success: true,
    });
    expect(await connection.soap.convertLead([convert])).toMatchObject([
      {
        leadId,
        success: false,
        errors: [{ statusCode: 'CANNOT_UPDATE_CONVERTED_LEAD', message: 'cannot reference converted lead' }],
      },
    ]);
    await expect(connection.soap.convertLead({ ...convert, sendNotificationEmail: true })).rejects.toThrow(
      'The embedded org does not emulate e-mail.',
    );
  });

  it('Then it learns who the user is and what time it is', async () => {
    const { orgId, username } = emulator.orgs[0]!;
    expect(await connection.soap.getUserInfo()).toMatchObject({
      organizationId: orgId,
      userName: username,
      sessionSecondsValid: 43_200,
    });
    const { timestamp } = await connection.soap.getServerTimestamp();
    expect(Date.parse(timestamp)).toBeGreaterThan(0);
  });

  it('Then an expired session is a fault that it takes for one', async () => {
    const stale = new Connection({ instanceUrl: prod.url, accessToken: '00D000000000001!x', version: '67.0' });
    await expect(stale.soap.getUserInfo()).rejects.toMatchObject({ errorCode: 'sf:INVALID_SESSION_ID' });
  });
});

describe('Given a SOAP client of the enterprise WSDL, when it writes and reads', () => {
  it('Then types are those of the elements', async () => {
    const created = await post(
      '<create xmlns="urn:enterprise.soap.sforce.com"><sObjects xsi:type="urn:Contact"><LastName>Fry</LastName><DoNotCall>true</DoNotCall></sObjects></create>',
      { endpoint: 'c/67.0/00D000000000001' },
    );
    const id = /<id>(\w{18})<\/id>/.exec(created.text)?.[1] ?? '';
    const found = await post(
      `<query><queryString>SELECT Id, Name FROM Contact WHERE Id = '${id}'</queryString></query>`,
      {
        endpoint: 'c/67.0',
      },
    );
    expect(found.text).toContain(
      `<result><done>true</done><queryLocator xsi:nil="true"/><records xsi:type="sf:Contact"><sf:Id>${id}</sf:Id><sf:Name>Fry</sf:Name></records><size>1</size></result>`,
    );
  });
});

describe('Given a SOAP client of the partner WSDL, when it queries', () => {
  it('Then parents, children and empty values are written as the WSDL says', async () => {
    const account = await create('Account', { Name: 'Parent', AnnualRevenue: 5 });
    await create('Contact', { LastName: 'Child', AccountId: account });
    const { text } = await post(
      `<query><queryString>SELECT AnnualRevenue, Site, Owner.Alias, (SELECT LastName FROM Contacts) FROM Account WHERE Id = '${account}'</queryString></query>`,
    );
    expect(text).toContain(
      '<sf:type>Account</sf:type><sf:Id xsi:nil="true"/><sf:AnnualRevenue>5.0</sf:AnnualRevenue><sf:Site xsi:nil="true"/>' +
        '<sf:Owner xsi:type="sf:sObject"><sf:type>User</sf:type><sf:Id xsi:nil="true"/><sf:Alias>admin</sf:Alias></sf:Owner>' +
        '<sf:Contacts xsi:type="QueryResult"><done>true</done>',
    );
    const time = await post(
      `<retrieve><fieldList>Id, CreatedDate</fieldList><sObjectType>Account</sObjectType><ids>${account}</ids><ids>001000000000001AAA</ids></retrieve>`,
    );
    expect(time.text).toMatch(
      /<sf:CreatedDate>[\d-]{10}T[\d:]{8}\.000Z<\/sf:CreatedDate><\/result><result xsi:nil="true"\/>/,
    );
  });

  it('Then a second page is read by its locator', async () => {
    await connection.soap.create(Array.from({ length: 200 }, (_, index) => ({ type: 'Product2', Name: `P${index}` })));
    await create('Product2', { Name: 'P200' });
    const header = '<QueryOptions><batchSize>200</batchSize></QueryOptions>';
    const first = await post('<query><queryString>SELECT Id FROM Product2</queryString></query>', { header });
    const locator = /<queryLocator>(.+)<\/queryLocator>/.exec(first.text)?.[1] ?? '';
    const second = await post(`<queryMore><queryLocator>${locator}</queryLocator></queryMore>`);
    expect(second.text).toContain('<done>true</done>');
    expect(second.text.match(/<records /g)).toHaveLength(1);
  });
});

describe('Given headers of a SOAP request, when they come', () => {
  const two = (name: string): string =>
    `<create><sObjects><type>Account</type><Name>${name}</Name></sObjects><sObjects><type>Account</type></sObjects></create>`;

  it('Then all or none is kept, and some are kept without it', async () => {
    await post(two('None'), { header: '<AllOrNoneHeader><allOrNone>true</allOrNone></AllOrNoneHeader>' });
    await post(two('Some'));
    const { body } = await prod.query("SELECT Name FROM Account WHERE Name IN ('None', 'Some')");
    expect(body.records.map(({ Name }) => Name)).toEqual(['Some']);
  });

  it.each([
    ['<AssignmentRuleHeader><useDefaultRule>true</useDefaultRule></AssignmentRuleHeader>', 'assignment rules'],
    [
      '<AllowFieldTruncationHeader><allowFieldTruncation>true</allowFieldTruncation></AllowFieldTruncationHeader>',
      'the truncation of values',
    ],
    ['<EmailHeader><triggerUserEmail>true</triggerUserEmail></EmailHeader>', 'e-mail'],
  ])('Then %s is refused', async (header, what) => {
    const { status, text } = await post(two('Refused'), { header });
    expect(status).toBe(500);
    expect(text).toContain(`The embedded org does not emulate ${what}.`);
  });
});

describe('Given SOAP requests that are wrong as a whole, when they come', () => {
  it.each<[string, string, Options, string]>([
    ['a password login', '<login/>', {}, '<faultcode>sf:FUNCTIONALITY_NOT_ENABLED</faultcode>'],
    ['an operation that is not emulated', '<merge/>', {}, 'does not emulate merge of the SOAP API'],
    ['an operation that is none', '<dance/>', {}, '<faultcode>soapenv:Client</faultcode>'],
    ['a version that is none', '<getUserInfo/>', { endpoint: 'u/99.0' }, 'UNSUPPORTED_API_VERSION'],
    ['a query that is malformed', '<query><queryString>SELECT</queryString></query>', {}, 'sf:MALFORMED_QUERY'],
    ['a type that is none', '<create><sObjects><type>Nope</type></sObjects></create>', {}, 'sf:INVALID_TYPE'],
    [
      'a value that cannot be read',
      '<create><sObjects><type>Account</type><Name>x</Name><AnnualRevenue>much</AnnualRevenue></sObjects></create>',
      {},
      '<faultcode>soapenv:Client</faultcode>',
    ],
  ])('Then %s is a fault', async (_case, body, options, expected) => {
    const { status, text } = await post(body, options);
    expect(status).toBe(500);
    expect(text).toContain(expected);
  });

  it('Then a session that was logged out is worth nothing', async () => {
    const { body } = await prod.call('POST', '/services/oauth2/token', {
      token: null,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `grant_type=refresh_token&refresh_token=${encodeURIComponent(emulator.orgs[0]!.refreshToken)}`,
    });
    const token = body.access_token;
    expect((await post('<logout/>', { token })).status).toBe(200);
    expect((await post('<getUserInfo/>', { token })).text).toContain('<faultcode>sf:INVALID_SESSION_ID</faultcode>');
  });
});
