import { ApiError } from '../../org/apiError.js';
import { isJsonObject } from './requestBody.js';

/** `@{refAccount.id}`, `@{refQuery.records[0].Id}` */
const REFERENCE = /@\{([^}]*)\}/g;

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/requests_composite.htm (`referenceId`) */
export function isReferenceId(text: string): boolean {
  return /^[A-Za-z0-9]\w*$/.test(text);
}

/** Wording: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_composite.htm (illegal characters in reference IDs) */
export function illegalReferenceId(referenceId: string): string {
  return `Provided referenceId ('${referenceId}') must start with a letter or a number, and it can contain only letters, numbers and underscores ('_').`;
}

/** The bodies of subrequests that succeeded, by their reference ids. */
export type Referenced = ReadonlyMap<string, unknown>;

/**
 * A body or an address with every reference replaced. Text that is one reference alone becomes the value itself, so
 * that an empty field stays empty. Throws `PROCESSING_HALTED` for a reference without a value.
 */
export function resolveReferences(value: unknown, referenced: Referenced): unknown {
  if (typeof value === 'string') return resolveText(value, referenced);
  if (Array.isArray(value)) return value.map((item: unknown) => resolveReferences(item, referenced));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolveReferences(item, referenced)]));
}

/** References in an address; what comes in is encoded like the rest of it. */
export function resolveUrl(url: string, referenced: Referenced): string {
  return url.replace(REFERENCE, (_whole, path: string) =>
    encodeURIComponent(textOf(referencedValue(path, referenced))),
  );
}

function resolveText(text: string, referenced: Referenced): unknown {
  const alone = /^@\{([^}]*)\}$/.exec(text)?.[1];
  if (alone !== undefined) return referencedValue(alone, referenced);
  return text.replace(REFERENCE, (_whole, path: string) => textOf(referencedValue(path, referenced)));
}

function textOf(value: Scalar): string {
  return value === null ? '' : String(value);
}

type Scalar = string | number | boolean | null;

function referencedValue(path: string, referenced: Referenced): Scalar {
  const [referenceId = '', ...steps] = path.split(/[.[]/);
  let value: unknown = referenced.get(referenceId);
  for (const step of steps) {
    const index = /^(\d+)\]$/.exec(step)?.[1];
    if (index !== undefined) value = Array.isArray(value) ? (value as unknown[])[Number(index)] : undefined;
    else value = isJsonObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }
  if (steps.length === 0 || value === undefined || (typeof value === 'object' && value !== null)) {
    throw new ApiError(
      400,
      'PROCESSING_HALTED',
      `Invalid reference specified. No value for ${path} found in ${referenceId}. ${illegalReferenceId(path)}`,
    );
  }
  return value as Scalar;
}
