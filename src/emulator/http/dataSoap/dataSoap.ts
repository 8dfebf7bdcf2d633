import { readEnvelope, SoapFault, type SoapResponse } from '../../metadata/soap/envelope.js';
import { ApiError, notEmulated } from '../../org/apiError.js';
import { API_VERSION, MIN_API_VERSION } from '../../org/embeddedOrg.js';
import type { OrgServer } from '../orgServer.js';
import { fault, respond, type Dialect } from './answer.js';
import { operations } from './operations.js';
import { callOptions } from './request.js';

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_list.htm */
const NOT_EMULATED: ReadonlySet<string> = new Set([
  'changeOwnPassword',
  'deleteByExample',
  'describeAllTabs',
  'describeAppMenu',
  'describeCompactLayouts',
  'describeDataCategoryGroups',
  'describeDataCategoryGroupStructures',
  'describeGlobal',
  'describeGlobalTheme',
  'describeKnowledgeSettings',
  'describeLayout',
  'describePrimaryCompactLayouts',
  'describeQuickActions',
  'describeSearchScopeOrder',
  'describeSObject',
  'describeSObjects',
  'describeSoftphoneLayout',
  'describeTabs',
  'describeTheme',
  'executeListView',
  'findDuplicates',
  'findDuplicatesByIds',
  'getDeleted',
  'getUpdated',
  'invalidateSessions',
  'merge',
  'performQuickActions',
  'process',
  'renderEmailTemplate',
  'renderStoredEmailTemplate',
  'resetPassword',
  'search',
  'sendEmail',
  'sendEmailMessage',
  'setPassword',
]);

/**
 * Answers one request to the SOAP API, in its partner or its enterprise dialect: whole envelopes in and out. What is
 * wrong is a fault; unexpected errors are thrown.
 */
export function handleDataSoap(server: OrgServer, dialect: Dialect, version: string, xml: string): SoapResponse {
  try {
    if (!isSpoken(version)) {
      return fault(dialect, 'UNSUPPORTED_API_VERSION', 'Invalid Api version specified on URL');
    }
    const { sessionId = '', headers, operation } = readEnvelope(xml);
    if (operation.name === 'login') throw notEmulated('the login with a password; use a token or the JWT bearer flow');
    const caller = server.sessions.authenticate(sessionId);
    if (caller === undefined) {
      const message = 'Invalid Session ID found in SessionHeader: Illegal Session. Session not found';
      return fault(dialect, 'INVALID_SESSION_ID', message);
    }
    const run = Object.hasOwn(operations, operation.name) ? operations[operation.name] : undefined;
    if (run === undefined) {
      if (NOT_EMULATED.has(operation.name)) throw notEmulated(`${operation.name} of the SOAP API`);
      throw new SoapFault(
        'soapenv:Client',
        `No operation available for request {${operation.namespace}}${operation.name}, please check the WSDL for the service.`,
      );
    }
    const basePath = `/services/data/v${version}`;
    const call = { server, caller, token: sessionId, dialect, basePath, ...callOptions(headers) };
    return respond(dialect, operation.name, run(call, operation));
  } catch (error) {
    if (error instanceof SoapFault) return fault(dialect, error.faultcode, error.message);
    // A value that cannot be read is a message that cannot be read.
    if (error instanceof ApiError && error.errorCode === 'JSON_PARSER_ERROR') {
      return fault(dialect, 'soapenv:Client', error.message);
    }
    if (error instanceof ApiError) return fault(dialect, error.errorCode, error.message);
    throw error;
  }
}

function isSpoken(version: string): boolean {
  const number = /^\d{2,3}\.0$/.test(version) ? Number(version) : 0;
  return number >= MIN_API_VERSION && number <= API_VERSION;
}
