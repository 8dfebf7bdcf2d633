import { objectsQueried } from './queryFaults.js';

/** The kinds of calls that a fault may choose; a call is often of several, e.g. `rest` and `query`. */
export const callKinds = [
  'rest',
  'soap',
  'login',
  'query',
  'record',
  'describe',
  'composite',
  'tooling',
  'bulk',
  'deploy',
  'retrieve',
  'metadata',
  'other',
] as const;

export type CallKind = (typeof callKinds)[number];

/** One HTTP request as faults and counters see it. */
export type Call = {
  readonly method: string;
  /** Without query, double slashes and trailing slash. */
  readonly path: string;
  readonly kinds: readonly CallKind[];
  /** The operation of a SOAP call; of a REST call about a deploy, the SOAP operation that does the same. */
  readonly operation: string | undefined;
  /** Whether it creates, changes or deletes records by itself (not through a bulk job). */
  readonly writesRecords: boolean;
  /** The objects that its queries, or those among its parts, are from. */
  readonly queried: readonly string[];
};

const DEPLOY_OPERATIONS = new Set(['deploy', 'checkDeployStatus', 'cancelDeploy', 'deployRecentValidation']);
const RETRIEVE_OPERATIONS = new Set(['retrieve', 'checkRetrieveStatus']);

/** What kind of call a request is; undefined for one to the emulator's own endpoints. */
export function callOf(method: string, url: string, body: unknown): Call | undefined {
  const path = pathOf(url);
  if (path === '/emulator' || path.startsWith('/emulator/')) return undefined;
  const [, services, api, ...rest] = path.split('/');
  const plain = { method, path, operation: undefined, writesRecords: false, queried: [] };
  if (services === 'id') return { ...plain, kinds: ['login'] };
  if (services !== 'services') return { ...plain, kinds: ['other'] };
  switch (api?.toLowerCase()) {
    case 'oauth2':
      return { ...plain, kinds: ['login'] };
    case 'soap': {
      const operation = soapOperation(body);
      return { ...plain, operation, kinds: ['soap', ...soapKinds(rest[0], operation)] };
    }
    case 'data': {
      const [, ...resource] = rest;
      const kinds = restKinds(resource);
      const operation = kinds.includes('deploy') ? deployOperation(method, resource, body) : undefined;
      const queried = kinds.some((kind) => kind === 'query' || kind === 'composite') ? objectsQueried(url, body) : [];
      const writesRecords = isWrite(method, resource, kinds);
      return { ...plain, operation, kinds: ['rest', ...kinds], writesRecords, queried };
    }
    default:
      return { ...plain, kinds: ['other'] };
  }
}

function pathOf(url: string): string {
  const path = url.split('?', 1)[0] ?? '';
  return path.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1');
}

/** Session and operation stand at the beginning of an envelope; behind them there may be megabytes of zip. */
const ENVELOPE_HEAD = 16_384;

function soapOperation(body: unknown): string | undefined {
  if (typeof body !== 'string') return undefined;
  return /<(?:[\w.-]+:)?Body\b[^>]*>\s*<(?:[\w.-]+:)?([\w.-]+)/.exec(body.slice(0, ENVELOPE_HEAD))?.[1];
}

/** The session that a SOAP request names. */
export function soapSession(body: unknown): string | undefined {
  if (typeof body !== 'string') return undefined;
  return /<(?:[\w.-]+:)?sessionId\b[^>]*>\s*([^<\s]+)/.exec(body.slice(0, ENVELOPE_HEAD))?.[1];
}

function soapKinds(api: string | undefined, operation: string | undefined): CallKind[] {
  if (operation === 'login') return ['login'];
  if (api !== 'm' || operation === undefined) return [];
  if (DEPLOY_OPERATIONS.has(operation)) return ['deploy'];
  if (RETRIEVE_OPERATIONS.has(operation)) return ['retrieve'];
  return operation === 'describeMetadata' ? ['metadata', 'describe'] : ['metadata'];
}

function restKinds(resource: readonly string[]): CallKind[] {
  const [first = '', second = ''] = resource;
  switch (first) {
    case 'query':
    case 'queryAll':
      return ['query'];
    case 'jobs':
      return ['bulk'];
    case 'composite':
      return ['composite'];
    case 'tooling':
      if (second === 'query') return ['tooling', 'query'];
      return second === 'sobjects' && isDescribe(resource.slice(1)) ? ['tooling', 'describe'] : ['tooling'];
    case 'sobjects':
      return isDescribe(resource) ? ['describe'] : ['record'];
    case 'metadata':
      return second === 'deployRequest' ? ['deploy'] : [];
    default:
      return [];
  }
}

/** A package comes as a form with files, the id of a validation as JSON. */
function deployOperation(method: string, [, , id]: readonly string[], body: unknown): string | undefined {
  switch (method) {
    case 'POST':
      return id === undefined && Buffer.isBuffer(body) ? 'deploy' : 'deployRecentValidation';
    case 'GET':
      return id === undefined ? undefined : 'checkDeployStatus';
    case 'PATCH':
      return id === undefined ? undefined : 'cancelDeploy';
    default:
      return undefined;
  }
}

/** `sobjects`, and `sobjects/X/describe` with what may stand below. */
function isDescribe(resource: readonly string[]): boolean {
  return resource.length === 1 || resource[2]?.toLowerCase() === 'describe';
}

function isWrite(method: string, [first, second]: readonly string[], kinds: readonly CallKind[]): boolean {
  if (method === 'GET' || method === 'HEAD') return false;
  if (kinds.includes('record')) return true;
  // A POST to a type below the collections reads records.
  return first === 'composite' && (second === 'sobjects' || second === 'tree');
}
