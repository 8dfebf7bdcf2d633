import { Messages } from '@salesforce/core/messages';
import { Flags, toHelpSection } from '@salesforce/sf-plugins-core';
import { deployExitCodes, type DeployRun } from '../../fleet/deploy/deployRun.js';
import type { ApexTests } from '../../org/apexTests.js';
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

/** Flags of a new run that say how it is carried out, whatever it deploys. */
export const carryingFlags = {
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

/** Flags of a run that deploys what the schema wants. */
export const runFlags = {
  assign: Flags.custom<Assignment>({
    multiple: true,
    multipleNonGreedy: true,
    helpValue: '<role>=<who>',
    parse: (text) => Promise.resolve(parseAssignment(text)),
    summary: messages.getMessage('flags.assign.summary'),
    description: messages.getMessage('flags.assign.description'),
  })(),
  ...carryingFlags,
};

type CarryingFlagValues = {
  readonly concurrency: number;
  readonly 'continue-on-error': boolean;
  readonly 'no-gate': boolean;
  readonly soak: number;
  readonly wait: number;
  readonly 'api-version'?: string | undefined;
};
type RunFlagValues = CarryingFlagValues & {
  readonly 'dry-run': boolean;
  readonly stage: Portion;
  readonly assign?: Assignment[] | undefined;
};

/** What a run remembers of its flags; `tests`: those of a dry run. */
export function runOptions(flags: RunFlagValues, tests: ApexTests | undefined): DeployRun['options'] {
  const { assign } = flags;
  return {
    dryRun: flags['dry-run'],
    stage: flags.stage,
    ...carryingOptions(flags),
    ...(assign === undefined ? {} : { assign }),
    ...(tests === undefined ? {} : { tests }),
  };
}

type CarryingOptions = Omit<DeployRun['options'], 'dryRun' | 'stage' | 'assign' | 'tests'>;

/** The part of it that says how the run is carried out. */
export function carryingOptions(flags: CarryingFlagValues): CarryingOptions {
  const { 'api-version': apiVersion } = flags;
  return {
    gate: !flags['no-gate'],
    soakMinutes: flags.soak,
    continueOnError: flags['continue-on-error'],
    concurrency: flags.concurrency,
    waitMinutes: flags.wait,
    ...(apiVersion === undefined ? {} : { apiVersion }),
  };
}

/** Flags by which commands choose a run that is kept: the one that was started last unless said otherwise. */
export const chosenRunFlags = runChoice({ exclusive: ['use-most-recent'] }, { exclusive: ['run-id'] });

/** The same where a run has to be chosen. */
export const requiredRunFlags = requiredRunChoice(messages);

/** The same of runs that validated. */
export const dryRunFlags = requiredRunChoice(Messages.loadMessages('sf-plugin-synthetic', 'deploy.quick'));

type Constraint = { readonly exclusive?: string[]; readonly exactlyOne?: string[] };

function requiredRunChoice(words: Messages<string>) {
  const one = { exactlyOne: ['run-id', 'use-most-recent'] };
  return runChoice(one, one, words);
}

function runChoice(id: Constraint, mostRecent: Constraint, words = messages) {
  return {
    'run-id': Flags.string({ char: 'i', summary: words.getMessage('flags.run-id.summary'), ...id }),
    'use-most-recent': Flags.boolean({
      char: 'r',
      summary: words.getMessage('flags.use-most-recent.summary'),
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
