import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../access/caller.js';
import { identity, identityUrl, userInfo } from './identity.js';
import { authorizeJwt, JWT_BEARER_GRANT } from './jwtBearer.js';
import { bearerToken } from './orgServer.js';
import type { OrgServer } from './orgServer.js';

/**
 * Tokens and who they belong to.
 * Source: https://help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_refresh_token_flow.htm
 */
export function addOauthRoutes(app: FastifyInstance, server: OrgServer): void {
  const { org, sessions } = server;

  app.post('/services/oauth2/token', async (request, reply) => {
    const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
    const grant = form.get('grant_type');
    if (grant === JWT_BEARER_GRANT) return answerJwt(server, form.get('assertion'), reply);
    if (grant !== 'refresh_token') {
      return oauthError(
        reply,
        'unsupported_grant_type',
        grant === null ? 'grant_type is missing' : `The embedded org does not emulate the grant type ${grant}.`,
      );
    }
    const refreshToken = form.get('refresh_token');
    const owner = refreshToken === null ? undefined : sessions.ownerOfRefreshToken(refreshToken);
    if (owner === undefined) return oauthError(reply, 'invalid_grant', 'expired access/refresh token');
    return {
      access_token: sessions.issue(owner),
      scope: 'refresh_token api web openid',
      instance_url: server.url,
      id: identityUrl(server.url, org, owner),
      token_type: 'Bearer',
      issued_at: String(org.now().getTime()),
    };
  });

  app.post('/services/oauth2/revoke', async (request, reply) => {
    const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
    const token = form.get('token') ?? new URL(request.url, server.url).searchParams.get('token');
    if (token === null) return oauthError(reply, 'invalid_request', 'token is missing');
    if (!sessions.revoke(token)) return oauthError(reply, 'invalid_token', 'invalid token');
    return reply.code(200).send();
  });

  app.route({
    method: ['GET', 'POST'],
    url: '/services/oauth2/userinfo',
    handler: async (request, reply) => {
      const caller = identified(server, request, reply);
      return caller === undefined ? reply : userInfo(server.url, org, caller);
    },
  });

  app.get<{ Params: { orgId: string; userId: string } }>('/id/:orgId/:userId', async (request, reply) => {
    const caller = identified(server, request, reply);
    if (caller === undefined) return reply;
    const { orgId, userId } = request.params;
    const same = (given: string, own: string): boolean => given.slice(0, 15) === own.slice(0, 15);
    if (!same(orgId, org.orgId)) return reply.code(403).type('text/plain').send('Wrong_Org');
    if (!same(userId, caller.userId)) return reply.code(403).type('text/plain').send('Bad_Id');
    return identity(server.url, org, caller);
  });
}

/** No refresh token comes of this flow. Source: https://help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_jwt_flow.htm */
function answerJwt(server: OrgServer, assertion: string | null, reply: FastifyReply): FastifyReply {
  const { org, sessions, url, jwtKeys } = server;
  if (assertion === null) return oauthError(reply, 'invalid_request', 'assertion is missing');
  const owner = authorizeJwt(org, url, jwtKeys, assertion);
  if ('error' in owner) return oauthError(reply, owner.error, owner.description);
  return reply.send({
    access_token: sessions.issue(owner),
    scope: 'api web openid',
    instance_url: url,
    id: identityUrl(url, org, owner),
    token_type: 'Bearer',
  });
}

/** Both endpoints answer a bad token in plain text. Source: https://help.salesforce.com/s/articleView?id=sf.remoteaccess_using_openid.htm */
function identified(server: OrgServer, request: FastifyRequest, reply: FastifyReply): Caller | undefined {
  const form = request.body instanceof URLSearchParams ? request.body : undefined;
  const token = bearerToken(request.headers.authorization) ?? form?.get('access_token') ?? undefined;
  const caller = token === undefined ? undefined : server.sessions.authenticate(token);
  if (caller === undefined) {
    void reply
      .code(403)
      .type('text/plain')
      .send(token === undefined ? 'Missing_OAuth_Token' : 'Bad_OAuth_Token');
  }
  return caller;
}

/** Source: https://www.rfc-editor.org/rfc/rfc6749#section-5.2 */
function oauthError(reply: FastifyReply, error: string, description: string): FastifyReply {
  return reply.code(400).send({ error, error_description: description });
}
