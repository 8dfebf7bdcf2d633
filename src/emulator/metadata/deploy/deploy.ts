import type { Caller } from '../../access/caller.js';
import { catalogOf } from '../../catalog/catalog.js';
import { ApiError } from '../../org/apiError.js';
import type { StoredComponent } from '../../org/componentStore.js';
import type { EmbeddedOrg } from '../../org/embeddedOrg.js';
import { addToAuditTrail } from '../../org/setupAuditTrail.js';
import { namesOf, type ComponentChange } from '../audit/componentChange.js';
import { setupChanges } from '../audit/setupChanges.js';
import type { Candidate, CheckContext } from '../types/componentType.js';
import { componentKey } from '../types/formulaTargets.js';
import { userName } from '../userName.js';
import { deleteComponents } from './deletion.js';
import { componentProblem, planDeploy, type DeployPlan, type PlannedProblem } from './deployPlan.js';
import type { DeployMessage, DeployOptions, DeployRecord } from './deployRecord.js';
import { JobStore } from './jobs.js';
import { readZip } from './zip.js';

/**
 * Deploys a package as the Metadata API does, at once instead of in the background: the record given back is done, and
 * is kept for later polls. All or nothing when `rollbackOnError` is set; nothing ever stays of a `checkOnly` deploy.
 * Throws ApiError for a request that the platform would refuse before a job exists.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_deploy.htm
 */
export function deployZip(
  org: EmbeddedOrg,
  caller: Caller,
  zipBytes: Uint8Array,
  options: DeployOptions,
): DeployRecord {
  refuseOptions(org, options);
  const jobs = new JobStore(org.storage);
  const startDate = org.now().toISOString();
  const plan = planDeploy(readZip(zipBytes), options);
  const rows = run(org, caller, plan, options, startDate);
  const record = toRecord(org, caller, jobs.newId('0Af'), options, startDate, rows);
  jobs.addDeploy(record, options, zipBytes);
  return record;
}

/** Source: the page of `deployValidated` ("within the last 10 days"). */
const VALIDATION_LASTS_MS = 10 * 24 * 60 * 60 * 1000;

/**
 * Deploys again, for good, a package that a `checkOnly` deploy found right. Only a validation that ran tests counts,
 * as on the platform. Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_deployrecentvalidation.htm
 */
export function deployValidated(org: EmbeddedOrg, caller: Caller, validationId: string): DeployRecord {
  const validated = new JobStore(org.storage).validatedPackage(validationId);
  const { testLevel } = validated?.options ?? {};
  const age = validated && org.now().getTime() - Date.parse(validated.completedDate);
  const tested = testLevel !== undefined && testLevel !== 'NoTestRun';
  if (!validated || age === undefined || age > VALIDATION_LASTS_MS || !tested) {
    throw new ApiError(
      400,
      'INVALID_ID_FIELD',
      `${validationId} is not a validation of the last 10 days that succeeded and ran tests.`,
    );
  }
  return deployZip(org, caller, validated.zip, { ...validated.options, checkOnly: false });
}

const TEST_LEVELS = ['NoTestRun', 'RunSpecifiedTests', 'RunLocalTests', 'RunAllTestsInOrg', 'RunRelevantTests'];

function refuseOptions(org: EmbeddedOrg, { rollbackOnError, runTests, testLevel }: DeployOptions): void {
  const refuse = (message: string): never => {
    throw new ApiError(400, 'INVALID_OPERATION', message);
  };
  if (testLevel !== undefined && !TEST_LEVELS.includes(testLevel)) {
    refuse(`'${testLevel}' is not a valid value for the enum 'TestLevel'`);
  }
  if (org.kind === 'production') {
    // Wording: https://github.com/jetstreamapp/jetstream/issues/1401
    if (!rollbackOnError) refuse('rollbackOnError option must be true on a production org');
    // Wording: deploy logs quoted in public repositories.
    if (testLevel === 'NoTestRun') refuse('testLevel of NoTestRun cannot be used in production organizations');
  }
  if (runTests.length > 0 || testLevel === 'RunSpecifiedTests') {
    refuse('The embedded org has no Apex: it cannot run specified tests.');
  }
}

type Rows = { readonly successes: DeployMessage[]; readonly failures: DeployMessage[] };
type Attempt = Rows & { readonly refused: ReadonlySet<string>; readonly changes: readonly ComponentChange[] };

/** Without rollback, tries again without the components that failed, until those that are left stand by themselves. */
function run(org: EmbeddedOrg, caller: Caller, plan: DeployPlan, options: DeployOptions, now: string): Rows {
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
  const context: CheckContext = {
    org,
    catalog: catalogOf(org),
    before: (type, fullName) =>
      applied.find(
        ({ candidate }) => componentKey(candidate.type.name, candidate.fullName) === componentKey(type, fullName),
      )?.before,
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
  if (type.name === 'CustomObject' && Object.keys(body).length === 0) {
    return { candidate, before, component: before, outcome: 'unchanged' };
  }
  const write = { type: type.name, fullName, body, ...(content === undefined ? {} : { content }) };
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

function toRecord(
  org: EmbeddedOrg,
  { userId }: Caller,
  id: string,
  options: DeployOptions,
  startDate: string,
  { successes, failures }: Rows,
): DeployRecord {
  const deployed = successes.filter(({ componentType }) => componentType !== '').length;
  const success = failures.length === 0;
  const partial = !options.rollbackOnError && deployed > 0;
  const completedDate = org.now().toISOString();
  return {
    checkOnly: options.checkOnly,
    completedDate,
    createdBy: userId,
    createdByName: userName(org, userId),
    createdDate: startDate,
    details: {
      componentFailures: failures,
      componentSuccesses: successes,
      runTestResult: { numFailures: 0, numTestsRun: 0, totalTime: 0 },
    },
    done: true,
    id,
    ignoreWarnings: options.ignoreWarnings,
    lastModifiedDate: completedDate,
    numberComponentErrors: failures.length,
    numberComponentsDeployed: deployed,
    numberComponentsTotal: deployed + failures.length,
    numberTestErrors: 0,
    numberTestsCompleted: 0,
    numberTestsTotal: 0,
    rollbackOnError: options.rollbackOnError,
    runTestsEnabled: options.testLevel !== undefined && options.testLevel !== 'NoTestRun',
    startDate,
    status: success ? 'Succeeded' : partial ? 'SucceededPartial' : 'Failed',
    success,
  };
}
