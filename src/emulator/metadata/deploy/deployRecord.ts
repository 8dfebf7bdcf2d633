/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_deploy.htm (DeployOptions) */
export type DeployOptions = {
  readonly allowMissingFiles: boolean;
  readonly checkOnly: boolean;
  readonly ignoreWarnings: boolean;
  readonly purgeOnDelete: boolean;
  readonly rollbackOnError: boolean;
  readonly runTests: readonly string[];
  readonly singlePackage: boolean;
  readonly testLevel?: string;
};

/** What a deploy does when its options do not say. Source: the same page, "Default value". */
export const defaultDeployOptions: DeployOptions = {
  allowMissingFiles: false,
  checkOnly: false,
  ignoreWarnings: false,
  purgeOnDelete: false,
  rollbackOnError: false,
  runTests: [],
  singlePackage: false,
};

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_deployresult.htm (DeployMessage) */
export type DeployMessage = {
  readonly changed: boolean;
  readonly columnNumber?: number;
  readonly componentType: string;
  readonly created: boolean;
  readonly createdDate: string;
  readonly deleted: boolean;
  readonly fileName: string;
  readonly fullName: string;
  readonly id?: string;
  readonly lineNumber?: number;
  readonly problem?: string;
  readonly problemType?: 'Warning' | 'Error';
  readonly success: boolean;
};

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_deployresult.htm (DeployDetails) */
export type DeployDetails = {
  readonly componentFailures: readonly DeployMessage[];
  readonly componentSuccesses: readonly DeployMessage[];
  readonly runTestResult: { readonly numFailures: number; readonly numTestsRun: number; readonly totalTime: number };
};

/** Source: the same page (DeployStatus); the states that the embedded org's deploys go through. */
export type DeployStatus =
  'Pending' | 'InProgress' | 'Canceling' | 'Canceled' | 'Succeeded' | 'SucceededPartial' | 'Failed';

/** The job of one deploy as every poll shows it; the REST form and, field by field, the SOAP form. Source: the same page. */
export type DeployRecord = {
  readonly canceledBy?: string;
  readonly canceledByName?: string;
  readonly checkOnly: boolean;
  readonly completedDate?: string;
  readonly createdBy: string;
  readonly createdByName: string;
  readonly createdDate: string;
  readonly details: DeployDetails;
  readonly done: boolean;
  readonly errorMessage?: string;
  readonly errorStatusCode?: string;
  readonly id: string;
  readonly ignoreWarnings: boolean;
  readonly lastModifiedDate: string;
  readonly numberComponentErrors: number;
  readonly numberComponentsDeployed: number;
  readonly numberComponentsTotal: number;
  readonly numberTestErrors: number;
  readonly numberTestsCompleted: number;
  readonly numberTestsTotal: number;
  readonly rollbackOnError: boolean;
  readonly runTestsEnabled: boolean;
  readonly startDate?: string;
  readonly stateDetail?: string;
  readonly status: DeployStatus;
  readonly success: boolean;
};

export const NO_DETAILS: DeployDetails = {
  componentFailures: [],
  componentSuccesses: [],
  runTestResult: { numFailures: 0, numTestsRun: 0, totalTime: 0 },
};

export type DeployRequester = { readonly userId: string; readonly userName: string };

/** A deploy as it is when its request has been taken. */
export function pendingRecord(id: string, by: DeployRequester, options: DeployOptions, now: string): DeployRecord {
  return {
    checkOnly: options.checkOnly,
    createdBy: by.userId,
    createdByName: by.userName,
    createdDate: now,
    details: NO_DETAILS,
    done: false,
    id,
    ignoreWarnings: options.ignoreWarnings,
    lastModifiedDate: now,
    numberComponentErrors: 0,
    numberComponentsDeployed: 0,
    numberComponentsTotal: 0,
    numberTestErrors: 0,
    numberTestsCompleted: 0,
    numberTestsTotal: 0,
    rollbackOnError: options.rollbackOnError,
    runTestsEnabled: options.testLevel !== undefined && options.testLevel !== 'NoTestRun',
    status: 'Pending',
    success: false,
  };
}

/** A deploy that has been carried out, well or not. */
export function finishedRecord(
  record: DeployRecord,
  {
    successes,
    failures,
  }: { readonly successes: readonly DeployMessage[]; readonly failures: readonly DeployMessage[] },
  now: string,
): DeployRecord {
  const { stateDetail: _, ...rest } = record;
  const deployed = successes.filter(({ componentType }) => componentType !== '').length;
  const success = failures.length === 0;
  const partial = !record.rollbackOnError && deployed > 0;
  return {
    ...rest,
    completedDate: now,
    details: { ...NO_DETAILS, componentFailures: failures, componentSuccesses: successes },
    done: true,
    lastModifiedDate: now,
    numberComponentErrors: failures.length,
    numberComponentsDeployed: deployed,
    numberComponentsTotal: deployed + failures.length,
    startDate: record.startDate ?? now,
    status: success ? 'Succeeded' : partial ? 'SucceededPartial' : 'Failed',
    success,
  };
}

/** A deploy that ended without having touched the org. */
export function abandonedRecord(
  record: DeployRecord,
  end: Pick<DeployRecord, 'errorMessage' | 'errorStatusCode'> & { readonly status: 'Canceled' | 'Failed' },
  now: string,
): DeployRecord {
  const { stateDetail: _, ...rest } = record;
  return {
    ...rest,
    ...end,
    completedDate: now,
    done: true,
    lastModifiedDate: now,
    numberComponentsDeployed: 0,
    success: false,
  };
}
