import type { FastifyInstance } from 'fastify';
import { accessOf } from '../access/access.js';
import { catalogOf } from '../catalog/catalog.js';
import type { ObjectDefinition } from '../catalog/definition.js';
import { recordTable } from '../records/tables.js';
import { DAILY_API_REQUESTS } from './orgServer.js';
import type { OrgServer } from './orgServer.js';
import { addResource } from './resource.js';

/** Data storage of an Enterprise Edition org, in MB. Source: https://help.salesforce.com/s/articleView?id=sf.overview_storage.htm */
const DATA_STORAGE_MB = 10_240;
/** What one record counts for. Source: the same page. */
const RECORD_KB = 2;

/**
 * The limits that have a meaning here, and the numbers of records.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_limits.htm
 */
export function addLimitRoutes(app: FastifyInstance, server: OrgServer): void {
  const { org } = server;

  addResource(app, server, '/limits', {
    GET: () => {
      const records = catalogOf(org)
        .objects()
        .filter(({ category }) => category === 'business')
        .reduce((sum, object) => sum + countOf(server, object), 0);
      const usedMb = Math.ceil((records * RECORD_KB) / 1024);
      return {
        DailyApiRequests: { Max: DAILY_API_REQUESTS, Remaining: Math.max(DAILY_API_REQUESTS - server.apiRequests, 0) },
        DataStorageMB: { Max: DATA_STORAGE_MB, Remaining: Math.max(DATA_STORAGE_MB - usedMb, 0) },
      };
    },
  });

  addResource(app, server, '/limits/recordCount', {
    GET: ({ caller, query }) => {
      const access = accessOf(org, caller);
      const asked = query.get('sObjects')?.split(',');
      const objects = asked?.flatMap((name) => catalogOf(org).object(name.trim()) ?? []) ?? catalogOf(org).objects();
      const sObjects = objects
        .filter(({ name }) => access.object(name).read)
        .map((object) => ({ name: object.name, count: countOf(server, object) }));
      return { sObjects };
    },
  });
}

function countOf({ org }: OrgServer, object: ObjectDefinition): number {
  const { table, column } = recordTable(org, object);
  const sql = `SELECT count(*) AS n FROM ${table} WHERE ${column('IsDeleted')} = 0`;
  return Number(org.storage.statement(sql).get()?.['n']);
}
