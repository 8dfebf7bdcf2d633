import { handleMetadataSoap } from '../../../src/emulator/metadata/metadataApi.js';
import { readZip } from '../../../src/emulator/metadata/deploy/zip.js';
import { bench, call, deploy, envelope, markerField, objectPackage, poll, text, zip } from './support.js';

const files = objectPackage('Account', markerField, { CustomField: ['Account.Is_Synthetic__c'] });

describe('SOAP', () => {
  it('Given no valid session, When anything is called, Then the fault is INVALID_SESSION_ID with status 500', () => {
    const answer = call(bench(), '<describeMetadata/>', 'wrong');
    expect(answer.status).toBe(500);
    expect(text(answer.root, 'faultcode')).toBe('sf:INVALID_SESSION_ID');
    expect(text(answer.root, 'faultstring')).toMatch(/^INVALID_SESSION_ID: /);
  });

  it.each([
    [
      '<nonsense/>',
      'soapenv:Client',
      /^No operation available for request \{http:\/\/soap\.sforce\.com\/2006\/04\/metadata\}nonsense/,
    ],
    ['<describeValueType/>', 'sf:FUNCTIONALITY_NOT_ENABLED', /does not emulate describeValueType/],
    [
      '<checkDeployStatus><asyncProcessId>0Af0E0000000009AAA</asyncProcessId></checkDeployStatus>',
      'sf:INVALID_CROSS_REFERENCE_KEY',
      /invalid cross reference id/,
    ],
    [
      '<checkDeployStatus><asyncProcessId>001</asyncProcessId></checkDeployStatus>',
      'sf:INVALID_ID_FIELD',
      /invalid id 001/,
    ],
    ['<deploy><ZipFile>!!</ZipFile></deploy>', 'soapenv:Client', /xsd:base64Binary/],
    ['<deploy><ZipFile>AAAA</ZipFile></deploy>', 'sf:INVALID_ZIP', /cannot be read/],
    ['<readMetadata><type>Bot</type></readMetadata>', 'sf:UNKNOWN_EXCEPTION', /not a valid metadata type for reading/],
    ['<listMetadata><asOfVersion>99.0</asOfVersion></listMetadata>', 'sf:UNSUPPORTED_API_VERSION', /99\.0/],
    [
      '<retrieve><request><packageNames>P</packageNames><unpackaged/></request></retrieve>',
      'sf:INVALID_CROSS_REFERENCE_KEY',
      /No package named 'P' found/,
    ],
    ['<constructor/>', 'soapenv:Client', /No operation available/],
  ])('Given %s, When it is called, Then the fault is %s', (body, code, message) => {
    const answer = call(bench(), body);
    expect(answer.status).toBe(500);
    expect(text(answer.root, 'faultcode')).toBe(code);
    expect(text(answer.root, 'faultstring')).toMatch(message);
  });

  it.each(['', 'hello', '<a/>', '<a', '<!DOCTYPE x [<!ENTITY y "z">]><x>&y;</x>'])(
    'Given the message %j, When it is sent, Then it is a fault',
    (message) => {
      const { org, caller } = bench();
      expect(handleMetadataSoap(org, message, () => caller)).toMatchObject({ status: 500 });
    },
  );

  it('Given a version the org does not speak, When it is called, Then the fault says so', () => {
    const { org, caller } = bench();
    const answer = handleMetadataSoap(org, envelope('<describeMetadata/>'), () => caller, '68.0');
    expect(answer.xml).toContain('<faultcode>sf:UNSUPPORTED_API_VERSION</faultcode>');
  });

  it('Given a deploy, When it is polled, Then the answer has prefixes outside and none inside, and every field clients read', () => {
    const on = bench();
    const { id } = deploy(on, files);
    const { xml } = call(
      on,
      `<checkDeployStatus><asyncProcessId>${id}</asyncProcessId><includeDetails>true</includeDetails></checkDeployStatus>`,
    );
    expect(xml).toMatch(/<soapenv:Body><checkDeployStatusResponse><result>/);
    for (const name of [
      'checkOnly',
      'completedDate',
      'createdBy',
      'createdByName',
      'createdDate',
      'details',
      'done',
      'id',
      'ignoreWarnings',
      'lastModifiedDate',
      'numberComponentErrors',
      'numberComponentsDeployed',
      'numberComponentsTotal',
      'numberTestErrors',
      'numberTestsCompleted',
      'numberTestsTotal',
      'rollbackOnError',
      'runTestsEnabled',
      'startDate',
      'status',
      'success',
    ]) {
      expect(xml).toContain(`<${name}>`);
    }
    expect(xml).toContain('<componentType></componentType>');
    expect(xml).toContain('<done>true</done>');
  });

  it('Given a production org, When a deploy could leave half, or skips the tests, Then it is refused before it starts', () => {
    const on = bench('production');
    expect(() => deploy(on, files, { rollbackOnError: false })).toThrow(
      'INVALID_OPERATION: rollbackOnError option must be true on a production org',
    );
    expect(() => deploy(on, files, { testLevel: 'NoTestRun' })).toThrow(
      'INVALID_OPERATION: testLevel of NoTestRun cannot be used in production organizations',
    );
  });

  it('Given a validation, When it is deployed by its id, Then the components stay', () => {
    const on = bench();
    const validation = deploy(on, files, { checkOnly: true, testLevel: 'RunLocalTests' });
    const quick = call(
      on,
      `<deployRecentValidation><validationId>${validation.id}</validationId></deployRecentValidation>`,
    );
    const id = text(quick.root, 'result') ?? '';
    expect(id).toMatch(/^0Af/);
    expect(poll(on, id)).toMatchObject({ status: 'Succeeded' });
    expect(on.org.components.list('CustomField')).toHaveLength(1);
    const untested = deploy(on, files, { checkOnly: true });
    expect(
      call(on, `<deployRecentValidation><validationId>${untested.id}</validationId></deployRecentValidation>`).status,
    ).toBe(500);
  });

  it.each([
    ['something else was deployed', 0, /INVALID_ID_FIELD: Since 0Af\w+, something else was deployed/],
    ['ten days went by', 10 * 86_400_000 + 1, /INVALID_ID_FIELD: 0Af\w+ is not a validation of the last 10 days/],
  ])('Given a validation and %s since, When it is deployed by its id, Then it is refused', (_, later, words) => {
    let time = Date.parse('2026-05-01T10:00:00Z');
    const on = bench('sandbox', undefined, () => new Date(time));
    const { id } = deploy(on, files, { checkOnly: true, testLevel: 'RunLocalTests' });
    if (later === 0) deploy(on, files, {});
    time += later;

    const quick = call(on, `<deployRecentValidation><validationId>${id}</validationId></deployRecentValidation>`);

    expect(quick.status).toBe(500);
    expect(quick.xml).toMatch(words);
  });

  it('Given a deploy that is done, When it is canceled, Then that is refused', () => {
    const on = bench();
    const { id } = deploy(on, files);
    expect(text(call(on, `<cancelDeploy><id>${id}</id></cancelDeploy>`).root, 'faultcode')).toBe('sf:INVALID_ID_FIELD');
  });
});

describe('zip guards', () => {
  const limits = { files: 2, compressed: 10_000, uncompressed: 1000 };

  it('Given more files, more bytes or a larger zip than allowed, When it is read, Then it is refused', () => {
    const many = zip({ a: '1', b: '2', c: '3' });
    const bomb = zip({ a: 'x'.repeat(1001) });
    for (const bytes of [many, bomb, new Uint8Array(10_001)]) {
      expect(() => readZip(bytes, limits)).toThrow(/^Maximum (number|size) of/);
    }
  });

  it.each(['../a', '/a', 'a/../../b', 'a\\b', 'C:/a'])(
    'Given the path %j, When it is read, Then it is refused',
    (name) => {
      expect(() => readZip(zip({ [name]: 'x' }))).toThrow(/leads out of the package/);
    },
  );
});
