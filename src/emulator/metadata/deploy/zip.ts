import { ApiError } from '../../org/apiError.js';
import { unzip } from '../unzip.js';

/**
 * Limits of a deploy's zip: files, bytes compressed, bytes uncompressed.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_deploy.htm
 * ("up to 10,000 files … compressed size up to approximately 39 MB … uncompressed 600 MB")
 */
export const zipLimits = { files: 10_000, compressed: 39 * 1024 * 1024, uncompressed: 600 * 1024 * 1024 } as const;

export type ZipFiles = ReadonlyMap<string, Uint8Array>;

/**
 * The files of a package by path, folders left out. Refuses what is over a limit before it inflates anything, and
 * paths that lead out of the package.
 */
export function readZip(
  bytes: Uint8Array,
  limits: { files: number; compressed: number; uncompressed: number } = zipLimits,
): ZipFiles {
  if (bytes.length > limits.compressed) {
    // Wording: the platform's answer to an oversized deploy request, whose 52,428,800 bytes are base64.
    throw new ApiError(
      400,
      'LIMIT_EXCEEDED',
      'Maximum size of request reached. Maximum size of request is 52428800 bytes.',
    );
  }
  let count = 0;
  let total = 0;
  try {
    return unzip(bytes, ({ name, size }) => {
      count += 1;
      total += size;
      if (count > limits.files)
        throw limit(`Maximum number of files in request reached. Maximum number of files is ${limits.files}.`);
      if (total > limits.uncompressed)
        throw limit(`Maximum size of unzipped files reached. Maximum size is ${limits.uncompressed} bytes.`);
      if (isUnsafe(name))
        throw new ApiError(
          400,
          'INVALID_ZIP',
          `The zip file has an entry with the path ${name}, which leads out of the package.`,
        );
    });
  } catch (error) {
    if (error instanceof ApiError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new ApiError(400, 'INVALID_ZIP', `The zip file cannot be read: ${why}`);
  }
}

function limit(message: string): ApiError {
  return new ApiError(400, 'LIMIT_EXCEEDED', message);
}

function isUnsafe(name: string): boolean {
  return (
    name === '__proto__' ||
    name.startsWith('/') ||
    name.includes('\\') ||
    name.includes('\0') ||
    name.includes(':') ||
    name.split('/').includes('..')
  );
}
