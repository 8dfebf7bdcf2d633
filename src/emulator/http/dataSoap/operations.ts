import type { Caller } from '../../access/caller.js';
import { element } from '../../metadata/soap/envelope.js';
import type { XmlElement } from '../../metadata/xml/element.js';
import { purgeRecord, undeleteRecord } from '../../records/records.js';
import { apiCatalog } from '../../setup/apiCatalog.js';
import { nextPage, query, type QuerySender } from '../../setup/queryService.js';
import { createAll, deleteAll, retrieveAll, updateAll } from '../composite/collections.js';
import { badRequest } from '../composite/requestBody.js';
import { saveAll, type SaveResult } from '../composite/saveResult.js';
import { cursorsOf, type OrgServer } from '../orgServer.js';
import { queryBatchSize } from '../queryRoutes.js';
import { nil, type Dialect } from './answer.js';
import { convertLeads } from './convertLeads.js';
import { queryResult, recordFrom, recordXml } from './records.js';
import { children, textOf, textsOf, type CallOptions } from './request.js';
import { saveResults } from './results.js';
import { upsertRecords } from './upsert.js';
import { userInfo } from './userInfo.js';

/** A request whose sender is known. */
export type SoapCall = CallOptions & {
  readonly server: OrgServer;
  readonly caller: Caller;
  readonly token: string;
  readonly dialect: Dialect;
  /** `/services/data/v67.0`, which queries are answered in the terms of. */
  readonly basePath: string;
};

/** What an operation answers with, inside its response element. */
type Operation = (call: SoapCall, request: XmlElement) => string;

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_list.htm (records a call) */
const MAX_RECORDS = 200;

/** The operations of the SOAP API that are emulated, by the name of their request element. */
export const operations: Readonly<Record<string, Operation>> = {
  create: (call, request) => saveResults(createAll(collection(call), recordsIn(call, request))),
  update: (call, request) => saveResults(updateAll(collection(call), recordsIn(call, request))),
  upsert: (call, request) =>
    upsertRecords(call, textOf(request, 'externalIDFieldName') ?? '', children(request, 'sObjects').map(recordFrom)),
  delete: (call, request) =>
    saveResults(
      deleteAll(
        collection(call),
        new URLSearchParams({ ids: idsIn(request).join(','), allOrNone: String(call.allOrNone) }),
      ),
    ),
  undelete: (call, request) => eachId(call, request, undeleteRecord),
  emptyRecycleBin: (call, request) => eachId(call, request, purgeRecord),
  convertLead: (call, request) => convertLeads(call, children(request, 'leadConverts')),
  query: (call, request) => runQuery(call, request, 'query'),
  queryAll: (call, request) => runQuery(call, request, 'queryAll'),
  queryMore: (call, request) => {
    const locator = textOf(request, 'queryLocator') ?? '';
    const page = nextPage(sender(call), cursorsOf(call.server, call.caller), locator, 'query');
    return `<result>${queryResult(call.dialect, catalogOf(call), page)}</result>`;
  },
  retrieve: (call, request) => {
    const asked = { ids: idsIn(request), fields: (textOf(request, 'fieldList') ?? '').split(',').map(trimmed) };
    const type = textOf(request, 'sObjectType') ?? '';
    return retrieveAll(collection(call), call.basePath, type, asked)
      .map((record) => (isRecord(record) ? recordXml(call.dialect, catalogOf(call), 'result', record) : nil('result')))
      .join('');
  },
  getServerTimestamp: ({ server }) => element('result', { timestamp: server.org.now().toISOString() }),
  getUserInfo: (call) => userInfo(call),
  logout: ({ server, token }) => {
    server.sessions.revoke(token);
    return '';
  },
};

function collection({ server, caller }: SoapCall): { org: OrgServer['org']; caller: Caller } {
  return { org: server.org, caller };
}

function recordsIn({ allOrNone }: SoapCall, request: XmlElement): object {
  return { allOrNone, records: children(request, 'sObjects').map(recordFrom) };
}

/** Ids of records, in either spelling of the WSDL. */
function idsIn(request: XmlElement): string[] {
  return [...textsOf(request, 'ids'), ...textsOf(request, 'ID')];
}

function eachId(
  { server: { org }, caller, allOrNone }: SoapCall,
  request: XmlElement,
  run: (org: OrgServer['org'], caller: Caller, id: string) => { id: string },
): string {
  const ids = idsIn(request);
  if (ids.length > MAX_RECORDS) {
    throw badRequest(
      'EXCEEDED_ID_LIMIT',
      `record limit reached. cannot submit more than ${MAX_RECORDS} records into this call`,
    );
  }
  const results = saveAll(
    org,
    ids.map((id) => ({ id, run: () => run(org, caller, id) })),
    allOrNone,
  );
  return saveResults(
    results.map((result, index): SaveResult => (result.success ? result : withId(result, ids[index]))),
  );
}

/** A record that could not be handled is named all the same. */
function withId<T extends object>(result: T, id: string | undefined): T {
  return id === undefined ? result : { ...result, id };
}

function sender({ server, caller, basePath }: SoapCall): QuerySender {
  return { org: server.org, caller, api: 'data', basePath };
}

function catalogOf({ server, caller }: SoapCall): ReturnType<typeof apiCatalog>['catalog'] {
  return apiCatalog(server.org, caller, 'data').catalog;
}

function runQuery(call: SoapCall, request: XmlElement, resource: 'query' | 'queryAll'): string {
  const soql = textOf(request, 'queryString') ?? '';
  const answer = query(sender(call), cursorsOf(call.server, call.caller), soql, {
    resource,
    includeDeleted: resource === 'queryAll',
    batchSize: queryBatchSize(call.batchSize),
  });
  return `<result>${queryResult(call.dialect, catalogOf(call), answer)}</result>`;
}

function trimmed(text: string): string {
  return text.trim();
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
