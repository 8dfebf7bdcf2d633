import { setImmediate } from 'node:timers/promises';
import type { Caller } from '../../access/caller.js';
import { ApiError } from '../../org/apiError.js';
import type { EmbeddedOrg } from '../../org/embeddedOrg.js';
import { userName } from '../userName.js';
import { planDeploy, planSteps, type DeployPlan } from './deployPlan.js';
import {
  abandonedRecord,
  finishedRecord,
  pendingRecord,
  type DeployOptions,
  type DeployRecord,
} from './deployRecord.js';
import { executePlan } from './executePlan.js';
import { JobStore } from './jobs.js';
import { requireOptions } from './requireOptions.js';
import { readZip, type ZipFiles } from './zip.js';

/** A package of at most this many files and bytes is deployed at once, so that the first poll finds it done. */
const AT_ONCE = { files: 100, bytes: 256 * 1024 };
/** How long a package is read before other requests get their turn. */
const SLICE_MS = 10;
/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_deployrecentvalidation.htm ("within the last 10 days") */
const VALIDATION_LASTS_MS = 10 * 24 * 60 * 60 * 1000;

type Job = {
  record: DeployRecord;
  readonly caller: Caller;
  readonly options: DeployOptions;
  readonly zip: Uint8Array;
  readonly files: ZipFiles;
};

const known = new WeakMap<EmbeddedOrg, Deploys>();

/** The deploys of an org, one queue for each. */
export function deploysOf(org: EmbeddedOrg): Deploys {
  const deploys = known.get(org) ?? new Deploys(org);
  known.set(org, deploys);
  return deploys;
}

/** A deploy without what it did to each component. */
export type DeploySummary = Omit<DeployRecord, 'details'>;

/**
 * Takes packages and deploys them, one after the other. A small one is deployed before its request is answered. A
 * larger one waits (`Pending`), is read between other requests (`InProgress`) and can be canceled until then; what it
 * brings is then judged and written in one transaction, together with the job's record, so that no end of the process
 * leaves half of it. A deploy that the process did not live to end is `Failed` when the org is opened again.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_deploy.htm
 */
export class Deploys {
  private readonly jobs: JobStore;
  private readonly queue: Job[] = [];
  private readonly shownAs = new Map<string, () => Partial<DeploySummary> | undefined>();
  private active: Job | undefined;
  private working = false;
  private stopped = false;

  public constructor(private readonly org: EmbeddedOrg) {
    this.jobs = new JobStore(org.storage);
    for (const { record, options } of this.jobs.unfinished()) {
      const end = {
        status: 'Failed',
        errorStatusCode: 'UNKNOWN_EXCEPTION',
        errorMessage: 'The embedded org ended while this deploy was under way; nothing of it was saved.',
      } as const;
      this.jobs.putDeploy(abandonedRecord(record, end, this.now()), options, new Uint8Array());
    }
  }

  /** Takes a package. Throws ApiError for a request that the platform would refuse before a job exists. */
  public start(caller: Caller, zip: Uint8Array, options: DeployOptions): DeployRecord {
    requireOptions(this.org, options);
    const files = readZip(zip);
    const by = { userId: caller.userId, userName: userName(this.org, caller.userId) };
    const record = pendingRecord(this.jobs.newId('0Af'), by, options, this.now());
    const job: Job = { record, caller, options, zip, files };
    if (!this.working && isSmall(files)) this.execute(job, planDeploy(files, options));
    else this.enqueue(job);
    return job.record;
  }

  /**
   * Deploys again, for good, a package that a `checkOnly` deploy found right. Only a validation that ran tests counts,
   * as on the platform, and only until the next deploy. Sources: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_deployrecentvalidation.htm;
   * the platform's help on quick deployments, as quoted in https://salesforce.stackexchange.com/questions/187859.
   * `missing` is the HTTP status of the refusal; REST says 404 where SOAP has a fault.
   */
  public startValidated(caller: Caller, validationId: string, missing = 400): DeployRecord {
    const validated = this.jobs.validatedPackage(validationId);
    const { testLevel } = validated?.options ?? {};
    const age = validated && this.org.now().getTime() - Date.parse(validated.completedDate);
    const tested = testLevel !== undefined && testLevel !== 'NoTestRun';
    if (!validated || age === undefined || age > VALIDATION_LASTS_MS || !tested) {
      throw new ApiError(
        missing,
        'INVALID_ID_FIELD',
        `${validationId} is not a validation of the last 10 days that succeeded and ran tests.`,
      );
    }
    if (this.jobs.isDeployedSince(validationId)) {
      throw new ApiError(
        missing,
        'INVALID_ID_FIELD',
        `Since ${validationId}, something else was deployed to this org.`,
      );
    }
    return this.start(caller, validated.zip, { ...validated.options, checkOnly: false });
  }

  /** Every deploy without what it did to each component, oldest first. */
  public summaries(): DeploySummary[] {
    return this.jobs.summaries().flatMap((summary) => {
      const shown = this.shownAs.get(summary.id);
      if (shown === undefined) return [summary];
      const changes = shown();
      return changes === undefined ? [] : [{ ...summary, ...changes }];
    });
  }

  /** Lets a deploy that something else has taken over show as that has it; not at all where it gives nothing. */
  public showAs(id: string, shown: () => Partial<DeploySummary> | undefined): void {
    this.shownAs.set(id, shown);
  }

  /** The deploy as it is now. Throws ApiError when there is none of that id. */
  public find(id: string | undefined): { readonly record: DeployRecord; readonly options: DeployOptions } {
    if (id === undefined || !id.startsWith('0Af'))
      throw new ApiError(400, 'INVALID_ID_FIELD', `invalid id ${id ?? ''}`);
    const found = this.jobs.deploy(id);
    if (!found) throw new ApiError(400, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
    return this.active?.record.id === found.record.id ? this.active : found;
  }

  /**
   * Stops a deploy that is not done: at once when it waits, soon when it is being read (`Canceling`).
   * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_canceldeploy.htm
   */
  public cancel({ userId }: Caller, id: string | undefined): DeployRecord {
    const { record } = this.find(id);
    // Wording: https://github.com/salesforcecli/plugin-source/pull/513
    if (record.done) throw new ApiError(400, 'INVALID_ID_FIELD', 'Deployment already completed');
    const by = { canceledBy: userId, canceledByName: userName(this.org, userId) };
    if (this.active?.record.id === record.id) {
      this.active.record = { ...this.active.record, ...by, status: 'Canceling', lastModifiedDate: this.now() };
      return this.active.record;
    }
    const place = this.queue.findIndex((job) => job.record.id === record.id);
    const [job] = this.queue.splice(place, 1);
    if (!job) throw new Error(`The deploy ${record.id} is neither done nor waiting.`);
    job.record = { ...job.record, ...by };
    this.abandon(job, { status: 'Canceled' });
    return job.record;
  }

  /** Ends the work between two slices; what waits is `Failed` when the org is opened again. */
  public stop(): void {
    this.stopped = true;
  }

  private enqueue(job: Job): void {
    this.jobs.putDeploy(job.record, job.options, job.zip);
    this.queue.push(job);
    if (!this.working) void this.work();
  }

  private async work(): Promise<void> {
    this.working = true;
    await setImmediate();
    for (let job = this.next(); job !== undefined; job = this.next()) {
      try {
        await this.carryOut(job);
      } catch (error) {
        const errorMessage = `An unexpected error occurred: ${error instanceof Error ? error.message : String(error)}`;
        this.abandon(job, { status: 'Failed', errorStatusCode: 'UNKNOWN_EXCEPTION', errorMessage });
      }
      this.active = undefined;
      if (!this.stopped) await setImmediate();
    }
    this.working = false;
  }

  private next(): Job | undefined {
    return this.stopped ? undefined : this.queue.shift();
  }

  private async carryOut(job: Job): Promise<void> {
    this.active = job;
    job.record = { ...job.record, status: 'InProgress', startDate: this.now() };
    this.jobs.putDeploy(job.record, job.options, job.zip);
    const steps = planSteps(job.files, job.options);
    let sliceEnds = performance.now() + SLICE_MS;
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done === true) {
        this.execute(job, step.value);
        return;
      }
      if (performance.now() < sliceEnds) continue;
      const { file, read, total } = step.value;
      job.record = {
        ...job.record,
        numberComponentsDeployed: read,
        numberComponentsTotal: total,
        stateDetail: `Reading ${file}`,
      };
      await setImmediate();
      if (this.stopped) return;
      if (job.record.status === 'Canceling') {
        this.abandon(job, { status: 'Canceled' });
        return;
      }
      sliceEnds = performance.now() + SLICE_MS;
    }
  }

  /** The org and the job's record change together or not at all. */
  private execute(job: Job, plan: DeployPlan): void {
    const { storage } = this.org;
    const startDate = job.record.startDate ?? this.now();
    job.record = storage.transaction(() => {
      const rows = executePlan(this.org, job.caller, plan, job.options, startDate);
      const record = finishedRecord({ ...job.record, startDate }, rows, this.now());
      this.jobs.putDeploy(record, job.options, job.zip);
      return record;
    });
  }

  private abandon(job: Job, end: Parameters<typeof abandonedRecord>[1]): void {
    job.record = abandonedRecord(job.record, end, this.now());
    this.jobs.putDeploy(job.record, job.options, job.zip);
  }

  private now(): string {
    return this.org.now().toISOString();
  }
}

function isSmall(files: ZipFiles): boolean {
  let bytes = 0;
  for (const content of files.values()) bytes += content.length;
  return files.size <= AT_ONCE.files && bytes <= AT_ONCE.bytes;
}
