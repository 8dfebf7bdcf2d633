import type { FastifyInstance } from 'fastify';
import { runBatch } from './composite/batch.js';
import {
  askedInBody,
  askedInQuery,
  createAll,
  deleteAll,
  retrieveAll,
  updateAll,
  upsertAll,
  type CollectionCall,
} from './composite/collections.js';
import { runComposite } from './composite/composite.js';
import { createTree } from './composite/tree.js';
import type { OrgServer } from './orgServer.js';
import { addResource, type ApiCall } from './resource.js';

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/using_composite_resources.htm */
export function addCompositeRoutes(app: FastifyInstance, server: OrgServer): void {
  const { org } = server;
  const named = ({ params }: ApiCall): string => params['object'] ?? '';
  const collection = ({ caller, allOrNone }: ApiCall): CollectionCall => ({
    org,
    caller,
    ...(allOrNone === undefined ? {} : { allOrNone }),
  });

  addResource(app, server, '/composite', {
    GET: ({ basePath }) => ({
      tree: `${basePath}/composite/tree`,
      batch: `${basePath}/composite/batch`,
      sobjects: `${basePath}/composite/sobjects`,
    }),
    POST: ({ caller, request }) => runComposite(server, caller, request.body),
  });

  addResource(app, server, '/composite/batch', {
    POST: ({ caller, version, request }) => runBatch(server, caller, version, request.body),
  });

  addResource(app, server, '/composite/tree/:object', {
    POST: (call) => {
      const answer = createTree(org, call.caller, named(call), call.request.body);
      void call.reply.code(answer.hasErrors ? 400 : 201);
      return answer;
    },
  });

  addResource(app, server, '/composite/sobjects', {
    POST: (call) => createAll(collection(call), call.request.body),
    PATCH: (call) => updateAll(collection(call), call.request.body),
    DELETE: (call) => deleteAll(collection(call), call.query),
  });

  addResource(app, server, '/composite/sobjects/:object', {
    GET: (call) => retrieveAll(collection(call), call.basePath, named(call), askedInQuery(call.query)),
    POST: (call) => retrieveAll(collection(call), call.basePath, named(call), askedInBody(call.request.body)),
  });

  addResource(app, server, '/composite/sobjects/:object/:field', {
    PATCH: (call) => upsertAll(collection(call), named(call), call.params['field'] ?? '', call.request.body),
  });
}
