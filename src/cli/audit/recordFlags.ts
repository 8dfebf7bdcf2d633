import { Messages } from '@salesforce/core/messages';
import { Flags } from '@salesforce/sf-plugins-core';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'emulator.start');

/** The flags of `emulator start` that decide what the orgs do with records. */
export const recordFlags = {
  isolation: Flags.boolean({
    default: false,
    summary: messages.getMessage('flags.isolation.summary'),
    description: messages.getMessage('flags.isolation.description'),
  }),
  'isolation-source': Flags.string({
    dependsOn: ['isolation'],
    summary: messages.getMessage('flags.isolation-source.summary'),
    description: messages.getMessage('flags.isolation-source.description'),
  }),
  'person-accounts': Flags.boolean({
    default: false,
    summary: messages.getMessage('flags.person-accounts.summary'),
    description: messages.getMessage('flags.person-accounts.description'),
  }),
};
