import { runErrorCodes } from '../../src/cli/deploy/runFlags.js';
import { INTERRUPTED } from '../../src/cli/syntheticCommand.js';
import SyntheticDeploy from '../../src/commands/synthetic/deploy.js';
import SyntheticDeployCancel from '../../src/commands/synthetic/deploy/cancel.js';
import SyntheticDeployReport from '../../src/commands/synthetic/deploy/report.js';
import SyntheticDeployResume from '../../src/commands/synthetic/deploy/resume.js';
import SyntheticRemove from '../../src/commands/synthetic/remove.js';
import {
  deployExitCode,
  deployExitCodes,
  type OrgRun,
  runOutcomes,
  succeeded,
} from '../../src/fleet/deploy/deployRun.js';
import { aDeployRun } from '../builders/fleetRun.js';

const ended = (...ends: readonly (OrgRun['outcome'] | 'running')[]) => ({
  orgs: aDeployRun(ends.map((_, index) => `org-${index}`)).orgs.map((org, index): OrgRun => {
    const end = ends[index];
    return end === 'running' ? { ...org, phase: 'waiting' } : { ...org, phase: 'ended', outcome: end };
  }),
});
const codesIn = (section: { readonly body?: unknown } | undefined): number[] =>
  (Array.isArray(section?.body) ? section.body : []).map((row: { name: string }) => Number(row.name));

describe('the exit codes of a deploy', () => {
  it('Given one org, When it has ended, Then the code says whether it is as the schema wants it', () => {
    for (const outcome of runOutcomes) {
      expect([outcome, deployExitCode(ended(outcome))]).toEqual([outcome, succeeded({ outcome }) ? 0 : 1]);
    }
  });

  it.each([
    [['deployed', 'unchanged', 'validated'], 0],
    [['deployed', 'failed'], 68],
    [['deployed', 'canceled'], 68],
    [['deployed', 'skipped', 'error'], 68],
    [['incomplete', 'declined'], 1],
    [['canceled', 'skipped'], 1],
    [['deployed', 'running'], 69],
    [['failed', 'running'], 69],
    [[], 0],
  ] as const)('Given orgs that are %j, Then the code is %i', (ends, code) => {
    expect(deployExitCode(ended(...ends))).toBe(code);
  });

  it('Given the help of the commands, Then it has every code of the table, in its words, and no other', () => {
    const all = Object.values(deployExitCodes);
    expect(codesIn(runErrorCodes())).toEqual(all);
    for (const command of [SyntheticDeploy, SyntheticDeployReport, SyntheticDeployResume, SyntheticRemove]) {
      expect(codesIn(command.errorCodes)).toEqual(all);
    }
    expect(codesIn(SyntheticDeployCancel.errorCodes)).toEqual([0, 1, 69, 130]);
    expect(deployExitCodes.interrupted).toBe(INTERRUPTED);
  });
});
