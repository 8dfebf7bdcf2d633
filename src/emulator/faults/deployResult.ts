import { element, respond, type SoapValue } from '../metadata/soap/envelope.js';
import { parseXml, type XmlElement } from '../metadata/xml/element.js';

/**
 * What a poll says of a deploy, as it stands in the answer: texts and repeated elements in XML, values and lists in JSON.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_deployresult.htm
 */
export type DeployResult = { readonly [element: string]: SoapValue };

/** The result in the answer to `checkDeployStatus`; undefined when the answer is a fault. */
export function readDeployResult(xml: string): DeployResult | undefined {
  const parsed = parseXml(xml);
  const result = parsed.ok ? find(parsed.root, 'Body', 'checkDeployStatusResponse', 'result') : undefined;
  return result === undefined ? undefined : fieldsOf(result);
}

export function writeDeployResult(result: DeployResult): string {
  return respond('checkDeployStatus', element('result', result)).xml;
}

const UNEXPECTED =
  'An unexpected error occurred. Please include this ErrorId if you contact support: 1957362840-20873 (-1290474231)';

/** Running, with half of its components done. Form: https://github.com/RoseSilverSoftware/IlluminatedCloud/issues/2753 */
export function halfWay(result: DeployResult): DeployResult {
  return {
    ...result,
    ...withoutComponents(result),
    completedDate: undefined,
    done: false,
    numberComponentErrors: 0,
    numberComponentsDeployed: Math.floor(Number(result['numberComponentsTotal']) / 2),
    status: 'InProgress',
    success: false,
  };
}

/** Taken, and not begun. */
export function waiting(result: DeployResult): DeployResult {
  return {
    ...halfWay(result),
    numberComponentsDeployed: 0,
    numberComponentsTotal: 0,
    startDate: undefined,
    status: 'Pending',
  };
}

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_canceldeploy.htm */
export function cancelled(result: DeployResult): DeployResult {
  return {
    ...halfWay(result),
    canceledBy: result['createdBy'],
    canceledByName: result['createdByName'],
    completedDate: result['completedDate'] ?? result['lastModifiedDate'],
    done: true,
    status: 'Canceled',
  };
}

/** One component is refused, and with it everything is rolled back. */
export function componentFailure(result: DeployResult, problem: string = UNEXPECTED): DeployResult {
  const failed = {
    ...result,
    numberComponentErrors: 1,
    numberComponentsDeployed: Math.max(Number(result['numberComponentsDeployed']) - 1, 0),
    status: 'Failed',
    success: false,
  };
  const details = mapping(result['details']);
  const successes = listOf(details['componentSuccesses']).map(mapping);
  const refused = successes.find(({ componentType }) => componentType !== '');
  if (refused === undefined) return failed;
  const failure = {
    ...refused,
    changed: false,
    created: false,
    deleted: false,
    problem,
    problemType: 'Error',
    success: false,
  };
  const rest = successes.filter((each) => each !== refused);
  return { ...failed, details: { ...details, componentFailures: [failure], componentSuccesses: rest } };
}

/** Wording: https://github.com/forcedotcom/cli/issues/2944 */
export function unexpectedError(result: DeployResult, problem: string = UNEXPECTED): DeployResult {
  return {
    ...result,
    ...withoutComponents(result),
    errorMessage: `UNKNOWN_EXCEPTION: ${problem}`,
    errorStatusCode: 'UNKNOWN_EXCEPTION',
    numberComponentsDeployed: 0,
    status: 'Failed',
    success: false,
  };
}

function withoutComponents(result: DeployResult): DeployResult {
  const { componentFailures: _failures, componentSuccesses: _successes, ...details } = mapping(result['details']);
  return { details };
}

function find(root: XmlElement, ...path: readonly string[]): XmlElement | undefined {
  return path.reduce<XmlElement | undefined>((at, name) => at?.children.find((each) => each.name === name), root);
}

function fieldsOf({ children }: XmlElement): DeployResult {
  const fields: Record<string, SoapValue> = {};
  for (const child of children) {
    const value = child.children.length > 0 ? fieldsOf(child) : child.text;
    const known = fields[child.name];
    fields[child.name] = known === undefined ? value : [...listOf(known), value];
  }
  return fields;
}

export function listOf(value: SoapValue): readonly SoapValue[] {
  if (value === undefined) return [];
  return isList(value) ? value : [value];
}

/** As XML and JSON have it. */
export function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}

/** A value with named parts; one without parts in the place of anything else. */
export function mapping(value: unknown): DeployResult {
  return isMapping(value) ? value : {};
}

function isMapping(value: unknown): value is DeployResult {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: SoapValue): value is readonly SoapValue[] {
  return Array.isArray(value);
}
