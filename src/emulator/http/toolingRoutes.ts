import type { FastifyInstance } from 'fastify';
import { describeGlobal, describeObject } from '../catalog/describe.js';
import { apiCatalog } from '../setup/apiCatalog.js';
import { readViewRow } from '../setup/readViewRow.js';
import { notEmulated } from '../org/apiError.js';
import type { OrgServer } from './orgServer.js';
import { runComposite } from './composite/composite.js';
import { addResource, notFound } from './resource.js';

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/intro_rest_resources.htm */
export function addToolingRoutes(app: FastifyInstance, server: OrgServer): void {
  const { org } = server;
  const readOnly = (): never => {
    throw notEmulated('changes through the Tooling API');
  };

  addResource(app, server, '/tooling', {
    GET: ({ basePath }) => ({
      composite: `${basePath}/tooling/composite`,
      query: `${basePath}/tooling/query`,
      sobjects: `${basePath}/tooling/sobjects`,
    }),
  });

  addResource(app, server, '/tooling/composite', {
    POST: ({ caller, request }) => runComposite(server, caller, request.body, 'tooling'),
  });

  addResource(app, server, '/tooling/sobjects', {
    GET: ({ caller, version }) => {
      const { catalog, access } = apiCatalog(org, caller, 'tooling');
      return describeGlobal(catalog, access, version);
    },
  });

  addResource(app, server, '/tooling/sobjects/:object', {
    GET: ({ caller, version, params }) => {
      const { catalog, access } = apiCatalog(org, caller, 'tooling');
      const name = catalog.object(params['object'] ?? '')?.name;
      const objectDescribe = describeGlobal(catalog, access, version).sobjects.find((each) => each.name === name);
      if (objectDescribe === undefined) throw notFound();
      return { objectDescribe, recentItems: [] };
    },
    POST: readOnly,
  });

  addResource(app, server, '/tooling/sobjects/:object/describe', {
    GET: ({ caller, version, params }) => {
      const { catalog, access } = apiCatalog(org, caller, 'tooling');
      return describeObject(catalog, access, params['object'] ?? '', version);
    },
  });

  addResource(app, server, '/tooling/sobjects/:object/:id', {
    GET: ({ caller, basePath, params, query }) => {
      const names = query
        .get('fields')
        ?.split(',')
        .map((name) => name.trim());
      return readViewRow(
        { org, caller, api: 'tooling', basePath },
        { object: params['object'] ?? '', id: params['id'] ?? '', ...(names === undefined ? {} : { names }) },
      );
    },
    PATCH: readOnly,
    DELETE: readOnly,
  });
}
