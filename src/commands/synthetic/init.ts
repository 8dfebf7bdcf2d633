import { readFile } from 'node:fs/promises';
import * as fs from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Messages } from '@salesforce/core/messages';
import { Flags } from '@salesforce/sf-plugins-core';
import { SyntheticCommand } from '../../cli/syntheticCommand.js';
import { PROVENANCE_FILE } from '../../schema/schemaFile.js';
import { requireProjectRoot, shownPath } from '../../cli/projectFiles.js';
import { initProject } from '../../schema/initProject.js';
import type { InitInput, InitResult } from '../../schema/initProject.js';

export type { InitResult } from '../../schema/initProject.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'init');

const packageRoot = new URL('../../../', import.meta.url);
/** File in the project's `config/` to the file of this package it is copied from. */
const sources = {
  'provenance.yaml': 'config/templates/provenance.yaml',
  'fleet.yaml': 'config/templates/fleet.yaml',
  'waivers.yaml': 'config/templates/waivers.yaml',
  'provenance.schema.json': 'schemas/provenance.schema.json',
  'fleet.schema.json': 'schemas/fleet.schema.json',
  'waivers.schema.json': 'schemas/waivers.schema.json',
} as const;

export default class Init extends SyntheticCommand<InitResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');

  public static override readonly flags = {
    'output-dir': Flags.directory({
      char: 'd',
      summary: messages.getMessage('flags.output-dir.summary'),
      description: messages.getMessage('flags.output-dir.description'),
    }),
    'no-prompt': Flags.boolean({
      default: false,
      summary: messages.getMessage('flags.no-prompt.summary'),
      description: messages.getMessage('flags.no-prompt.description'),
      exclusive: ['overwrite'],
    }),
    overwrite: Flags.boolean({
      default: false,
      summary: messages.getMessage('flags.overwrite.summary'),
    }),
  };

  public async run(): Promise<InitResult> {
    const { flags } = await this.parse(Init);
    const outputDir = flags['output-dir'];
    const root = outputDir === undefined ? await requireProjectRoot() : resolve(outputDir);
    const result = await initProject(
      { root, contents: await templates(), existing: this.existing(flags) },
      {
        files: fs,
        confirm: (path) =>
          this.confirm({ message: messages.getMessage('confirm.overwrite', [shownPath(path)]), ms: PATIENCE }),
      },
    );
    this.display(result, root);
    return result;
  }

  /** Nobody can answer a question when the output is JSON or no terminal is there. */
  private existing(flags: { 'no-prompt': boolean; overwrite: boolean }): InitInput['existing'] {
    if (flags.overwrite) return 'overwrite';
    const terminal = process.stdin.isTTY && process.stdout.isTTY;
    return flags['no-prompt'] || this.jsonEnabled() || !terminal ? 'keep' : 'ask';
  }

  private display({ files }: InitResult, root: string): void {
    this.table({
      data: files.map(({ path, outcome }) => ({ file: shownPath(path), outcome })),
      columns: [
        { key: 'file', name: messages.getMessage('column.file') },
        { key: 'outcome', name: messages.getMessage('column.outcome') },
      ],
    });
    if (files.some(({ outcome }) => outcome === 'kept')) this.log(messages.getMessage('info.kept'));
    this.log(messages.getMessage('info.next', [shownPath(join(root, PROVENANCE_FILE))]));
  }
}

const PATIENCE = 5 * 60 * 1000;

const templates = async (): Promise<Map<string, string>> =>
  new Map(
    await Promise.all(
      Object.entries(sources).map(async ([name, source]): Promise<[string, string]> => [
        name,
        await readFile(new URL(source, packageRoot), 'utf8'),
      ]),
    ),
  );
