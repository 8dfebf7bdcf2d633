import { checkbox, dateTime, idField, number, readOnly, reference, text } from '../catalog/standard/fields.js';
import { deploysOf } from '../metadata/deploy/deploys.js';
import { wholeSeconds } from './durableId.js';
import { setupView } from './view.js';
import type { SetupView } from './view.js';

const counts = [
  'NumberComponentErrors',
  'NumberComponentsDeployed',
  'NumberComponentsTotal',
  'NumberTestErrors',
  'NumberTestsCompleted',
  'NumberTestsTotal',
] as const;

/**
 * The deploy jobs of the org, for users who may see its metadata.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/tooling_api_objects_deployrequest.htm
 */
export const deployRequest: SetupView = setupView({
  name: 'DeployRequest',
  label: 'Deploy Request',
  keyPrefix: '0Af',
  apis: ['tooling'],
  permission: 'ViewSetup',
  fields: [
    idField('Deploy Request ID'),
    text('Status', 'Status', 40, readOnly),
    text('StateDetail', 'State Detail', 255, readOnly),
    text('ErrorMessage', 'Error Message', 4000, readOnly),
    text('ErrorStatusCode', 'Error Status Code', 80, readOnly),
    checkbox('CheckOnly', 'Check Only', readOnly),
    checkbox('IgnoreWarnings', 'Ignore Warnings', readOnly),
    checkbox('RollbackOnError', 'Rollback On Error', readOnly),
    dateTime('CreatedDate', 'Created Date', readOnly),
    reference('CreatedById', 'Created By ID', 'User', readOnly),
    dateTime('StartDate', 'Start Date', readOnly),
    dateTime('CompletedDate', 'Completed Date', readOnly),
    dateTime('LastModifiedDate', 'Last Modified Date', readOnly),
    ...counts.map((name) => number(name, name, 'int', 9, 0, readOnly)),
  ],
  rows: (org) =>
    deploysOf(org)
      .summaries()
      .map((job) => ({
        Id: job.id,
        Status: job.status,
        StateDetail: job.stateDetail ?? null,
        ErrorMessage: job.errorMessage ?? null,
        ErrorStatusCode: job.errorStatusCode ?? null,
        CheckOnly: job.checkOnly ? 1 : 0,
        IgnoreWarnings: job.ignoreWarnings ? 1 : 0,
        RollbackOnError: job.rollbackOnError ? 1 : 0,
        CreatedDate: wholeSeconds(job.createdDate),
        CreatedById: job.createdBy,
        StartDate: job.startDate === undefined ? null : wholeSeconds(job.startDate),
        CompletedDate: job.completedDate === undefined ? null : wholeSeconds(job.completedDate),
        LastModifiedDate: wholeSeconds(job.lastModifiedDate),
        NumberComponentErrors: job.numberComponentErrors,
        NumberComponentsDeployed: job.numberComponentsDeployed,
        NumberComponentsTotal: job.numberComponentsTotal,
        NumberTestErrors: job.numberTestErrors,
        NumberTestsCompleted: job.numberTestsCompleted,
        NumberTestsTotal: job.numberTestsTotal,
      })),
});
