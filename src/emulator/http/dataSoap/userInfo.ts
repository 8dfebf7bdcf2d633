import { element } from '../../metadata/soap/envelope.js';
import { readRecord } from '../../records/records.js';
import { nil } from './answer.js';
import type { SoapCall } from './operations.js';

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_getuserinfo_getuserinforesult.htm */
export function userInfo({ server: { org, sessions }, caller }: SoapCall): string {
  const user = readRecord(org, caller, 'User', caller.userId);
  const text = (field: string): string => {
    const value = user[field];
    return typeof value === 'string' ? value : '';
  };
  return [
    '<result>',
    element('accessibilityMode', false),
    element('chatterExternal', false),
    element('currencySymbol', '$'),
    element('orgAttachmentFileSizeLimit', ATTACHMENT_BYTES),
    nil('orgDefaultCurrencyIsoCode'),
    element('orgDefaultCurrencyLocale', 'en_US'),
    element('orgDisallowHtmlAttachments', false),
    element('orgHasPersonAccounts', org.personAccounts),
    element('organizationId', org.orgId),
    element('organizationMultiCurrency', false),
    element('organizationName', org.name),
    element('profileId', text('ProfileId')),
    nil('roleId'),
    element('sessionSecondsValid', sessions.secondsValid),
    nil('userDefaultCurrencyIsoCode'),
    element('userEmail', text('Email')),
    element('userFullName', text('Name')),
    element('userId', caller.userId),
    element('userLanguage', text('LanguageLocaleKey')),
    element('userLocale', text('LocaleSidKey')),
    element('userName', text('Username')),
    element('userTimeZone', text('TimeZoneSidKey')),
    element('userType', 'Standard'),
    element('userUiSkin', 'Theme3'),
    '</result>',
  ].join('');
}

/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_attachment.htm (25 MB) */
const ATTACHMENT_BYTES = 26_214_400;
