import { check } from '../../../src/audit/checks/integrations-apart/check.js';
import type { Finding } from '../../../src/audit/finding.js';
import type { FleetFacts, ProductionOrg } from '../../../src/audit/fleetFacts.js';
import { hostsIn, isHostOf } from '../../../src/audit/productionHost.js';
import type { ForeignComponent } from '../../../src/metadata/foreignComponent.js';
import { judgedBy, open } from '../../builders/audit.js';
import { aForeign } from '../../builders/foreign.js';
import { aSchema } from '../../builders/schema.js';
import { aConformingOrg, anOrg, someObservations } from '../../builders/snapshot.js';

const schema = aSchema({ objects: ['Case'] });
const prod: ProductionOrg = { name: 'prod', hosts: { state: 'read', value: ['acme.my.salesforce.com'] } };
const fleet: FleetFacts = { production: [prod], known: [] };

function judged(
  components: ForeignComponent[],
  facts: FleetFacts | undefined = fleet,
  role = 'sandbox' as const,
): Finding[] {
  const observations = someObservations({ foreign: { state: 'read', value: components } });
  return judgedBy(check)(schema, aConformingOrg(schema, { org: anOrg({ role }), facts: { observations } }), facts);
}

const remoteSite = (url: string, isActive = true): ForeignComponent =>
  aForeign('RemoteSiteSetting', 'R', `<isActive>${isActive}</isActive><url>${url}</url>`);
const urlParameter = (url: string): string =>
  `<namedCredentialParameters><parameterName>Url</parameterName><parameterType>Url</parameterType><parameterValue>${url}</parameterValue></namedCredentialParameters>`;
const relay = (destination: string, state = 'RUN'): ForeignComponent =>
  aForeign(
    'EventRelayConfig',
    'R',
    `<destinationResourceName>${destination}</destinationResourceName><eventChannel>E__chn</eventChannel><state>${state}</state>`,
  );
const PROD = 'https://acme.my.salesforce.com/services';

describe('the check integrations-apart', () => {
  it('Given nothing that points at production, When judged, Then it passes', () => {
    expect(judged([remoteSite('https://acme--uat.sandbox.my.salesforce.com')]).map(({ message }) => message)).toEqual([
      'no integration points at a production org of the fleet',
    ]);
  });

  it.each([
    ['a remote site', remoteSite(PROD), 'RemoteSiteSetting:R'],
    ['a named credential', aForeign('NamedCredential', 'N', `<endpoint>${PROD}</endpoint>`), 'NamedCredential:N'],
    ['a named credential of the newer kind', aForeign('NamedCredential', 'N', urlParameter(PROD)), 'NamedCredential:N'],
    [
      'an external credential',
      aForeign(
        'ExternalCredential',
        'X',
        `<externalCredentialParameters><parameterType>AuthProviderUrl</parameterType><parameterValue>${PROD}</parameterValue></externalCredentialParameters>`,
      ),
      'ExternalCredential:X',
    ],
    [
      'a connected app',
      aForeign('ConnectedApp', 'C', `<oauthConfig><callbackUrl>https://x.example\n${PROD}</callbackUrl></oauthConfig>`),
      'ConnectedApp:C',
    ],
    [
      'an external data source',
      aForeign('ExternalDataSource', 'E', `<endpoint>${PROD}</endpoint>`),
      'ExternalDataSource:E',
    ],
    [
      'an outbound message',
      aForeign(
        'Workflow',
        'Case',
        `<outboundMessages><fullName>M</fullName><endpointUrl>${PROD}</endpointUrl></outboundMessages>`,
      ),
      'WorkflowOutboundMessage:Case.M',
    ],
    ['another host of it', remoteSite('https://acme.my.site.com/shop'), 'RemoteSiteSetting:R'],
  ])('Given %s that points at production, When judged, Then that fails and names the org', (_, component, subject) => {
    const findings = judged([component]);

    expect(open(findings)).toEqual([[subject, 'fail']]);
    expect(findings[0]?.message).toBe('points at the production org prod');
  });

  it.each([
    ['an endpoint', `<endpoint>${PROD}</endpoint>`],
    ['a parameter for its address', urlParameter(PROD)],
  ])(
    'Given an event relay through a credential with %s that is production’s, When judged, Then both fail',
    (_, body) => {
      const findings = judged([relay('callout:Aws'), aForeign('NamedCredential', 'aws', body)]);

      expect(open(findings)).toEqual([
        ['EventRelayConfig:R', 'fail'],
        ['NamedCredential:aws', 'fail'],
      ]);
      expect(findings[0]?.message).toBe('points at the production org prod through the named credential Aws');
    },
  );

  it('Given a data source through a credential that is production’s, When judged, Then both fail', () => {
    const source = aForeign('ExternalDataSource', 'D', '<namedCredential>N</namedCredential><type>OData4</type>');
    const findings = judged([source, aForeign('NamedCredential', 'N', `<endpoint>${PROD}</endpoint>`)]);

    expect(open(findings)).toEqual([
      ['ExternalDataSource:D', 'fail'],
      ['NamedCredential:N', 'fail'],
    ]);
  });

  it.each([
    ['runs', 'RUN'],
    ['is paused', 'PAUSE'],
  ])('Given an event relay to somebody else that %s, When judged, Then it passes', (_, state) => {
    const aws = aForeign('NamedCredential', 'Aws', '<endpoint>arn:aws:EU-CENTRAL-1:123456789012</endpoint>');

    expect(open(judged([relay('callout:Aws/bus', state), aws]))).toEqual([]);
  });

  it('Given an event relay that is stopped, When judged, Then it relays nothing', () => {
    expect(open(judged([relay('callout:Gone', 'STOP')]))).toEqual([]);
  });

  it.each([
    [
      'a credential that the org did not give',
      [relay('callout:Gone')],
      'EventRelayConfig:R',
      'the org did not give the named credential Gone, which it goes through',
    ],
    ['no credential', [relay('Aws')], 'EventRelayConfig:R', 'it names no named credential as its destination'],
    [
      'a data source’s credential that is not there',
      [aForeign('ExternalDataSource', 'D', '<namedCredential>Gone</namedCredential>')],
      'ExternalDataSource:D',
      'the org did not give the named credential Gone, which it goes through',
    ],
    [
      'a credential without an address',
      [aForeign('NamedCredential', 'N', '<label>N</label>')],
      'NamedCredential:N',
      'it says no address',
    ],
  ])('Given %s, When judged, Then it is not evaluated, and says why', (_, components, subject, why) => {
    const findings = judged(components);

    expect(open(findings)).toEqual([[subject, 'notEvaluated']]);
    expect(findings[0]?.message).toBe(`where it points is not known: ${why}`);
  });

  it('Given a relay through a credential without an address, When judged, Then both are not evaluated', () => {
    const bare = aForeign('NamedCredential', 'Aws', urlParameter(''));

    expect(open(judged([relay('callout:Aws'), bare]))).toEqual([
      ['EventRelayConfig:R', 'notEvaluated'],
      ['NamedCredential:Aws', 'notEvaluated'],
    ]);
  });

  it('Given a remote site that is switched off, When judged, Then it passes', () => {
    expect(open(judged([remoteSite(PROD, false)]))).toEqual([]);
  });

  it('Given what logs in where every production org does, When judged, Then a person has to look', () => {
    expect(open(judged([remoteSite('https://login.salesforce.com/services/oauth2/token')]))).toEqual([
      ['RemoteSiteSetting:R', 'manual'],
    ]);
  });

  it('Given a production org, When judged, Then it may point at production', () => {
    const observations = someObservations({ foreign: { state: 'read', value: [remoteSite(PROD)] } });

    expect(open(judgedBy(check)(schema, aConformingOrg(schema, { facts: { observations } }), fleet))).toEqual([]);
  });

  it('Given no fleet file, When judged, Then a person has to look', () => {
    const observations = someObservations({ foreign: { state: 'read', value: [remoteSite(PROD)] } });
    const sandbox = aConformingOrg(schema, { org: anOrg({ role: 'sandbox' }), facts: { observations } });

    expect(open(judgedBy(check)(schema, sandbox))).toEqual([['Org', 'manual']]);
  });

  it('Given a production org whose hosts are not known, When judged, Then it is not evaluated, and what is known still fails', () => {
    const other: ProductionOrg = { name: 'prod-us', hosts: { state: 'unread', reason: 'nobody logged in' } };

    expect(open(judged([remoteSite(PROD)], { production: [prod, other], known: [] }))).toEqual([
      ['RemoteSiteSetting:R', 'fail'],
      ['ProductionOrg:prod-us', 'notEvaluated'],
    ]);
  });

  it('Given integrations that the org would not tell, When judged, Then nothing passes', () => {
    const observations = someObservations({ foreign: { state: 'unread', reason: 'no access' } });
    const sandbox = aConformingOrg(schema, { org: anOrg({ role: 'sandbox' }), facts: { observations } });

    expect(open(judgedBy(check)(schema, sandbox, fleet))).toEqual([['Org', 'notEvaluated']]);
  });
});

describe('isHostOf', () => {
  it.each([
    'acme.my.salesforce.com',
    'acme.lightning.force.com',
    'acme.my.salesforce-sites.com',
    'acme.my.site.com',
    'acme--c.vf.force.com',
    'acme.file.force.com',
    'api.acme.example:8443',
  ])('Given %s, When held against the org’s, Then it is one of them', (host) => {
    expect(isHostOf(host, ['ACME.my.salesforce.com', 'api.acme.example:8443'])).toBe(true);
  });

  it.each([
    'acme--uat.sandbox.my.salesforce.com',
    'acme--uat.my.salesforce.com',
    'acme--uat--c.vf.force.com',
    'acme--c.sandbox.vf.force.com',
    'acme2.my.salesforce.com',
    'acme.my.salesforce.com.evil.example',
    'api.acme.example',
    'acme.example',
  ])('Given %s, When held against the org’s, Then it is none of them', (host) => {
    expect(isHostOf(host, ['acme.my.salesforce.com', 'api.acme.example:8443'])).toBe(false);
  });

  it('Given a text with addresses, When read, Then their hosts are found, the usual port left out', () => {
    expect(hostsIn('see https://A.example:443/x?y=1 and http://b.example:8080, callout:Named')).toEqual([
      'a.example',
      'b.example:8080',
    ]);
  });
});
