import { Messages } from '@salesforce/core/messages';
import { Flags, toHelpSection } from '@salesforce/sf-plugins-core';
import { deployExitCodes, type DeployRun } from '../../fleet/deploy/deployRun.js';
import type { Portion } from '../../plan/portion.js';
import { type Assignment, parseAssignment } from '../../schema/assignment.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'run');

/** Where what becomes of the orgs is written, for CI servers and scripts. */
export const resultsFlag = {
  'results-dir': Flags.directory({
    helpValue: '<folder>',
    summary: messages.getMessage('flags.results-dir.summary'),
    description: messages.getMessage('flags.results-dir.description'),
  }),
};

/** Flags of a new run: how it is carried out, whatever it deploys. */
export const runFlags = {
  assign: Flags.custom<Assignment>({
    multiple: true,
    multipleNonGreedy: true,
    helpValue: '<role>=<who>',
    parse: (text) => Promise.resolve(parseAssignment(text)),
    summary: messages.getMessage('flags.assign.summary'),
    description: messages.getMessage('flags.assign.description'),
  })(),
  concurrency: Flags.integer({
    min: 1,
    max: 50,
    default: 5,
    summary: messages.getMessage('flags.concurrency.summary'),
  }),
  'continue-on-error': Flags.boolean({
    default: false,
    summary: messages.getMessage('flags.continue-on-error.summary'),
  }),
  'no-gate': Flags.boolean({
    default: false,
    summary: messages.getMessage('flags.no-gate.summary'),
    description: messages.getMessage('flags.no-gate.description'),
  }),
  soak: Flags.integer({
    min: 0,
    default: 0,
    helpValue: '<minutes>',
    summary: messages.getMessage('flags.soak.summary'),
  }),
  wait: Flags.integer({
    char: 'w',
    min: 1,
    default: 33,
    helpValue: '<minutes>',
    exclusive: ['async'],
    summary: messages.getMessage('flags.wait.summary'),
    description: messages.getMessage('flags.wait.description'),
  }),
  async: Flags.boolean({
    default: false,
    exclusive: ['wait'],
    summary: messages.getMessage('flags.async.summary'),
    description: messages.getMessage('flags.async.description'),
  }),
  ...resultsFlag,
};

type RunFlagValues = {
  readonly concurrency: number;
  readonly 'continue-on-error': boolean;
  readonly 'no-gate': boolean;
  readonly soak: number;
  readonly wait: number;
  readonly 'dry-run': boolean;
  readonly stage: Portion;
  readonly 'api-version'?: string | undefined;
  readonly assign?: Assignment[] | undefined;
};

/** What a run remembers of its flags. */
export function runOptions(flags: RunFlagValues): DeployRun['options'] {
  const { assign, 'api-version': apiVersion } = flags;
  return {
    dryRun: flags['dry-run'],
    stage: flags.stage,
    gate: !flags['no-gate'],
    soakMinutes: flags.soak,
    continueOnError: flags['continue-on-error'],
    concurrency: flags.concurrency,
    waitMinutes: flags.wait,
    ...(apiVersion === undefined ? {} : { apiVersion }),
    ...(assign === undefined ? {} : { assign }),
  };
}

/** Flags by which commands choose a run that is kept: the one that was started last unless said otherwise. */
export const chosenRunFlags = runChoice({ exclusive: ['use-most-recent'] }, { exclusive: ['run-id'] });

/** The same where a run has to be chosen. */
export const requiredRunFlags = runChoice(
  { exactlyOne: ['run-id', 'use-most-recent'] },
  { exactlyOne: ['run-id', 'use-most-recent'] },
);

type Constraint = { readonly exclusive?: string[]; readonly exactlyOne?: string[] };

function runChoice(id: Constraint, mostRecent: Constraint) {
  return {
    'run-id': Flags.string({ char: 'i', summary: messages.getMessage('flags.run-id.summary'), ...id }),
    'use-most-recent': Flags.boolean({
      char: 'r',
      summary: messages.getMessage('flags.use-most-recent.summary'),
      ...mostRecent,
    }),
  };
}

/** How a run can end, and a command with it. */
export type RunEnd = keyof typeof deployExitCodes;

/** The table of exit codes as help shows it, in the words of the command. */
export function runErrorCodes(
  words: Messages<string> = messages,
  ends: readonly RunEnd[] = Object.keys(deployExitCodes) as RunEnd[],
): ReturnType<typeof toHelpSection> {
  const rows = ends.map((end) => [deployExitCodes[end], words.getMessage(`exitCode.${end}`)]);
  return toHelpSection('ERROR CODES', Object.fromEntries(rows) as Record<string, string>);
}
