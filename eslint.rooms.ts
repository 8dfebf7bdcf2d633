import type { AST, Rule } from 'eslint';

/** `may`: rooms or files a room imports; `types`: those it imports with `import type` only. */
type RoomRow = { readonly may: readonly string[]; readonly types?: readonly string[] };

const under = (...rooms: readonly string[]): string[] => rooms.map((room) => `emulator/${room}`);

/**
 * The room rule: which folder under src/ may import which (DESIGN.md explains the rooms).
 *
 * A room imports itself, the rooms and files it lists, and nothing else of src/. `types` may be imported with
 * `import type` only. A folder without a row may not be imported and may import nothing: give a new room its row here.
 */
const roomRows: Readonly<Record<string, RoomRow>> = {
  schema: { may: [] },
  metadata: { may: ['schema'] },
  project: { may: ['metadata', 'schema'] },
  org: { may: ['metadata', 'schema'] },
  plan: { may: ['metadata', 'schema'], types: ['org'] },
  // Digests of values; beside node:crypto and the canonical form of JSON it knows nothing.
  digest: { may: [] },
  audit: { may: ['plan', 'metadata', 'schema', 'digest'], types: ['org'] },
  report: { may: ['audit', 'plan/objectGroups.ts'], types: ['plan', 'fleet'] },
  fleet: { may: ['schema', 'metadata', 'project', 'org', 'plan', 'audit', 'digest'] },
  evidence: {
    may: ['digest', 'audit/finding.ts', 'audit/remediation.ts', 'org/withoutPersons.ts'],
    types: ['audit', 'report', 'schema'],
  },
  cli: { may: ['schema', 'metadata', 'project', 'org', 'plan', 'audit', 'report', 'fleet', 'evidence'] },
  commands: { may: ['schema', 'metadata', 'project', 'org', 'plan', 'audit', 'report', 'fleet', 'evidence', 'cli'] },
  // What the Salesforce CLI calls by itself.
  hooks: { may: ['cli'] },
  // The markers outside of records.
  header: { may: [], types: ['schema'] },
  // The embedded org judges the product, so it shares no code with it; only its own commands start it.
  emulator: { may: [] },
  'commands/synthetic/emulator': { may: ['schema', 'metadata', 'project', 'org', 'cli', 'emulator'] },

  // Inside the embedded org. The error every room answers with and the tables of records are shared ground.
  'emulator/formula': { may: ['emulator/org/recordId.ts'] },
  'emulator/org': { may: [] },
  'emulator/catalog': { may: ['emulator/formula', 'emulator/org'], types: ['emulator/access'] },
  'emulator/access': { may: ['emulator/catalog', 'emulator/org', 'emulator/records/tables.ts'] },
  'emulator/records': { may: ['emulator/access', 'emulator/catalog', 'emulator/formula', 'emulator/org'] },
  'emulator/metadata': {
    may: ['emulator/catalog', 'emulator/formula', 'emulator/org', 'emulator/records/tables.ts'],
    types: ['emulator/access'],
  },
  'emulator/soql': { may: [...under('access', 'catalog', 'formula', 'org', 'records')] },
  'emulator/setup': { may: [...under('access', 'catalog', 'metadata', 'org', 'records', 'soql')] },
  'emulator/bulk': { may: [...under('access', 'catalog', 'org', 'records', 'setup', 'soql')] },
  'emulator/faults': { may: under('metadata', 'org'), types: ['emulator/access'] },
  // The schema of another org, from a file.
  'emulator/rehearsal': { may: under('catalog', 'metadata', 'org'), types: ['emulator/access'] },
  'emulator/http': {
    may: [
      ...under('access', 'bulk', 'catalog', 'faults', 'formula', 'metadata', 'org', 'records', 'rehearsal', 'setup'),
      ...under('soql'),
    ],
  },
  'emulator/process': { may: under('faults', 'http', 'org', 'rehearsal') },
};

/** Packages that only some rooms may load; types are free everywhere. */
const packageRows: Readonly<Record<string, readonly string[]>> = {
  // The embedded org reads the Metadata API's types from jsforce, not its client.
  '@jsforce/jsforce-node': ['org', 'emulator/metadata'],
  '@salesforce/source-deploy-retrieve': ['org'],
  '@salesforce/core': ['org', 'project', 'cli', 'commands', 'hooks', 'commands/synthetic/emulator'],
  '@salesforce/sf-plugins-core': ['cli', 'commands', 'commands/synthetic/emulator'],
  '@oclif/multi-stage-output': ['cli'],
  'terminal-link': ['cli'],
  '@oclif/core': ['cli', 'commands', 'commands/synthetic/emulator'],
  undici: ['org'],
  'node:sqlite': ['emulator/org'],
  fastify: ['emulator/http'],
  '@sigstore/core': ['evidence'],
  canonicalize: ['digest'],
};

/** Parts of those packages that load in milliseconds and touch nothing outside the process. */
const freeEntries: readonly string[] = ['@salesforce/core/sfError'];

/** The longest row name that is a folder above `path`; `path` is below src/, with forward slashes. */
function roomOf(path: string): string | undefined {
  return Object.keys(roomRows)
    .filter((room) => path.startsWith(`${room}/`))
    .sort((a, b) => b.length - a.length)[0];
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));

/** Why the file `from` may not import the file `to` (both below src/, ending in .ts), or undefined when it may. */
function importViolation(from: string, to: string, typeOnly: boolean): string | undefined {
  if (!from.includes('/')) return undefined; // src/index.ts gathers the public API
  const room = roomOf(from);
  const target = roomOf(to);
  const row = room === undefined ? undefined : roomRows[room];
  if (room === undefined || row === undefined) return `src/${folderOf(from)} has no row in eslint.rooms.ts`;
  if (target === undefined) return `src/${folderOf(to)} has no row in eslint.rooms.ts`;
  const listed = (entries: readonly string[]): boolean =>
    entries.some((entry) => to === entry || to.startsWith(`${entry}/`));
  if (listed([room, ...row.may])) return undefined;
  const asType = listed(row.types ?? []);
  if (asType && typeOnly) return undefined;
  return asType
    ? `${room}/ may import types of ${target}/ only: use \`import type\``
    : `${room}/ may not import ${target}/`;
}

/** Why the file `from` (below src/) may not load a package, or undefined when it may. */
function packageViolation(from: string, specifier: string, typeOnly: boolean): string | undefined {
  if (typeOnly || freeEntries.includes(specifier)) return undefined;
  const name = Object.keys(packageRows).find((row) => specifier === row || specifier.startsWith(`${row}/`));
  if (name === undefined) return undefined;
  const room = roomOf(from);
  const allowed = packageRows[name] ?? [];
  return room !== undefined && allowed.includes(room)
    ? undefined
    : `only ${allowed.map((entry) => `${entry}/`).join(', ')} may load ${name}`;
}

function relativeViolation(from: string, specifier: string, typeOnly: boolean): string | undefined {
  const to = new URL(specifier, `file:///src/${from}`).pathname;
  if (!to.startsWith('/src/')) {
    // package.json is data every room may read; tests, scripts and benches are not.
    return to.endsWith('.json') ? undefined : 'src/ imports nothing from outside src/';
  }
  return importViolation(from, to.slice('/src/'.length).replace(/\.js$/u, '.ts'), typeOnly);
}

/** What the rule reads of the import and export nodes; the TypeScript parser adds the `…Kind` properties. */
type ImportNode = {
  readonly type: string;
  readonly source?: { readonly value?: unknown; readonly loc?: AST.SourceLocation | null | undefined } | null;
  readonly importKind?: string;
  readonly exportKind?: string;
  readonly specifiers?: readonly { readonly importKind?: string; readonly exportKind?: string }[];
};

/** True for `import type …`, `export type …`, `import('…')` in a type, and imports whose every name is marked `type`. */
function isTypeOnly(node: ImportNode): boolean {
  if (node.importKind === 'type' || node.exportKind === 'type' || node.type === 'TSImportType') return true;
  const names = node.specifiers ?? [];
  return names.length > 0 && names.every((name) => name.importKind === 'type' || name.exportKind === 'type');
}

/** Reports every import or re-export in src/ that goes against the rows above. */
export const roomRule: Rule.RuleModule = {
  meta: { type: 'problem', docs: { description: 'Holds the import arrows between the rooms of src/.' }, schema: [] },
  create(context) {
    const file = context.filename.replaceAll('\\', '/');
    const start = file.lastIndexOf('/src/');
    if (start < 0) return {};
    const from = file.slice(start + '/src/'.length);
    const check = (node: object): void => {
      const { source } = node as ImportNode;
      if (typeof source?.value !== 'string' || !source.loc) return;
      const typeOnly = isTypeOnly(node as ImportNode);
      const message = source.value.startsWith('.')
        ? relativeViolation(from, source.value, typeOnly)
        : packageViolation(from, source.value, typeOnly);
      if (message !== undefined) context.report({ loc: source.loc, message });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
      TSImportType: check,
    };
  },
};
