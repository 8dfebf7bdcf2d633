import type { Deletion } from '../deploy/deployPlan.js';
import { defaultDeployOptions } from '../deploy/deployRecord.js';
import { executePlan } from '../deploy/executePlan.js';
import { canonicalName } from '../types/naming.js';
import { acceptedType, failed, requireCount, succeeded, type CrudResult } from './crudResult.js';
import { allOrNothing, type SaveCall } from './saveMetadata.js';

/**
 * Deletes components of one type together, by the rules of a deploy's destructive changes; what is not there is an
 * error of its result. Throws ApiError for a call that the platform answers with a fault.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_deleteMetadata.htm
 */
export function deleteMetadata(call: SaveCall, typeName: string, fullNames: readonly string[]): CrudResult[] {
  const { org, caller } = call;
  const type = acceptedType(typeName).name;
  requireCount(type, fullNames.length);
  const deletions = fullNames.map((fullName): Deletion => ({
    type,
    fullName: canonicalName(type, fullName),
    fileName: '',
  }));
  return allOrNothing(call, () => {
    const plan = { manifests: [], before: deletions, candidates: [], after: [], problems: [] };
    const { successes, failures } = executePlan(org, caller, plan, defaultDeployOptions, org.now().toISOString());
    const deleted = new Set(successes.filter((message) => message.deleted).map(({ fullName }) => fullName));
    const problems = new Map(failures.map(({ fullName, problem }) => [fullName, problem]));
    return deletions.map(({ fullName }, index) => {
      const asked = fullNames[index] ?? fullName;
      // One that the call names twice is no longer there the second time.
      if (deleted.delete(fullName)) return succeeded(asked);
      // Wording of what is not there: https://github.com/certinia/apex-mdapi/issues/86
      return failed(asked, problems.get(fullName) ?? `In field: members - no ${type} named ${asked} found`);
    });
  });
}
