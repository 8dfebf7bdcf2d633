import { SfCommand } from '@salesforce/sf-plugins-core';

/** The exit code of a command that Ctrl-C or a termination signal ended: 128 + SIGINT, as shells have it. */
export const INTERRUPTED = 130;

/** What an interrupted command may still have to write once it is done, in milliseconds. */
const LAST_WORDS = 1_000;

/** What every command of this plugin shares: how it ends when interrupted, and what an error in JSON may say. */
export abstract class SyntheticCommand<T> extends SfCommand<T> {
  /**
   * What a command has to finish when it is interrupted; it then ends by itself. A second interruption ends it at once,
   * and so does the first where there is nothing to finish.
   */
  protected onInterrupt: (() => void) | undefined;
  private interrupted = false;

  /** SfCommand calls this from its signal handlers, where throwing, as the original does, ends in a stack trace. */
  public override exit(code = 0): never {
    if (code !== INTERRUPTED) return super.exit(code);
    const finish = this.onInterrupt;
    this.onInterrupt = undefined;
    if (finish === undefined) process.exit(INTERRUPTED);
    this.interrupted = true;
    finish();
    return undefined as never;
  }

  protected override async finally(error: Error | undefined): Promise<void> {
    if (this.interrupted) this.leave();
    await super.finally(error);
  }

  /** An org that does not answer must not hold a process up that is done. Who runs a command within another may not leave. */
  protected leave(): void {
    setTimeout(() => process.exit(), LAST_WORDS).unref();
  }

  public override logJson(json: unknown): void {
    super.logJson(typeof json === 'object' && json !== null && 'stack' in json ? withoutTrace(json) : json);
  }
}

/** Stack traces carry paths of this machine, and the texts of inner errors may carry more. */
function withoutTrace(error: object): object {
  return Object.fromEntries(Object.entries(error).filter(([key]) => key !== 'stack' && key !== 'cause'));
}
