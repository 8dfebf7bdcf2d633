import type { FastifyRequest } from 'fastify';
import { soapSession } from '../faults/call.js';
import { readDeployResult, writeDeployResult } from '../faults/deployResult.js';
import { element, respond } from '../metadata/soap/envelope.js';
import type { DeployForm } from './deployForm.js';

/** Deploys as the calls of the Metadata API have them. Only what has to change is replaced: the rest may be megabytes. */
export const soapDeployForm: DeployForm = {
  sessionOf: ({ body }) => soapSession(body),
  toValidation: (request) => {
    const xml = textOf(request);
    request.body = asValidation(xml);
    return {
      checkOnly: /^(true|1)$/.test(CHECK_ONLY.exec(xml)?.[2] ?? ''),
      inSession: (token) => ({
        method: 'POST',
        path: request.url,
        headers: { 'content-type': 'text/xml' },
        body: xml.replace(SESSION, (_all, open: string, _old, end: string) => open + token + end),
      }),
    };
  },
  startedId: (answer) => /<id>\s*(\w{15,18})\s*<\/id>/.exec(answer)?.[1],
  started: (answer) => answer,
  askedId: (request) => ASKED_ID.exec(textOf(request))?.[2],
  askFor: (request, id) => {
    request.body = textOf(request).replace(ASKED_ID, `$1${id}$3`);
  },
  readResult: readDeployResult,
  writeResult: (_answer, result) => writeDeployResult(result),
  cancels: () => true,
  cancelling: (_request, id) => {
    const { status, xml } = respond('cancelDeploy', element('result', { done: false, id }));
    return Promise.resolve({ status, type: 'xml', body: xml });
  },
};

const ASKED_ID = /(<(?:[\w.-]+:)?(?:asyncProcessId|id|String)\s*>\s*)(\w{15,18})(\s*<)/;
const SESSION = /(<(?:[\w.-]+:)?sessionId\b[^>]*>\s*)([^<\s]+)(\s*<)/;
const CHECK_ONLY = /(<(?:[\w.-]+:)?checkOnly\s*>)\s*([^<]*?)\s*(<)/;

function textOf({ body }: FastifyRequest): string {
  return typeof body === 'string' ? body : '';
}

/** The same deploy, as one that only validates. */
function asValidation(xml: string): string {
  if (CHECK_ONLY.test(xml)) return xml.replace(CHECK_ONLY, '$1true$3');
  const flag = (prefix: string): string => `<${prefix}checkOnly>true</${prefix}checkOnly>`;
  const options = /<((?:[\w.-]+:)?)DeployOptions\b[^>]*?(\/?)>/.exec(xml);
  if (options === null) {
    return xml.replace(
      /<\/((?:[\w.-]+:)?)deploy\s*>/,
      (end, prefix: string) => `<${prefix}DeployOptions>${flag(prefix)}</${prefix}DeployOptions>${end}`,
    );
  }
  const [whole, prefix = '', closed] = options;
  if (closed === '') return xml.replace(whole, `${whole}${flag(prefix)}`);
  return xml.replace(whole, `<${prefix}DeployOptions>${flag(prefix)}</${prefix}DeployOptions>`);
}
