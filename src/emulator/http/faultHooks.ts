import type { FastifyInstance } from 'fastify';
import { callOf } from '../faults/call.js';
import { FaultEdge, NEVER } from './faultEdge.js';
import type { Payload } from './faultyBody.js';
import type { OrgServer } from './orgServer.js';

/**
 * The one place where faults meet requests: before the org sees a request, and before its answer leaves. Without faults
 * it only counts.
 */
export function addFaultHooks(app: FastifyInstance, server: OrgServer): void {
  const edge = new FaultEdge(server);
  app.addHook('preHandler', (request, reply, done) => {
    const call = edge.isOwn(request) ? undefined : callOf(request.method, request.url, request.body);
    if (call === undefined) {
      done();
      return;
    }
    const strokes = server.faults.befall(call);
    const inquiry = edge.inquiry(call, request);
    if (strokes.length === 0 && inquiry === undefined) {
      done();
      return;
    }
    edge.before({ call, strokes, request, reply, inquiry }).then((goesOn) => {
      if (goesOn) done();
    }, done);
  });
  app.addHook<Payload>('onSend', (request, _reply, payload, done) => {
    const struck = edge.struck(request);
    if (struck === undefined) {
      done(null, payload);
      return;
    }
    edge.after(struck, payload).then((changed) => {
      if (changed !== NEVER) done(null, changed);
    }, done);
  });
  app.addHook('preClose', (done) => {
    edge.close();
    done();
  });
}
