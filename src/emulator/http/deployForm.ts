import type { FastifyRequest } from 'fastify';
import type { Answer } from '../faults/answers.js';
import type { DeployResult } from '../faults/deployResult.js';

/** A request that a fault sends to the org itself. */
export type OwnRequest = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
};

/** What a client asked for when it asked for a deploy. */
export type ClientDeploy = {
  readonly checkOnly: boolean;
  /** The same request in the session of that token. */
  inSession(token: string): OwnRequest;
};

/** Sends a request to the org itself, past all faults, and gives back the whole answer. */
export type AskOrg = (request: OwnRequest) => Promise<{ readonly status: number; readonly text: string }>;

/** How clients ask for deploys and are told of them, for faults to step in: the SOAP calls or the REST resource. */
export type DeployForm = {
  sessionOf(request: FastifyRequest): string | undefined;
  /** Turns a request to deploy into one that only validates; what the client asked for, undefined when nobody can say. */
  toValidation(request: FastifyRequest): ClientDeploy | undefined;
  /** The id in the answer to a request to deploy; undefined when the org refused it. */
  startedId(answer: string): string | undefined;
  /** The answer to a request to deploy that says nothing of how it went. */
  started(answer: string, asked: ClientDeploy): string;
  /** The id of the deploy that a poll or a cancellation is about. */
  askedId(request: FastifyRequest): string | undefined;
  /** Lets a poll be about the deploy of another id. */
  askFor(request: FastifyRequest, id: string): void;
  /** The result in the answer to a poll; undefined when it has none. */
  readResult(answer: string): DeployResult | undefined;
  /** The answer to a poll with another result in it. */
  writeResult(answer: string, result: DeployResult): string;
  /** Whether a request that comes as a cancellation is one that the org takes. */
  cancels(request: FastifyRequest): boolean;
  /** The answer to a cancellation that a fault has taken note of. */
  cancelling(request: FastifyRequest, id: string, askOrg: AskOrg): Promise<Answer>;
};
