import type { Connection } from '@salesforce/core';

/** One call to an org, as it was made once, so that it can be made again to others. */
export type RecordedCall = {
  readonly method: string;
  /** From the host on. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** The calls that had been answered when it was made, by their places in the list. */
  readonly after: readonly number[];
  /** The call that started the job which this one asks after. */
  readonly job: number | undefined;
};

/** Stands for the access token of whichever org the call is made to. */
export const TOKEN = '{access token}';
/** Stands for the id of the job, which each org gives anew. */
export const JOB = '{job}';

const ASKED_JOB = /<asyncProcessId>(\w+)<\/asyncProcessId>/u;
const STARTED_JOB = /<id>(\w+)<\/id>/u;

/** The id of the job that an answer says has been started. */
export function jobIn(answer: string): string | undefined {
  return STARTED_JOB.exec(answer)?.[1];
}

/** Keeps the calls of a connection from here on; the function returned gives them. */
export function recordCalls(connection: Connection): () => RecordedCall[] {
  const calls: RecordedCall[] = [];
  const answered: number[] = [];
  const jobs = new Map<string, number>();
  const transport = connection._transport;
  const send = transport.httpRequest.bind(transport);
  transport.httpRequest = (request, options) => {
    const place = calls.length;
    const hidden = (text: string): string => text.replaceAll(connection.accessToken ?? TOKEN, TOKEN);
    const body = typeof request.body === 'string' ? hidden(request.body) : undefined;
    const asked = ASKED_JOB.exec(body ?? '')?.[1];
    const headers = Object.entries(request.headers ?? {}).map(([name, value]) => [name, hidden(value)]);
    calls.push({
      method: request.method,
      path: request.url.replace(/^https?:\/\/[^/]+/u, ''),
      headers: Object.fromEntries(headers) as Record<string, string>,
      body: asked === undefined ? body : body?.replaceAll(asked, JOB),
      after: [...answered],
      job: asked === undefined ? undefined : jobs.get(asked),
    });
    const sending = send(request, options);
    void sending.then(({ body: answer }) => {
      answered.push(place);
      const job = jobIn(answer);
      if (job !== undefined && !jobs.has(job)) jobs.set(job, place);
    });
    return sending;
  };
  return () => calls;
}
