import { Messages } from '@salesforce/core/messages';
import { Flags } from '@salesforce/sf-plugins-core';
import { frameworkIds } from '../../audit/frameworks/index.js';
import { reportExtensions } from '../../report/reportFormat.js';
import { orgFlags } from '../chosenOrgs.js';
import { SIGNING_KEY, SIGNING_PASSPHRASE } from './evidencePlace.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'audit');

/** The flags of `audit`. */
export const auditFlags = {
  ...orgFlags(messages),
  'output-file': Flags.file({
    multiple: true,
    summary: messages.getMessage('flags.output-file.summary'),
    description: messages.getMessage('flags.output-file.description', [reportExtensions.join(', ')]),
  }),
  waivers: Flags.file({
    char: 'w',
    exists: true,
    summary: messages.getMessage('flags.waivers.summary'),
    description: messages.getMessage('flags.waivers.description'),
  }),
  framework: Flags.string({
    multiple: true,
    options: frameworkIds,
    summary: messages.getMessage('flags.framework.summary'),
    description: messages.getMessage('flags.framework.description'),
  }),
  records: Flags.boolean({
    default: false,
    summary: messages.getMessage('flags.records.summary'),
    description: messages.getMessage('flags.records.description'),
  }),
  since: Flags.string({
    summary: messages.getMessage('flags.since.summary'),
    description: messages.getMessage('flags.since.description'),
  }),
  evidence: Flags.directory({
    helpValue: '<folder>',
    summary: messages.getMessage('flags.evidence.summary'),
    description: messages.getMessage('flags.evidence.description'),
  }),
  'signing-key': Flags.file({
    exists: true,
    dependsOn: ['evidence'],
    summary: messages.getMessage('flags.signing-key.summary'),
    description: messages.getMessage('flags.signing-key.description', [SIGNING_KEY, SIGNING_PASSPHRASE]),
  }),
  concurrency: Flags.integer({
    min: 1,
    max: 50,
    default: 8,
    summary: messages.getMessage('flags.concurrency.summary'),
  }),
  history: Flags.directory({
    summary: messages.getMessage('flags.history.summary'),
    description: messages.getMessage('flags.history.description'),
  }),
  baseline: Flags.file({
    char: 'b',
    summary: messages.getMessage('flags.baseline.summary'),
    description: messages.getMessage('flags.baseline.description'),
  }),
  'stale-after': Flags.integer({
    min: 1,
    helpValue: '<days>',
    dependsOn: ['fleet'],
    summary: messages.getMessage('flags.stale-after.summary'),
    description: messages.getMessage('flags.stale-after.description'),
  }),
  verbose: Flags.boolean({
    default: false,
    summary: messages.getMessage('flags.verbose.summary'),
  }),
};
