import { type HistoryRun, historyRunShape } from '../../audit/historyRun.js';
import * as z from 'zod';
import { RunStore } from '../runStore.js';

/** Audits that a comparison reads; the state of what is older is carried on by them. */
const MOST_RUNS = 60;

/** Audits that stay on record where this plugin chose the folder: a year of nights. */
const MOST_KEPT = 365;

/** The audits on record in a folder, a file each. In a folder that a person named, none is ever removed. */
export class HistoryStore {
  private readonly store: RunStore<HistoryRun, never>;

  public constructor(
    folder: string,
    private readonly ownFolder: boolean,
  ) {
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

  /** Puts an audit on record, and takes what is too old, or was left half written, away. */
  public async keep(run: HistoryRun): Promise<void> {
    await this.store.save(run);
    await this.store.sweep(new Date());
    if (!this.ownFolder) return;
    for (const id of (await this.store.list()).slice(0, -MOST_KEPT)) await this.store.remove(id);
  }
}
