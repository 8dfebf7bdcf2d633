import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ZodError } from 'zod';
import { ApiError } from '../org/apiError.js';
import { faultPlanSchema, type FaultPlan } from '../faults/faultPlan.js';
import type { OrgServer } from './orgServer.js';

/**
 * `/emulator/faults`: GET reads the counts, PUT replaces the faults of the org, DELETE ends them. It needs no session and
 * no token, so that a script can use it; the server listens on loopback only, and what a page in a browser sends (with an
 * `Origin`, or under another name that leads to this machine) is refused.
 */
export function addFaultRoutes(app: FastifyInstance, { faults, org }: OrgServer): void {
  const report = (): object => ({ org: org.name, ...faults.report() });
  app.get('/emulator/faults', (request) => {
    requireLocal(request);
    return report();
  });
  app.put('/emulator/faults', (request) => {
    requireLocal(request);
    faults.set(planIn(request.body));
    return report();
  });
  app.delete('/emulator/faults', (request) => {
    requireLocal(request);
    faults.clear();
    return report();
  });
}

const LOOPBACK_NAMES = new Set(['127.0.0.1', 'localhost', '[::1]']);

function requireLocal({ headers }: FastifyRequest): void {
  const host = (headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
  if (!LOOPBACK_NAMES.has(host) || headers.origin !== undefined) {
    throw new ApiError(403, 'NOT_LOCAL', 'The faults of an embedded org are set from this machine, by no web page.');
  }
}

function planIn(body: unknown): FaultPlan {
  if (typeof body !== 'object' || body === null || body instanceof URLSearchParams || Buffer.isBuffer(body)) {
    throw new ApiError(400, 'INVALID_FAULTS', 'Send the faults as application/json: {"seed": 1, "faults": [...]}.');
  }
  try {
    return faultPlanSchema.parse(body);
  } catch (error) {
    if (!(error instanceof ZodError)) throw error;
    const problems = error.issues.map(({ path, message }) => `${pathText(path)}: ${message}`);
    throw new ApiError(400, 'INVALID_FAULTS', problems.join('\n'));
  }
}

/** `faults[0].ms` */
function pathText(path: readonly PropertyKey[]): string {
  const text = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return text === '' ? 'the document' : text.replace(/^\./, '');
}
