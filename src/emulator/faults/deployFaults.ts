import { cancelled, componentFailure, halfWay, unexpectedError } from './deployResult.js';
import { readDeployResult, writeDeployResult, type DeployResult } from './deployResult.js';
import type { FaultOf } from './faultPlan.js';

export type DeployFault = FaultOf<'deployFails' | 'deployCancelled' | 'deployHangs'>;

/** Sends a whole SOAP request to the org itself, past all faults, and gives back the whole answer. */
export type AskOrg = (xml: string) => Promise<{ readonly status: number; readonly xml: string }>;

/** A deploy that a fault has taken over. What the client is told of it comes from a validation of its package. */
type Taken = {
  /** The id that the client knows: that of the validation. */
  readonly id: string;
  /** The client's request to deploy. */
  readonly xml: string;
  readonly fault: DeployFault;
  /** Polls that still say that it runs. */
  pollsLeft: number;
  cancelled: boolean;
  /** It is being, or has been, deployed after all. */
  goesOn: boolean;
  /** The org would not deploy it after all. */
  refused: boolean;
  /** The id of the deploy that is carried out in the end. */
  carriedOut?: string;
};

/** A request about a deploy that was taken over, on its way to the org. */
export type Inquiry = { readonly deploy: Taken; readonly xml: string };

/**
 * Deploys that fail, are cancelled or hang. As on the platform, nothing of one is in the org before it has succeeded: the
 * package is validated when it comes, and deployed when it no longer hangs.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_deploy.htm
 */
export class DeployFaults {
  private readonly taken = new Map<string, Taken>();

  /** Takes over the deploy that the org answered to the validation in its place. */
  public begin(fault: DeployFault, xml: string, answer: string): void {
    const id = /<id>\s*(\w{15,18})\s*<\/id>/.exec(answer)?.[1];
    // No id: the org has refused the request, fault or not.
    if (id === undefined) return;
    const pollsLeft = fault.polls ?? Infinity;
    this.taken.set(keyOf(id), { id, xml, fault, pollsLeft, cancelled: false, goesOn: false, refused: false });
  }

  /** The deploy that a request is about, and the request as the org can answer it; undefined when it is none of ours. */
  public inquiry(operation: string | undefined, xml: string): Inquiry | undefined {
    if (this.taken.size === 0 || (operation !== 'checkDeployStatus' && operation !== 'cancelDeploy')) return undefined;
    const asked = ASKED_ID.exec(xml)?.[2] ?? '';
    const deploy = this.taken.get(keyOf(asked));
    if (deploy === undefined) return undefined;
    return { deploy, xml: deploy.carriedOut === undefined ? xml : xml.replace(ASKED_ID, `$1${deploy.carriedOut}$3`) };
  }

  /** Lets the deploys that hang go on. */
  public release(): void {
    for (const deploy of this.taken.values()) if (deploy.fault.kind === 'deployHangs') deploy.pollsLeft = 0;
  }
}

/**
 * Cancels the deploy if the org cannot, since its own part is over; says whether it did.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_canceldeploy.htm
 */
export function cancelTaken(deploy: Taken): boolean {
  const { fault, pollsLeft } = deploy;
  const over = deploy.cancelled || (fault.kind === 'deployHangs' ? deploy.goesOn : pollsLeft <= 0);
  if (!over) deploy.cancelled = true;
  return !over;
}

/** The answer to a poll as the fault wants it. `xml` is the request, `answer` what the org says to it. */
export async function pollAnswer({ deploy, xml }: Inquiry, answer: string, askOrg: AskOrg): Promise<string> {
  const written = readDeployResult(answer);
  if (written === undefined) return answer;
  const result = { ...written, id: deploy.id, checkOnly: String(isValidation(deploy.xml)) };
  return writeDeployResult(await struck(deploy, result, () => carryOut(deploy, xml, askOrg)));
}

async function struck(deploy: Taken, result: DeployResult, deployNow: () => Promise<boolean>): Promise<DeployResult> {
  if (deploy.cancelled) return cancelled(result);
  if (deploy.pollsLeft > 0) {
    deploy.pollsLeft--;
    return halfWay(result);
  }
  // What is not done yet goes on; what was going to fail anyway fails for its own reasons.
  if (result['done'] !== 'true' || result['success'] !== 'true') return result;
  switch (deploy.fault.kind) {
    case 'deployFails':
      return deploy.fault.as === 'unexpectedError'
        ? unexpectedError(result, deploy.fault.problem)
        : componentFailure(result, deploy.fault.problem);
    case 'deployCancelled':
      return cancelled(result);
    case 'deployHangs':
      if (deploy.carriedOut !== undefined || isValidation(deploy.xml)) return result;
      return (await deployNow()) ? halfWay(result) : unexpectedError(result);
  }
}

/** Deploys for good, in the session of the poll: the first one may have ended. False when the org refuses. */
async function carryOut(deploy: Taken, poll: string, askOrg: AskOrg): Promise<boolean> {
  if (deploy.goesOn) return !deploy.refused;
  deploy.goesOn = true;
  const session = SESSION.exec(poll)?.[2] ?? '';
  const answer = await askOrg(
    deploy.xml.replace(SESSION, (_all, open: string, _old, end: string) => open + session + end),
  );
  const id = answer.status === 200 ? /<id>\s*(\w{15,18})\s*<\/id>/.exec(answer.xml)?.[1] : undefined;
  if (id === undefined) deploy.refused = true;
  else deploy.carriedOut = id;
  return id !== undefined;
}

/** The first 15 characters of an id say which it is. */
function keyOf(id: string): string {
  return id.slice(0, 15);
}

const ASKED_ID = /(<(?:[\w.-]+:)?(?:asyncProcessId|id|String)\s*>\s*)(\w{15,18})(\s*<)/;
const SESSION = /(<(?:[\w.-]+:)?sessionId\b[^>]*>\s*)([^<\s]+)(\s*<)/;
const CHECK_ONLY = /(<(?:[\w.-]+:)?checkOnly\s*>)\s*([^<]*?)\s*(<)/;

function isValidation(xml: string): boolean {
  return /^(true|1)$/.test(CHECK_ONLY.exec(xml)?.[2] ?? '');
}

/** The same deploy, as one that only validates. */
export function asValidation(xml: string): string {
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
