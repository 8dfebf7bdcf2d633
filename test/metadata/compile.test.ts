import { createRequire } from 'node:module';
import fc from 'fast-check';
import { compile, extensionsOf } from '../../src/metadata/compile.js';
import { type DesiredComponent, keyOf, stageOf } from '../../src/metadata/component.js';
import { toXmlBody, toXmlFile } from '../../src/metadata/componentXml.js';
import { toSourceFiles } from '../../src/metadata/sourceFormat.js';
import { scopeOf } from '../../src/metadata/target.js';
import { readXml, type XmlValue } from '../../src/metadata/xml.js';
import { aSchema } from '../builders/schema.js';
import { anObject, ORG_ID } from '../builders/snapshot.js';

type WsdlType = { type: string; props: Record<string, WsdlProp>; extends?: string };
type WsdlProp = string | [string] | Record<string, unknown>;
/** The Metadata API's WSDL, as a client library ships it: an authority of its own on elements and their types. */
const { ApiSchemas: wsdl } = createRequire(import.meta.url)('@jsforce/jsforce-node/lib/api/metadata/schema.js') as {
  ApiSchemas: Record<string, WsdlType>;
};

const find = (components: readonly DesiredComponent[], key: string): DesiredComponent => {
  const component = components.find((candidate) => keyOf(candidate) === key);
  if (component === undefined) throw new Error(`${key} is not among ${components.map(keyOf).join(', ')}`);
  return component;
};

describe('compile', () => {
  it('Given the default schema, When compiled, Then each object has three markers, a badge, three guards and a list view', () => {
    const components = compile(aSchema(), { policy: 'unbound' });

    const ofAccount = components.filter(({ object }) => object === 'Account').map(keyOf);

    expect(ofAccount).toEqual([
      'CustomField:Account.Creation_Timestamp__c',
      'CustomField:Account.Generation_Source__c',
      'CustomField:Account.Is_Synthetic__c',
      'CustomField:Account.Provenance_Badge__c',
      'ListView:Account.Genuine_Records',
      'ListView:Account.Synthetic_Records',
      'ValidationRule:Account.Synthetic_Complete',
      'ValidationRule:Account.Synthetic_Contained',
      'ValidationRule:Account.Synthetic_Immutable',
    ]);
    expect(components.filter(({ object }) => object === undefined).map(keyOf)).toEqual([
      'CustomField:Synthetic_Data_Policy__mdt.Accepts_Synthetic__c',
      'CustomField:Synthetic_Data_Policy__mdt.Organization_Id__c',
      'CustomMetadata:Synthetic_Data_Policy.This_Org',
      'CustomObject:Synthetic_Data_Policy__mdt',
      'CustomPermission:Manage_Synthetic_Provenance',
      'PermissionSet:Synthetic_Provenance_Reader',
      'PermissionSet:Synthetic_Provenance_Steward',
      'PermissionSet:Synthetic_Provenance_Writer',
      'StaticResource:Synthetic_Badge',
    ]);
  });

  it('Given names as long as they may be, When compiled, Then every formula stays within what the platform takes', () => {
    // Source of the 3,900 characters: https://help.salesforce.com/s/articleView?id=sf.customize_functions_limits.htm
    const named = (letter: string, length: number): string => letter.repeat(length);
    const schema = aSchema({
      objects: ['Account', 'Contact'],
      markers: {
        is_synthetic: { apiName: `${named('A', 40)}__c` },
        generation_source: { apiName: `${named('B', 40)}__c` },
        creation_timestamp: { apiName: `${named('C', 40)}__c` },
        generation_batch: { enabled: true, apiName: `${named('D', 40)}__c` },
      },
      guards: { declared: true },
      badge: { altText: '"'.repeat(80), staticResource: named('E', 80) },
      policy: { type: `${named('F', 40)}__mdt`, record: named('G', 40) },
      access: { permission: { name: named('H', 80) }, declaration: { name: named('I', 80) } },
    });
    const { targets } = scopeOf(schema, {
      objects: new Map(['Account', 'Contact'].map((name) => [name, anObject({ name })])),
      personAccounts: true,
    });

    const formulas = compile(schema, { policy: 'unbound', targets }).flatMap(({ body }) =>
      'errorConditionFormula' in body ? [body.errorConditionFormula] : 'formula' in body ? [body.formula] : [],
    );

    expect(formulas).toHaveLength(11);
    for (const formula of formulas) expect(String(formula).length).toBeLessThanOrEqual(3900);
  });

  it('Given the default schema, When compiled, Then the guards say what the design says', () => {
    const components = compile(aSchema({ objects: ['Account'] }), { policy: 'unbound' });
    const formula = (rule: string): string => {
      const { body } = find(components, `ValidationRule:Account.${rule}`);
      return 'errorConditionFormula' in body ? String(body.errorConditionFormula).replace(/\s+/g, '') : '';
    };

    expect(formula('Synthetic_Complete')).toBe(
      'OR(AND(Is_Synthetic__c,OR(ISBLANK(Generation_Source__c),ISBLANK(Creation_Timestamp__c),Creation_Timestamp__c>NOW())),' +
        'AND(NOT(Is_Synthetic__c),OR(NOT(ISBLANK(Generation_Source__c)),NOT(ISBLANK(Creation_Timestamp__c)))))',
    );
    expect(formula('Synthetic_Immutable')).toBe(
      'AND(NOT(ISNEW()),NOT($Permission.Manage_Synthetic_Provenance),' +
        'OR(ISCHANGED(Is_Synthetic__c),ISCHANGED(Generation_Source__c),ISCHANGED(Creation_Timestamp__c)))',
    );
    expect(formula('Synthetic_Contained')).toBe(
      'AND(Is_Synthetic__c,OR(ISNEW(),ISCHANGED(Is_Synthetic__c)),' +
        'OR(NOT($CustomMetadata.Synthetic_Data_Policy__mdt.This_Org.Accepts_Synthetic__c),' +
        'LEFT($CustomMetadata.Synthetic_Data_Policy__mdt.This_Org.Organization_Id__c,15)<>LEFT($Organization.Id,15)))',
    );
  });

  it('Given a policy for one org, When compiled, Then the record carries that org and what it accepts', () => {
    const policy = { organizationId: ORG_ID, acceptsSynthetic: true };

    const bound = find(compile(aSchema(), { policy }), 'CustomMetadata:Synthetic_Data_Policy.This_Org');
    const unbound = find(compile(aSchema(), { policy: 'unbound' }), 'CustomMetadata:Synthetic_Data_Policy.This_Org');

    expect(toXmlFile(bound)).toContain('<value xsi:type="xsd:boolean">true</value>');
    expect(toXmlFile(bound)).toContain(`<value xsi:type="xsd:string">${ORG_ID}</value>`);
    expect(toXmlFile(unbound)).toContain('<value xsi:type="xsd:boolean">false</value>');
    expect(toXmlFile(unbound)).toContain('<value xsi:nil="true"/>');
  });

  it('Given readers, writers and stewards, When compiled, Then only stewards hold the permission and nobody edits the badge', () => {
    const components = compile(aSchema({ objects: ['Account'] }), { policy: 'unbound' });
    const grants = (name: string): string => toXmlFile(find(components, `PermissionSet:Synthetic_Provenance_${name}`));
    const editable = (xml: string): string[] =>
      [...xml.matchAll(/<editable>true<\/editable>\s*<field>(.+)<\/field>/g)].map(([, field]) => field ?? '');

    expect(editable(grants('Reader'))).toEqual([]);
    expect(editable(grants('Writer'))).toEqual([
      'Account.Creation_Timestamp__c',
      'Account.Generation_Source__c',
      'Account.Is_Synthetic__c',
    ]);
    expect(editable(grants('Steward'))).toEqual(editable(grants('Writer')));
    expect(['Reader', 'Writer', 'Steward'].filter((name) => grants(name).includes('<customPermissions>'))).toEqual([
      'Steward',
    ]);
  });

  it('Given the guard declared, When compiled, Then its rule, permission and permission set are there, and else they are not', () => {
    const names = (enabled: boolean) =>
      compile(aSchema({ objects: ['Account'], guards: { declared: enabled } }), { policy: 'unbound' }).map(keyOf);

    expect(names(true).filter((name) => !names(false).includes(name))).toEqual([
      'CustomPermission:Declare_Synthetic_Provenance',
      'PermissionSet:Synthetic_Provenance_Generator',
      'ValidationRule:Account.Synthetic_Declared',
    ]);
  });

  it('Given guards and badge switched off, When compiled, Then neither they nor grants on them are there', () => {
    const components = compile(
      aSchema({ guards: { complete: false, immutable: false, contained: false }, badge: { enabled: false } }),
      {
        policy: 'unbound',
      },
    );

    expect(components.filter(({ purpose }) => purpose === 'guard' || purpose === 'badge')).toEqual([]);
    expect(components.map(toXmlFile).join()).not.toContain('Provenance_Badge__c');
  });

  it('Given a component, When asked for its stage, Then what refers to others comes after them', () => {
    const stages = new Map(
      compile(aSchema(), { policy: 'unbound' }).map((component) => [component.type, stageOf(component)]),
    );

    expect(Object.fromEntries(stages)).toEqual({
      CustomField: 'foundation',
      CustomMetadata: 'foundation',
      CustomObject: 'foundation',
      CustomPermission: 'foundation',
      ListView: 'enforcement',
      PermissionSet: 'foundation',
      StaticResource: 'foundation',
      ValidationRule: 'enforcement',
    });
  });

  it('Given tasks and events, When compiled, Then fields are on Activity, guards on each, and grants on Task', () => {
    const components = compile(aSchema({ objects: ['Task', 'Event'] }), { policy: 'unbound' });
    const named = (type: string): string[] =>
      components.filter((each) => each.type === type && each.object !== undefined).map(({ fullName }) => fullName);

    expect(new Set(named('CustomField').map((name) => name.split('.')[0]))).toEqual(new Set(['Activity']));
    expect(named('CustomField')).toHaveLength(4);
    expect(named('ValidationRule')).toHaveLength(6);
    expect(named('ListView')).toEqual([
      'Event.Genuine_Records',
      'Event.Synthetic_Records',
      'Task.Genuine_Records',
      'Task.Synthetic_Records',
    ]);
    const reader = toXmlFile(find(components, 'PermissionSet:Synthetic_Provenance_Reader'));
    expect([...reader.matchAll(/<field>(\w+)\./g)].map(([, object]) => object)).toEqual([
      'Task',
      'Task',
      'Task',
      'Task',
    ]);
  });

  it('Given an object that takes no list view, When compiled, Then it has everything else', () => {
    const components = compile(aSchema({ objects: ['OpportunityLineItem'] }), { policy: 'unbound' }).filter(
      ({ object }) => object !== undefined,
    );

    expect(components.filter(({ type }) => type === 'ListView')).toEqual([]);
    expect(components).toHaveLength(7);
  });

  it('Given any component, When held against the WSDL, Then every element exists, has its type, and none that is mandatory is missing', () => {
    const schema = aSchema({
      objects: ['Account', 'Loyalty_Membership__c', 'Task', { name: 'Lead', badge: 'text' }],
      markers: { generation_batch: { enabled: true } },
      guards: { declared: true },
      history: { enabled: true },
      translations: {
        de: {
          markers: { is_synthetic: { label: 'Synthetisch', helpText: 'Dieser Datensatz wurde erzeugt.' } },
          badge: { label: 'Herkunft' },
          guards: { contained: 'Diese Organisation nimmt keine synthetischen Daten an.' },
        },
      },
    });
    const { targets } = scopeOf(schema);
    const components = [
      ...compile(schema, { policy: { organizationId: ORG_ID, acceptsSynthetic: true } }),
      ...compile(schema, { policy: 'unbound', targets: targets.map((each) => ({ ...each, personContact: true })) }),
      ...extensionsOf(schema, targets, []).map(
        ({ extend, retract: _r, createIfAbsent: _, ...own }): DesiredComponent => ({
          ...own,
          body: extend({}).body,
        }),
      ),
    ];

    expect(new Set(components.map(({ type }) => type))).toEqual(
      new Set([
        'CustomField',
        'CustomMetadata',
        'CustomObject',
        'CustomObjectTranslation',
        'CustomPermission',
        'LeadConvertSettings',
        'ListView',
        'PermissionSet',
        'StaticResource',
        'ValidationRule',
      ]),
    );
    expect(
      components.flatMap((component) => wsdlErrors(component.type, toXmlBody(component), keyOf(component))),
    ).toEqual([]);
  });

  it('Given any texts, When compiled twice, Then the bytes are the same, the XML reads back, and the texts survive', () => {
    // Characters that XML 1.0 forbids are refused by the parser of the schema.
    const text = fc
      .string({ unit: fc.constantFrom(...'abcXYZ019 <>&"\'\\/{}]]>$%#é漢🙂-_.,;:!?'), minLength: 1, maxLength: 39 })
      .map((value) => value.trim())
      .filter((value) => value.length > 0);
    fc.assert(
      fc.property(text, text, text, (label, helpText, altText) => {
        const schema = aSchema({
          objects: ['Account'],
          markers: { generation_source: { label, helpText } },
          guards: { complete: { message: helpText } },
          badge: { altText },
        });
        const once = compile(schema, { policy: 'unbound' });
        const files = once.flatMap(toSourceFiles);

        expect(bytesOf(compile(schema, { policy: 'unbound' })).equals(bytesOf(once))).toBe(true);
        const { body } = readXml(toXmlFile(find(once, 'CustomField:Account.Generation_Source__c')));
        expect(body['label']).toEqual([label]);
        expect(body['inlineHelpText']).toEqual([helpText]);
        for (const { path, content } of files.filter((file) => file.path.endsWith('.xml'))) {
          expect(path).toMatch(/^[\w./-]+$/);
          expect(readXml(new TextDecoder().decode(content)).root).toMatch(/^[A-Z]/);
        }
      }),
      { numRuns: 60 },
    );
  });
});

const bytesOf = (components: readonly DesiredComponent[]): Buffer =>
  Buffer.concat(components.flatMap(toSourceFiles).flatMap(({ path, content }) => [Buffer.from(path), content]));

/** What the WSDL has against a body; empty when it has nothing. */
function wsdlErrors(type: string, body: Record<string, XmlValue>, path: string): string[] {
  const props: Record<string, WsdlProp> = {};
  for (
    let name: string | undefined = type;
    name !== undefined && wsdl[name] !== undefined;
    name = wsdl[name]?.extends
  ) {
    Object.assign(props, wsdl[name]?.props);
  }
  const missing = Object.entries(props)
    .filter(([name, prop]) => typeof prop === 'string' && !prop.startsWith('?') && body[name] === undefined)
    .map(([name]) => `${path}: ${name} is missing`);
  const wrong = Object.entries(body).flatMap(([name, value]) => {
    const prop = props[name];
    if (prop === undefined) return name === '$' ? [] : [`${path}: ${name} is not in ${type}`];
    if (Array.isArray(prop) !== Array.isArray(value))
      return [`${path}: ${name} is one where many are meant, or the reverse`];
    const wanted = String(Array.isArray(prop) ? prop[0] : prop).replace('?', '');
    return (Array.isArray(value) ? value : [value]).flatMap((item) => {
      if (wanted === 'boolean') return item === 'true' || item === 'false' ? [] : [`${path}: ${name} is no boolean`];
      if (wanted === 'number') return /^\d+$/.test(String(item)) ? [] : [`${path}: ${name} is no number`];
      if (typeof item === 'string' || wanted === 'any' || Array.isArray(item)) return [];
      return wsdlErrors(wanted, item, `${path}.${name}`);
    });
  });
  return [...missing, ...wrong];
}
