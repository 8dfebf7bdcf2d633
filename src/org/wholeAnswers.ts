import type { Dispatcher } from 'undici';

let taken: Promise<void> | undefined;

/**
 * Makes the Salesforce libraries of this process see an answer only once it has come whole. By themselves they pass it
 * on piece by piece and listen to no error from then on: a connection that is lost halfway through an answer would leave
 * its caller waiting for ever, and end the process, with the deploys to all other orgs. This way it is an error of that
 * one call, which they repeat where that is safe. Their calls are never so large that one needs the pieces.
 */
export function takeAnswersWhole(): Promise<void> {
  // They have one dispatcher a process, so it is set once.
  taken ??= setDispatcher();
  return taken;
}

async function setDispatcher(): Promise<void> {
  const [{ Agent }, jsforce] = await Promise.all([import('undici'), import('@jsforce/jsforce-node/lib/request.js')]);
  // As the libraries set up their own.
  const agent = new Agent({ connect: { allowH2: false } });
  jsforce.setDispatcher(agent.compose((dispatch) => (options, handler) => dispatch(options, new WholeAnswer(handler))));
}

type Head = { readonly status: number; readonly headers: Headers; readonly message: string | undefined };
type Headers = Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseStart']>>[2];

/** Keeps what comes in until the end, and then hands on all of it. */
class WholeAnswer implements Dispatcher.DispatchHandler {
  private head: Head | undefined;
  private readonly pieces: Buffer[] = [];

  public constructor(private readonly handler: Dispatcher.DispatchHandler) {}

  public onRequestStart(controller: Dispatcher.DispatchController, context: unknown): void {
    this.handler.onRequestStart?.(controller, context);
  }

  public onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: Headers,
    message?: string,
  ): void {
    // What comes before the answer, such as 100 Continue, is no part of it.
    if (status < 200) this.handler.onResponseStart?.(controller, status, headers, message);
    else this.head = { status, headers, message };
  }

  public onResponseData(_: Dispatcher.DispatchController, piece: Buffer): void {
    this.pieces.push(piece);
  }

  public onResponseEnd(controller: Dispatcher.DispatchController, trailers: Headers): void {
    if (this.head !== undefined) {
      const { status, headers, message } = this.head;
      this.handler.onResponseStart?.(controller, status, headers, message);
    }
    for (const piece of this.pieces) this.handler.onResponseData?.(controller, piece);
    this.handler.onResponseEnd?.(controller, trailers);
  }

  public onResponseError(controller: Dispatcher.DispatchController, error: Error): void {
    this.handler.onResponseError?.(controller, error);
  }
}
