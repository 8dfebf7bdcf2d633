import type { FastifyInstance } from 'fastify';
import { notEmulated } from '../org/apiError.js';
import { authenticated } from './orgServer.js';
import type { OrgServer } from './orgServer.js';

/**
 * Resources that the platform has and the embedded org does not, so that a client hears the reason instead of a 404.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_list.htm
 */
const REFUSED: readonly (readonly [path: string, what: string])[] = [
  ['actions', 'invocable actions'],
  ['analytics', 'reports and dashboards'],
  ['appMenu', 'the app menu'],
  ['async-queries', 'async SOQL'],
  ['chatter', 'Chatter'],
  ['commerce', 'Commerce'],
  ['compactLayouts', 'compact layouts'],
  ['composite/graph', 'composite graphs'],
  ['connect', 'the Connect API'],
  ['consent', 'the consent resources'],
  ['event', 'platform events'],
  ['graphql', 'GraphQL'],
  ['knowledgeManagement', 'Knowledge'],
  ['licensing', 'licensing'],
  ['metadata', 'this resource of the Metadata API'],
  ['parameterizedSearch', 'search'],
  ['process', 'approvals and processes'],
  ['quickActions', 'quick actions'],
  ['recent', 'recently viewed records'],
  ['search', 'search'],
  ['support', 'support resources'],
  ['tabs', 'tabs'],
  ['theme', 'themes'],
  ['tooling/completions', 'code completions'],
  ['tooling/executeAnonymous', 'Apex'],
  ['tooling/runTestsAsynchronous', 'Apex'],
  ['tooling/runTestsSynchronous', 'Apex'],
  ['tooling/search', 'search'],
  ['tooling/composite/batch', 'batches of the Tooling API'],
  ['tooling/composite/sobjects', 'collections of the Tooling API'],
  ['tooling/composite/tree', 'trees of the Tooling API'],
  ['ui-api', 'the UI API'],
  ['wave', 'CRM Analytics'],
];

const REFUSED_SERVICES: readonly (readonly [path: string, what: string])[] = [
  ['/services/apexrest', 'Apex REST'],
  ['/services/async', 'the Bulk API 1.0'],
  ['/services/oauth2/authorize', 'the web login'],
  ['/services/oauth2/singleaccess', 'the web login'],
  ['/cometd', 'the Streaming API'],
];

export function addRefusedRoutes(app: FastifyInstance, server: OrgServer): void {
  for (const [path, what] of REFUSED) {
    for (const url of [`/services/data/:version/${path}`, `/services/data/:version/${path}/*`]) {
      app.all(url, (request) => {
        authenticated(server, request.headers.authorization);
        throw notEmulated(what);
      });
    }
  }
  for (const [path, what] of REFUSED_SERVICES) {
    for (const url of [path, `${path}/*`]) {
      app.all(url, () => {
        throw notEmulated(what);
      });
    }
  }
}
