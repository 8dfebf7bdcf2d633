import type { Mutation } from './mutation.js';
import { add, all, remoteSite } from './steps.js';

const PROD = 'https://acme.my.salesforce.com/services/data';

/** What sends synthetic records to production. */
export const integrations: readonly Mutation[] = [
  ['a remote site is production', remoteSite(PROD), ['integrations-apart']],
  ['a remote site is a page of production', remoteSite('https://acme--c.vf.force.com'), ['integrations-apart']],
  [
    'a named credential is production',
    add('NamedCredential', 'Prod', { endpoint: PROD, label: 'Prod' }),
    ['integrations-apart'],
  ],
  [
    'an event relay goes through a credential that is production',
    all(
      add('NamedCredential', 'Prod', { endpoint: PROD, label: 'Prod' }),
      add('EventRelayConfig', 'Relay', {
        destinationResourceName: 'callout:Prod',
        eventChannel: 'E__chn',
        label: 'Relay',
        state: 'RUN',
      }),
    ),
    ['integrations-apart'],
  ],
  [
    'an external credential logs in to production',
    add('ExternalCredential', 'Prod', {
      authenticationProtocol: 'Oauth',
      externalCredentialParameters: [
        { parameterName: 'Url', parameterType: 'AuthProviderUrl', parameterValue: `${PROD}/oauth2/token` },
      ],
      label: 'Prod',
    }),
    ['integrations-apart'],
  ],
  [
    'a connected app calls production back',
    add('ConnectedApp', 'App', {
      label: 'App',
      contactEmail: 'a@b.example',
      oauthConfig: { callbackUrl: PROD, scopes: ['Api'] },
    }),
    ['integrations-apart'],
  ],
  [
    'an external data source is production',
    add('ExternalDataSource', 'Data', { endpoint: PROD, label: 'Data', type: 'OData4' }),
    ['integrations-apart'],
  ],
  [
    'an outbound message goes to production',
    add('WorkflowOutboundMessage', 'Account.Tell', { apiVersion: '66.0', endpointUrl: PROD, name: 'Tell' }),
    ['integrations-apart'],
  ],
];
