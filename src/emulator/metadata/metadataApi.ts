import type { Caller } from '../access/caller.js';
import { ApiError } from '../org/apiError.js';
import { API_VERSION, MIN_API_VERSION, type EmbeddedOrg } from '../org/embeddedOrg.js';
import { operations } from './soap/operations.js';
import { fault, readEnvelope, SoapFault, type SoapResponse } from './soap/envelope.js';

/** Operations of the Metadata API that are not emulated. Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_calls_intro.htm */
const NOT_EMULATED = ['checkStatus', 'describeValueType'];

/**
 * Answers one SOAP request to the Metadata API: the whole envelope in, the whole envelope and the HTTP status out;
 * the content type of both is `text/xml`. Never throws: what is wrong is a fault, in the platform's form.
 * `version` is the one in the endpoint's path (`67.0`), when the caller has not checked it itself.
 */
export function handleMetadataSoap(
  org: EmbeddedOrg,
  xml: string,
  authenticate: (token: string) => Caller | undefined,
  version?: string,
): SoapResponse {
  try {
    if (version !== undefined && !isSpoken(version)) {
      return fault('sf:UNSUPPORTED_API_VERSION', 'UNSUPPORTED_API_VERSION: Invalid Api version specified on URL');
    }
    const { sessionId, allOrNone, operation } = readEnvelope(xml);
    const caller = sessionId === undefined || sessionId === '' ? undefined : authenticate(sessionId);
    if (!caller) {
      return fault(
        'sf:INVALID_SESSION_ID',
        'INVALID_SESSION_ID: Invalid Session ID found in SessionHeader: Illegal Session. Session not found',
      );
    }
    const handle = Object.hasOwn(operations, operation.name) ? operations[operation.name] : undefined;
    if (handle) return handle(org, caller, operation, { allOrNone, version: Number(version ?? API_VERSION) });
    if (NOT_EMULATED.includes(operation.name)) {
      throw new ApiError(400, 'FUNCTIONALITY_NOT_ENABLED', `The embedded org does not emulate ${operation.name}.`);
    }
    return fault(
      'soapenv:Client',
      `No operation available for request {${operation.namespace}}${operation.name}, please check the WSDL for the service.`,
    );
  } catch (error) {
    if (error instanceof SoapFault) return fault(error.faultcode, error.message);
    if (error instanceof ApiError) return fault(`sf:${error.errorCode}`, `${error.errorCode}: ${error.message}`);
    const message = error instanceof Error ? error.message : String(error);
    return fault('sf:UNKNOWN_EXCEPTION', `UNKNOWN_EXCEPTION: An unexpected error occurred: ${message}`);
  }
}

function isSpoken(version: string): boolean {
  const number = /^\d{2,3}\.0$/.test(version) ? Number(version) : 0;
  return number >= MIN_API_VERSION && number <= API_VERSION;
}
