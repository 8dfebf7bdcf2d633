/**
 * An error that the platform would answer itself: the HTTP status, the platform's error code and its message. REST
 * answers it as `[{ message, errorCode, fields? }]`; SOAP maps the same code and message to a fault.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm
 */
export class ApiError extends Error {
  public constructor(
    public readonly status: number,
    public readonly errorCode: string,
    message: string,
    public readonly fields: readonly string[] = [],
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

/** The entry of the REST error array; `fields` appears only where the platform sends it (record errors). */
export type ApiErrorBody = { message: string; errorCode: string; fields?: readonly string[] };

export function errorBody(error: ApiError): ApiErrorBody[] {
  const { message, errorCode, fields } = error;
  return [fields.length > 0 ? { message, errorCode, fields } : { message, errorCode }];
}

/** What the emulator refuses because it does not emulate it: a 4xx, so that no client retries. */
export function notEmulated(what: string): ApiError {
  return new ApiError(400, 'FUNCTIONALITY_NOT_ENABLED', `The embedded org does not emulate ${what}.`);
}
