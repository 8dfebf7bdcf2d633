import { readFile } from 'node:fs/promises';
import { Messages } from '@salesforce/core/messages';
import { auditExitCodes } from '../audit/exitCode.js';
import { applyWaivers, dayOf } from '../audit/waivers.js';
import { auditFleet } from '../fleet/auditFleet.js';
import { fleetFacts } from '../fleet/fleetFacts.js';
import { verifyDeclaredRole } from '../fleet/declaredRole.js';
import { schemaFor } from '../fleet/schemaFor.js';
import { knownLogin } from '../org/knownLogin.js';
import { type AuditReport, auditReport } from '../report/auditReport.js';
import { writeReports } from '../report/reportFile.js';
import type { ProvenanceSchema } from '../schema/provenanceSchema.js';
import { AuditDisplay } from './auditDisplay.js';
import type { AuditInputs } from './auditInputs.js';
import type { ChosenOrg } from './chosenOrgs.js';
import { keepEvidence } from './evidencePlace.js';
import { shownPath } from './projectFiles.js';
import type { SyntheticCommand } from './syntheticCommand.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'audit');

/** Carries an audit out for a command: asks the orgs, judges, shows and writes the report, and says how it ended. */
export class AuditRunner {
  public constructor(private readonly command: SyntheticCommand<unknown>) {}

  public async start(inputs: AuditInputs): Promise<AuditReport> {
    const { schema, fleet, orgs, waivers, evidence, frameworks, concurrency, outputFiles, verbose } = inputs;
    const display = new AuditDisplay(this.command, messages, { verbose });
    display.start(orgs.length);
    const judged = await auditFleet({
      schema,
      orgs,
      concurrency,
      evidence,
      fleet: fleet && (await fleetFacts(fleet, knownLogin)),
      verifyIdentity: (org) => fleet && verifyDeclaredRole(fleet, org),
      onOrgDone: (_, done, total) => display.progress(done, total),
    });
    const { audits, uses } = applyWaivers(judged, waivers, dayOf(evidence.now));
    const judgement = auditReport(audits, {
      evaluatedAt: evidence.now,
      tool: await pluginVersion(),
      schemaFile: shownPath(inputs.schemaFile),
      waivers: uses,
      frameworks,
    });
    display.report(judgement);
    const { report, failure } = await this.keep(judgement, inputs);
    if (report.evidence !== undefined) display.evidence(report.evidence);
    await writeReports(report, outputFiles, (file) => this.command.log(messages.getMessage('info.written', [file])));
    if (failure !== undefined) throw failure;
    process.exitCode = auditExitCodes[report.verdict];
    return report;
  }

  /** Evidence that can't be kept fails the command, but not before the reports are written. */
  private async keep(
    report: AuditReport,
    { evidencePlace, schema, orgs, outputFiles }: AuditInputs,
  ): Promise<{ report: AuditReport; failure?: Error }> {
    if (evidencePlace === undefined) return { report };
    try {
      return {
        report: { ...report, evidence: await keepEvidence(evidencePlace, report, schemasOf(report, schema, orgs)) },
      };
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      if (outputFiles.length > 0) this.command.warn(failure.message);
      return { report, failure };
    }
  }
}

/** The schemas by which orgs were judged: the common one, and as it holds in single orgs. */
function schemasOf(
  { orgs: judged }: AuditReport,
  schema: ProvenanceSchema,
  orgs: readonly ChosenOrg[],
): ProvenanceSchema[] {
  const names = new Set(judged.filter(({ observed }) => observed !== undefined).map(({ name }) => name));
  const own = orgs.filter(({ name }) => names.has(name));
  return [schema, ...own.map(({ fleetOrg }) => (fleetOrg === undefined ? schema : schemaFor(schema, fleetOrg)))];
}

/** The plugin's own name and version: an oclif command's `config` is the whole CLI's. */
async function pluginVersion(): Promise<string> {
  const text = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
  const { name, version } = JSON.parse(text) as { name: string; version: string };
  return `${name}@${version}`;
}
