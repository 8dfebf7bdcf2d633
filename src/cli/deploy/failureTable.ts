import { Messages } from '@salesforce/core/messages';
import type { SfCommand } from '@salesforce/sf-plugins-core';
import type { ComponentFailure } from '../../org/deployJob.js';
import { deployFailureTip } from './deployTips.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'deploy');

type Failure = ComponentFailure & { readonly org?: string };

/**
 * What orgs refused, in their own words, and what helps; of several orgs, that stands below, so that there is room for
 * the words. `most`: lines that are shown; the rest is a number.
 */
export function failureTable(
  terminal: Pick<SfCommand<unknown>, 'log' | 'table'>,
  failures: readonly Failure[],
  most = Infinity,
): void {
  if (failures.length === 0) return;
  const ofFleet = failures.some(({ org }) => org !== undefined);
  const columns = ofFleet ? (['org', 'component', 'problem'] as const) : (['component', 'problem', 'help'] as const);
  const shown = failures.slice(0, most);
  terminal.table({
    data: shown.map(({ org = '', type, fullName, problem, line, column }) => ({
      org,
      component: `${type} ${fullName}`,
      problem: line === undefined ? problem : `${problem} (${line}:${column ?? 0})`,
      help: deployFailureTip(problem),
    })),
    columns: columns.map((key) => ({ key, name: messages.getMessage(`column.${key}`) })),
    title: messages.getMessage('info.failures', [failures.length]),
    overflow: 'wrap',
  });
  if (shown.length < failures.length)
    terminal.log(messages.getMessage('info.moreFailures', [failures.length - shown.length]));
  if (ofFleet) for (const tip of new Set(shown.map(({ problem }) => deployFailureTip(problem)))) terminal.log(tip);
}
