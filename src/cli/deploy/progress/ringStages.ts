import type { DeployRun } from '../../../fleet/deploy/deployRun.js';
import { silentListener } from '../silentListener.js';
import { ringName, words } from './progressWords.js';
import { RingActivity } from './ringActivity.js';
import type { RunProgress } from './runProgress.js';
import { openStages } from './stages.js';

/** What is being done to the orgs of each ring, by the ring's name. */
type Data = Record<string, string>;

/** A deploy across a fleet: its rings as stages, and in the one that is being deployed to a line for each org in work. */
export function stagesOfRings({ id, options, orgs }: DeployRun, open = openStages<Data>): RunProgress {
  const rings = [...new Set(orgs.map(({ ring }) => ringName(ring)))];
  const output = open({
    title: words(options.dryRun ? 'title.fleetValidate' : 'title.fleet', orgs.length),
    stages: rings,
    timerUnit: 's',
    jsonEnabled: false,
    stageSpecificBlock: rings.map((stage) => ({
      stage,
      type: 'message',
      // Where every change is a line of its own, what became of the orgs is in the table at the end.
      onlyShowAtEndInCI: true,
      get: (data) => data?.[stage],
    })),
    postStagesBlock: [{ label: words('label.run'), type: 'static-key-value', neverCollapse: true, get: () => id }],
  });
  const activity = new RingActivity(orgs);
  let current = '';
  const show = (): void => output.updateData({ [current]: activity.lines().join('\n') });
  const showing =
    <Arguments extends readonly unknown[]>(change: (...given: Arguments) => unknown) =>
    (...given: Arguments): void => {
      change(...given);
      show();
    };
  return {
    ...silentListener,
    onRing: (ring, names) => {
      current = ringName(ring);
      activity.begin(names);
      output.goto(current);
      show();
    },
    onOrg: showing((org) => activity.org(org)),
    onStep: showing((name, step) => activity.step(name, step)),
    onProgress: showing((name, progress) => activity.progress(name, progress)),
    onAwaited: showing((name, job) => activity.awaited(name, job.id)),
    onSoak: showing((_, minutes) => activity.soak(minutes)),
    stop: (end) => output.stop(end),
  };
}
