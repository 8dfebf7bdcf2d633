import type { FastifyInstance } from 'fastify';
import { describeGlobal, describeObject } from '../catalog/describe.js';
import { textOf } from '../catalog/metadataBody.js';
import { normalizeId } from '../org/recordId.js';
import { externalMatches, lookupField } from '../records/externalId.js';
import { parseValue } from '../records/parseValue.js';
import { createRecord, deleteRecord, readRecord, updateRecord, upsertRecord } from '../records/records.js';
import { recordTypesOf } from '../records/recordTypes.js';
import { deletedRecords, updatedRecords } from '../records/replication.js';
import { apiCatalog } from '../setup/apiCatalog.js';
import { readViewRow } from '../setup/readViewRow.js';
import { setupViewNamed } from '../setup/setupViews.js';
import { ApiError, notEmulated } from '../org/apiError.js';
import { recordBody } from './bodyParsers.js';
import type { OrgServer } from './orgServer.js';
import { addResource, notFound } from './resource.js';
import type { ApiCall } from './resource.js';

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_list.htm (sObject resources) */
export function addSobjectRoutes(app: FastifyInstance, server: OrgServer): void {
  const { org } = server;
  const named = ({ params }: ApiCall): string => params['object'] ?? '';
  const first = ({ params }: ApiCall): string => params['first'] ?? '';
  const second = ({ params }: ApiCall): string => params['second'] ?? '';

  addResource(app, server, '/sobjects', {
    GET: ({ caller, version }) => {
      const { catalog, access } = apiCatalog(org, caller, 'data');
      return describeGlobal(catalog, access, version);
    },
  });

  addResource(app, server, '/sobjects/:object', {
    GET: (call) => basicInformation(server, call),
    POST: (call) => {
      const { id } = createRecord(org, call.caller, named(call), recordBody(call.request.body));
      void call.reply.code(201).header('Location', `${call.basePath}/sobjects/${named(call)}/${id}`);
      return { id, success: true, errors: [] };
    },
  });

  addResource(app, server, '/sobjects/:object/describe', {
    GET: (call) => {
      const { catalog, access } = apiCatalog(org, call.caller, 'data');
      const types = recordTypesOf(org, call.caller, catalog.object(named(call))?.name ?? '');
      return describeObject(catalog, access, named(call), call.version, types);
    },
  });

  addResource(app, server, '/sobjects/:object/:first', {
    GET: (call) => {
      const changes = changesOf(server, call, first(call));
      if (changes !== undefined) return changes;
      refuseSubresource(first(call));
      return readOne(server, call, first(call));
    },
    PATCH: (call) => {
      updateRecord(org, call.caller, named(call), first(call), recordBody(call.request.body));
      return call.reply.code(204).send();
    },
    DELETE: (call) => {
      deleteRecord(org, call.caller, named(call), first(call));
      return call.reply.code(204).send();
    },
  });

  addResource(app, server, '/sobjects/:object/:first/:second', {
    GET: (call) => {
      if (first(call).toLowerCase() === 'describe') throw notEmulated(`${second(call)} descriptions`);
      if (named(call).toLowerCase() === 'staticresource' && second(call) === 'Body')
        return staticResource(server, call);
      const id = matchingId(server, call, first(call), second(call));
      return id === undefined ? undefined : readOne(server, call, id);
    },
    PATCH: (call) => {
      const values = recordBody(call.request.body);
      const { id, created } = upsertRecord(org, call.caller, named(call), first(call), second(call), values);
      void call.reply.code(created ? 201 : 200);
      return { id, success: true, errors: [], created };
    },
    DELETE: (call) => {
      const id = matchingId(server, call, first(call), second(call));
      if (id === undefined) return undefined;
      deleteRecord(org, call.caller, named(call), id);
      return call.reply.code(204).send();
    },
  });
}

/** What was deleted or updated, when that is what the address asks for. */
function changesOf({ org }: OrgServer, { caller, params, query }: ApiCall, name: string): unknown {
  const span = { start: query.get('start') ?? undefined, end: query.get('end') ?? undefined };
  const object = params['object'] ?? '';
  if (name.toLowerCase() === 'deleted') return deletedRecords(org, caller, object, span);
  return name.toLowerCase() === 'updated' ? updatedRecords(org, caller, object, span) : undefined;
}

const SUBRESOURCES = new Set(['listviews', 'defaultvalues', 'quickactions', 'relevantitems']);

function refuseSubresource(name: string): void {
  if (SUBRESOURCES.has(name.toLowerCase())) throw notEmulated(`the resource ${name} of an object`);
}

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_sobject_basic_info.htm */
function basicInformation({ org }: OrgServer, { caller, version, params }: ApiCall): unknown {
  const { catalog, access } = apiCatalog(org, caller, 'data');
  const name = catalog.object(params['object'] ?? '')?.name;
  const objectDescribe = describeGlobal(catalog, access, version).sobjects.find((object) => object.name === name);
  if (objectDescribe === undefined) throw notFound();
  return { objectDescribe, recentItems: [] };
}

function readOne({ org }: OrgServer, { caller, basePath, params, query }: ApiCall, id: string): unknown {
  const object = params['object'] ?? '';
  const fields = query.get('fields');
  const names = fields === null ? undefined : fields.split(',').map((name) => name.trim());
  if (setupViewNamed(object) !== undefined) {
    const sender = { org, caller, api: 'data' as const, basePath };
    return readViewRow(sender, { object, id, ...(names === undefined ? {} : { names }) });
  }
  const record = readRecord(org, caller, object, id, names);
  const { type, url } = record['attributes'] as { type: string; url: string };
  // The address in the answer speaks the version the client speaks.
  return { ...record, attributes: { type, url: url.replace(/^\/services\/data\/v\d+\.0/, basePath) } };
}

/**
 * The record that an external id names. When several have it, the answer is 300 with all addresses.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/using_resources_retrieve_with_externalid.htm
 */
function matchingId({ org }: OrgServer, call: ApiCall, fieldName: string, value: string): string | undefined {
  const { catalog, access } = apiCatalog(org, call.caller, 'data');
  const object = catalog.object(call.params['object'] ?? '');
  if (object === undefined || !access.object(object.name).read) throw notFound();
  const field = lookupField(org, object, fieldName);
  if (field === undefined || !access.canRead(object.name, field.name)) {
    throw new ApiError(
      404,
      'NOT_FOUND',
      `Provided external ID field does not exist or is not accessible: ${fieldName}`,
    );
  }
  const [id, ...others] = externalMatches(org, object, field, parseValue(field, value));
  if (id === undefined) throw notFound();
  if (others.length === 0) return id;
  void call.reply.code(300).send([id, ...others].map((each) => `${call.basePath}/sobjects/${object.name}/${each}`));
  return undefined;
}

/** The bytes of a static resource, as they were deployed. */
function staticResource({ org }: OrgServer, { params, reply }: ApiCall): unknown {
  const id = normalizeId(params['first'] ?? '');
  const component = org.components.list('StaticResource').find((each) => each.id === id);
  if (component === undefined) throw notFound();
  return reply
    .type(textOf(component.body, 'contentType') ?? 'application/octet-stream')
    .send(Buffer.from(component.content ?? []));
}
