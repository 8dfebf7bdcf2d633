import { relative, resolve } from 'node:path';
import { Messages } from '@salesforce/core/messages';
import { Flags, toHelpSection } from '@salesforce/sf-plugins-core';
import { INTERRUPTED, SyntheticCommand } from '../../cli/syntheticCommand.js';
import { locateSchemaFile, requireProjectRoot } from '../../cli/projectFiles.js';
import { defaultSourceDir } from '../../project/dxProject.js';
import { generate, type GeneratedFile, isCurrent } from '../../project/generate.js';
import { dayOf } from '../../schema/day.js';
import { readProvenanceSchema } from '../../schema/schemaFile.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'generate');

/** The exit code of `--check` on a tree that differs; the same as that of an org that does not conform. */
const DIFFERS = 3;

/** Created files up to this number are listed one by one. */
const MOST_SHOWN = 20;

export type SyntheticGenerateResult = {
  outputDir: string;
  /** Whether the files on disk are now those the schema wants. */
  current: boolean;
  files: GeneratedFile[];
};

export default class SyntheticGenerate extends SyntheticCommand<SyntheticGenerateResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');

  public static override readonly flags = {
    schema: Flags.file({
      char: 's',
      summary: messages.getMessage('flags.schema.summary'),
      description: messages.getMessage('flags.schema.description'),
    }),
    'output-dir': Flags.directory({
      char: 'd',
      summary: messages.getMessage('flags.output-dir.summary'),
      description: messages.getMessage('flags.output-dir.description'),
    }),
    check: Flags.boolean({
      default: false,
      summary: messages.getMessage('flags.check.summary'),
      description: messages.getMessage('flags.check.description'),
      exclusive: ['overwrite'],
    }),
    overwrite: Flags.boolean({
      default: false,
      summary: messages.getMessage('flags.overwrite.summary'),
    }),
  };

  public static override readonly errorCodes = toHelpSection('ERROR CODES', {
    '0': messages.getMessage('exitCode.current'),
    '1': messages.getMessage('exitCode.failed'),
    [String(DIFFERS)]: messages.getMessage('exitCode.differs'),
    [String(INTERRUPTED)]: messages.getMessage('exitCode.interrupted'),
  });

  public async run(): Promise<SyntheticGenerateResult> {
    const { flags } = await this.parse(SyntheticGenerate);
    const root = await requireProjectRoot();
    const schema = await readProvenanceSchema(await locateSchemaFile(flags.schema), dayOf(new Date()));
    const outputDir = flags['output-dir'] === undefined ? await defaultSourceDir(root) : resolve(flags['output-dir']);
    // Writing takes moments; ended half-way it would leave temporary files.
    this.onInterrupt = () => (process.exitCode = INTERRUPTED);
    const files = await generate({ schema, root, outputDir, check: flags.check, overwrite: flags.overwrite });
    const current = !flags.check || isCurrent(files);
    if (!current) process.exitCode = DIFFERS;
    // Which objects an org has only the org can say; the tree must not be taken for all that a deploy writes.
    if (schema.everyObject !== false) this.warn(messages.getMessage('warning.everyObject', [schema.objects.length]));
    this.display(files, { check: flags.check, outputDir: relative(process.cwd(), outputDir) || '.' });
    return { outputDir, current, files };
  }

  private display(files: readonly GeneratedFile[], { check, outputDir }: { check: boolean; outputDir: string }): void {
    const touched = files.filter(({ outcome }) => outcome !== 'unchanged');
    // A first run creates everything; what was there before and is touched is what a person must see.
    const shown =
      check || touched.length <= MOST_SHOWN ? touched : touched.filter(({ outcome }) => outcome !== 'created');
    if (shown.length > 0) {
      this.table({
        data: shown.map(({ path, outcome }) => ({
          outcome: messages.getMessage(`${check ? 'check' : 'outcome'}.${outcome}`),
          path,
        })),
        columns: [
          { key: 'outcome', name: messages.getMessage('column.outcome') },
          { key: 'path', name: messages.getMessage('column.path') },
        ],
        overflow: 'wrap',
      });
    }
    if (isCurrent(files)) this.logSuccess(messages.getMessage('info.current', [files.length, outputDir]));
    else if (check) this.log(messages.getMessage('info.differs', [touched.length, files.length, outputDir]));
    else this.logSuccess(messages.getMessage('info.written', [touched.length, files.length, outputDir]));
  }
}
