import type { FastifyInstance } from 'fastify';
import { columnsOf, nextPage, query, type QuerySender } from '../setup/queryService.js';
import type { QueryApi } from '../setup/view.js';
import { MAX_BATCH_SIZE, MIN_BATCH_SIZE } from '../soql/query.js';
import { notEmulated } from '../org/apiError.js';
import { cursorsOf } from './orgServer.js';
import type { OrgServer } from './orgServer.js';
import { addResource } from './resource.js';
import type { ApiCall } from './resource.js';

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_query.htm */
export function addQueryRoutes(app: FastifyInstance, server: OrgServer): void {
  addQueryResource(app, server, { api: 'data', resource: 'query', includeDeleted: false });
  addQueryResource(app, server, { api: 'data', resource: 'queryAll', includeDeleted: true });
  addQueryResource(app, server, { api: 'tooling', resource: 'tooling/query', includeDeleted: false });
}

function addQueryResource(
  app: FastifyInstance,
  server: OrgServer,
  { api, resource, includeDeleted }: { api: QueryApi; resource: string; includeDeleted: boolean },
): void {
  const senderOf = ({ caller, basePath }: ApiCall): QuerySender => ({ org: server.org, caller, api, basePath });
  addResource(app, server, `/${resource}`, {
    GET: (call) => {
      if (call.query.has('explain')) throw notEmulated('query plans');
      const soql = call.query.get('q') ?? '';
      if (call.query.get('columns') === 'true') return columnsOf(senderOf(call), soql);
      const batchSize = batchSizeOf(call.request.headers['sforce-query-options']);
      return query(senderOf(call), cursorsOf(server, call.caller), soql, { resource, includeDeleted, batchSize });
    },
  });
  addResource(app, server, `/${resource}/:locator`, {
    GET: (call) => nextPage(senderOf(call), cursorsOf(server, call.caller), call.params['locator'] ?? '', resource),
  });
}

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/headers_queryoptions.htm */
function batchSizeOf(header: string | string[] | undefined): number {
  const size = /batchSize=(\d+)/i.exec(String(header ?? ''))?.[1];
  return queryBatchSize(size === undefined ? undefined : Number(size));
}

/** Records a page of a query, within the platform's bounds. */
export function queryBatchSize(asked: number | undefined): number {
  return asked === undefined ? MAX_BATCH_SIZE : Math.min(Math.max(asked, MIN_BATCH_SIZE), MAX_BATCH_SIZE);
}
