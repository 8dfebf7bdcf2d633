import { type HistoryRun, historyRunShape } from '../../audit/historyRun.js';
import * as z from 'zod';
import { RunStore } from '../runStore.js';

/** Audits that a comparison reads; the state of what is older is carried on by them. */
const MOST_RUNS = 60;

/** The audits on record in a folder, a file each. */
export class HistoryStore {
  private readonly store: RunStore<HistoryRun, never>;

  public constructor(folder: string) {
    this.store = new RunStore(folder, {
      format: 1,
      run: historyRunShape,
      part: z.never(),
      reportCommand: 'sf synthetic audit',
      anew: 'Move the file to another folder: later audits then know nothing of this one.',
    });
  }

  /** The newest audits on record. Throws `RunUnreadable` or `RunOfOtherVersion` where one can't be read. */
  public async newest(): Promise<HistoryRun[]> {
    const ids = (await this.store.list()).slice(-MOST_RUNS);
    return Promise.all(ids.map((id) => this.store.load(id)));
  }

  public keep(run: HistoryRun): Promise<void> {
    return this.store.save(run);
  }
}
