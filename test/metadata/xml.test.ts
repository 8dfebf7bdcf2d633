import fc from 'fast-check';
import { readPackage } from '../../src/metadata/metadataPackage.js';
import { readXml, textOf, withAttributes, writeXml, XmlError } from '../../src/metadata/xml.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('XML', () => {
  it('Given any text, When written and read, Then it comes back', () => {
    const text = fc
      .string({ unit: 'binary' })
      .filter((value) => !/[\u0000-\u001f\u007f-\u009f\ud800-\udfff\ufffe\uffff]/u.test(value));
    fc.assert(
      fc.property(text, (value) => {
        expect(textOf(readXml(writeXml('CustomField', { label: value })).body['label'])).toBe(value);
      }),
    );
  });

  it('Given a body, When written, Then it has the header, the namespace and four spaces a level', () => {
    expect(writeXml('PermissionSet', { fieldPermissions: [{ field: 'A.B__c' }], label: 'x' })).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n' +
        '<PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata">\n' +
        '    <fieldPermissions>\n        <field>A.B__c</field>\n    </fieldPermissions>\n' +
        '    <label>x</label>\n</PermissionSet>\n',
    );
  });

  it('Given a body of many children, When written, Then each is written as in a small one', () => {
    const child = { apexClass: 'A & "1" <b>', enabled: 'true', list: ['x', 'y'], none: '' };
    const written = (count: number): string =>
      writeXml('PermissionSet', { classAccesses: Array.from({ length: count }, () => child), label: ' a\u00A0' });
    const [none, one] = [written(0), written(1)];
    const start = none.indexOf('    <label>');
    const entry = one.slice(start, one.indexOf('    <label>'));

    expect(entry).toContain('    <classAccesses>\n        <apexClass>A &amp; ');
    expect(written(300)).toBe(none.slice(0, start) + entry.repeat(300) + none.slice(start));
  });

  it('Given text with attributes, When read, Then both are there', () => {
    const { body } = readXml(
      writeXml(
        'CustomMetadata',
        { value: withAttributes({ 'xsi:type': 'xsd:string' }, 'x') },
        { 'xmlns:xsi': 'urn:x' },
      ),
    );

    expect(textOf(body['value'])).toBe('x');
  });

  it.each([
    ['<a><b></a>', 1],
    ['', 1],
    ['no markup', 1],
    ['<a>\n<b attr=></b>\n</a>', 2],
  ])('Given broken XML %j, When read, Then the error names line %i', (text, line) => {
    const read = (): unknown => readXml(text);

    expect(read).toThrow(XmlError);
    try {
      read();
    } catch (error) {
      expect((error as XmlError).line).toBe(line);
    }
  });
});

describe('readPackage', () => {
  it('Given an object file with children, When read, Then each child is a component of its own', () => {
    const object = `<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata">
      <fields><fullName>A__c</fullName><label>A</label><type>Text</type></fields>
      <fields><fullName>B__c</fullName><label>B</label><type>Text</type></fields>
      <validationRules><fullName>R</fullName><active>true</active></validationRules>
      <label>Thing</label>
    </CustomObject>`;

    const components = readPackage({
      'unpackaged/objects/Thing__c.object': bytes(object),
      'unpackaged/package.xml': bytes('<Package/>'),
    });

    expect([...components.keys()].sort()).toEqual([
      'CustomField:Thing__c.A__c',
      'CustomField:Thing__c.B__c',
      'CustomObject:Thing__c',
      'ValidationRule:Thing__c.R',
    ]);
    expect(components.get('CustomObject:Thing__c')?.body).toEqual({ label: ['Thing'] });
    expect(components.get('ValidationRule:Thing__c.R')?.body).toEqual({ active: ['true'] });
  });

  it('Given a static resource, When read, Then its content comes with it', () => {
    const components = readPackage({
      'unpackaged/staticresources/Badge.resource': bytes('<svg/>'),
      'unpackaged/staticresources/Badge.resource-meta.xml': bytes(
        '<StaticResource><contentType>image/svg+xml</contentType></StaticResource>',
      ),
    });

    expect(components.get('StaticResource:Badge')?.content).toEqual(bytes('<svg/>'));
  });

  it('Given a file that is no XML, When read, Then the error names it', () => {
    expect(() => readPackage({ 'unpackaged/permissionsets/X.permissionset': bytes('<oops') })).toThrow(
      /permissionsets\/X\.permissionset/,
    );
  });
});
