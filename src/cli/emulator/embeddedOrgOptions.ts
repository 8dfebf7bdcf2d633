import { resolve } from 'node:path';
import { Messages } from '@salesforce/core/messages';
import { readCertificates, schemaNames, type SchemaNames } from './embeddedOrgInputs.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'emulator.start');

type OrgSpec<Kind extends string> = { readonly name: string; readonly kind: Kind };

/** The flags of `emulator start` that decide what the orgs are, as parsed. */
export type EmbeddedOrgFlags = {
  readonly port: number;
  readonly from?: string | undefined;
  readonly isolation: boolean;
  readonly 'person-accounts': boolean;
  readonly 'isolation-source'?: string | undefined;
  readonly 'data-dir'?: string | undefined;
  readonly 'jwt-certificate'?: readonly string[] | undefined;
};

/** What the process that serves embedded orgs is told. */
export type EmbeddedOrgOptions<Kind extends string> = {
  orgs: (OrgSpec<Kind> & {
    isolation?: SchemaNames['markers'] & { source: string };
    personAccounts?: boolean;
    from?: string;
  })[];
  port: number;
  jwtCertificates: string[];
  dataDir?: string;
};

/**
 * The org that a snapshot is rehearsed on: `name`, or `name:kind` with the kind that goes with the snapshot. Throws
 * `OrgSpecError`, or `OtherKindError`, since another kind would not hold deploys to the same rules.
 */
export function parseRehearsalSpec<Kind extends string>(
  specs: readonly string[] | undefined,
  kind: Kind,
  kinds: readonly Kind[],
): OrgSpec<Kind> {
  const [spec = 'rehearsal', ...others] = specs ?? [];
  if (others.length > 0) throw messages.createError('error.OneRehearsal');
  const org = parseOrgSpec(spec.includes(':') ? spec : `${spec}:${kind}`, kinds);
  if (org.kind !== kind) throw messages.createError('error.OtherKind', [org.kind, kind], [org.name, kind]);
  return org;
}

/** An org of `name:kind`. Throws `OrgSpecError`. */
export function parseOrgSpec<Kind extends string>(text: string, kinds: readonly Kind[]): OrgSpec<Kind> {
  const [name = '', kind = 'production', ...rest] = text.split(':');
  const known = kinds.find((candidate) => candidate === kind);
  if (!/^[A-Za-z][A-Za-z0-9-]{0,39}$/.test(name) || known === undefined || rest.length > 0) {
    throw messages.createError('error.OrgSpec', [text, kinds.join(', ')]);
  }
  return { name, kind: known };
}

/** Reads the files that the flags name. Throws an SfError that names the file which is wrong. */
export async function embeddedOrgOptions<Kind extends string>(
  orgs: readonly OrgSpec<Kind>[],
  flags: EmbeddedOrgFlags,
): Promise<EmbeddedOrgOptions<Kind>> {
  const markers = flags.isolation ? (await schemaNames()).markers : undefined;
  const dataDir = flags['data-dir'];
  return {
    orgs: orgs.map((org) => ({
      ...org,
      ...(flags.from === undefined ? {} : { from: resolve(flags.from) }),
      ...(flags['person-accounts'] ? { personAccounts: true } : {}),
      ...(markers === undefined
        ? {}
        : { isolation: { ...markers, source: flags['isolation-source'] ?? `isolation:${org.name}` } }),
    })),
    port: flags.port,
    jwtCertificates: await readCertificates(flags['jwt-certificate'] ?? []),
    ...(dataDir === undefined ? {} : { dataDir }),
  };
}

/** A start that fails says so in the words of its command: throws `PortTakenError` or `NotStartedError`. */
export async function started<T>(start: () => Promise<T>): Promise<T> {
  try {
    return await start();
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    if (/EADDRINUSE|already in use/i.test(text)) throw messages.createError('error.PortTaken', [text]);
    throw messages.createError('error.NotStarted', [text]);
  }
}
