import type { DeployRun } from '../../../fleet/deploy/deployRun.js';
import { stages } from '../../../metadata/component.js';
import { silentListener } from '../silentListener.js';
import { stageOf, words } from './progressWords.js';
import { openStages, type Stages } from './stages.js';
import type { RunProgress } from './runProgress.js';
import { jobLink } from '../jobLink.js';

/** What changes of what is shown. */
export type OrgData = {
  readonly status?: string | undefined;
  readonly id?: string | undefined;
  readonly url?: string | undefined;
  readonly components?: string | undefined;
};

/** A deploy to one org as the core CLI shows one: its stages, how long each takes, how far its job is, and where to see it. */
export function stagesOfOrg({ options, orgs: [org] }: DeployRun, open = openStages<OrgData>): RunProgress {
  const name = org?.name ?? '';
  const deploying = stages.map((stage) => stageOf({ kind: 'deploying', stage, part: 1, parts: 1 }));
  let names: string[] = [];
  let output: Stages<OrgData> | undefined;
  const begin = (): Stages<OrgData> =>
    (output ??= open({
      title: words(options.dryRun ? 'title.validate' : 'title.deploy', name),
      stages: names,
      timerUnit: 's',
      jsonEnabled: false,
      stageSpecificBlock: [...deploying, words('step.validating')].map((stage) => ({
        stage,
        label: words('label.components'),
        type: 'dynamic-key-value',
        get: (data) => data?.components,
      })),
      postStagesBlock: [
        {
          label: words('label.status'),
          type: 'dynamic-key-value',
          bold: true,
          onlyShowAtEndInCI: true,
          get: (data) => data?.status && jobLink(data.status, data.url),
        },
        { label: words('label.job'), type: 'static-key-value', neverCollapse: true, get: (data) => data?.id },
        { label: words('label.org'), type: 'static-key-value', get: () => name },
      ],
    }));
  return {
    ...silentListener,
    // What there is to do is known before anything moves: until then people read the plan, and may be asked.
    onPlan: (_org, _plan, { now }) => {
      const sent = deploying.filter((_stage, index) => now.some(({ stage }) => stage === stages[index]));
      names = options.dryRun
        ? [words('step.validating'), words('step.done')]
        : [
            ...sent,
            ...(sent.length === 0 ? [] : [words('step.confirming')]),
            ...(options.assign === undefined ? [] : [words('step.assigning')]),
            words('step.done'),
          ];
    },
    onStep: (_, step) => {
      if (step.kind !== 'reading') begin().goto(stageOf(step));
    },
    onOrg: ({ phase, jobs }) => {
      const job = jobs.at(-1);
      if (phase === 'waiting' && job !== undefined)
        output?.updateData({ id: job.id, url: job.url, status: undefined, components: undefined });
    },
    onProgress: (_, { status, deployed, total }) =>
      output?.updateData({ status, ...(total > 0 ? { components: share(deployed, total) } : {}) }),
    stop: (end) => {
      if (end === 'completed') output?.goto(words('step.done'));
      output?.stop(end);
    },
  };
}

function share(deployed: number, total: number): string {
  return words('percent', deployed, total, Math.round((deployed / total) * 100));
}
