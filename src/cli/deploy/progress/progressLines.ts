import type { DeployRun } from '../../../fleet/deploy/deployRun.js';
import { silentListener } from '../silentListener.js';
import { ringName, stepText, words } from './progressWords.js';
import { RingActivity } from './ringActivity.js';
import type { RunProgress } from './runProgress.js';

type Say = (line: string) => void;

/** How often a long silence is broken, in milliseconds, as the core CLI does: CI servers end jobs that say nothing. */
const HEARTBEAT = 300_000;

/** For logs: a line a step, and one for each job; never how far a job is. */
export function linesOfOrg(say: Say): RunProgress {
  let doing = '';
  let job: string | undefined;
  const heart = heartbeat(say, () => doing);
  return {
    ...silentListener,
    onStep: (name, step) => {
      doing = stepText(step);
      say(`${name}: ${doing}`);
    },
    onOrg: ({ phase, jobs }) => {
      const { id } = jobs.at(-1) ?? {};
      if (phase !== 'waiting' || id === undefined || id === job) return;
      job = id;
      say(`  ${words('line.job', id)}`);
    },
    stop: heart.stop,
  };
}

/** For logs: a line a ring, and one for each org when it has ended. */
export function linesOfRings({ orgs }: DeployRun, say: Say): RunProgress {
  const activity = new RingActivity(orgs);
  const heart = heartbeat(say, () => activity.lines().join('; '));
  return {
    ...silentListener,
    onRing: (ring, orgs) => {
      activity.begin(orgs);
      say(words('line.ring', ringName(ring), orgs.length));
    },
    onOrg: (org) => {
      if (activity.org(org))
        say(`  ${words('line.org', org.name, org.outcome ?? org.phase, activity.ended, activity.size)}`);
    },
    onStep: (name, step) => activity.step(name, step),
    onProgress: (name, progress) => activity.progress(name, progress),
    onAwaited: (name, { id }) => {
      activity.awaited(name, id);
      say(`  ${name}: ${words('awaiting', id)}`);
    },
    onSoak: (ring, minutes) => say(`${ringName(ring)}: ${words('soaking', minutes)}`),
    stop: heart.stop,
  };
}

function heartbeat(say: Say, doing: () => string): { readonly stop: () => void } {
  const every = Number(process.env['SF_CI_HEARTBEAT_FREQUENCY_MS']) || HEARTBEAT;
  const timer = setInterval(() => say(words('line.heartbeat', doing())), every);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
