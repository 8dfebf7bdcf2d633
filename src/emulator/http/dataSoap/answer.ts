import { element, type SoapResponse } from '../../metadata/soap/envelope.js';

/** Which of the two WSDLs of the SOAP API a client speaks: records of any type, or typed ones. */
export type Dialect = 'partner' | 'enterprise';

const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_quickstart_intro.htm (the two WSDLs) */
const namespaces = {
  partner: { api: 'urn:partner.soap.sforce.com', records: 'urn:sobject.partner.soap.sforce.com' },
  enterprise: { api: 'urn:enterprise.soap.sforce.com', records: 'urn:sobject.enterprise.soap.sforce.com' },
} as const;

/** The prefix `sf` is that of records and their fields. */
export function respond(dialect: Dialect, operation: string, inner: string): SoapResponse {
  const { api, records } = namespaces[dialect];
  return {
    status: 200,
    xml:
      `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="${SOAP}" xmlns="${api}"` +
      ` xmlns:xsi="${XSI}" xmlns:sf="${records}"><soapenv:Body><${operation}Response>${inner}</${operation}Response>` +
      '</soapenv:Body></soapenv:Envelope>',
  };
}

/**
 * Status 500, as SOAP 1.1 wants it. `code` has no prefix for an error of the API, and `soapenv:` for one of the message.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_concepts_core_data_objects.htm (API fault element)
 */
export function fault(dialect: Dialect, code: string, message: string): SoapResponse {
  const ofMessage = code.startsWith('soapenv:');
  const text = ofMessage ? message : `${code}: ${message}`;
  const detail = ofMessage
    ? ''
    : `<detail><sf:fault>${element('sf:exceptionCode', code)}${element('sf:exceptionMessage', message)}</sf:fault></detail>`;
  return {
    status: 500,
    xml:
      `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="${SOAP}"` +
      ` xmlns:sf="urn:fault.${dialect}.soap.sforce.com"><soapenv:Body><soapenv:Fault>` +
      element('faultcode', ofMessage ? code : `sf:${code}`) +
      element('faultstring', text) +
      `${detail}</soapenv:Fault></soapenv:Body></soapenv:Envelope>`,
  };
}

/** An element that has no value, where the WSDL wants one all the same. */
export function nil(name: string): string {
  return `<${name} xsi:nil="true"/>`;
}
