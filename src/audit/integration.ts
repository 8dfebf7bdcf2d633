import type { ForeignComponent, ForeignType } from '../metadata/foreignComponent.js';
import { listOf, textOf, type XmlBody, type XmlValue } from '../metadata/xml.js';

/** What sends something somewhere, or lets it. */
const TYPES: ReadonlySet<ForeignType> = new Set([
  'ConnectedApp',
  'EventRelayConfig',
  'ExternalCredential',
  'ExternalDataSource',
  'NamedCredential',
  'RemoteSiteSetting',
  'Workflow',
]);

/** A part of an org that may send something somewhere. */
export type Integration = {
  readonly subject: string;
  readonly name: string;
  /** Texts that hold addresses. */
  readonly addresses: readonly string[];
  /** The named credential that says where it goes, for what has no address of its own. */
  readonly through?: string;
  /** Why it is not known where it goes. */
  readonly unknown?: string;
};

/** The integrations among the components of an org; what is switched off is none. */
export function integrationsIn(components: readonly ForeignComponent[]): Integration[] {
  const credentials = new Map(
    components
      .filter(({ type }) => type === 'NamedCredential')
      .map(({ fullName, body }) => [fullName.toLowerCase(), body]),
  );
  return components.filter(({ type }) => TYPES.has(type)).flatMap((component) => partsOf(component, credentials));
}

/** By their names in lower case, since names of the platform know no case. */
type Credentials = ReadonlyMap<string, XmlBody>;

function partsOf({ type, fullName, body }: ForeignComponent, credentials: Credentials): Integration[] {
  const own = { subject: `${type}:${fullName}`, name: fullName, addresses: textsIn(body) };
  switch (type) {
    case 'RemoteSiteSetting':
      return textOf(body['isActive']) === 'true' ? [own] : [];
    case 'Workflow':
      return listOf(body['outboundMessages']).map((message) => outboundMessage(fullName, message));
    case 'NamedCredential':
      return [hasAddress(body) ? own : { ...own, unknown: 'it says no address' }];
    case 'EventRelayConfig':
      // A paused relay goes on where it was; a stopped one relays nothing.
      return textOf(body['state']) === 'STOP' ? [] : [relay(own, body, credentials)];
    case 'ExternalDataSource': {
      const credential = textOf(body['namedCredential']) ?? '';
      return [credential === '' ? own : goingThrough(credential, own, credentials)];
    }
    default:
      return [own];
  }
}

function outboundMessage(object: string, message: XmlValue): Integration {
  const own = typeof message === 'string' || Array.isArray(message) ? {} : message;
  const name = `${object}.${textOf(own['fullName']) ?? ''}`;
  return { subject: `WorkflowOutboundMessage:${name}`, name, addresses: textsIn(own['endpointUrl'] ?? '') };
}

/**
 * A relay names `callout:` and a named credential.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_eventrelayconfig.htm
 */
function relay(own: Integration, body: XmlBody, credentials: Credentials): Integration {
  const destination = textOf(body['destinationResourceName']) ?? '';
  const credential = /^callout:([^/]+)/i.exec(destination)?.[1];
  return credential === undefined
    ? { ...own, unknown: 'it names no named credential as its destination' }
    : goingThrough(credential, own, credentials);
}

function goingThrough(credential: string, own: Integration, credentials: Credentials): Integration {
  const body = credentials.get(credential.toLowerCase());
  if (body === undefined) {
    return { ...own, unknown: `the org did not give the named credential ${credential}, which it goes through` };
  }
  const whole = { ...own, addresses: [...own.addresses, ...textsIn(body)], through: credential };
  return hasAddress(body)
    ? whole
    : { ...whole, unknown: `the named credential ${credential}, which it goes through, says no address` };
}

/**
 * A named credential has an endpoint, or, of the newer kind, a parameter for it.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_namedcredential.htm
 */
function hasAddress(credential: XmlBody): boolean {
  const parameters = listOf(credential['namedCredentialParameters']).map((parameter) =>
    typeof parameter === 'string' || Array.isArray(parameter) ? {} : parameter,
  );
  const addresses = [
    credential['endpoint'],
    ...parameters
      .filter((parameter) => textOf(parameter['parameterType']) === 'Url')
      .map((parameter) => parameter['parameterValue']),
  ];
  return addresses.some((address) => (textOf(address) ?? '') !== '');
}

function textsIn(value: XmlValue): string[] {
  if (typeof value === 'string') return [value];
  return Object.values(value).flatMap(textsIn);
}
