import { randomBytes } from 'node:crypto';
import { access, constants, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { SfError } from '@salesforce/core/sfError';
import { shellWord } from '../audit/remediation.js';
import type { Bundle } from './bundle.js';
import { breakOf, type Chain, emptyChain, extended, type SealedRun, sealRun, type Signer } from './chain.js';
import { ENTRY_FILE, parseEntry, runFolder } from './entry.js';
import { readLedgerFolder, RUNS_FOLDER, STAGING_PREFIX } from './ledgerFolder.js';

/** After this time, in milliseconds, nobody writes any more what was left unfinished. */
const ABANDONED = 24 * 60 * 60 * 1000;

/**
 * The evidence of all audits in one folder, one folder a run. A run is written beside the others and put in its place
 * by one renaming, so whatever ends the process leaves the ledger as it was before or with the whole run. The file
 * system refuses to rename onto a run that is there: of two processes that write the same run one comes first, and the
 * other writes the next.
 */
export class EvidenceLedger {
  public constructor(private readonly directory: string) {}

  /**
   * Makes sure, before an audit, that its evidence will find its place. Makes the folder where there is none.
   * @throws SfError `EvidenceFolderTaken`, `EvidenceBroken`, `EvidenceNotWritten`, `EvidenceUnreadable`
   */
  public async prepare(): Promise<void> {
    const { strange, runs } = readLedgerFolder(this.directory);
    const [first] = strange;
    if (first !== undefined) throw runs.length === 0 ? this.taken(first) : this.broken(`${first} is no part of it`);
    try {
      await mkdir(this.runs, { recursive: true });
      await access(this.runs, constants.W_OK);
    } catch (error) {
      throw this.notWritten(error);
    }
    await this.read();
  }

  /** Adds a run. @throws SfError `EvidenceBroken`, `EvidenceNotWritten`, `EvidenceUnreadable`; nothing is added then. */
  public async append(bundle: Bundle, signer: Signer | undefined): Promise<SealedRun> {
    for (;;) {
      const sealed = sealRun(await this.read(), bundle, signer);
      if (await this.write(sealed)) return sealed;
    }
  }

  /** The chain as its entries have it. The files of the runs are not looked at: that is for a verification. */
  private async read(): Promise<Chain> {
    let chain = emptyChain;
    for (const run of readLedgerFolder(this.directory).runs) {
      const text = await this.entryText(run);
      const entry = parseEntry(text);
      if (entry === undefined || breakOf(chain, entry) !== undefined) {
        throw this.broken(`run ${run} is not chained to the one before it`);
      }
      chain = extended(chain, entry, text);
    }
    return chain;
  }

  private async entryText(run: number): Promise<string> {
    const path = join(this.runs, runFolder(run), ENTRY_FILE);
    try {
      return await readFile(path, 'utf8');
    } catch (error) {
      throw this.broken(`${path} can't be read (${(error as NodeJS.ErrnoException).code ?? String(error)})`);
    }
  }

  /** False when another process was first. */
  private async write({ folder, files }: SealedRun): Promise<boolean> {
    const staging = join(this.directory, `${STAGING_PREFIX}${process.pid}-${randomBytes(4).toString('hex')}`);
    const place = join(this.runs, folder);
    try {
      await this.sweep();
      for (const path of files.keys()) await mkdir(join(staging, dirname(path)), { recursive: true });
      for (const [path, text] of files) await writeDurably(join(staging, path), text);
      for (const path of new Set([...files.keys()].map(dirname))) await syncFolder(join(staging, path));
      await rename(staging, place);
      await syncFolder(this.runs);
      return true;
    } catch (error) {
      await rm(staging, { recursive: true, force: true });
      if (await isTaken(place, error)) return false;
      throw this.notWritten(error);
    }
  }

  /** Takes away what processes left that were ended while they wrote. */
  private async sweep(): Promise<void> {
    for (const name of readLedgerFolder(this.directory).unfinished) {
      const path = join(this.directory, name);
      const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
      if (Date.now() - mtimeMs > ABANDONED) await rm(path, { recursive: true, force: true });
    }
  }

  private get runs(): string {
    return join(this.directory, RUNS_FOLDER);
  }

  private taken(name: string): SfError {
    const message = `The folder ${this.directory} holds something else than evidence: ${name}.`;
    return new SfError(message, 'EvidenceFolderTaken', ['Name a folder of its own: --evidence <folder>']);
  }

  private broken(why: string): SfError {
    return new SfError(`The evidence in ${this.directory} is not whole: ${why}. Nothing was added.`, 'EvidenceBroken', [
      `See what was changed: sf synthetic evidence verify --evidence ${shellWord(this.directory)}`,
      'Put back what was changed, or begin anew in another folder and keep this one.',
    ]);
  }

  private notWritten(error: unknown): SfError {
    const { code, message } = error as NodeJS.ErrnoException;
    return new SfError(
      `The evidence can't be written to ${this.directory}: ${code ?? message}.`,
      'EvidenceNotWritten',
      ['Name a folder that you may write to: --evidence <folder>'],
    );
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes names in a folder durable; Windows has no such call, and needs none. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Whether a renaming failed since its target is there: ENOTEMPTY or EEXIST by POSIX, EPERM or EACCES on Windows. */
async function isTaken(place: string, error: unknown): Promise<boolean> {
  const { code = '' } = error as NodeJS.ErrnoException;
  if (!['ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES'].includes(code)) return false;
  return stat(place).then(
    () => true,
    () => false,
  );
}
