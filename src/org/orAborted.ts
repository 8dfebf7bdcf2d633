/**
 * The work's result, or the signal's reason as an error once it has come and the work has not ended within `graceMs` after
 * that: for work whose end an interruption need not wait for.
 */
export async function orAborted<T>(signal: AbortSignal | undefined, work: Promise<T>, graceMs = 0): Promise<T> {
  if (signal === undefined) return work;
  let grace: NodeJS.Timeout | undefined;
  let begin = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    begin = () => (grace = setTimeout(() => reject(signal.reason as Error), graceMs));
    if (signal.aborted) begin();
    else signal.addEventListener('abort', begin, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    clearTimeout(grace);
    signal.removeEventListener('abort', begin);
  }
}
