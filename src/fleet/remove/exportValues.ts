import { SfError } from '@salesforce/core/sfError';
import pMap from 'p-map';
import type { MarkerCounts } from '../../org/countMarkers.js';
import { exportRecords } from '../../org/exportRecords.js';
import { type ExportFolder, openExportFolder } from '../../project/exportFolder.js';
import { markerQuestions } from '../../plan/markerRecords.js';
import { populatedObjects, type PopulatedObject, type RemovalSurvey } from './removalSurvey.js';
import type { RemoveRequest } from './removeFromOrg.js';

/** One file of ids and markers. */
export type ExportedFile = { readonly object: string; readonly file: string; readonly rows: number };

/** Jobs side by side; the org works on them in any case. */
const CONCURRENCY = 3;

type Exported = ExportedFile & MarkerCounts;

type Request = Pick<RemoveRequest, 'connection' | 'name' | 'schema' | 'consent' | 'signal' | 'waitMinutes' | 'now'>;

/**
 * Exports the values of the markers, a CSV file for each object that has any, and makes sure that it has them all: what
 * the files hold is counted and has to be what the org counts after the export, on every object. Throws `ExportFailed`,
 * or `ExportIncomplete` where records changed meanwhile; nothing has been deleted then.
 */
export async function exportValues(request: Request, survey: RemovalSurvey): Promise<ExportedFile[]> {
  const exported = await writeAll(request, survey);
  const wanted = await populatedObjects(request, markerQuestions(request.schema, survey.plan));
  const objects = new Set([...exported, ...wanted].map(({ object }) => object));
  const short = [...objects].flatMap((object) => {
    const has = exported.find((each) => each.object === object);
    const needs = wanted.find((each) => each.object === object);
    return isSame(has, needs) ? [] : [`${object}: ${has?.total ?? 0} exported, ${needs?.total ?? 0} counted`];
  });
  if (short.length > 0) {
    throw new SfError(
      `What was exported from ${request.name} is not what the org counts, so nothing was deleted:\n${short.join('\n')}`,
      'ExportIncomplete',
      ['Records changed meanwhile. Run the command again, best while nobody writes to the org.'],
    );
  }
  return exported.map(({ object, file, rows }) => ({ object, file, rows }));
}

function isSame(has: MarkerCounts | undefined, needs: MarkerCounts | undefined): boolean {
  return has?.total === needs?.total && has?.values.join() === needs?.values.join();
}

async function writeAll(request: Request, { org, populated }: RemovalSurvey): Promise<Exported[]> {
  const { exportTo } = request.consent;
  if (populated.length === 0 || exportTo === undefined) return [];
  try {
    const folder = await openExportFolder(exportTo, org.organizationId, request.now);
    return await pMap(populated, (object) => writeOne(request, folder, object), { concurrency: CONCURRENCY });
  } catch (error) {
    request.signal.throwIfAborted();
    throw new SfError(
      `The values of the markers could not be exported, so nothing was deleted: ${error instanceof Error ? error.message : String(error)}`,
      'ExportFailed',
      ['Name a folder that you may write to: --export-dir <folder>', 'Run the command again.'],
    );
  }
}

async function writeOne(
  { connection, signal, waitMinutes }: Request,
  folder: ExportFolder,
  { object, fields, rows }: PopulatedObject,
): Promise<Exported> {
  const file = folder.file(`${object}.csv`);
  try {
    const counts = await exportRecords(connection, { fields, rows, signal, waitMinutes }, file);
    await file.commit();
    return { object, file: file.path, rows: counts.total, ...counts };
  } catch (error) {
    await file.discard();
    throw error;
  }
}
