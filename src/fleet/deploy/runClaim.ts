import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as z from 'zod';

/** How often a process that carries a run out says that it is there, in milliseconds. */
const BEAT = 1_000;

/** After how long a silence it counts as gone, in milliseconds: machines sleep, and processes are killed. */
const SILENCE = 60_000;

const claimShape = z.strictObject({ pid: z.int().positive(), token: z.string() });
type ClaimContent = z.infer<typeof claimShape>;

/** The process that carries a run out. */
export type Carrier = { readonly pid: number };

type OnClaim = {
  /** Somebody asked for the run to be canceled. */
  readonly onCancel: () => void;
  /** Another process carries the run out, which took this one for gone. */
  readonly onLost: () => void;
};

/**
 * That a run is carried out by one process at a time. A process id alone proves nothing, since after a reboot, or in
 * another container, another process has it: whoever carries a run out touches the claim's file as long as it lives. Those
 * who want the run canceled put a file beside it, which works where a signal would reach nobody, or somebody else.
 */
export class RunClaim {
  private readonly timer: NodeJS.Timeout;
  private told = false;

  private constructor(
    private readonly path: string,
    private readonly content: ClaimContent,
    private readonly on: OnClaim,
  ) {
    // A beat that fails is a silence, which the next one may end.
    this.timer = setInterval(() => void this.beat().catch(() => undefined), BEAT);
    this.timer.unref();
  }

  /** Claims the run whose claim's file this is; undefined when another process carries it out. */
  public static async take(path: string, on: OnClaim): Promise<RunClaim | undefined> {
    if ((await carrierOf(path)) !== undefined) return undefined;
    const content: ClaimContent = { pid: process.pid, token: randomUUID() };
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const draft = `${path}.${content.token}.tmp`;
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(JSON.stringify(content));
    } finally {
      await file.close();
    }
    await rm(cancelPath(path), { force: true });
    await rename(draft, path);
    // Of several that found nobody, the last one has it.
    return (await isHeld(path, content)) ? new RunClaim(path, content, on) : undefined;
  }

  public async release(): Promise<void> {
    clearInterval(this.timer);
    if (!(await isHeld(this.path, this.content))) return;
    await rm(this.path, { force: true });
    await rm(cancelPath(this.path), { force: true });
  }

  private async beat(): Promise<void> {
    if (this.told) return;
    if (!(await isHeld(this.path, this.content))) {
      this.told = true;
      this.on.onLost();
      return;
    }
    await utimes(this.path, new Date(), new Date());
    if (await exists(cancelPath(this.path))) {
      this.told = true;
      this.on.onCancel();
    }
  }
}

/** The process that carries the run out; undefined when none does, or the one that did is gone. */
export async function carrierOf(path: string): Promise<Carrier | undefined> {
  const content = await readClaim(path);
  if (content === undefined || !isAlive(content.pid)) return undefined;
  const touched = await stat(path).catch(ifMissing);
  return touched !== undefined && Date.now() - touched.mtimeMs < SILENCE ? { pid: content.pid } : undefined;
}

/** Asks whoever carries the run out to cancel it. */
export async function askToCancel(path: string): Promise<void> {
  const file = await open(cancelPath(path), 'w', 0o600);
  await file.close();
}

function cancelPath(path: string): string {
  return `${path}.cancel`;
}

async function isHeld(path: string, { token }: ClaimContent): Promise<boolean> {
  return (await readClaim(path))?.token === token;
}

/** A claim that can't be read was left by something that is not this program: nobody is behind it. */
async function readClaim(path: string): Promise<ClaimContent | undefined> {
  const text = await readFile(path, 'utf8').catch(ifMissing);
  if (text === undefined) return undefined;
  try {
    return claimShape.safeParse(JSON.parse(text)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(ifMissing)) !== undefined;
}

function ifMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there, and somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
