import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { SfError } from '@salesforce/core/sfError';
import pMap from 'p-map';
import { z } from 'zod';
import { compile } from '../metadata/compile.js';
import { type SourceFile, toSourceFiles } from '../metadata/sourceFormat.js';
import { errorCode } from '../schema/configText.js';
import type { ProvenanceSchema } from '../schema/provenanceSchema.js';
import { type FileOutcome, type FilePlan, type GeneratedRecord, planTree, recordOf } from './generatedTree.js';
import { hasBanner, markerModule } from './markerModule.js';

export type GenerateRequest = {
  readonly schema: ProvenanceSchema;
  /** Absolute path of the DX project. */
  readonly root: string;
  /** Absolute path of the folder that takes the source, e.g. `<root>/force-app/main/default`. */
  readonly outputDir: string;
  /** Compare only; write nothing. */
  readonly check: boolean;
  /** Replace files that `generate` did not write. */
  readonly overwrite: boolean;
};

export type GeneratedFile = { path: string; outcome: FileOutcome };

/** Where a project keeps the record of its generated files. */
export const RECORD_FILE = 'config/provenance.generated.json';

const recordShape = z.strictObject({
  comment: z.string().optional(),
  // What is recorded may be deleted, so it must lie within the project.
  files: z.record(
    z.string().regex(/^(?!\/|[A-Za-z]:)(?!(.*\/)?\.\.(\/|$))[^\\]+$/),
    z.string().regex(/^[0-9a-f]{64}$/),
  ),
});

/** Files read or written at the same time. */
const WIDTH = { concurrency: 32 };

/**
 * Writes what the schema compiles to as source-format metadata, the same bytes on every run, and removes what an
 * earlier run wrote and the schema no longer wants. A package with the record page banner also gets the markers' names
 * for Lightning web components. With `check` it only compares. Throws `GenerateConflict` before
 * anything is written when a file of another origin is in the way, `GeneratedRecordInvalid` when the record can't be
 * read, `NotWritable` when the disk refuses.
 */
export async function generate(request: GenerateRequest): Promise<GeneratedFile[]> {
  const prefix = relative(request.root, request.outputDir);
  if (prefix.startsWith('..') || isAbsolute(prefix)) {
    throw new SfError(
      `The output directory ${request.outputDir} lies outside of the project ${request.root}.`,
      'OutputOutsideProject',
      ['Choose a directory within the project: --output-dir <directory>'],
    );
  }
  const folder = prefix.split(sep).join('/');
  const wanted: SourceFile[] = [
    ...compile(request.schema, { policy: 'unbound' }).flatMap(toSourceFiles),
    ...((await hasBanner(request.outputDir)) ? markerModule(request.schema) : []),
  ].map(({ path, content }) => ({ path: folder === '' ? path : `${folder}/${path}`, content }));
  const record = await readRecord(request.root);
  const plans = planTree(
    wanted,
    record,
    await readAll(request.root, [...wanted.map(({ path }) => path), ...Object.keys(record)]),
  );
  if (!request.check) await apply(request, plans, recordOf(wanted));
  return plans.map(({ path, outcome }) => ({
    path,
    outcome: outcome === 'conflict' && request.overwrite ? 'changed' : outcome,
  }));
}

/** Whether a tree with these files is the one the schema wants. */
export function isCurrent(files: readonly GeneratedFile[]): boolean {
  return files.every(({ outcome }) => outcome === 'unchanged' || outcome === 'kept');
}

async function apply(
  { root, overwrite }: GenerateRequest,
  plans: readonly FilePlan[],
  record: GeneratedRecord,
): Promise<void> {
  const conflicts = plans.filter(({ outcome }) => outcome === 'conflict').map(({ path }) => path);
  if (conflicts.length > 0 && !overwrite) {
    throw new SfError(
      `These files are in the way; they differ from what would be generated and were not generated here:\n${conflicts.join('\n')}`,
      'GenerateConflict',
      [
        'Move them away, or choose other API names in the provenance schema.',
        'Replace them: sf synthetic generate --overwrite',
      ],
    );
  }
  try {
    await pMap(
      plans,
      async ({ path, outcome, content }) => {
        if (outcome === 'removed') await rm(join(root, path));
        else if (content !== undefined) await writeAtomically(join(root, path), content);
      },
      WIDTH,
    );
    const text = JSON.stringify(
      { comment: 'Written by "sf synthetic generate": which files are its own.', files: record },
      null,
      2,
    );
    const recordFile = join(root, RECORD_FILE);
    const bytes = new TextEncoder().encode(`${text}\n`);
    if (Buffer.compare((await readIfThere(recordFile)) ?? new Uint8Array(), bytes) !== 0)
      await writeAtomically(recordFile, bytes);
  } catch (error) {
    throw new SfError(`The metadata could not be written: ${reason(error)}`, 'NotWritable', [
      'Make the project’s folders writable, then run the command again; what is already written stays valid.',
    ]);
  }
}

async function readRecord(root: string): Promise<GeneratedRecord> {
  const file = join(root, RECORD_FILE);
  const bytes = await readIfThere(file);
  if (bytes === undefined) return {};
  try {
    return recordShape.parse(JSON.parse(new TextDecoder().decode(bytes))).files;
  } catch (error) {
    throw new SfError(`${file} is not a record of generated files: ${reason(error)}`, 'GeneratedRecordInvalid', [
      `Restore it from source control: git checkout -- ${RECORD_FILE}`,
      'Or delete it; then run: sf synthetic generate --overwrite',
    ]);
  }
}

async function readAll(root: string, paths: readonly string[]): Promise<(path: string) => Uint8Array | undefined> {
  const contents = new Map<string, Uint8Array>();
  await pMap(
    [...new Set(paths)],
    async (path) => {
      const content = await readIfThere(join(root, path));
      if (content !== undefined) contents.set(path, content);
    },
    WIDTH,
  );
  return (path) => contents.get(path);
}

async function readIfThere(file: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw new SfError(`${file} could not be read: ${reason(error)}`, 'NotReadable', ['Check the file’s permissions.']);
  }
}

async function writeAtomically(file: string, content: Uint8Array): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, content);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
