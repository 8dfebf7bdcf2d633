import type { FastifyInstance } from 'fastify';
import { ApiError } from '../org/apiError.js';

/**
 * Bodies as the clients send them: JSON, which a DELETE may announce and leave empty, forms, XML and text. A file upload
 * reaches its route as it is; the route decides.
 */
export function addBodyParsers(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    const text = String(body).trim();
    try {
      done(null, text === '' ? undefined : JSON.parse(text));
    } catch (error) {
      done(new ApiError(400, 'JSON_PARSER_ERROR', error instanceof Error ? error.message : String(error)));
    }
  });
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
    done(null, new URLSearchParams(String(body)));
  });
  app.addContentTypeParser(
    ['text/xml', 'application/xml', 'text/csv', 'text/plain'],
    { parseAs: 'string' },
    (_request, body, done) => done(null, String(body)),
  );
  app.addContentTypeParser(
    ['multipart/form-data', 'application/octet-stream'],
    { parseAs: 'buffer' },
    (_request, body, done) => done(null, body),
  );
}

/** The fields of a record in a request body. */
export function recordBody(body: unknown): Record<string, unknown> {
  if (typeof body === 'object' && body !== null && !Array.isArray(body) && !Buffer.isBuffer(body)) {
    return body as Record<string, unknown>;
  }
  throw new ApiError(400, 'JSON_PARSER_ERROR', 'The request body must be a JSON object with the fields of the record.');
}
