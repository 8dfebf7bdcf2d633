import { ApiError } from '../../org/apiError.js';
import type { DeployMessage } from '../deploy/deployRecord.js';
import type { ComponentType } from '../types/componentType.js';
import { componentType, refusal } from '../types/registry.js';
import { isMetadataType } from '../xml/schema.js';

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_error.htm */
export type CrudError = { readonly message: string; readonly statusCode: string };

/**
 * What became of one component; `created` of an upsert alone.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_saveresult.htm
 */
export type CrudResult = {
  readonly created?: boolean;
  readonly errors?: readonly CrudError[];
  readonly fullName: string;
  readonly success: boolean;
};

/**
 * Status codes by what a message says, first match. A deploy has only the message, so the pairs come from answers of
 * the synchronous calls quoted in public issues: https://github.com/simple-salesforce/simple-salesforce/issues/602,
 * https://github.com/certinia/apex-mdapi/issues/86, https://github.com/vlocityinc/vlocity_build/issues/450. Pairs that
 * no public source shows follow the code's own description:
 * https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_concepts_core_data_objects.htm
 */
const CODES: readonly (readonly [RegExp, string])[] = [
  [/^Value too long/, 'STRING_TOO_LONG'],
  [/^Required field|^Must specify/, 'REQUIRED_FIELD_MISSING'],
  [/ no \w+ named .* found$/, 'INVALID_CROSS_REFERENCE_KEY'],
  [/appears more than once$|^Duplicate name|^There is already a/, 'DUPLICATE_VALUE'],
  [/^The embedded org (does not|takes|has no)/, 'FUNCTIONALITY_NOT_ENABLED'],
  [/restricted picklist/, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST'],
  [/is referenced elsewhere|: it owns records of /, 'DEPENDENCY_EXISTS'],
  [/is standard and cannot be deleted/, 'INSUFFICIENT_ACCESS_OR_READONLY'],
];

export function statusCodeOf(message: string): string {
  return CODES.find(([pattern]) => pattern.test(message))?.[1] ?? 'FIELD_INTEGRITY_EXCEPTION';
}

export function succeeded(fullName: string): CrudResult {
  return { fullName, success: true };
}

export function failed(fullName: string, message: string, statusCode = statusCodeOf(message)): CrudResult {
  return { errors: [{ message, statusCode }], fullName, success: false };
}

/** The platform names the component that is wrong, which may be a field of the object that was sent. */
export function failedBy(failure: DeployMessage): CrudResult {
  return failed(failure.fullName, failure.problem ?? '');
}

/** Wording: https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_header_allornoneheader.htm and answers quoted in public repositories. */
export function rolledBack({ fullName, success, errors }: CrudResult): CrudResult {
  return success
    ? failed(
        fullName,
        'Record rolled back because not all records were valid and the request was using AllOrNone header',
        'ALL_OR_NONE_OPERATION_ROLLED_BACK',
      )
    : { ...(errors === undefined ? {} : { errors }), fullName, success };
}

/** The type of a call; throws ApiError for one that is none, or that the embedded org does not take. */
export function acceptedType(name: string): ComponentType {
  const type = componentType(name);
  if (name === 'Settings' || (!type && isMetadataType(name) && name.endsWith('Settings'))) {
    throw new ApiError(400, 'FUNCTIONALITY_NOT_ENABLED', `The embedded org takes ${name} in packages only.`);
  }
  if (type) return type;
  if (isMetadataType(name)) throw new ApiError(400, 'FUNCTIONALITY_NOT_ENABLED', refusal(name));
  throw new ApiError(400, 'INVALID_TYPE', `Unknown type:${name}`);
}

/**
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_createMetadata.htm ("Limit: 10.
 * (For CustomMetadata and CustomApplication only, the limit is 200.)"); wording:
 * https://github.com/certinia/apex-mdapi/issues/105
 */
export function requireCount(type: string, count: number): void {
  const most = type === 'CustomMetadata' || type === 'CustomApplication' ? 200 : 10;
  if (count <= most) return;
  throw new ApiError(
    400,
    'EXCEEDED_ID_LIMIT',
    `record limit reached. cannot submit more than ${most} records in this operation`,
  );
}
