import { Messages } from '@salesforce/core/messages';
import { verifyDeclaredRole } from '../../fleet/declaredRole.js';
import { deployExitCodes } from '../../fleet/deploy/deployRun.js';
import type { Fleet, FleetOrg } from '../../fleet/fleetFile.js';
import { removalExitCode } from '../../fleet/remove/removalFate.js';
import { type RemovalMember, removeFromFleet } from '../../fleet/remove/removeFleet.js';
import { schemaFor } from '../../fleet/schemaFor.js';
import type { Shard } from '../../fleet/selectOrgs.js';
import type { ProvenanceSchema } from '../../schema/provenanceSchema.js';
import type { ChosenOrg } from '../chosenOrgs.js';
import type { SyntheticCommand } from '../syntheticCommand.js';
import { FleetRemovalDisplay } from './fleetRemovalDisplay.js';
import { removedOrgResult, type SyntheticFleetRemoveResult } from './fleetRemovalResult.js';
import { RemovalPermission } from './removalPermission.js';
import type { RemovalSettings } from './removalRunner.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'remove');

type FleetRemovalInputs = {
  readonly schema: ProvenanceSchema;
  readonly fleet: Fleet;
  readonly orgs: readonly (ChosenOrg & { readonly fleetOrg: FleetOrg })[];
  readonly shard: Shard | undefined;
};

type FleetRemovalSettings = Omit<RemovalSettings, 'verbose'> & {
  readonly concurrency: number;
  readonly continueOnError: boolean;
};

/** Carries a removal out on many orgs for a command: asks, shows what goes where, and says how it ended. */
export class FleetRemovalRunner {
  public constructor(
    private readonly command: SyntheticCommand<unknown>,
    private readonly settings: FleetRemovalSettings,
  ) {}

  public async remove({ schema, fleet, orgs, shard }: FleetRemovalInputs): Promise<SyntheticFleetRemoveResult> {
    const { noPrompt, dryRun, signal, consent, purgeOnDelete } = this.settings;
    const permission = new RemovalPermission(this.command, noPrompt);
    // Where nobody can be asked, that shows before the first ring has lost anything.
    const production = orgs.filter(({ fleetOrg }) => fleetOrg.role === 'production');
    if (!dryRun) permission.assertAskable(production.map(({ name }) => name));
    const display = new FleetRemovalDisplay(this.command, messages);
    const now = new Date();
    try {
      const ended = await removeFromFleet({
        ...this.settings,
        members: orgs.map((org) => memberOf(org, schema, fleet)),
        now,
        confirm: (survey) => permission.toDelete(survey),
        listener: display.listener,
      });
      const code = removalExitCode(ended.map(({ fate }) => fate));
      process.exitCode = code !== deployExitCodes.done && signal.aborted ? deployExitCodes.interrupted : code;
      const result: SyntheticFleetRemoveResult = {
        ...(shard === undefined ? {} : { shard }),
        dryRun,
        consent: { deleteData: consent.deleteData, unassign: consent.unassign, purgeOnDelete },
        startedAt: now.toISOString(),
        endedAt: new Date().toISOString(),
        orgs: ended.map((org) => removedOrgResult(org, dryRun)),
      };
      display.result(result);
      return result;
    } finally {
      this.command.spinner.stop();
    }
  }
}

function memberOf(
  { name, connect, fleetOrg }: FleetRemovalInputs['orgs'][number],
  schema: ProvenanceSchema,
  fleet: Fleet,
): RemovalMember {
  return {
    name,
    ring: fleetOrg.ring,
    schema: schemaFor(schema, fleetOrg),
    connect,
    verifyIdentity: (identity) => verifyDeclaredRole(fleet, identity),
  };
}
