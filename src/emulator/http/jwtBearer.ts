import { verify, X509Certificate, type KeyObject } from 'node:crypto';
import type { Caller } from '../access/caller.js';
import { catalogOf } from '../catalog/catalog.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { externalMatches, lookupField } from '../records/externalId.js';
import { readRow } from '../records/tables.js';

/** Source: https://help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_jwt_flow.htm */
export const JWT_BEARER_GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

const LOGIN_HOSTS = ['https://login.salesforce.com', 'https://test.salesforce.com'];

export type OauthRefusal = { readonly error: string; readonly description: string };

/**
 * The public keys of X.509 certificates in PEM. Throws for text that is no certificate, and for keys that cannot have
 * signed with RS256, the one algorithm of the flow.
 */
export function certificateKeys(certificates: readonly string[]): KeyObject[] {
  return certificates.map((pem, index) => {
    const { publicKey } = parseCertificate(pem, index);
    if (publicKey.asymmetricKeyType === 'rsa') return publicKey;
    throw new Error(`JWT certificate ${index + 1} has a key of type ${publicKey.asymmetricKeyType}; RSA is needed.`);
  });
}

function parseCertificate(pem: string, index: number): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (cause) {
    throw new Error(`JWT certificate ${index + 1} is no X.509 certificate in PEM.`, { cause });
  }
}

/**
 * Who the assertion speaks for, or why it is refused. The signature must be by one of `keys`; the audience is the org's
 * own address `url` or one of the platform's login hosts; `exp` must lie ahead, however far.
 * Sources: invalid assertion, https://github.com/frankkessler/salesforce-laravel-oauth2-rest/issues/68; expired authorization
 * code, https://github.com/simple-salesforce/simple-salesforce/issues/371; audience is invalid,
 * https://www.useparagon.com/integration-error-solutions/salesforce-invalid-grant-audience-is-invalid; user hasn't
 * approved this consumer, https://github.com/restforce/restforce/issues/674; client identifier invalid,
 * https://help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_flow_errors.htm
 */
export function authorizeJwt(
  org: EmbeddedOrg,
  url: string,
  keys: readonly KeyObject[],
  assertion: string,
): Caller | OauthRefusal {
  const claims = verifiedClaims(keys, assertion);
  if (claims === undefined) return invalidGrant('invalid assertion');
  const { iss, sub, prn, aud, exp } = claims;
  if (typeof iss !== 'string' || iss === '') {
    return { error: 'invalid_client_id', description: 'client identifier invalid' };
  }
  if (!audiences(aud).some((audience) => [url, ...LOGIN_HOSTS].includes(audience))) {
    return invalidGrant('audience is invalid');
  }
  const expires = typeof exp === 'string' && /^\d+$/.test(exp) ? Number(exp) : exp;
  if (typeof expires !== 'number' || expires * 1000 <= org.now().getTime()) {
    return invalidGrant('expired authorization code');
  }
  const username = sub ?? prn;
  const userId = typeof username === 'string' ? activeUser(org, username) : undefined;
  return userId === undefined ? invalidGrant("user hasn't approved this consumer") : { userId };
}

function invalidGrant(description: string): OauthRefusal {
  return { error: 'invalid_grant', description };
}

type Claims = Readonly<Record<'iss' | 'sub' | 'prn' | 'aud' | 'exp', unknown>>;

function verifiedClaims(keys: readonly KeyObject[], assertion: string): Claims | undefined {
  const [header = '', payload = '', signature = '', ...more] = assertion.split('.');
  if (more.length > 0 || jsonPart(header)?.['alg'] !== 'RS256') return undefined;
  const signed = Buffer.from(`${header}.${payload}`);
  const bytes = Buffer.from(signature, 'base64url');
  if (!keys.some((key) => verify('RSA-SHA256', signed, key, bytes))) return undefined;
  const claims = jsonPart(payload);
  return (
    claims && { iss: claims['iss'], sub: claims['sub'], prn: claims['prn'], aud: claims['aud'], exp: claims['exp'] }
  );
}

function jsonPart(part: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function audiences(aud: unknown): string[] {
  const given: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  return given
    .filter((each) => typeof each === 'string')
    .map((each) => each.replace(/\/+$/, '').replace(/\/services\/oauth2\/token$/, ''));
}

function activeUser(org: EmbeddedOrg, username: string): string | undefined {
  const user = catalogOf(org).object('User');
  const field = user && lookupField(org, user, 'Username');
  if (user === undefined || field === undefined) return undefined;
  const [id] = externalMatches(org, user, field, username);
  return id !== undefined && readRow(org, user, id)?.['IsActive'] === 1 ? id : undefined;
}
