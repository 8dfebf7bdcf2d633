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
  const response = await control(entry, 'GET', '/emulator/status');
  if (response === 'silent') return { is: 'silent' };
  if (response === 'refused' || !response.ok) return { is: 'gone' };
  const parsed = statusSchema.safeParse(await bodyOf(response));
  const status = parsed.success ? parsed.data : undefined;
  return status?.pid === entry.pid && status.startedAt === entry.startedAt ? { is: 'running', status } : { is: 'gone' };
}

/** The JSON of an answer; undefined when it is none, as another program on the port may send. */
async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Asks the process to stop; says whether it agreed. */
export async function askShutdown(entry: RegistryEntry): Promise<boolean> {
  const response = await control(entry, 'POST', '/emulator/shutdown');
  return typeof response === 'object' && response.status === 202;
}

async function control(entry: RegistryEntry, method: string, path: string): Promise<Response | 'refused' | 'silent'> {
  const url = entry.orgs[0]?.url;
  if (url === undefined) return 'refused';
  try {
    return await fetch(new URL(path, url), {
      method,
      headers: { authorization: `Bearer ${entry.controlToken}` },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError') return 'silent';
    // What fetch throws when nobody listens, or who listens speaks no HTTP.
    if (error instanceof Error && error.name === 'TypeError') return 'refused';
    throw error;
  }
}
