import { readFile } from 'node:fs/promises';
import { Messages } from '@salesforce/core/messages';
import { applyBaseline } from '../../audit/baseline.js';
import { auditExitCode } from '../../audit/exitCode.js';
import type { OrgAudit } from '../../audit/finding.js';
import { applyWaivers } from '../../audit/waivers.js';
import { dayOf } from '../../schema/day.js';
import { auditFleet } from '../../fleet/audit/auditFleet.js';
import type { AuditRun, KeptAudit } from '../../fleet/audit/auditRun.js';
import { verifyDeclaredRole } from '../../fleet/declaredRole.js';
import { fleetFacts } from '../../fleet/fleetFacts.js';
import { knownLogin } from '../../org/knownLogin.js';
import { type AuditReport, auditReport } from '../../report/auditReport.js';
import { AuditDisplay } from './auditDisplay.js';
import type { AuditInputs } from './auditInputs.js';
import { keepAudit, placeInPast } from './auditPast.js';
import { auditRunStore, claimedAudit, inputsOfRun } from './auditRuns.js';
import { keepEvidence } from './evidencePlace.js';
import { judgedSchemas } from './judgedSchemas.js';
import { leaveReport } from './leaveReport.js';
import { shownPath } from '../projectFiles.js';
import { INTERRUPTED, type SyntheticCommand } from '../syntheticCommand.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'audit');

const HOUR_MS = 3_600_000;
/** What an org needs at most, large and busy; one that takes longer is not evaluated. */
const ORG_LIMIT_MS = 30 * 60_000;

/** What a kept audit has of one org that was audited in an earlier attempt. */
type Kept = ReadonlyMap<string, KeptAudit>;

/** Carries an audit out for a command: asks the orgs, judges, shows and writes the report, and says how it ended. */
export class AuditRunner {
  private readonly store = auditRunStore();

  /** `signal` ends the asking of orgs. */
  public constructor(
    private readonly command: SyntheticCommand<unknown>,
    private readonly signal: AbortSignal,
  ) {}

  /** An audit of one org, of which nothing is kept. */
  public async once(inputs: AuditInputs): Promise<AuditReport> {
    return this.judge(inputs, await this.ask(inputs, new Map(), () => Promise.resolve()));
  }

  /** An audit of a fleet, whose state is kept org by org until its report is written. */
  public async start(run: AuditRun, inputs: AuditInputs): Promise<AuditReport> {
    await this.store.sweep(new Date());
    return claimedAudit(this.store, run.id, async () => {
      await this.store.save(run);
      return this.carryOut(run, inputs, new Map());
    });
  }

  /** Takes an audit up again: only orgs are asked of which nothing is kept, or what is kept is older than so many hours. */
  public async resume(run: AuditRun, { maxAgeHours }: { readonly maxAgeHours: number }): Promise<AuditReport> {
    const now = new Date();
    return claimedAudit(this.store, run.id, async () => {
      const inputs = await inputsOfRun(run, now);
      const kept = await this.keptOf(run, now.getTime() - maxAgeHours * HOUR_MS);
      this.command.log(messages.getMessage('info.resumed', [run.id, kept.size, run.orgs.length, maxAgeHours]));
      return this.carryOut(run, inputs, kept);
    });
  }

  private async keptOf(run: AuditRun, since: number): Promise<Kept> {
    const kept = new Map<string, KeptAudit>();
    for (const name of run.orgs) {
      const part = await this.store.loadPart(run.id, name);
      if (part !== undefined && Date.parse(part.evaluatedAt) >= since) kept.set(name, part);
    }
    return kept;
  }

  private async carryOut(run: AuditRun, inputs: AuditInputs, kept: Kept): Promise<AuditReport> {
    try {
      const asked = await this.ask(inputs, kept, async (audit) => {
        // One that was not reached is asked again.
        if (audit.org.organizationId === undefined) return;
        await this.store.savePart(run.id, audit.org.name, { evaluatedAt: new Date().toISOString(), audit });
      });
      const report = await this.judge(inputs, asked);
      await this.store.remove(run.id);
      return report;
    } catch (error) {
      if (!this.signal.aborted) throw error;
      throw messages.createError('error.Interrupted', [], [run.id], INTERRUPTED);
    } finally {
      this.command.spinner.stop();
    }
  }

  /** The audits in the order of the orgs, those that are kept among them. */
  private async ask(
    { schema, fleet, orgs, observations, concurrency, verbose }: AuditInputs,
    kept: Kept,
    onAudit: (audit: OrgAudit) => Promise<void>,
  ): Promise<OrgAudit[]> {
    const display = new AuditDisplay(this.command, messages, { verbose });
    const left = orgs.filter(({ name }) => !kept.has(name));
    display.start(left.length);
    const asked = await auditFleet({
      schema,
      orgs: left,
      concurrency,
      limitMs: ORG_LIMIT_MS,
      observations,
      fleet: fleet && (await fleetFacts(fleet, knownLogin)),
      signal: this.signal,
      verifyIdentity: (org) => fleet && verifyDeclaredRole(fleet, org),
      onOrgDone: async (audit, done, total) => {
        await onAudit(audit);
        display.progress(done, total);
      },
    });
    const fresh = new Map(left.map(({ name }, index) => [name, asked[index]]));
    return orgs.flatMap(({ name }) => {
      const earlier = kept.get(name);
      return earlier === undefined ? (fresh.get(name) ?? []) : [{ ...earlier.audit, evaluatedAt: earlier.evaluatedAt }];
    });
  }

  private async judge(inputs: AuditInputs, judged: readonly OrgAudit[]): Promise<AuditReport> {
    const { fleet, waivers, observations, frameworks, baseline, past, outputFiles, evidencePlace, verbose } = inputs;
    const tool = await pluginVersion();
    const { now } = observations;
    const { audits: waived, uses } = applyWaivers(judged, waivers, dayOf(now));
    const { audits: placed, history } = placeInPast(waived, past, { now, fleet });
    const compared = baseline && applyBaseline(placed, baseline.audit, shownPath(baseline.file));
    const audits = compared?.audits ?? placed;
    const judgement = auditReport(audits, {
      evaluatedAt: now,
      tool,
      schemaFile: shownPath(inputs.schemaFile),
      waivers: uses,
      frameworks,
      baseline: compared?.comparison,
      history,
      shard: inputs.shard,
    });
    new AuditDisplay(this.command, messages, { verbose }).report(judgement);
    const keep =
      evidencePlace &&
      ((own: AuditReport) => keepEvidence(evidencePlace, own, judgedSchemas(own, inputs.schema, inputs.orgs)));
    const report = await leaveReport(this.command, judgement, { outputFiles, keep });
    await keepAudit(past, audits, { now, tool });
    process.exitCode = auditExitCode(report);
    return report;
  }
}

/** The plugin's own name and version: an oclif command's `config` is the whole CLI's. */
async function pluginVersion(): Promise<string> {
  const text = await readFile(new URL('../../../package.json', import.meta.url), 'utf8');
  const { name, version } = JSON.parse(text) as { name: string; version: string };
  return `${name}@${version}`;
}
