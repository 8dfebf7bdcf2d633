import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { queryTimeout, requestLimit, unavailable, writeFails, type Answer } from '../faults/answers.js';
import { soapSession, type Call } from '../faults/call.js';
import { cancelTaken, DeployFaults, pollResult, summaryOf } from '../faults/deployFaults.js';
import type { DeployFault, Taken } from '../faults/deployFaults.js';
import { withTimedOutParts } from '../faults/queryFaults.js';
import { withCutZip, withoutMembers } from '../faults/retrieveFaults.js';
import type { Fault } from '../faults/faultPlan.js';
import type { Stroke } from '../faults/rule.js';
import { deploysOf } from '../metadata/deploy/deploys.js';
import type { ClientDeploy, DeployForm, OwnRequest } from './deployForm.js';
import { bearerToken } from './orgServer.js';
import type { OrgServer } from './orgServer.js';
import { restDeployForm } from './restDeployForm.js';
import { soapDeployForm } from './soapDeployForm.js';
import { allBytes, isAbort, cutThenReset, trickle, type Payload } from './faultyBody.js';

/** In the place of an answer that does not leave. */
export const NEVER = Symbol('never');

/** A request that faults befall, or that is about a deploy which one has taken over. */
type Struck = {
  readonly call: Call;
  readonly strokes: readonly Stroke[];
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** The deploy that it is about. */
  readonly inquiry: Taken | undefined;
  /** The client's deploy, when the org sees a validation in its place. */
  taken?: { readonly fault: DeployFault; readonly asked: ClientDeploy };
};

/** Marks the requests that faults themselves send to the org. */
const OWN = 'x-emulator-fault';

/** The faults of the requests that are under way at one org. */
export class FaultEdge {
  private readonly underWay = new WeakMap<FastifyRequest, Struck>();
  private readonly secret = randomUUID();
  private readonly held = new Set<FastifyReply>();
  private readonly closing = new AbortController();
  private readonly deploys = new DeployFaults();

  public constructor(private readonly server: OrgServer) {
    server.faults.onReplaced(() => this.deploys.release());
  }

  public isOwn(request: FastifyRequest): boolean {
    return request.headers[OWN] === this.secret;
  }

  public inquiry(call: Call, request: FastifyRequest): Taken | undefined {
    if (call.operation !== 'checkDeployStatus' && call.operation !== 'cancelDeploy') return undefined;
    return this.deploys.find(formOf(call).askedId(request));
  }

  public struck(request: FastifyRequest): Struck | undefined {
    return this.underWay.get(request);
  }

  /** Ends what waits, so that the server can end. */
  public close(): void {
    this.closing.abort();
    for (const reply of this.held) reply.raw.destroy();
  }

  /** Says whether the org gets to see the request; when not, it has been answered, cut off or held. */
  public async before(struck: Struck): Promise<boolean> {
    const { strokes, request, reply } = struck;
    this.underWay.set(request, struck);
    for (const stroke of strokes) {
      const { fault, chance } = stroke;
      switch (fault.kind) {
        case 'latency':
          if (!(await this.wait(fault.ms + Math.floor(chance() * fault.jitterMs), reply))) return false;
          break;
        case 'sessionExpired':
          this.endSession(request, fault.all);
          break;
        case 'retrievePartial':
          if (typeof request.body === 'string') request.body = withoutMembers(request.body, { fault, chance });
          break;
        case 'deployFails':
        case 'deployCancelled':
        case 'deployHangs':
          this.takeOver(fault, struck);
          break;
        default:
          if (this.endsHere(fault, struck)) return false;
      }
    }
    return this.asks(struck);
  }

  /** Lets the org only validate what the client wants deployed. */
  private takeOver(fault: DeployFault, struck: Struck): void {
    const asked = formOf(struck.call).toValidation(struck.request);
    if (asked !== undefined) struck.taken = { fault, asked };
  }

  /** The part of `before` for requests about a deploy that a fault has taken over. */
  private async asks({ call, request, reply, inquiry }: Struck): Promise<boolean> {
    if (inquiry === undefined) return true;
    const form = formOf(call);
    if (inquiry.carriedOut !== undefined) form.askFor(request, inquiry.carriedOut);
    if (call.operation !== 'cancelDeploy' || !form.cancels(request) || !this.hasSession(request, form)) return true;
    if (!cancelTaken(inquiry)) return true;
    send(reply, await form.cancelling(request, inquiry.id, (own) => this.askOrg(own)));
    return false;
  }

  /** Answers, cuts off or holds the call if the fault wants it before the org sees it. */
  private endsHere(fault: Fault, { call, request, reply }: Struck): boolean {
    const answer = answerInstead(fault, call, request);
    if (answer !== undefined) {
      send(reply, answer);
      return true;
    }
    if ((fault.kind !== 'reset' && fault.kind !== 'noAnswer') || fault.at !== 'before') return false;
    reply.hijack();
    if (fault.kind === 'reset') reset(reply);
    else this.untilClosed(reply);
    return true;
  }

  /** The answer as it leaves; NEVER when it does not. */
  public async after(struck: Struck, given: Payload): Promise<Payload | typeof NEVER> {
    const { strokes, request, reply } = struck;
    let payload = typeof given === 'string' ? await this.deployAnswer(struck, given) : given;
    for (const { fault } of strokes) {
      switch (fault.kind) {
        case 'reset':
          if (fault.at === 'before') break;
          if (fault.at === 'halfway') {
            const bytes = await allBytes(payload);
            void reply.header('content-length', String(bytes.length));
            return cutThenReset(bytes, reply.raw, () => reset(reply));
          }
          reset(reply);
          return NEVER;
        case 'noAnswer':
          if (fault.at === 'before') break;
          this.untilClosed(reply);
          return NEVER;
        case 'malformed':
          payload = await malformed(payload, fault.body, reply);
          break;
        case 'queryTimeout':
          if (typeof payload === 'string') payload = withTimedOutParts(payload, request.body, fault);
          break;
        case 'retrieveTruncated':
          if (typeof payload === 'string') payload = withCutZip(payload, fault);
          break;
        case 'slowBody': {
          const bytes = await allBytes(payload);
          void reply.header('content-length', String(bytes.length));
          payload = Readable.from(trickle(bytes, fault.bytesPerSecond, this.closing.signal), { objectMode: false });
          this.untilClosed(reply);
          break;
        }
        default:
          break;
      }
    }
    return payload;
  }

  /** The answer to a request to deploy, or to a poll, as the fault that has taken the deploy over wants it. */
  private async deployAnswer({ call, request, reply, inquiry, taken }: Struck, answer: string): Promise<string> {
    if (reply.statusCode >= 300) return answer;
    const form = formOf(call);
    if (taken !== undefined) {
      const { fault, asked } = taken;
      const id = form.startedId(answer);
      if (id === undefined) return answer;
      const deployNow = async (token: string): Promise<string | undefined> => {
        const { status, text } = await this.askOrg(asked.inSession(token));
        const own = status < 300 ? form.startedId(text) : undefined;
        // To its sender it is the deploy of the first id.
        if (own !== undefined) deploysOf(this.server.org).showAs(own, () => undefined);
        return own;
      };
      const begun = this.deploys.begin(fault, { checkOnly: asked.checkOnly, deployNow }, id);
      deploysOf(this.server.org).showAs(id, () => summaryOf(begun));
      return form.started(answer, asked);
    }
    const said = inquiry === undefined || call.operation !== 'checkDeployStatus' ? undefined : form.readResult(answer);
    if (inquiry === undefined || said === undefined) return answer;
    return form.writeResult(answer, await pollResult(inquiry, said, form.sessionOf(request) ?? ''));
  }

  private async askOrg({ method, path, headers, body }: OwnRequest): Promise<{ status: number; text: string }> {
    const response = await fetch(this.server.url + path, {
      method,
      headers: { ...headers, [OWN]: this.secret },
      ...(body === undefined ? {} : { body }),
    });
    return { status: response.status, text: await response.text() };
  }

  private hasSession(request: FastifyRequest, form: DeployForm): boolean {
    const token = form.sessionOf(request);
    return token !== undefined && this.server.sessions.authenticate(token) !== undefined;
  }

  /** False when the server, or the client, has gone in the meantime. */
  private async wait(ms: number, reply: FastifyReply): Promise<boolean> {
    this.untilClosed(reply);
    try {
      await sleep(ms, undefined, { signal: this.closing.signal });
    } catch (error) {
      if (!isAbort(error)) throw error;
    }
    return !reply.raw.destroyed && !this.closing.signal.aborted;
  }

  /** Remembers it until its connection ends, with the server at the latest. */
  private untilClosed(reply: FastifyReply): void {
    this.held.add(reply);
    reply.raw.once('close', () => this.held.delete(reply));
  }

  private endSession(request: FastifyRequest, all: boolean): void {
    const { sessions } = this.server;
    if (all) {
      sessions.expireAll();
      return;
    }
    const token = bearerToken(request.headers.authorization) ?? soapSession(request.body);
    if (token !== undefined && sessions.ownerOfRefreshToken(token) === undefined) sessions.revoke(token);
  }
}

function formOf({ kinds }: Call): DeployForm {
  return kinds.includes('soap') ? soapDeployForm : restDeployForm;
}

/** What is answered in the place of the org; undefined for a fault that does something else. */
function answerInstead(fault: Fault, call: Call, { url, body }: FastifyRequest): Answer | undefined {
  switch (fault.kind) {
    case 'unavailable':
      return unavailable(call, fault);
    case 'requestLimit':
      return requestLimit(call);
    case 'queryTimeout':
      return call.kinds.includes('query') ? queryTimeout() : undefined;
    case 'writeFails':
      return writeFails(call, fault, url, body);
    default:
      return undefined;
  }
}

/** Answers in the place of the org; the request does not go on. */
function send(reply: FastifyReply, { status, type, body, retryAfter }: Answer): void {
  if (retryAfter !== undefined) void reply.header('retry-after', String(retryAfter));
  void reply
    .code(status)
    .type(type === 'xml' ? 'text/xml; charset=utf-8' : 'application/json; charset=utf-8')
    .send(body);
}

/** The client sees ECONNRESET, not an end of the stream. */
function reset(reply: FastifyReply): void {
  reply.raw.socket?.resetAndDestroy();
}

async function malformed(payload: Payload, how: 'truncated' | 'html', reply: FastifyReply): Promise<Payload> {
  const bytes = await allBytes(payload);
  if (bytes.length === 0) return payload;
  void reply.removeHeader('content-length');
  if (how === 'truncated') return bytes.subarray(0, Math.ceil(bytes.length / 2));
  void reply.type('text/html; charset=utf-8');
  return '<html><head><title>Error Page</title></head><body>An unexpected error has occurred</body></html>';
}
