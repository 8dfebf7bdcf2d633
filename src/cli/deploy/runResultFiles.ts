import { Messages } from '@salesforce/core/messages';
import type { DeployRun } from '../../fleet/deploy/deployRun.js';
import type { OrgDetail } from '../../fleet/deploy/orgDetail.js';
import { deployJunit } from '../../report/deployJunit.js';
import { jsonText } from '../../report/jsonText.js';
import { fileStems, SUMMARY_FILE, writeResultFiles } from '../../report/resultsFolder.js';
import { shownPath } from '../projectFiles.js';
import type { DeployRunStore } from './deployRuns.js';
import { detailOf, orgResult, type SyntheticFleetDeployOrg } from './runResult.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'run');

/**
 * What the file of one org holds: its part of the result, and what was to be deployed to it. The lists are absent where
 * this attempt did not get to know them.
 */
type DeployedOrgFile = SyntheticFleetDeployOrg & {
  readonly runId: string;
  readonly dryRun: boolean;
} & Partial<Omit<OrgDetail, 'validation'>>;

type Written = {
  readonly run: DeployRun;
  readonly store: DeployRunStore;
  readonly folder: string | undefined;
  /** Told where they are. */
  readonly say?: (line: string) => void;
};

/**
 * Writes what became of a run to a folder, for CI servers and scripts: `summary.json`, and of each org `<org>.json` and
 * `<org>-junit.xml`. Does nothing without a folder. `summary`: what `--json` prints as result.
 * @throws SfError `ResultsNotWritten`; the run itself is kept as it is.
 */
export async function writeRunResults({ run, store, folder, say }: Written, summary: object): Promise<void> {
  if (folder === undefined) return;
  await writeResultFiles(folder, filesOf(run, store, summary), [
    `The deploy itself is as it was shown. Write them again: sf synthetic deploy report --run-id ${run.id} --results-dir <folder>`,
  ]);
  say?.(messages.getMessage('info.results', [shownPath(folder)]));
}

type ResultFile = { readonly name: string; readonly pieces: Iterable<string> };

/** One org at a time. */
async function* filesOf(run: DeployRun, store: DeployRunStore, summary: object): AsyncGenerator<ResultFile> {
  const stems = fileStems(run.orgs.map(({ name }) => name));
  for (const org of run.orgs) {
    const stem = stems.get(org.name) ?? org.name;
    const detail = await detailOf(store, run.id, org);
    const file: DeployedOrgFile = {
      runId: run.id,
      dryRun: run.options.dryRun,
      ...detail,
      ...orgResult(org, detail),
    };
    yield { name: `${stem}.json`, pieces: [...jsonText(file), '\n'] };
    yield { name: `${stem}-junit.xml`, pieces: deployJunit({ run, org, detail }) };
  }
  // The last one: who sees it sees all.
  yield { name: SUMMARY_FILE, pieces: [...jsonText(summary), '\n'] };
}
