import { fleetFacts } from '../../src/fleet/fleetFacts.js';
import { parseFleet } from '../../src/fleet/fleetFile.js';
import type { KnownLogin } from '../../src/org/knownLogin.js';
import { TODAY } from '../builders/schema.js';

const fleet = parseFleet(
  [
    'orgs:',
    '  - { org: prod, role: production, hosts: [api.acme.example] }',
    '  - { org: prod-us, role: production }',
    '  - { org: prod-eu, role: production, hosts: ["gateway.acme.example:8443"] }',
    '  - { org: uat, role: sandbox, hosts: [uat.acme.example] }',
  ].join('\n'),
  'fleet.yaml',
  TODAY,
);
const logins: Readonly<Record<string, KnownLogin>> = {
  prod: { instanceUrl: 'https://Acme.my.salesforce.com/', organizationId: '00D000000000001AAA' },
  uat: { instanceUrl: 'https://acme--uat.sandbox.my.salesforce.com', organizationId: undefined },
};

describe('fleetFacts', () => {
  it('Given logins and named hosts, When gathered, Then each production org has its hosts, and what is not known is said', async () => {
    expect(await fleetFacts(fleet, (name) => Promise.resolve(logins[name]))).toEqual({
      production: [
        {
          name: 'prod',
          hosts: { state: 'read', value: ['api.acme.example', 'acme.my.salesforce.com'] },
        },
        {
          name: 'prod-us',
          hosts: {
            state: 'unread',
            reason: 'nobody logged in to it on this machine, and the fleet file names none',
          },
        },
        { name: 'prod-eu', hosts: { state: 'read', value: ['gateway.acme.example:8443'] } },
      ],
      known: [{ name: 'prod', organizationId: '00D000000000001AAA' }],
    });
  });

  it.each(['https://acme.example', 'acme.example/path', 'two words', '-x'])(
    'Given the host %s, When the fleet file is parsed, Then it is refused',
    (host) => {
      const text = `orgs: [{ org: prod, role: production, hosts: ["${host}"] }]`;

      expect(() => parseFleet(text, 'fleet.yaml', TODAY)).toThrow('expected a host name without https:// and path');
    },
  );
});
