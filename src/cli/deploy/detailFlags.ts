import { Messages } from '@salesforce/core/messages';
import { Flags } from '@salesforce/sf-plugins-core';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'run');

/** How much of a deploy is shown. */
export type DisplayDetail = 'concise' | 'normal' | 'verbose';

/** Flags as the core CLI's deploy has them. */
export const detailFlags = {
  concise: Flags.boolean({
    default: false,
    exclusive: ['verbose'],
    summary: messages.getMessage('flags.concise.summary'),
  }),
  verbose: Flags.boolean({
    default: false,
    exclusive: ['concise'],
    summary: messages.getMessage('flags.verbose.summary'),
  }),
};

export function displayDetail({ concise = false, verbose }: { concise?: boolean; verbose: boolean }): DisplayDetail {
  return verbose ? 'verbose' : concise ? 'concise' : 'normal';
}
