import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { SfError } from '@salesforce/core/sfError';
import pMap from 'p-map';
import { z } from 'zod';
import { compileOneByOne } from '../metadata/compile.js';
import { type SourceFile, toSourceFiles } from '../metadata/sourceFormat.js';
import { errorCode } from '../schema/configText.js';
import type { ProvenanceSchema } from '../schema/provenanceSchema.js';
import {
  byPath,
  type FileOutcome,
  type FilePlan,
  type GeneratedRecord,
  outcomeOfUnwanted,
  outcomeOfWanted,
  sha256,
} from './generatedTree.js';
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
 *
 * Everything is compared before anything is written. What is written is made a second time for that, so that no more
 * than a few files are in memory, however many objects there are.
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
  const banner = await hasBanner(request.outputDir);
  const tree: WantedTree = {
    root: request.root,
    files: () => wantedFiles(request.schema, { folder, banner }),
  };
  const { plans, record } = await planned(tree, await readRecord(request.root));
  if (!request.check) await apply(tree, plans, { record, overwrite: request.overwrite });
  return plans.map(({ path, outcome }) => ({
    path,
    outcome: outcome === 'conflict' && request.overwrite ? 'changed' : outcome,
  }));
}

/** `files` starts anew at each call; paths are relative to `root`. */
type WantedTree = { readonly root: string; readonly files: () => Iterable<SourceFile> };

function* wantedFiles(
  schema: ProvenanceSchema,
  { folder, banner }: { readonly folder: string; readonly banner: boolean },
): Generator<SourceFile> {
  const placed = ({ path, content }: SourceFile): SourceFile => ({
    path: folder === '' ? path : `${folder}/${path}`,
    content,
  });
  for (const component of compileOneByOne(schema, { policy: 'unbound' })) yield* toSourceFiles(component).map(placed);
  if (banner) yield* markerModule(schema).map(placed);
}

/** What has to happen to each file, in the order of their paths, and the record of the tree once it has happened. */
async function planned(
  { root, files }: WantedTree,
  before: GeneratedRecord,
): Promise<{ plans: FilePlan[]; record: GeneratedRecord }> {
  const wanted = await pMap(
    files(),
    async ({ path, content }) => ({
      path,
      outcome: outcomeOfWanted(content, await readIfThere(join(root, path)), path in before),
      digest: sha256(content),
    }),
    WIDTH,
  );
  wanted.sort(byPath);
  const record = Object.fromEntries(wanted.map(({ path, digest }) => [path, digest]));
  const unwanted = await pMap(
    Object.entries(before).filter(([path]) => !(path in record)),
    async ([path, digest]): Promise<FilePlan[]> => {
      const present = await readIfThere(join(root, path));
      return present === undefined ? [] : [{ path, outcome: outcomeOfUnwanted(present, digest) }];
    },
    WIDTH,
  );
  const plans = [...wanted.map(({ path, outcome }): FilePlan => ({ path, outcome })), ...unwanted.flat()];
  return { plans: plans.sort(byPath), record };
}

/** Whether a tree with these files is the one the schema wants. */
export function isCurrent(files: readonly GeneratedFile[]): boolean {
  return files.every(({ outcome }) => outcome === 'unchanged' || outcome === 'kept');
}

async function apply(
  { root, files }: WantedTree,
  plans: readonly FilePlan[],
  { record, overwrite }: { readonly record: GeneratedRecord; readonly overwrite: boolean },
): Promise<void> {
  const conflicts = pathsOf(plans, 'conflict');
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
    const written = new Set([...pathsOf(plans, 'created'), ...pathsOf(plans, 'changed'), ...conflicts]);
    if (written.size > 0) {
      await pMap(
        files(),
        async ({ path, content }) => {
          if (written.has(path)) await writeAtomically(join(root, path), content);
        },
        WIDTH,
      );
    }
    await pMap(pathsOf(plans, 'removed'), (path) => rm(join(root, path)), WIDTH);
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

function pathsOf(plans: readonly FilePlan[], wanted: FileOutcome): string[] {
  return plans.filter(({ outcome }) => outcome === wanted).map(({ path }) => path);
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
