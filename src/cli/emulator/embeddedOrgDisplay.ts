import type { Messages } from '@salesforce/core/messages';
import type { SfCommand } from '@salesforce/sf-plugins-core';

type Terminal = Pick<SfCommand<unknown>, 'log' | 'table' | 'warn'>;
type LeftOut = { type: string; fullName: string; reason: string };

/** An embedded org as a command's result names it. */
export type EmbeddedOrg = {
  name: string;
  kind: string;
  orgId: string;
  url: string;
  username: string;
  /** With --from: what came of the snapshot. */
  rehearsal?: { takenAt: string; components: number; leftOut: LeftOut[] };
};

type Shown = Omit<EmbeddedOrg, 'rehearsal'> & {
  readonly rehearsal?: { readonly takenAt: string; readonly components: number; readonly leftOut: readonly LeftOut[] };
};

/** Without what only a login needs. */
export function publicPart({ name, kind, orgId, url, username, rehearsal }: Shown): EmbeddedOrg {
  const org = { name, kind, orgId, url, username };
  return rehearsal === undefined ? org : { ...org, rehearsal: { ...rehearsal, leftOut: [...rehearsal.leftOut] } };
}

/** What a person sees of embedded orgs that were started: a table, what a snapshot could not bring, and what to do next. */
export function showStartedOrgs(
  terminal: Terminal,
  messages: Messages<string>,
  orgs: readonly Shown[],
  loggedIn: boolean,
): void {
  terminal.table({
    data: orgs.map(({ name, kind, orgId, url, username }) => ({ name, kind, orgId, url, username })),
    columns: (['name', 'kind', 'orgId', 'url', 'username'] as const).map((key) => ({
      key,
      name: messages.getMessage(`column.${key}`),
    })),
  });
  for (const { name, rehearsal } of orgs) {
    if (rehearsal === undefined) continue;
    terminal.log(messages.getMessage('info.rehearsal', [name, rehearsal.components]));
    if (rehearsal.leftOut.length > 0) {
      terminal.warn(
        messages.getMessage('warning.leftOut', [rehearsal.leftOut.length, countsByType(rehearsal.leftOut)]),
      );
    }
  }
  const [first] = orgs;
  if (first !== undefined) {
    terminal.log(messages.getMessage(loggedIn ? 'info.loggedIn' : 'info.notLoggedIn', [first.name, first.url]));
  }
}

/** `CustomField 3, RecordType 12`, by type. */
export function countsByType(items: readonly { readonly type: string }[]): string {
  const counts = new Map<string, number>();
  for (const { type } of items) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([type, count]) => `${type} ${count}`)
    .join(', ');
}
