import { randomInt } from 'node:crypto';
import Fastify from 'fastify';
import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import { RecordError } from '../records/records.js';
import { ApiError, errorBody } from '../org/apiError.js';
import { addBodyParsers } from './bodyParsers.js';
import { addBulkRoutes } from './bulkRoutes.js';
import { addCompositeRoutes } from './compositeRoutes.js';
import { addControlRoutes } from './controlRoutes.js';
import type { Control } from './controlRoutes.js';
import { addFaultHooks } from './faultHooks.js';
import { addFaultRoutes } from './faultRoutes.js';
import { addDeployRoutes } from './deployRoutes.js';
import { addLimitRoutes } from './limitRoutes.js';
import { addOauthRoutes } from './oauthRoutes.js';
import { authenticated, DAILY_API_REQUESTS } from './orgServer.js';
import type { OrgServer } from './orgServer.js';
import { addQueryRoutes } from './queryRoutes.js';
import { addRefusedRoutes } from './refusedRoutes.js';
import { addSoapRoutes } from './soapRoutes.js';
import { addSobjectRoutes } from './sobjectRoutes.js';
import { addToolingRoutes } from './toolingRoutes.js';
import { addVersionRoutes } from './versionRoutes.js';

/** A deploy may bring 39 MB of zip, which is 52 MB in base64. */
const BODY_LIMIT = 64 * 1024 * 1024;
/** Queries travel in the address. */
const MAX_HEADER_SIZE = 128 * 1024;

/** Told of every unexpected error, with the id that the answer names. */
export type ErrorReport = (errorId: string, error: unknown) => void;

/** The HTTP interface of one org. Routes are added by one file for each part of the API. */
export function buildApp(server: OrgServer, control: Control, report: ErrorReport): FastifyInstance {
  const app = Fastify({
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: 'idle',
    // Clients store addresses that end in a slash and put another one behind it.
    routerOptions: { ignoreDuplicateSlashes: true, ignoreTrailingSlash: true, maxParamLength: 5000 },
    http: { maxHeaderSize: MAX_HEADER_SIZE },
    frameworkErrors: (error, _request, reply) => {
      void answerError(error, reply, report);
    },
  });
  addBodyParsers(app);
  addFaultHooks(app, server);
  app.addHook('onSend', (request, reply, _payload, done) => {
    if (/^\/+services\/+data\/+v/.test(request.url)) {
      server.apiRequests++;
      void reply.header('Sforce-Limit-Info', `api-usage=${server.apiRequests}/${DAILY_API_REQUESTS}`);
    }
    done();
  });
  app.setErrorHandler<FastifyError>((error, _request, reply) => answerError(error, reply, report));
  app.setNotFoundHandler((request) => {
    // Below a version everything wants a session first.
    if (/^\/+services\/+data\/+v/.test(request.url)) authenticated(server, request.headers.authorization);
    throw new ApiError(404, 'NOT_FOUND', 'The requested resource does not exist');
  });
  addOauthRoutes(app, server);
  addVersionRoutes(app, server);
  addSobjectRoutes(app, server);
  addQueryRoutes(app, server);
  addCompositeRoutes(app, server);
  addToolingRoutes(app, server);
  addBulkRoutes(app, server, (error) => unexpected(error, report).message);
  addLimitRoutes(app, server);
  addDeployRoutes(app, server);
  addSoapRoutes(app, server);
  addRefusedRoutes(app, server);
  addControlRoutes(app, control);
  addFaultRoutes(app, server);
  return app;
}

function answerError(error: unknown, reply: FastifyReply, report: ErrorReport): FastifyReply {
  if (error instanceof RecordError) return reply.code(error.status).send(error.problems);
  if (error instanceof ApiError) return reply.code(error.status).send(errorBody(error));
  const refused = requestError(error);
  if (refused !== undefined) return reply.code(refused.status).send(errorBody(refused));
  return reply.code(500).send(errorBody(unexpected(error, report)));
}

function unexpected(error: unknown, report: ErrorReport): ApiError {
  const errorId = `${randomInt(1e9, 1e10)}-${randomInt(1e5, 1e6)}`;
  report(errorId, error);
  const message = `An unexpected error occurred. Please include this ErrorId if you contact support: ${errorId}`;
  return new ApiError(500, 'UNKNOWN_EXCEPTION', message);
}

/** Errors of the HTTP layer that are the client's. */
function requestError(error: unknown): ApiError | undefined {
  const code = (error as FastifyError | undefined)?.code;
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new ApiError(413, 'REQUEST_LIMIT_EXCEEDED', `The request body is larger than ${BODY_LIMIT} bytes.`);
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new ApiError(415, 'UNSUPPORTED_MEDIA_TYPE', 'Content type specified in the request is not supported');
    // The client went away in the middle of its request; nobody reads the answer.
    case 'ECONNRESET':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return new ApiError(400, 'BAD_REQUEST', 'The content length does not match the body.');
    case 'FST_ERR_BAD_URL':
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return new ApiError(404, 'NOT_FOUND', 'The requested resource does not exist');
    default:
      return undefined;
  }
}
