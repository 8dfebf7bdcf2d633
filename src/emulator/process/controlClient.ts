import { z } from 'zod';
import type { RegistryEntry } from './registry.js';

/** A large deploy keeps an emulator from answering for seconds. */
const TIMEOUT_MS = 10_000;

const statusSchema = z.object({
  pid: z.int(),
  startedAt: z.string(),
  orgs: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(['production', 'sandbox', 'scratch', 'developer']),
      orgId: z.string(),
      url: z.string(),
      username: z.string(),
      accessToken: z.string(),
      refreshToken: z.string(),
      rehearsal: z
        .object({
          takenAt: z.string(),
          components: z.int(),
          leftOut: z.array(z.object({ type: z.string(), fullName: z.string(), reason: z.string() })),
        })
        .exactOptional(),
    }),
  ),
});

export type LiveStatus = z.infer<typeof statusSchema>;

/**
 * What came of asking an entry's process. `gone`: nobody listens there, or another program does, or another process of
 * the same number. `silent`: somebody listens and does not answer in time, which a busy emulator may do.
 */
export type Asked =
  { readonly is: 'running'; readonly status: LiveStatus } | { readonly is: 'gone' } | { readonly is: 'silent' };

export async function askStatus(entry: RegistryEntry): Promise<Asked> {
  const answer = await control(entry, 'GET', '/emulator/status');
  if (answer === 'silent') return { is: 'silent' };
  if (answer === 'refused' || answer.status !== 200) return { is: 'gone' };
  const parsed = statusSchema.safeParse(jsonOf(answer.text));
  const status = parsed.success ? parsed.data : undefined;
  return status?.pid === entry.pid && status.startedAt === entry.startedAt ? { is: 'running', status } : { is: 'gone' };
}

/** Asks the process to stop; says whether it agreed. */
export async function askShutdown(entry: RegistryEntry): Promise<boolean> {
  const answer = await control(entry, 'POST', '/emulator/shutdown');
  return typeof answer === 'object' && answer.status === 202;
}

type Answer = { readonly status: number; readonly text: string };

async function control(entry: RegistryEntry, method: string, path: string): Promise<Answer | 'refused' | 'silent'> {
  const url = entry.orgs[0]?.url;
  if (url === undefined) return 'refused';
  try {
    const response = await fetch(new URL(path, url), {
      method,
      headers: { authorization: `Bearer ${entry.controlToken}` },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    const name = typeof error === 'object' && error !== null && 'name' in error ? error.name : undefined;
    if (name === 'TimeoutError') return 'silent';
    // What fetch throws when nobody listens, or who listens speaks no HTTP.
    if (name === 'TypeError') return 'refused';
    throw error;
  }
}

/** The JSON of an answer; undefined when it is none, as another program on the port may send. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
