import type { Connection } from '@salesforce/core';
import { SfError } from '@salesforce/core/sfError';
import { carryOutJob, type DeployOutcome, type JobRequest } from './deployJob.js';

/**
 * Deploys what a job validated, without sending it again and without running the tests again. Throws as `carryOutJob`
 * does, and `QuickDeployRefused` when the org no longer takes the validation.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_deployRecentValidation.htm
 */
export async function quickDeploy(
  connection: Connection,
  name: string,
  { validationId, ...request }: JobRequest & { readonly validationId: string },
): Promise<DeployOutcome> {
  const { MetadataApiDeploy } = await import('@salesforce/source-deploy-retrieve');
  return carryOutJob(connection, name, request, async () => {
    const validation = new MetadataApiDeploy({ usernameOrConnection: connection, id: validationId });
    try {
      const id = await validation.deployRecentValidation();
      return new MetadataApiDeploy({ usernameOrConnection: connection, id });
    } catch (error) {
      throw isRefusal(error) ? refused(name, validationId, error) : error;
    }
  });
}

/** As the core CLI's own quick deploy tells it: https://github.com/salesforcecli/plugin-deploy-retrieve (quick.ts) */
function isRefusal(error: unknown): error is Error {
  return error instanceof Error && /INVALID_ID_FIELD/.test(`${error.name} ${error.message}`);
}

/** What voids a validation, see https://salesforce.stackexchange.com/questions/187859, which quotes the platform's help. */
function refused(name: string, validationId: string, { message }: Error): SfError {
  return new SfError(
    `${name} no longer takes the validation ${validationId}: ${message}. A deploy or a package installation since then voids it, and so does its age; without any test in the org it may never have counted.`,
    'QuickDeployRefused',
    validateAgain(name),
  );
}

/** What to do where a validation can't be deployed. */
export function validateAgain(name: string): string[] {
  return [
    `Validate again: sf synthetic deploy --target-org ${name} --dry-run --test-level RunLocalTests`,
    `Or deploy without a validation: sf synthetic deploy --target-org ${name}`,
  ];
}
