import { Messages } from '@salesforce/core/messages';
import type { EmbeddedOrg } from '../../../cli/emulator/embeddedOrgDisplay.js';
import { emulatorRegistry } from '../../../cli/emulator/emulatorRegistry.js';
import { SyntheticCommand } from '../../../cli/syntheticCommand.js';
import { listEmulators } from '../../../emulator/process/emulators.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'emulator.list');

export type SyntheticEmulatorListResult = {
  emulators: {
    pid: number;
    startedAt: string;
    /** False for a process that is there but did not answer in time. */
    answers: boolean;
    orgs: EmbeddedOrg[];
  }[];
};

export default class SyntheticEmulatorList extends SyntheticCommand<SyntheticEmulatorListResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');
  public static override readonly flags = {};

  public async run(): Promise<SyntheticEmulatorListResult> {
    await this.parse(SyntheticEmulatorList);
    const { running, silent } = await listEmulators(emulatorRegistry().registryDir);
    const emulators = [
      ...running.map((emulator) => ({ ...emulator, answers: true })),
      ...silent.map((entry) => ({ ...entry, answers: false })),
    ].map(({ pid, startedAt, orgs, answers }) => ({
      pid,
      startedAt,
      answers,
      orgs: orgs.map(({ name, kind, orgId, url, username }) => ({ name, kind, orgId, url, username })),
    }));
    if (emulators.length === 0) this.log(messages.getMessage('info.none'));
    else {
      this.table({
        data: emulators.flatMap(({ pid, startedAt, answers, orgs }) =>
          orgs.map((org) => ({
            ...org,
            pid,
            startedAt,
            state: messages.getMessage(answers ? 'state.running' : 'state.silent'),
          })),
        ),
        columns: (['name', 'kind', 'orgId', 'url', 'pid', 'startedAt', 'state'] as const).map((key) => ({
          key,
          name: messages.getMessage(`column.${key}`),
        })),
      });
    }
    return { emulators };
  }
}
