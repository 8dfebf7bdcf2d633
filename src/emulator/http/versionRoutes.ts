import type { FastifyInstance } from 'fastify';
import { API_VERSION, MIN_API_VERSION } from '../org/embeddedOrg.js';
import { identityUrl, releaseLabel } from './identity.js';
import type { OrgServer } from './orgServer.js';
import { addResource } from './resource.js';

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_versions.htm */
export function addVersionRoutes(app: FastifyInstance, server: OrgServer): void {
  app.get('/services/data', (_request, reply) =>
    reply.send(
      Array.from({ length: API_VERSION - MIN_API_VERSION + 1 }, (_each, index) => {
        const version = MIN_API_VERSION + index;
        return { label: releaseLabel(version), url: `/services/data/v${version}.0`, version: `${version}.0` };
      }),
    ),
  );
  addResource(app, server, '/', {
    GET: ({ basePath, caller }) => ({
      composite: `${basePath}/composite`,
      identity: identityUrl(server.url, server.org, caller),
      jobs: `${basePath}/jobs`,
      limits: `${basePath}/limits`,
      query: `${basePath}/query`,
      queryAll: `${basePath}/queryAll`,
      sobjects: `${basePath}/sobjects`,
      tooling: `${basePath}/tooling`,
    }),
  });
}
