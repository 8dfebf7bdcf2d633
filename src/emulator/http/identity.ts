import type { Caller } from '../access/caller.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { readRecord } from '../records/records.js';

/** The addresses that tell a client where the org's APIs are; `{version}` is the client's to fill in. */
function apiUrls(baseUrl: string, org: EmbeddedOrg, caller: Caller): Record<string, string> {
  return {
    enterprise: `${baseUrl}/services/Soap/c/{version}/${org.orgId.slice(0, 15)}`,
    metadata: `${baseUrl}/services/Soap/m/{version}/${org.orgId.slice(0, 15)}`,
    partner: `${baseUrl}/services/Soap/u/{version}/${org.orgId.slice(0, 15)}`,
    rest: `${baseUrl}/services/data/v{version}/`,
    sobjects: `${baseUrl}/services/data/v{version}/sobjects/`,
    query: `${baseUrl}/services/data/v{version}/query/`,
    tooling_rest: `${baseUrl}/services/data/v{version}/tooling/`,
    profile: `${baseUrl}/${caller.userId}`,
  };
}

export function identityUrl(baseUrl: string, org: EmbeddedOrg, caller: Caller): string {
  return `${baseUrl}/id/${org.orgId}/${caller.userId}`;
}

/** Source: https://help.salesforce.com/s/articleView?id=sf.remoteaccess_using_openid.htm (the identity URL) */
export function identity(baseUrl: string, org: EmbeddedOrg, caller: Caller): Record<string, unknown> {
  const user = readRecord(org, caller, 'User', caller.userId);
  const id = identityUrl(baseUrl, org, caller);
  return {
    id,
    asserted_user: true,
    user_id: caller.userId,
    organization_id: org.orgId,
    username: user['Username'],
    nick_name: user['CommunityNickname'] ?? user['Alias'],
    display_name: user['Name'],
    email: user['Email'],
    email_verified: true,
    first_name: user['FirstName'],
    last_name: user['LastName'],
    timezone: user['TimeZoneSidKey'],
    urls: apiUrls(baseUrl, org, caller),
    active: user['IsActive'],
    user_type: 'STANDARD',
    language: user['LanguageLocaleKey'],
    locale: user['LocaleSidKey'],
    utcOffset: 0,
    last_modified_date: user['LastModifiedDate'],
    is_app_installed: true,
  };
}

/** Source: https://help.salesforce.com/s/articleView?id=sf.remoteaccess_using_userinfo_endpoint.htm */
export function userInfo(baseUrl: string, org: EmbeddedOrg, caller: Caller): Record<string, unknown> {
  const user = readRecord(org, caller, 'User', caller.userId);
  return {
    sub: identityUrl(baseUrl, org, caller),
    user_id: caller.userId,
    organization_id: org.orgId,
    preferred_username: user['Username'],
    nickname: user['CommunityNickname'] ?? user['Alias'],
    name: user['Name'],
    email: user['Email'],
    email_verified: true,
    given_name: user['FirstName'],
    family_name: user['LastName'],
    zoneinfo: user['TimeZoneSidKey'],
    urls: apiUrls(baseUrl, org, caller),
    active: user['IsActive'],
    user_type: 'STANDARD',
    language: user['LanguageLocaleKey'],
    locale: user['LocaleSidKey'],
    utcOffset: 0,
    updated_at: user['LastModifiedDate'],
    is_app_installed: true,
  };
}

/** `Winter '14` for 29, and so on: three releases a year. */
export function releaseLabel(version: number): string {
  const releases = version - 29;
  const season = ['Winter', 'Spring', 'Summer'][releases % 3] ?? '';
  return `${season} '${14 + Math.floor(releases / 3)}`;
}
