import { SoapFault } from '../../metadata/soap/envelope.js';
import type { XmlElement } from '../../metadata/xml/element.js';
import { notEmulated } from '../../org/apiError.js';

export function children(parent: XmlElement, name: string): XmlElement[] {
  return parent.children.filter((each) => each.name === name);
}

/** The text of an element; undefined when it is absent, empty or nil. */
export function textOf(parent: XmlElement, name: string): string | undefined {
  const text = children(parent, name)[0]?.text.trim();
  return text === '' ? undefined : text;
}

export function textsOf(parent: XmlElement, name: string): string[] {
  return children(parent, name).map(({ text }) => text.trim());
}

export function flagOf(parent: XmlElement, name: string): boolean {
  const text = textOf(parent, name);
  if (text === undefined || text === 'false' || text === '0') return false;
  if (text === 'true' || text === '1') return true;
  throw new SoapFault('soapenv:Client', `'${text}' is not a valid value for the type xsd:boolean`);
}

/** What the headers of a request ask for. */
export type CallOptions = { readonly allOrNone: boolean; readonly batchSize: number | undefined };

/**
 * Headers that would change nothing here are passed over; those that would and are not emulated are refused.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/soap_headers.htm
 */
export function callOptions(headers: readonly XmlElement[]): CallOptions {
  const named = (name: string): XmlElement | undefined => headers.find((each) => each.name === name);
  const assignment = named('AssignmentRuleHeader');
  if (assignment && (flagOf(assignment, 'useDefaultRule') || textOf(assignment, 'assignmentRuleId') !== undefined)) {
    throw notEmulated('assignment rules');
  }
  const truncation = named('AllowFieldTruncationHeader');
  if (truncation && flagOf(truncation, 'allowFieldTruncation')) throw notEmulated('the truncation of values');
  const email = named('EmailHeader');
  if (email?.children.some(({ name }) => flagOf(email, name))) throw notEmulated('e-mail');
  const allOrNone = named('AllOrNoneHeader');
  const options = named('QueryOptions');
  const size = Number(options && textOf(options, 'batchSize'));
  return {
    allOrNone: allOrNone !== undefined && flagOf(allOrNone, 'allOrNone'),
    batchSize: Number.isInteger(size) ? size : undefined,
  };
}
