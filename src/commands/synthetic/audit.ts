import { readFile } from 'node:fs/promises';
import { Messages } from '@salesforce/core/messages';
import { Flags, toHelpSection } from '@salesforce/sf-plugins-core';
import { SyntheticCommand } from '../../cli/syntheticCommand.js';
import { auditExitCodes } from '../../audit/exitCode.js';
import { applyWaivers, dayOf } from '../../audit/waivers.js';
import { AuditDisplay } from '../../cli/auditDisplay.js';
import { chosenOrgs, selectionFlags, targetOrg } from '../../cli/chosenOrgs.js';
import { evidenceSettings } from '../../cli/evidenceFlags.js';
import { locateSchemaFile, readAllWaivers, readFleetIfThere, shownPath } from '../../cli/projectFiles.js';
import { auditFleet } from '../../fleet/auditFleet.js';
import { verifyDeclaredRole } from '../../fleet/declaredRole.js';
import { readFleet } from '../../fleet/fleetFile.js';
import { type AuditReport, auditReport } from '../../report/auditReport.js';
import { assertReportFiles, writeReports } from '../../report/reportFile.js';
import { reportExtensions } from '../../report/reportFormat.js';
import { readProvenanceSchema } from '../../schema/schemaFile.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'audit');

export type SyntheticAuditResult = AuditReport;

/** Orgs asked at the same time; more would not be faster on one machine's connection. */
const CONCURRENCY = 8;

/** The plugin's own name and version: `this.config` is the whole CLI's. */
async function pluginVersion(): Promise<string> {
  const text = await readFile(new URL('../../../package.json', import.meta.url), 'utf8');
  const { name, version } = JSON.parse(text) as { name: string; version: string };
  return `${name}@${version}`;
}

export default class SyntheticAudit extends SyntheticCommand<SyntheticAuditResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');

  public static override readonly flags = {
    'target-org': Flags.optionalOrg({ exclusive: ['fleet'], summary: messages.getMessage('flags.target-org.summary') }),
    'api-version': Flags.orgApiVersion(),
    fleet: Flags.file({
      char: 'f',
      exists: true,
      summary: messages.getMessage('flags.fleet.summary'),
      description: messages.getMessage('flags.fleet.description'),
    }),
    ...selectionFlags,
    schema: Flags.file({
      char: 's',
      summary: messages.getMessage('flags.schema.summary'),
      description: messages.getMessage('flags.schema.description'),
    }),
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
    records: Flags.boolean({
      default: false,
      summary: messages.getMessage('flags.records.summary'),
      description: messages.getMessage('flags.records.description'),
    }),
    since: Flags.string({
      summary: messages.getMessage('flags.since.summary'),
      description: messages.getMessage('flags.since.description'),
    }),
    verbose: Flags.boolean({
      default: false,
      summary: messages.getMessage('flags.verbose.summary'),
    }),
  };

  public static override readonly errorCodes = toHelpSection('ERROR CODES', {
    [String(auditExitCodes.conforming)]: messages.getMessage('exitCode.conforming'),
    '1': messages.getMessage('exitCode.failed'),
    [String(auditExitCodes.nonconforming)]: messages.getMessage('exitCode.nonconforming'),
    [String(auditExitCodes.notEvaluated)]: messages.getMessage('exitCode.notEvaluated'),
  });

  public async run(): Promise<SyntheticAuditResult> {
    const { flags } = await this.parse(SyntheticAudit);
    const outputFiles = flags['output-file'] ?? [];
    assertReportFiles(outputFiles);
    const schemaFile = await locateSchemaFile(flags.schema);
    const schema = await readProvenanceSchema(schemaFile);
    const fleet = flags.fleet === undefined ? await readFleetIfThere() : await readFleet(flags.fleet);
    const evaluatedAt = new Date();
    const today = dayOf(evaluatedAt);
    const evidence = evidenceSettings(flags, evaluatedAt);
    const waivers = await readAllWaivers({ given: flags.waivers, fleet, fleetFile: flags.fleet }, today);
    const display = new AuditDisplay(this, messages, { verbose: flags.verbose });
    const orgs =
      flags.fleet === undefined
        ? [
            await targetOrg(flags['target-org'], {
              command: 'synthetic audit',
              fleet,
              apiVersion: flags['api-version'],
            }),
          ]
        : chosenOrgs(fleet, { ...flags, fleet: flags.fleet }, flags['api-version']);
    display.start(orgs.length);
    const judged = await auditFleet({
      schema,
      orgs,
      concurrency: CONCURRENCY,
      evidence,
      verifyIdentity: (org) => fleet && verifyDeclaredRole(fleet, org),
      onOrgDone: (_, done, total) => display.progress(done, total),
    });
    const { audits, uses } = applyWaivers(judged, waivers, today);
    const report = auditReport(audits, {
      evaluatedAt,
      tool: await pluginVersion(),
      schemaFile: shownPath(schemaFile),
      waivers: uses,
    });
    display.report(report);
    await writeReports(report, outputFiles, (file) => this.log(messages.getMessage('info.written', [file])));
    process.exitCode = auditExitCodes[report.verdict];
    return report;
  }
}
