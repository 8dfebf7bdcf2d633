import fc from 'fast-check';
import { handleMetadataSoap } from '../../../src/emulator/metadata/metadataApi.js';
import { parseXml } from '../../../src/emulator/metadata/xml/element.js';
import { readBody } from '../../../src/emulator/metadata/xml/readBody.js';
import { writeFile } from '../../../src/emulator/metadata/xml/writeBody.js';
import { bench, deploy, envelope, manifest, markerField, objectPackage, snapshot } from './support.js';

const RUNS = { numRuns: 60 };

/** Elements metadata has, elements it has not, and text, in any order and depth. */
const xmlTree = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom('', 'x', 'true', '7', '&amp;', '<![CDATA[<]]>', '&', '<', ' '),
    fc
      .tuple(
        fc.constantFrom(
          'fields',
          'fullName',
          'label',
          'type',
          'formula',
          'valueSet',
          'fieldPermissions',
          'field',
          'deploy',
          'ZipFile',
          'a:b',
          'constructor',
          '__proto__',
        ),
        fc.array(tie('node'), { maxLength: 3 }),
      )
      .map(([name, inner]) => `<${name}>${inner.join('')}</${name}>`),
  ),
})).node;

describe('any input', () => {
  it('Given any text or tree, When it is sent as a message, Then there is an answer in XML', () => {
    const { org, caller } = bench();
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          xmlTree,
          xmlTree.map((tree) => envelope(tree)),
        ),
        (message) => {
          const answer = handleMetadataSoap(org, message, () => caller);
          expect(parseXml(answer.xml).ok).toBe(true);
          expect([200, 500]).toContain(answer.status);
        },
      ),
      RUNS,
    );
  });

  it('Given any file content, When it is deployed, Then the job is done, and what failed left the org as it was', () => {
    const on = bench();
    deploy(on, objectPackage('Account', markerField, { CustomField: ['Account.Is_Synthetic__c'] }));
    fc.assert(
      fc.property(
        xmlTree,
        fc.constantFrom(
          'objects/Account.object',
          'permissionsets/P.permissionset',
          'customMetadata/T.R.md',
          'package.xml',
          'destructiveChanges.xml',
          'x/y',
        ),
        fc.boolean(),
        (tree, name, typed) => {
          const root = name.startsWith('objects')
            ? 'CustomObject'
            : name.startsWith('permission')
              ? 'PermissionSet'
              : 'Package';
          const content = typed ? `<${root} xmlns="http://soap.sforce.com/2006/04/metadata">${tree}</${root}>` : tree;
          // An earlier run may have succeeded, and changed the org.
          const before = JSON.stringify(snapshot(on));
          const outcome = deploy(on, {
            'package.xml': manifest({ CustomObject: ['*'], PermissionSet: ['*'], CustomMetadata: ['*'] }),
            [name]: content,
          });
          expect(['Succeeded', 'Failed']).toContain(outcome.status);
          if (outcome.status === 'Failed') expect(JSON.stringify(snapshot(on))).toBe(before);
        },
      ),
      RUNS,
    );
  });

  it('Given a body, When it is written and read, Then it is the same', () => {
    const text = fc
      .string({ minLength: 1 })
      .filter((each) => each.trim() !== '' && !/[\r\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(each));
    const body = fc.record(
      {
        columns: fc.array(text, { minLength: 1, maxLength: 3 }),
        filterScope: fc.constantFrom('Everything', 'Mine'),
        filters: fc.array(fc.record({ field: text, operation: fc.constantFrom('equals', 'contains'), value: text }), {
          minLength: 1,
          maxLength: 3,
        }),
        label: text,
      },
      { requiredKeys: ['filterScope', 'label'] },
    );
    fc.assert(
      fc.property(body, (value) => {
        const parsed = parseXml(writeFile('ListView', value));
        expect(parsed.ok && readBody(parsed.root, 'ListView')).toEqual({ ok: true, body: value });
      }),
      RUNS,
    );
  });
});
