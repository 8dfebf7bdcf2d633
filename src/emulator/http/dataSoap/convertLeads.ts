import { element } from '../../metadata/soap/envelope.js';
import type { XmlElement } from '../../metadata/xml/element.js';
import { notEmulated } from '../../org/apiError.js';
import { convertLead, type ConvertedLead, type LeadConvert } from '../../records/records.js';
import { badRequest } from '../composite/requestBody.js';
import { saveAll } from '../composite/saveResult.js';
import type { SoapCall } from './operations.js';
import { children, flagOf, textOf } from './request.js';
import { errorElements, idElement } from './results.js';

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_convertlead.htm (100 leads a call) */
const MAX_LEADS = 100;
const REFUSED_RECORDS = ['accountRecord', 'contactRecord', 'opportunityRecord', 'relatedPersonAccountRecord'];

/** Converts each lead by itself; with the header AllOrNoneHeader all or none. */
export function convertLeads(call: SoapCall, converts: readonly XmlElement[]): string {
  if (converts.length > MAX_LEADS) {
    throw badRequest(
      'EXCEEDED_ID_LIMIT',
      `record limit reached. cannot submit more than ${MAX_LEADS} records into this call`,
    );
  }
  const { org } = call.server;
  const requests = converts.map(leadConvert);
  const converted = new Map<number, ConvertedLead>();
  const results = saveAll(
    org,
    requests.map((request, index) => ({
      id: request.leadId,
      run: () => {
        const done = convertLead(org, call.caller, request);
        converted.set(index, done);
        return { id: done.leadId };
      },
    })),
    call.allOrNone,
  );
  return results
    .map((result, index) => {
      const done = result.success ? converted.get(index) : undefined;
      return (
        `<result>${idElement('accountId', done?.accountId)}${idElement('contactId', done?.contactId)}` +
        `${errorElements(result.errors)}${idElement('leadId', done?.leadId ?? requests[index]?.leadId)}` +
        `${idElement('opportunityId', done?.opportunityId)}${element('success', result.success)}</result>`
      );
    })
    .join('');
}

/** Source: the page above (LeadConvert arguments) */
function leadConvert(request: XmlElement): LeadConvert {
  const refused = REFUSED_RECORDS.find((name) => children(request, name).some((each) => each.children.length > 0));
  if (refused !== undefined) throw notEmulated(`${refused} of a lead conversion`);
  if (textOf(request, 'relatedPersonAccountId') !== undefined) throw notEmulated('person accounts');
  if (flagOf(request, 'sendNotificationEmail')) throw notEmulated('e-mail');
  const optional = ['accountId', 'contactId', 'opportunityId', 'opportunityName', 'ownerId'] as const;
  return {
    leadId: textOf(request, 'leadId') ?? '',
    convertedStatus: textOf(request, 'convertedStatus') ?? '',
    doNotCreateOpportunity: flagOf(request, 'doNotCreateOpportunity'),
    overwriteLeadSource: flagOf(request, 'overwriteLeadSource'),
    ...Object.fromEntries(
      optional.flatMap((name) => {
        const text = textOf(request, name);
        return text === undefined ? [] : [[name, text]];
      }),
    ),
  };
}
