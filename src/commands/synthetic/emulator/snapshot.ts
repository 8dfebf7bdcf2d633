import { writeFile } from 'node:fs/promises';
import { Messages } from '@salesforce/core/messages';
import { Flags, toHelpSection } from '@salesforce/sf-plugins-core';
import { countsByType } from '../../../cli/emulator/embeddedOrgDisplay.js';
import { orgName } from '../../../cli/orgName.js';
import { INTERRUPTED, SyntheticCommand } from '../../../cli/syntheticCommand.js';
import { connectionTo } from '../../../org/connect.js';
import type { GatherSchemaRequest } from '../../../org/gatherSchema.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'emulator.snapshot');

export type SyntheticEmulatorSnapshotResult = {
  file: string;
  bytes: number;
  takenAt: string;
  role: string;
  edition: string;
  apiVersion: string;
  metadataFiles: number;
  standardObjects: number;
  /** Places where an address, a username or a person's name was taken out. */
  replaced: number;
  /** What the org has and the file has not, and why. */
  leftOut: { type: string; fullName: string; reason: string }[];
};

export default class SyntheticEmulatorSnapshot extends SyntheticCommand<SyntheticEmulatorSnapshotResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');

  public static override readonly flags = {
    'target-org': Flags.requiredOrg(),
    'api-version': Flags.orgApiVersion(),
    'output-file': Flags.file({
      required: true,
      summary: messages.getMessage('flags.output-file.summary'),
      description: messages.getMessage('flags.output-file.description'),
    }),
  };

  public static override readonly errorCodes = toHelpSection('ERROR CODES', {
    '0': messages.getMessage('exitCode.done'),
    '1': messages.getMessage('exitCode.failed'),
    [String(INTERRUPTED)]: messages.getMessage('exitCode.interrupted'),
  });

  public async run(): Promise<SyntheticEmulatorSnapshotResult> {
    const { flags } = await this.parse(SyntheticEmulatorSnapshot);
    const [{ gatherSchema }, { orgIdTokens, writeSnapshot }, { schemaNames }] = await Promise.all([
      import('../../../org/gatherSchema.js'),
      import('../../../emulator/rehearsal/snapshotFile.js'),
      import('../../../cli/emulator/embeddedOrgInputs.js'),
    ]);
    const { policy, staticResource } = await schemaNames();
    const connection = await connectionTo(flags['target-org'], flags['api-version']);
    const name = await orgName(connection.getUsername() ?? '');
    const interruption = new AbortController();
    this.onInterrupt = () => interruption.abort(messages.createError('error.Interrupted', [], [], INTERRUPTED));
    this.spinner.start(messages.getMessage('info.reading', [name]));
    try {
      const { schema, replaced } = await gatherSchema(connection, name, {
        alsoWanted: [
          { type: 'CustomMetadata', fullName: `${policy.type.replace(/__mdt$/, '')}.${policy.record}` },
          { type: 'StaticResource', fullName: staticResource },
        ],
        idTokens: orgIdTokens,
        now: new Date(),
        onProgress: (progress) => this.showProgress(progress),
        signal: interruption.signal,
      });
      this.spinner.stop();
      const bytes = writeSnapshot(schema);
      const file = flags['output-file'];
      await writeFile(file, bytes);
      const { files, objects, leftOut, ...facts } = schema;
      this.logSuccess(messages.getMessage('info.written', [file, files.size, objects.length, facts.role]));
      if (replaced > 0) this.log(messages.getMessage('info.replaced', [replaced]));
      if (leftOut.length > 0)
        this.warn(messages.getMessage('warning.leftOut', [leftOut.length, countsByType(leftOut)]));
      const counts = { bytes: bytes.length, metadataFiles: files.size, standardObjects: objects.length, replaced };
      return { file, ...facts, ...counts, leftOut: [...leftOut] };
    } finally {
      this.spinner.stop();
    }
  }

  private showProgress({ step, done, total }: Parameters<GatherSchemaRequest['onProgress']>[0]): void {
    this.spinner.status = messages.getMessage(`info.${step}`, [done, total]);
  }
}
