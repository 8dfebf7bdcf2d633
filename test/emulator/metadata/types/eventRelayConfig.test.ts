import { bench, deploy, file, manifest, type Bench } from '../support.js';

const credential = {
  'package.xml': manifest({ NamedCredential: ['Aws'] }),
  'namedCredentials/Aws.namedCredential': file(
    'NamedCredential',
    '<endpoint>arn:aws:EU-CENTRAL-1:123456789012</endpoint><label>Aws</label>',
  ),
};

const relay = (destination: string, { state = 'STOP', channel = 'E__chn' } = {}): Record<string, string> => ({
  'package.xml': manifest({ EventRelayConfig: ['Relay'] }),
  'eventRelays/Relay.eventRelay': file(
    'EventRelayConfig',
    `<destinationResourceName>${destination}</destinationResourceName><eventChannel>${channel}</eventChannel><state>${state}</state>`,
  ),
});

function withCredential(): Bench {
  const on = bench();
  expect(deploy(on, credential).problems).toEqual([]);
  return on;
}

describe('EventRelayConfig', () => {
  it('Given a credential, When a stopped relay to it is deployed and then started, Then both are taken', () => {
    const on = withCredential();
    expect(deploy(on, relay('callout:Aws')).problems).toEqual([]);
    expect(deploy(on, relay('callout:Aws', { state: 'RUN' })).problems).toEqual([]);
    expect(on.org.components.get('EventRelayConfig', 'Relay')?.body).toEqual({
      destinationResourceName: 'callout:Aws',
      eventChannel: 'E__chn',
      state: 'RUN',
    });
  });

  it.each([
    ['without its prefix', relay('Aws'), /starts with callout:/],
    ['that is not there', relay('callout:Gone'), /no NamedCredential named Gone found/],
    ['and runs at once', relay('callout:Aws', { state: 'RUN' }), /in the state STOP/],
    ['and has a state that there is not', relay('callout:Aws', { state: 'REST' }), /REST/],
  ])('Given a new relay to a credential %s, When deployed, Then it is refused', (_, files, problem) => {
    expect(deploy(withCredential(), files).problems).toEqual([expect.stringMatching(problem)]);
  });

  it('Given a relay, When its channel is another, Then it is refused', () => {
    const on = withCredential();
    deploy(on, relay('callout:Aws'));
    expect(deploy(on, relay('callout:Aws', { channel: 'F__chn' })).problems).toEqual([
      'Relay: The eventChannel of an event relay cannot be changed.',
    ]);
  });
});
