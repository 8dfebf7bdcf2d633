import { Messages } from '@salesforce/core/messages';
import { toHelpSection } from '@salesforce/sf-plugins-core';
import { auditExitCodes } from '../../audit/exitCode.js';
import { INTERRUPTED } from '../syntheticCommand.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'audit');

/** The table of an audit's exit codes as help shows it. */
export function auditErrorCodes(): ReturnType<typeof toHelpSection> {
  return toHelpSection('ERROR CODES', {
    [String(auditExitCodes.conforming)]: messages.getMessage('exitCode.conforming'),
    '1': messages.getMessage('exitCode.failed'),
    [String(auditExitCodes.nonconforming)]: messages.getMessage('exitCode.nonconforming'),
    [String(auditExitCodes.notEvaluated)]: messages.getMessage('exitCode.notEvaluated'),
    [String(INTERRUPTED)]: messages.getMessage('exitCode.interrupted'),
  });
}
