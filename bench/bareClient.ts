/**
 * Makes recorded calls to embedded orgs again, in the same order and as many side by side, and does nothing else with the
 * answers: what the orgs and the way to them take by themselves. In a process of its own, as what it is compared with. The
 * parent sends one `BareTask`, and once this process has said that it is there, anything to begin.
 */
import { once } from 'node:events';
import pMap from 'p-map';
import { Agent, request } from 'undici';
import type { BareTask, FleetDone } from './fleetBench.ts';
import { JOB, jobIn, type RecordedCall, TOKEN } from './recordedCall.ts';

const [task] = (await once(process, 'message')) as [BareTask];
const dispatcher = new Agent();
const begin = once(process, 'message');
process.send?.('ready');
await begin;
const started = performance.now();
await pMap(task.orgs, repeat, { concurrency: task.concurrency });
const done: FleetDone = {
  ms: performance.now() - started,
  cpuSeconds: (process.cpuUsage().user + process.cpuUsage().system) / 1e6,
  maxRssMiB: process.resourceUsage().maxRSS / 1024,
};
process.send?.(done, () => process.exit(0));

async function repeat(org: BareTask['orgs'][number]): Promise<void> {
  const answers: Promise<string>[] = [];
  for (const call of task.calls) {
    const before = answers.filter((_, place) => call.after.includes(place));
    answers.push(Promise.all(before).then(async () => send(org, call, await idOf(answers, call))));
  }
  await Promise.all(answers);
}

async function idOf(answers: readonly Promise<string>[], { job }: RecordedCall): Promise<string> {
  if (job === undefined) return '';
  const id = jobIn((await answers[job]) ?? '');
  if (id === undefined) throw new Error('The org started no job.');
  return id;
}

async function send(
  { url, accessToken }: BareTask['orgs'][number],
  { method, path, headers, body, job }: RecordedCall,
  id: string,
): Promise<string> {
  const filled = (text: string): string => text.replaceAll(TOKEN, accessToken).replaceAll(JOB, id);
  const answer = await request(`${url}${path}`, {
    method: method as 'GET' | 'POST',
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, filled(value)])),
    ...(body === undefined ? {} : { body: filled(body) }),
    dispatcher,
  });
  const text = await answer.body.text();
  if (answer.statusCode >= 400)
    throw new Error(`${method} ${path} answered ${answer.statusCode}: ${text.slice(0, 500)}`);
  if (job !== undefined && !text.includes('<done>true</done>'))
    throw new Error('A job was not done at the first look.');
  return text;
}
