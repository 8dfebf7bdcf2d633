import { readFileSync } from 'node:fs';
import { parseFleet } from '../../src/fleet/fleetFile.js';
import { provenanceShape } from '../../src/schema/provenanceShape.js';
import { parseProvenanceSchema } from '../../src/schema/parseProvenanceSchema.js';
import { TODAY } from '../builders/schema.js';

const read = (path: string) => readFileSync(new URL(`../../config/${path}`, import.meta.url), 'utf8');

describe('the templates of init', () => {
  it('Given the provenance template, When parsed, Then it states exactly the defaults', () => {
    expect(parseProvenanceSchema(read('templates/provenance.yaml'), 't', TODAY)).toEqual(
      parseProvenanceSchema('', 'empty', TODAY),
    );
  });

  it('Given the provenance template, Then it names every key there is', () => {
    const template = read('templates/provenance.yaml');
    const keysOf = (value: unknown): string[] =>
      typeof value !== 'object' || value === null || Array.isArray(value)
        ? []
        : Object.entries(value).flatMap(([key, inner]) => [key, ...keysOf(inner)]);
    for (const key of keysOf(provenanceShape.parse({}))) expect(template).toMatch(new RegExp(`^ *${key}:`, 'm'));
  });

  it('Given the fleet template, When parsed, Then no org is named yet', () => {
    expect(parseFleet(read('templates/fleet.yaml'), 't', TODAY)).toEqual({ version: 1, rings: [], orgs: [] });
  });

  it('Given the example in the fleet template, When its comment signs are removed, Then it is a valid fleet', () => {
    const example = read('templates/fleet.yaml')
      .split('\n')
      .filter((line) => line.startsWith('#   '))
      .map((line) => line.slice(4))
      .join('\n');
    expect(parseFleet(example, 't', TODAY).orgs.map(({ org, role }) => `${org} ${role}`)).toEqual([
      'prod production',
      'uat sandbox',
    ]);
  });

  it.each(['provenance', 'fleet'])(
    'Given the %s template, Then its first line points editors at the schema beside it',
    (name) => {
      expect(read(`templates/${name}.yaml`).split('\n')[0]).toBe(
        `# yaml-language-server: $schema=./${name}.schema.json`,
      );
    },
  );
});

describe("this project's own configuration", () => {
  it('Given its provenance file, When parsed, Then the scope has the five standard objects and a custom one', () => {
    expect(parseProvenanceSchema(read('provenance.yaml'), 'p', TODAY).objects.map((object) => object.name)).toEqual([
      'Account',
      'Contact',
      'Lead',
      'Opportunity',
      'Case',
      'Loyalty_Membership__c',
    ]);
  });

  it('Given its fleet file, When parsed, Then there are a production org and a sandbox', () => {
    expect(parseFleet(read('fleet.yaml'), 'f', TODAY).orgs).toEqual([
      { org: 'prod', role: 'production' },
      { org: 'sandbox', role: 'sandbox' },
    ]);
  });
});
