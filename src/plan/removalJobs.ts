import type { ComponentType } from '../metadata/component.js';
import { traitsOf } from '../metadata/objectTraits.js';
import type { Deletion, RemovalPlan, Retraction } from './removal.js';

/** `objects`: rules, list views and fields, and what refers to them. `access`: permissions, policy and the badge's image. */
export const removalStages = ['objects', 'access'] as const;
export type RemovalStage = (typeof removalStages)[number];

/**
 * One deploy job. The platform carries out `before`, then takes `changed`, then carries out `after`, all or nothing.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_deploy_deleting_files.htm
 */
export type RemovalJob = {
  readonly stage: RemovalStage;
  readonly before: readonly Deletion[];
  readonly changed: readonly Retraction['component'][];
  readonly after: readonly Deletion[];
};

/** As many components as one job takes files: the page above names no limit of deletions of its own. */
const MOST_DELETIONS = 10_000;

/** What names others goes first, in the same job: no rule is gone whose fields are still there. */
const NAMES_OTHERS: ReadonlySet<ComponentType> = new Set([
  'CustomMetadata',
  'ListView',
  'PermissionSet',
  'ValidationRule',
]);

/**
 * The jobs of a removal, in their order: one for all objects where it takes them, all of an object in the same, then one
 * for the rest. Access goes last, so that whoever starts again after an interruption still sees the fields that are left.
 */
export function removalJobs(
  { deletions, retractions }: Pick<RemovalPlan, 'deletions' | 'retractions'>,
  most: number = MOST_DELETIONS,
): RemovalJob[] {
  const onObjects = deletions.filter(({ object }) => object !== undefined);
  const others = deletions.filter(({ object }) => object === undefined);
  const parts: Deletion[][] = [];
  for (const together of Map.groupBy(onObjects, ({ object = '' }) => traitsOf(object).fieldHome).values()) {
    const last = parts.at(-1);
    if (last !== undefined && last.length + together.length <= most) last.push(...together);
    else parts.push([...together]);
  }
  const changed = retractions.map(({ component }) => component);
  const objects = parts.map((part, index) => jobOf('objects', part, index === 0 ? changed : []));
  // What was added to the org's own components can be left alone, where a removal was cut short.
  const alone = objects.length === 0 && changed.length > 0 ? [jobOf('objects', [], changed)] : [];
  return [...alone, ...objects, ...(others.length === 0 ? [] : [jobOf('access', others, [])])];
}

function jobOf(stage: RemovalStage, deletions: readonly Deletion[], changed: RemovalJob['changed']): RemovalJob {
  const first = ({ type, purpose }: Deletion): boolean =>
    NAMES_OTHERS.has(type) || (type === 'CustomField' && (purpose === 'badge' || purpose === 'report'));
  return {
    stage,
    before: deletions.filter(first),
    changed,
    after: deletions.filter((deletion) => !first(deletion)),
  };
}
