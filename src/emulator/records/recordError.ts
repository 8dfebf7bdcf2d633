import { ApiError } from '../org/apiError.js';

/** One reason why a record cannot be saved; `fields` is part of the answer even when it is empty. */
export type RecordProblem = {
  readonly errorCode: string;
  readonly message: string;
  readonly fields: readonly string[];
};

/**
 * A record that cannot be saved, with every reason found; as an ApiError it shows the first one. REST answers the
 * whole list: `[{ message, errorCode, fields }]`.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm
 */
export class RecordError extends ApiError {
  public constructor(
    public readonly problems: readonly [RecordProblem, ...RecordProblem[]],
    status = 400,
  ) {
    super(status, problems[0].errorCode, problems[0].message, problems[0].fields);
    this.name = 'RecordError';
  }
}

/** Throws when there is any problem. */
export function refuse(problems: readonly RecordProblem[]): void {
  const [first, ...rest] = problems;
  if (first !== undefined) throw new RecordError([first, ...rest]);
}

export function problem(errorCode: string, message: string, ...fields: string[]): RecordProblem {
  return { errorCode, message, fields };
}

/** The address leads to no object or record. */
export function notFound(): ApiError {
  return new ApiError(404, 'NOT_FOUND', 'The requested resource does not exist');
}

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_concepts_core_data_objects.htm (INSUFFICIENT_ACCESS_OR_READONLY) */
export function insufficientAccess(): RecordError {
  return new RecordError([problem('INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id')], 403);
}
