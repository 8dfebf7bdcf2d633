import { textOf } from '../../catalog/metadataBody.js';
import type { ComponentType } from './componentType.js';
import { notFound } from './fieldNames.js';
import { developerNameProblems, lengthProblems } from './naming.js';

const CALLOUT = 'callout:';
const FIXED = ['destinationResourceName', 'eventChannel'] as const;

/**
 * What relays the events of a channel to Amazon EventBridge. It is kept; no event is relayed.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_eventrelayconfig.htm
 */
export const eventRelayConfig: ComponentType = {
  name: 'EventRelayConfig',
  folder: 'eventRelays',
  suffix: 'eventRelay',
  metaFile: false,
  keyPrefix: '000',
  normalize: (body) => ({ state: 'STOP', ...body }),
  checkAlone: ({ fullName, body }) => [
    ...developerNameProblems(fullName, 'Event Relay Config', 80),
    ...lengthProblems(body, { label: ['MasterLabel', 80] }),
    ...(textOf(body, 'destinationResourceName')?.startsWith(CALLOUT) === true
      ? []
      : [`The destinationResourceName of an event relay starts with ${CALLOUT}`]),
  ],
  checkWithin: ({ type, fullName, body }, context) => {
    const earlier = context.before(type.name, fullName);
    const credential = textOf(body, 'destinationResourceName')?.slice(CALLOUT.length) ?? '';
    return [
      ...(context.org.components.get('NamedCredential', credential)
        ? []
        : [notFound('destinationResourceName', 'NamedCredential', credential)]),
      ...(earlier === undefined && textOf(body, 'state') !== 'STOP' ? ['A new event relay is in the state STOP.'] : []),
      ...FIXED.filter((name) => earlier !== undefined && textOf(earlier.body, name) !== textOf(body, name)).map(
        (name) => `The ${name} of an event relay cannot be changed.`,
      ),
    ];
  },
};
