import { Messages } from '@salesforce/core/messages';
import { Flags, toHelpSection } from '@salesforce/sf-plugins-core';
import { type EmbeddedOrg, publicPart, showStartedOrgs } from '../../../cli/emulator/embeddedOrgDisplay.js';
import { assertNamesFree, logIn, logOut } from '../../../cli/emulator/embeddedLogin.js';
import {
  embeddedOrgOptions,
  parseOrgSpec,
  parseRehearsalSpec,
  started,
} from '../../../cli/emulator/embeddedOrgOptions.js';
import { emulatorRegistry } from '../../../cli/emulator/emulatorRegistry.js';
import { readFaultFile } from '../../../cli/emulator/faultFile.js';
import { recordFlags } from '../../../cli/audit/recordFlags.js';
import { INTERRUPTED, SyntheticCommand } from '../../../cli/syntheticCommand.js';
import { orgKinds } from '../../../emulator/org/embeddedOrg.js';
import type { RunningEmulator } from '../../../emulator/http/server.js';
import type { ProcessOptions } from '../../../emulator/process/emulators.js';
import { connect } from '../../../org/connect.js';
import { deploySource } from '../../../org/deploySource.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'emulator.start');

export type SyntheticEmulatorStartResult = {
  /** The process that serves the orgs. */
  pid: number;
  detached: boolean;
  orgs: EmbeddedOrg[];
};

type Preparation = { login: boolean; from?: string | undefined; 'source-dir'?: string[] | undefined };
type Started = { pid: number; orgs: RunningEmulator['orgs'] };

/** How long a large snapshot may take to be brought into an org, in milliseconds. */
const LOAD_MS = 10 * 60_000;

export default class SyntheticEmulatorStart extends SyntheticCommand<SyntheticEmulatorStartResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');

  public static override readonly flags = {
    org: Flags.string({
      multiple: true,
      helpValue: '<name:kind>',
      summary: messages.getMessage('flags.org.summary'),
      description: messages.getMessage('flags.org.description', [orgKinds.join(', ')]),
    }),
    from: Flags.file({
      exists: true,
      helpValue: '<file>',
      summary: messages.getMessage('flags.from.summary'),
      description: messages.getMessage('flags.from.description'),
    }),
    port: Flags.integer({
      char: 'p',
      min: 0,
      max: 65_535,
      default: 0,
      summary: messages.getMessage('flags.port.summary'),
      description: messages.getMessage('flags.port.description'),
    }),
    'data-dir': Flags.directory({
      summary: messages.getMessage('flags.data-dir.summary'),
      description: messages.getMessage('flags.data-dir.description'),
    }),
    'source-dir': Flags.directory({
      char: 'd',
      exists: true,
      multiple: true,
      summary: messages.getMessage('flags.source-dir.summary'),
      dependsOn: ['login'],
    }),
    login: Flags.boolean({
      default: false,
      summary: messages.getMessage('flags.login.summary'),
      description: messages.getMessage('flags.login.description'),
    }),
    'jwt-certificate': Flags.file({
      exists: true,
      multiple: true,
      summary: messages.getMessage('flags.jwt-certificate.summary'),
      description: messages.getMessage('flags.jwt-certificate.description'),
    }),
    faults: Flags.file({ exists: true, summary: messages.getMessage('flags.faults.summary') }),
    ...recordFlags,
    detach: Flags.boolean({ default: false, summary: messages.getMessage('flags.detach.summary') }),
  };

  public static override readonly errorCodes = toHelpSection('ERROR CODES', {
    '0': messages.getMessage('exitCode.done'),
    '1': messages.getMessage('exitCode.failed'),
    [String(INTERRUPTED)]: messages.getMessage('exitCode.interrupted'),
  });

  public async run(): Promise<SyntheticEmulatorStartResult> {
    const { flags } = await this.parse(SyntheticEmulatorStart);
    const { from } = flags;
    const orgs =
      from === undefined
        ? (flags.org ?? ['prod:production', 'sandbox:sandbox']).map((spec) => parseOrgSpec(spec, orgKinds))
        : [parseRehearsalSpec(flags.org, await started(() => kindOfSnapshot(from)), orgKinds)];
    if (flags.login) {
      const { listEmulators } = await import('../../../emulator/process/emulators.js');
      const { running } = await listEmulators(emulatorRegistry().registryDir);
      await assertNamesFree(
        orgs.map(({ name }) => name),
        running,
      );
    }
    const emulator = { ...(await embeddedOrgOptions(orgs, flags)), ...(await readFaultFile(flags.faults, faultShape)) };
    const running = flags.detach ? await this.detached(emulator, flags) : await this.foreground(emulator, flags);
    return { ...running, detached: flags.detach, orgs: running.orgs.map(publicPart) };
  }

  /** Starts a process of its own and leaves it running once the orgs are ready. */
  private async detached(emulator: ProcessOptions, flags: Preparation): Promise<Started> {
    // Only who starts an embedded org needs what it runs on.
    const { startDetached, stopEmulators } = await import('../../../emulator/process/emulators.js');
    const { registryDir, logFile } = emulatorRegistry();
    const patience = flags.from === undefined ? {} : { timeoutMs: LOAD_MS };
    const interruption = new AbortController();
    this.onInterrupt = () => interruption.abort();
    const status = await started(() => startDetached(emulator, { registryDir, logFile, ...patience }));
    try {
      await this.prepare(status.orgs, flags);
      if (interruption.signal.aborted) throw messages.createError('error.Interrupted', [], [], INTERRUPTED);
      return status;
    } catch (error) {
      await stopEmulators(registryDir, { pid: status.pid });
      if (flags.login) await logOut(status.orgs.map(({ username }) => username));
      throw error;
    }
  }

  /** Serves the orgs until it is interrupted or told to stop. */
  private async foreground(emulator: ProcessOptions, flags: Preparation): Promise<Started> {
    const { runForeground } = await import('../../../emulator/process/runForeground.js');
    const { registryDir } = emulatorRegistry();
    const running = await started(() => runForeground({ registryDir, emulator }));
    this.onInterrupt = () => void running.stop();
    try {
      await this.prepare(running.orgs, flags);
      this.log(messages.getMessage('info.foreground'));
      await running.stopped;
    } finally {
      await running.stop();
      if (flags.login) await logOut(running.orgs.map(({ username }) => username));
    }
    return { pid: process.pid, orgs: running.orgs };
  }

  private async prepare(orgs: Started['orgs'], flags: Preparation): Promise<void> {
    if (flags.login) await logIn(orgs);
    for (const directory of flags['source-dir'] ?? []) {
      for (const { name } of orgs) await deploySource(await connect(name), directory);
    }
    showStartedOrgs(this, messages, orgs, flags.login);
  }
}

const faultShape = async () => (await import('../../../emulator/faults/faultPlan.js')).faultPlanSchema;

/** The kind of org that a snapshot is rehearsed on. */
const kindOfSnapshot = async (file: string) =>
  (await import('../../../emulator/process/snapshotFiles.js')).kindOf(file);
