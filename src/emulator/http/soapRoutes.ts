import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Dialect } from './dataSoap/answer.js';
import { handleDataSoap } from './dataSoap/dataSoap.js';
import { handleMetadataSoap } from '../metadata/metadataApi.js';
import type { OrgServer } from './orgServer.js';

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_quickstart_intro.htm */
const dataEndpoints: readonly (readonly [letter: string, dialect: Dialect])[] = [
  ['u', 'partner'],
  ['c', 'enterprise'],
];

/**
 * The endpoints of the Metadata API and of the SOAP API. Their sessions come in the envelope, not in a header. The other
 * SOAP APIs are refused in their own form, a fault.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_authentication.htm
 */
export function addSoapRoutes(app: FastifyInstance, server: OrgServer): void {
  const { org, sessions } = server;
  for (const url of ['/services/Soap/m/:version', '/services/Soap/m/:version/:orgId']) {
    app.post<{ Params: { version: string } }>(url, async (request, reply) => {
      const xml = typeof request.body === 'string' ? request.body : '';
      const { version } = request.params;
      const answer = handleMetadataSoap(org, xml, (token) => sessions.authenticate(token), version);
      return soap(reply, answer.status, answer.xml);
    });
  }
  for (const [letter, dialect] of dataEndpoints) {
    for (const url of [`/services/Soap/${letter}/:version`, `/services/Soap/${letter}/:version/:orgId`]) {
      app.post<{ Params: { version: string } }>(url, async (request, reply) => {
        const xml = typeof request.body === 'string' ? request.body : '';
        const answer = handleDataSoap(server, dialect, request.params.version, xml);
        return soap(reply, answer.status, answer.xml);
      });
    }
  }
  app.post('/services/Soap/*', async (_request, reply) =>
    soap(
      reply,
      500,
      '<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:sf="http://soap.sforce.com/2006/04/metadata"><soapenv:Body><soapenv:Fault><faultcode>sf:FUNCTIONALITY_NOT_ENABLED</faultcode><faultstring>FUNCTIONALITY_NOT_ENABLED: The embedded org does not emulate this SOAP API.</faultstring></soapenv:Fault></soapenv:Body></soapenv:Envelope>',
    ),
  );
}

function soap(reply: FastifyReply, status: number, xml: string): FastifyReply {
  return reply.code(status).type('text/xml; charset=utf-8').send(xml);
}
