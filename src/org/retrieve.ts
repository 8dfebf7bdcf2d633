import type { Connection } from '@salesforce/core';
import { unzipSync } from 'fflate';
import { unreadableAnswer } from './orgError.js';

/** What a retrieve brought: the files of its zip, and what the org said about what it did not bring. */
export type RetrievedPackage = {
  readonly files: Readonly<Record<string, Uint8Array>>;
  readonly messages: readonly string[];
};

type Wanted = readonly { readonly type: string; readonly fullName: string }[];

/** How long a retrieve may take, and the longest pause between two looks at it, in milliseconds. */
const RETRIEVE_LIMIT = 10 * 60_000;
const LONGEST_PAUSE = 10_000;

/**
 * An org has a retrieve ready nearly at once, or it takes seconds. So the first look comes soon, a little later where much was
 * asked for, and after it the pauses double: a poll is a call too.
 */
const FIRST_PAUSE = 50;
const PAUSE_PER_COMPONENT = 0.1;
const SECOND_PAUSE = 500;

/** Retrieves components by name. Throws an Error when the org could not do it, or not in time. */
export async function retrieve(connection: Connection, wanted: Wanted): Promise<RetrievedPackage> {
  const id = await startRetrieve(connection, wanted);
  const deadline = Date.now() + RETRIEVE_LIMIT;
  const first = Math.min(FIRST_PAUSE + wanted.length * PAUSE_PER_COMPONENT, LONGEST_PAUSE);
  for (let pause = first; ; pause = Math.min(Math.max(pause * 2, SECOND_PAUSE), LONGEST_PAUSE)) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    const result = await connection.metadata.checkRetrieveStatus(id);
    if (result.done) {
      // The platform keeps the zip no longer than until it has handed it out.
      if (result.success && !result.zipFile)
        throw new Error('The org has sent its metadata in an answer that did not arrive. Run the command again.');
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
  }
}

async function startRetrieve(connection: Connection, wanted: Wanted): Promise<string> {
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
