import { readFile } from 'node:fs/promises';
import { Messages } from '@salesforce/core/messages';
import { auditExitCodes } from '../audit/exitCode.js';
import { applyWaivers, dayOf } from '../audit/waivers.js';
import { auditFleet } from '../fleet/auditFleet.js';
import { verifyDeclaredRole } from '../fleet/declaredRole.js';
import { type AuditReport, auditReport } from '../report/auditReport.js';
import { writeReports } from '../report/reportFile.js';
import { AuditDisplay } from './auditDisplay.js';
import type { AuditInputs } from './auditInputs.js';
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
      verifyIdentity: (org) => fleet && verifyDeclaredRole(fleet, org),
      onOrgDone: (_, done, total) => display.progress(done, total),
    });
    const { audits, uses } = applyWaivers(judged, waivers, dayOf(evidence.now));
    const report = auditReport(audits, {
      evaluatedAt: evidence.now,
      tool: await pluginVersion(),
      schemaFile: shownPath(inputs.schemaFile),
      waivers: uses,
      frameworks,
    });
    display.report(report);
    await writeReports(report, outputFiles, (file) => this.command.log(messages.getMessage('info.written', [file])));
    process.exitCode = auditExitCodes[report.verdict];
    return report;
  }
}

/** The plugin's own name and version: an oclif command's `config` is the whole CLI's. */
async function pluginVersion(): Promise<string> {
  const text = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
  const { name, version } = JSON.parse(text) as { name: string; version: string };
  return `${name}@${version}`;
}
