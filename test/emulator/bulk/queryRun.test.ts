import type { QueryJob } from '../../../src/emulator/bulk/job.js';
import { JobStore } from '../../../src/emulator/bulk/jobStore.js';
import { newQueryJob } from '../../../src/emulator/bulk/newJob.js';
import { QueryRun } from '../../../src/emulator/bulk/queryRun.js';
import { createRecord } from '../../../src/emulator/records/records.js';
import { testOrg } from '../records/orgBuilder.js';

/** A job that has settled which rows it will read, and has read none. */
function begun(): { store: JobStore; job: QueryJob; run: QueryRun; keys: () => readonly string[] | undefined } {
  const { org, admin } = testOrg();
  createRecord(org, admin, 'Account', { Name: 'Acme' });
  const store = new JobStore(org);
  const at = { apiVersion: 67, basePath: '/services/data/v67.0' };
  const job = store.add(
    newQueryJob(org, admin, { operation: 'query', query: 'SELECT Id FROM Account' }, at),
    admin.userId,
  );
  if (job.kind !== 'query') throw new Error('It is a query.');
  const run = new QueryRun(org, store, job);
  expect(run.step()).toBe(true);
  return { store, job, run, keys: () => store.keys(job.id, 0) };
}

describe('the keys of a query job', () => {
  it('Given a job in progress, When it is aborted, Then it goes on no more and its keys are gone', () => {
    const { store, job, run, keys } = begun();
    expect(keys()).toHaveLength(1);
    store.change(store.get(job.id) ?? job, { state: 'Aborted' });
    expect(run.step()).toBe(false);
    expect(keys()).toBeUndefined();
  });

  it('Given a job in progress, When it ends, Then its keys are gone and its results are there', () => {
    const { store, job, run, keys } = begun();
    while (run.step());
    expect(store.get(job.id)).toMatchObject({ state: 'JobComplete', processed: 1 });
    expect(keys()).toBeUndefined();
    expect(store.results(job.id, false, 0, 10)).toHaveLength(1);
  });
});
