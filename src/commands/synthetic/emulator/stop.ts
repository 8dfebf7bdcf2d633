import { Messages } from '@salesforce/core/messages';
import { Args } from '@oclif/core';
import { Flags } from '@salesforce/sf-plugins-core';
import { logOut } from '../../../cli/emulator/embeddedLogin.js';
import { emulatorRegistry } from '../../../cli/emulator/emulatorRegistry.js';
import { SyntheticCommand } from '../../../cli/syntheticCommand.js';
import { listEmulators, type StopResult, stopEmulators } from '../../../emulator/process/emulators.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'emulator.stop');

export type SyntheticEmulatorStopResult = {
  stopped: { pid: number; orgs: string[]; outcome: StopResult['outcome'] }[];
};

export default class SyntheticEmulatorStop extends SyntheticCommand<SyntheticEmulatorStopResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');

  public static override readonly args = {
    org: Args.string({ description: messages.getMessage('args.org.description') }),
  };
  public static override readonly flags = {
    all: Flags.boolean({ default: false, summary: messages.getMessage('flags.all.summary') }),
  };

  public async run(): Promise<SyntheticEmulatorStopResult> {
    const { args, flags } = await this.parse(SyntheticEmulatorStop);
    if (args.org === undefined && !flags.all) throw messages.createError('error.NothingNamed');
    const { registryDir } = emulatorRegistry();
    const { running } = await listEmulators(registryDir);
    const results = await stopEmulators(registryDir, args.org === undefined ? 'all' : { org: args.org });
    if (args.org !== undefined && results.length === 0) throw messages.createError('error.NotRunning', [args.org]);
    const stopped = new Set(results.filter(({ outcome }) => outcome !== 'running').map(({ pid }) => pid));
    await logOut(
      running.filter(({ pid }) => stopped.has(pid)).flatMap(({ orgs }) => orgs.map(({ username }) => username)),
    );
    for (const { pid, orgs, outcome } of results) {
      const text = messages.getMessage(outcome === 'running' ? 'info.stillRunning' : 'info.stopped', [
        orgs.join(', '),
        pid,
      ]);
      if (outcome === 'running') this.warn(text);
      else this.logSuccess(text);
    }
    if (results.length === 0) this.log(messages.getMessage('info.none'));
    if (results.some(({ outcome }) => outcome === 'running')) process.exitCode = 1;
    return { stopped: results.map(({ pid, orgs, outcome }) => ({ pid, orgs: [...orgs], outcome })) };
  }
}
