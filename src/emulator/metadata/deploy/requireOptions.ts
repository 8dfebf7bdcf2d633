import { ApiError } from '../../org/apiError.js';
import type { EmbeddedOrg } from '../../org/embeddedOrg.js';
import type { DeployOptions } from './deployRecord.js';

const TEST_LEVELS = ['NoTestRun', 'RunSpecifiedTests', 'RunLocalTests', 'RunAllTestsInOrg', 'RunRelevantTests'];

/** Throws ApiError for options that the platform refuses for this kind of org, and for tests that nothing could run. */
export function requireOptions(org: EmbeddedOrg, { rollbackOnError, runTests, testLevel }: DeployOptions): void {
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
