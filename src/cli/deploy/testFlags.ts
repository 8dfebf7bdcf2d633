import { Messages } from '@salesforce/core/messages';
import { Flags } from '@salesforce/sf-plugins-core';
import { type ApexTests, testLevels } from '../../org/apexTests.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'deploy');

/** Which Apex tests an org runs with a dry run, by the names and letters that the core CLI's deploys have. */
export const testFlags = {
  'test-level': Flags.option({
    char: 'l',
    options: testLevels,
    summary: messages.getMessage('flags.test-level.summary'),
    description: messages.getMessage('flags.test-level.description'),
  })(),
  tests: Flags.string({
    char: 't',
    multiple: true,
    dependsOn: ['test-level'],
    summary: messages.getMessage('flags.tests.summary'),
  }),
};

type TestFlagValues = {
  readonly 'dry-run': boolean;
  readonly 'test-level'?: (typeof testLevels)[number] | undefined;
  readonly tests?: string[] | undefined;
};

/** @throws SfError `TestsWithoutDryRun`, `NoTestsSpecified` or `TestsNotSpecified` where the flags contradict each other */
export function apexTests({ 'dry-run': dryRun, 'test-level': level, tests }: TestFlagValues): ApexTests | undefined {
  if (level === undefined) return undefined;
  if (!dryRun) throw messages.createError('error.TestsWithoutDryRun');
  if (level !== 'RunSpecifiedTests') {
    if (tests !== undefined) throw messages.createError('error.TestsNotSpecified', [level]);
    return { level };
  }
  if (tests === undefined || tests.length === 0) throw messages.createError('error.NoTestsSpecified');
  return { level, names: tests };
}
