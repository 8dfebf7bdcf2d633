import { createInterface } from 'node:readline/promises';
import type { SyntheticCommand } from './syntheticCommand.js';

/** How long a question waits for its answer, in milliseconds. */
const PATIENCE = 5 * 60_000;

/** Whether a command has nobody at a terminal to ask. */
export function isAlone(command: Pick<SyntheticCommand<unknown>, 'jsonEnabled'>): boolean {
  return command.jsonEnabled() || !process.stdin.isTTY || !process.stdout.isTTY;
}

/** Whether the person at the terminal types `expected`: what can't be undone is not done by pressing Enter. */
export async function typedConfirmation(question: string, expected: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(`${question} `, { signal: AbortSignal.timeout(PATIENCE) });
    return answer.trim() === expected;
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') return false;
    throw error;
  } finally {
    terminal.close();
  }
}
