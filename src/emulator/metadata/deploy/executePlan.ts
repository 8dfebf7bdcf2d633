import type { Caller } from '../../access/caller.js';
import { catalogOf } from '../../catalog/catalog.js';
import type { StoredComponent } from '../../org/componentStore.js';
import type { EmbeddedOrg } from '../../org/embeddedOrg.js';
import { addToAuditTrail } from '../../org/setupAuditTrail.js';
import { namesOf, type ComponentChange } from '../audit/componentChange.js';
import { setupChanges } from '../audit/setupChanges.js';
import type { Candidate, CheckContext } from '../types/componentType.js';
import { componentKey } from '../types/formulaTargets.js';
import { deleteComponents } from './deletion.js';
import { componentProblem, type DeployPlan, type PlannedProblem } from './deployPlan.js';
import type { DeployMessage, DeployOptions } from './deployRecord.js';

/** What a deploy did and what it could not do. */
export type Rows = { readonly successes: DeployMessage[]; readonly failures: DeployMessage[] };
type Attempt = Rows & { readonly refused: ReadonlySet<string>; readonly changes: readonly ComponentChange[] };

/**
 * Carries a plan out: all or nothing when `rollbackOnError` is set, nothing for good when `checkOnly` is. Without
 * rollback it tries again without the components that failed, until those that are left stand by themselves.
 */
export function executePlan(
  org: EmbeddedOrg,
  caller: Caller,
  plan: DeployPlan,
  options: DeployOptions,
  now: string,
): Rows {
  const planned = plan.problems.map((problem) => problemMessage(problem, options, now));
  const failed = planned.filter(({ success }) => !success);
  const warned = planned.filter(({ success }) => success);
  const excluded = new Set<string>();
  for (;;) {
    const attempt = org.storage.transaction<Attempt>((rollback) => {
      const before = catalogOf(org);
      const result = applyPlan(org, caller, plan, excluded, now);
      const clean =
        result.refused.size === 0 && (!options.rollbackOnError || failed.length + result.failures.length === 0);
      if (!clean || options.checkOnly) return rollback(result);
      addToAuditTrail(org, caller.userId, setupChanges(result.changes, namesOf(catalogOf(org), before)));
      return result;
    });
    failed.push(...attempt.failures);
    for (const key of attempt.refused) excluded.add(key);
    if (attempt.refused.size === 0 || options.rollbackOnError) {
      const manifests = plan.manifests.map((fileName) => manifestMessage(fileName, now));
      return { successes: [...manifests, ...attempt.successes, ...warned], failures: failed };
    }
  }
}

/** Brings the org into the state the plan wants, then judges that state; `refused` are the components that must not stay. */
function applyPlan(
  org: EmbeddedOrg,
  caller: Caller,
  plan: DeployPlan,
  excluded: ReadonlySet<string>,
  now: string,
): Attempt {
  const stamp = { now, userId: caller.userId };
  const successes: DeployMessage[] = [];
  const failures: DeployMessage[] = [];
  const refused = new Set<string>();
  const changes: ComponentChange[] = [];
  const remove = (deletions: DeployPlan['before']): void => {
    const wanted = deletions.filter(({ type, fullName }) => !excluded.has(componentKey(type, fullName)));
    for (const result of deleteComponents(org, wanted, stamp)) {
      const { type, fullName, fileName } = result.deletion;
      const base = { componentType: type, fullName, fileName, createdDate: now, created: false };
      if (result.outcome === 'deleted') {
        changes.push({ type, before: result.component });
        successes.push({ ...base, changed: true, deleted: true, success: true, id: result.component.id });
      } else if (result.outcome === 'missing') {
        const problem = `No ${type} named: ${fullName} found`;
        successes.push({ ...base, changed: false, deleted: false, success: true, problem, problemType: 'Warning' });
      } else {
        failures.push({
          ...base,
          changed: false,
          deleted: false,
          success: false,
          problem: result.problem,
          problemType: 'Error',
        });
        refused.add(componentKey(type, fullName));
      }
    }
  };
  remove(plan.before);
  const candidates = plan.candidates.filter(({ type, fullName }) => !excluded.has(componentKey(type.name, fullName)));
  const applied = applyCandidates(org, candidates, stamp);
  changes.push(...applied.flatMap(changeOf));
  remove(plan.after);
  const priors = new Map(
    applied.map(({ candidate, before }) => [componentKey(candidate.type.name, candidate.fullName), before]),
  );
  const context: CheckContext = {
    org,
    catalog: catalogOf(org),
    before: (type, fullName) => priors.get(componentKey(type, fullName)),
  };
  for (const { candidate, outcome, component } of applied) {
    // The platform stops at the first thing that is wrong with a component.
    const [problem] = candidate.type.checkWithin(candidate, context);
    if (problem !== undefined) {
      failures.push(errorMessage(componentProblem(candidate, problem), now));
      refused.add(componentKey(candidate.type.name, candidate.fullName));
      continue;
    }
    successes.push({
      changed: outcome !== 'unchanged',
      componentType: candidate.type.name,
      created: outcome === 'created',
      createdDate: now,
      deleted: false,
      fileName: candidate.fileName,
      fullName: candidate.fullName,
      ...(component ? { id: component.id } : {}),
      success: true,
    });
  }
  return { successes, failures, refused, changes };
}

type Applied = {
  readonly candidate: Candidate;
  readonly before: StoredComponent | undefined;
  readonly component: StoredComponent | undefined;
  readonly outcome: 'created' | 'changed' | 'unchanged';
};

function changeOf({ candidate, before, component, outcome }: Applied): ComponentChange[] {
  if (outcome === 'unchanged' || component === undefined) return [];
  const type = candidate.type.name;
  return [before === undefined ? { type, after: component } : { type, before, after: component }];
}

/** Objects first: the records of a custom metadata type carry its key prefix in their ids. */
function applyCandidates(
  org: EmbeddedOrg,
  candidates: readonly Candidate[],
  stamp: { now: string; userId: string },
): Applied[] {
  const [objects, others] = [true, false].map((wanted) =>
    candidates.filter(({ type }) => (type.name === 'CustomObject') === wanted),
  );
  const appliedObjects = (objects ?? []).map((candidate) => apply(org, candidate, candidate.type.keyPrefix, stamp));
  const catalog = catalogOf(org);
  const appliedOthers = (others ?? []).map((candidate) => {
    const { type, fullName } = candidate;
    return apply(org, candidate, type.keyPrefixOf?.(fullName, catalog) ?? type.keyPrefix, stamp);
  });
  return [...appliedObjects, ...appliedOthers];
}

function apply(
  org: EmbeddedOrg,
  candidate: Candidate,
  keyPrefix: string,
  stamp: { now: string; userId: string },
): Applied {
  const { type, fullName, body, content } = candidate;
  const before = org.components.get(type.name, fullName);
  // A standard object's file that says nothing about the object itself leaves it alone.
  if (type.container ?? (type.name === 'CustomObject' && Object.keys(body).length === 0)) {
    return { candidate, before, component: before, outcome: 'unchanged' };
  }
  const whole = before && type.merge ? type.merge(before.body, body) : body;
  const write = { type: type.name, fullName, body: whole, ...(content === undefined ? {} : { content }) };
  return { candidate, before, ...org.components.put(write, { ...stamp, keyPrefix }) };
}

function manifestMessage(fileName: string, now: string): DeployMessage {
  return {
    changed: true,
    componentType: '',
    created: false,
    createdDate: now,
    deleted: false,
    fileName,
    fullName: fileName.split('/').at(-1) ?? fileName,
    success: true,
  };
}

/** A warning is a failure unless the options say to ignore warnings. Source: the same page, `ignoreWarnings`. */
function problemMessage(problem: PlannedProblem, { ignoreWarnings }: DeployOptions, now: string): DeployMessage {
  const message = errorMessage(problem, now);
  return problem.warning ? { ...message, problemType: 'Warning', success: ignoreWarnings } : message;
}

function errorMessage({ type, fullName, fileName, problem, line, column }: PlannedProblem, now: string): DeployMessage {
  return {
    changed: false,
    ...(column === undefined ? {} : { columnNumber: column }),
    componentType: type,
    created: false,
    createdDate: now,
    deleted: false,
    fileName,
    fullName,
    ...(line === undefined ? {} : { lineNumber: line }),
    problem,
    problemType: 'Error',
    success: false,
  };
}
