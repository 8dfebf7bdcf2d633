import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../org/apiError.js';
import type { Rehearsal } from '../rehearsal/restore.js';
import { bearerToken, sameSecret } from './orgServer.js';
import type { OrgServer } from './orgServer.js';

/** One org of a running emulator, with what a client needs to log in. */
export type RunningOrg = {
  readonly name: string;
  readonly kind: string;
  readonly orgId: string;
  readonly url: string;
  readonly username: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  /** What the org was made from, when it rehearses for another one. */
  readonly rehearsal?: Rehearsal;
};

export type EmulatorStatus = {
  readonly pid: number;
  readonly startedAt: string;
  readonly orgs: readonly RunningOrg[];
};

/** How the control endpoints reach the emulator they belong to. */
export type Control = {
  readonly token: string;
  status(): EmulatorStatus;
  servers(): readonly OrgServer[];
  /** Begins to stop the emulator; does not wait for it. */
  shutdown(): void;
};

/** The emulator's own endpoints, which the platform has not: every org's port has them, behind the control token. */
export function addControlRoutes(app: FastifyInstance, control: Control): void {
  const guarded = (handler: (reply: FastifyReply) => unknown) => (request: FastifyRequest, reply: FastifyReply) => {
    if (!sameSecret(bearerToken(request.headers.authorization), control.token)) {
      throw new ApiError(401, 'INVALID_CONTROL_TOKEN', 'The control token of this emulator is needed');
    }
    return handler(reply);
  };
  app.get(
    '/emulator/status',
    guarded((reply) => reply.send(control.status())),
  );
  app.post(
    '/emulator/shutdown',
    guarded(async (reply) => {
      await reply.code(202).send({ stopping: true });
      control.shutdown();
    }),
  );
  app.post(
    '/emulator/expire-sessions',
    guarded((reply) =>
      reply.send({ expired: control.servers().reduce((sum, { sessions }) => sum + sessions.expireAll(), 0) }),
    ),
  );
}
