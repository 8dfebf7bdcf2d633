import type { Connection } from '@salesforce/core';
import { unzipSync } from 'fflate';
import { unreadableAnswer } from './orgError.js';

/** What a retrieve brought: the files of its zip, and what the org said about what it did not bring. */
export type RetrievedPackage = {
  readonly files: Readonly<Record<string, Uint8Array>>;
  readonly messages: readonly string[];
};

/** How long a retrieve may take, and the longest pause between two looks at it, in milliseconds. */
const RETRIEVE_LIMIT = 10 * 60_000;
const LONGEST_PAUSE = 5_000;

/** Asks for components by name; the id of the job. */
export async function startRetrieve(
  connection: Connection,
  wanted: readonly { readonly type: string; readonly fullName: string }[],
): Promise<string> {
  const version = connection.getApiVersion();
  const types = [...new Set(wanted.map(({ type }) => type))].map((type) => ({
    name: type,
    members: wanted.filter((component) => component.type === type).map(({ fullName }) => fullName),
  }));
  const { id } = await connection.metadata.retrieve({
    apiVersion: Number(version),
    unpackaged: { types, version, objectPermissions: [] },
  });
  // The library hands on whatever came, if need be nothing.
  if (!id) throw unreadableAnswer('job id');
  return id;
}

/** Waits for a retrieve. Throws an Error when the org could not do it, or not in time. */
export async function finishRetrieve(connection: Connection, id: string): Promise<RetrievedPackage> {
  const deadline = Date.now() + RETRIEVE_LIMIT;
  for (let pause = 100; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE)) {
    const result = await connection.metadata.checkRetrieveStatus(id);
    if (result.done) {
      if (!result.success || !result.zipFile) {
        throw new Error(
          `The org could not retrieve its metadata (${result.status}): ${result.errorMessage ?? 'no reason given'}`,
        );
      }
      return {
        files: unzipSync(Buffer.from(result.zipFile, 'base64')),
        messages: result.messages.map(({ problem }) => problem),
      };
    }
    if (Date.now() > deadline)
      throw new Error(`The retrieve ${id} was not done after ${RETRIEVE_LIMIT / 60_000} minutes.`);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
