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

/** The job of one deploy as every poll shows it; the REST form and, field by field, the SOAP form. Source: the same page. */
export type DeployRecord = {
  readonly checkOnly: boolean;
  readonly completedDate: string;
  readonly createdBy: string;
  readonly createdByName: string;
  readonly createdDate: string;
  readonly details: {
    readonly componentFailures: readonly DeployMessage[];
    readonly componentSuccesses: readonly DeployMessage[];
    readonly runTestResult: {
      readonly numFailures: number;
      readonly numTestsRun: number;
      readonly totalTime: number;
    };
  };
  readonly done: boolean;
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
  readonly startDate: string;
  readonly status: 'Succeeded' | 'SucceededPartial' | 'Failed';
  readonly success: boolean;
};
