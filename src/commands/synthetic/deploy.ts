import { Messages } from '@salesforce/core/messages';
import { Flags, toHelpSection } from '@salesforce/sf-plugins-core';
import { INTERRUPTED, SyntheticCommand } from '../../cli/syntheticCommand.js';
import { DeployDisplay } from '../../cli/deployDisplay.js';
import { orgName } from '../../cli/orgName.js';
import { locateSchemaFile, readFleetIfThere } from '../../cli/projectFiles.js';
import { verifyDeclaredRole } from '../../fleet/declaredRole.js';
import { deployOrg, type DeployOrgResult } from '../../fleet/deployOrg.js';
import type { Gap } from '../../metadata/target.js';
import type { OrgIdentity } from '../../org/snapshot.js';
import { type ChangeLine, changeLine } from '../../plan/describeChange.js';
import { readProvenanceSchema } from '../../schema/schemaFile.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'deploy');

export type SyntheticDeployResult = {
  org: OrgIdentity;
  dryRun: boolean;
  outcome: DeployOrgResult['outcome'];
  /** How many components the schema wants in this org. */
  components: number;
  changes: ChangeLine[];
  /** What of the schema some objects can't take; without `instead`, nothing protects their records in its place. */
  gaps: Gap[];
  /** What else a person should know of this org. */
  notes: string[];
  jobs: { id: string; stages: string[]; status: string }[];
  failures: { type: string; fullName: string; problem: string; line?: number; column?: number }[];
  errorMessage?: string;
  /** Dry run only: what the server can't judge before the policy is in the org. */
  notValidated: ChangeLine[];
  /** What still differs after the deploy. */
  remaining: ChangeLine[];
};

/** How long a question waits for its answer, in milliseconds. */
const PATIENCE = 5 * 60_000;

export default class SyntheticDeploy extends SyntheticCommand<SyntheticDeployResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');

  public static override readonly flags = {
    'target-org': Flags.requiredOrg(),
    'api-version': Flags.orgApiVersion(),
    schema: Flags.file({
      char: 's',
      summary: messages.getMessage('flags.schema.summary'),
      description: messages.getMessage('flags.schema.description'),
    }),
    'dry-run': Flags.boolean({
      default: false,
      summary: messages.getMessage('flags.dry-run.summary'),
      description: messages.getMessage('flags.dry-run.description'),
    }),
    'no-prompt': Flags.boolean({
      default: false,
      summary: messages.getMessage('flags.no-prompt.summary'),
      description: messages.getMessage('flags.no-prompt.description'),
    }),
    wait: Flags.integer({
      char: 'w',
      min: 1,
      default: 33,
      helpValue: '<minutes>',
      summary: messages.getMessage('flags.wait.summary'),
    }),
    verbose: Flags.boolean({
      default: false,
      summary: messages.getMessage('flags.verbose.summary'),
    }),
  };

  public static override readonly errorCodes = toHelpSection('ERROR CODES', {
    '0': messages.getMessage('exitCode.done'),
    '1': messages.getMessage('exitCode.failed'),
    [String(INTERRUPTED)]: messages.getMessage('exitCode.interrupted'),
  });

  public async run(): Promise<SyntheticDeployResult> {
    const { flags } = await this.parse(SyntheticDeploy);
    const schema = await readProvenanceSchema(await locateSchemaFile(flags.schema));
    const fleet = await readFleetIfThere();
    const connection = flags['target-org'].getConnection(flags['api-version']);
    const display = new DeployDisplay(this, messages, {
      verbose: flags.verbose,
      readerPermissionSet: schema.access.reader.name,
    });
    const interruption = new AbortController();
    this.onInterrupt = () => interruption.abort(messages.createError('error.Interrupted', [], [], INTERRUPTED));
    try {
      const result = await deployOrg({
        connection,
        name: await orgName(connection.getUsername() ?? ''),
        schema,
        dryRun: flags['dry-run'],
        waitMinutes: flags.wait,
        signal: interruption.signal,
        verifyIdentity: (org) => fleet && verifyDeclaredRole(fleet, org),
        listener: {
          onStep: (step) => display.step(step),
          onPlan: (org, plan) => display.plan(org, plan),
          onProgress: (_, progress) => display.progress(progress),
          confirm: (org, plan) => this.mayWrite(org, plan.changes.length, flags['no-prompt']),
        },
      });
      display.result(result);
      if (!['unchanged', 'validated', 'deployed'].includes(result.outcome)) {
        process.exitCode = interruption.signal.aborted ? INTERRUPTED : 1;
      }
      return toJson(result, flags['dry-run']);
    } finally {
      this.spinner.stop();
    }
  }

  /** Production is written to only by someone who says so: at the terminal, or by flag where there is none. */
  private async mayWrite({ name, role }: OrgIdentity, changes: number, noPrompt: boolean): Promise<boolean> {
    if (role !== 'production' || noPrompt) return true;
    if (this.jsonEnabled() || !process.stdin.isTTY || !process.stdout.isTTY) {
      throw messages.createError('error.ConfirmationRequired', [name], [name]);
    }
    return this.confirm({ message: messages.getMessage('confirm.production', [changes, name]), ms: PATIENCE });
  }
}

function toJson(
  { plan, jobs, failures, notValidated, remaining, ...rest }: DeployOrgResult,
  dryRun: boolean,
): SyntheticDeployResult {
  return {
    ...rest,
    dryRun,
    components: plan.desired.length,
    changes: plan.changes.map(changeLine),
    gaps: [...plan.gaps],
    notes: [...plan.notes],
    jobs: jobs.map((job) => ({ ...job, stages: [...job.stages] })),
    failures: [...failures],
    notValidated: notValidated.map(changeLine),
    remaining: remaining.map(changeLine),
  };
}
