/**
 * The room rule: which folder under src/ may import which (DESIGN.md explains the rooms).
 *
 * A room imports itself, the rooms and files it lists, and nothing else of src/. `types` may be imported with
 * `import type` only. A folder without a row may not be imported and may import nothing: give a new room its row here.
 */
const roomRows = {
  schema: { may: [] },
  metadata: { may: ['schema'] },
  org: { may: ['metadata', 'schema'] },
  plan: { may: ['metadata', 'schema'], types: ['org'] },
  audit: { may: ['plan', 'metadata', 'schema'], types: ['org'] },
  report: { may: [], types: ['audit', 'plan'] },
  fleet: { may: ['schema', 'metadata', 'org', 'plan', 'audit'] },
  // The embedded org judges the product, so it shares no code with it.
  emulator: { may: [] },
  commands: { may: ['schema', 'metadata', 'org', 'plan', 'audit', 'report', 'fleet'] },
  'commands/synthetic/emulator': { may: ['commands', 'schema', 'metadata', 'org', 'plan', 'fleet', 'emulator'] },

  // Inside the embedded org.
  'emulator/formula': { may: [] },
  'emulator/org': { may: [] },
  'emulator/catalog': { may: ['emulator/formula', 'emulator/org'], types: ['emulator/access'] },
  'emulator/access': { may: ['emulator/catalog', 'emulator/org', 'emulator/http/apiError.ts'] },
  'emulator/metadata': { may: ['emulator/catalog', 'emulator/formula', 'emulator/org'], types: ['emulator/access'] },
  'emulator/records': {
    may: ['emulator/access', 'emulator/catalog', 'emulator/formula', 'emulator/org', 'emulator/http/apiError.ts'],
  },
  'emulator/soql': {
    may: [
      'emulator/access',
      'emulator/catalog',
      'emulator/formula',
      'emulator/org',
      'emulator/records',
      'emulator/http/apiError.ts',
    ],
  },
  'emulator/setup': {
    may: [
      'emulator/access',
      'emulator/catalog',
      'emulator/org',
      'emulator/records',
      'emulator/soql',
      'emulator/http/apiError.ts',
    ],
  },
  'emulator/http': {
    may: [
      'emulator/access',
      'emulator/catalog',
      'emulator/formula',
      'emulator/metadata',
      'emulator/org',
      'emulator/records',
      'emulator/setup',
      'emulator/soql',
    ],
  },
};

/** Packages that only some rooms may load; types are free everywhere. */
const packageRows = {
  '@jsforce/jsforce-node': ['org'],
  '@salesforce/source-deploy-retrieve': ['org'],
  '@salesforce/core': ['org', 'commands', 'commands/synthetic/emulator'],
  '@salesforce/sf-plugins-core': ['commands', 'commands/synthetic/emulator'],
  '@oclif/core': ['commands', 'commands/synthetic/emulator'],
  'node:sqlite': ['emulator/org'],
  fastify: ['emulator/http'],
};

/**
 * The longest row name that is the path or a folder above it.
 * @param {string} path below src/, with forward slashes
 * @param {Record<string, unknown>} rows
 * @returns {string | undefined}
 */
function roomOf(path, rows) {
  return Object.keys(rows)
    .filter((room) => path.startsWith(`${room}/`))
    .sort((a, b) => b.length - a.length)[0];
}

/** A folder of the tree's top level, for messages about folders without a row. */
const firstFolder = (path) => (path.includes('/') ? path.slice(0, path.indexOf('/')) : path);

/**
 * Why `from` may not import `to`, or undefined when it may.
 * @param {string} from importing file below src/
 * @param {string} to imported file below src/, ending in .ts
 * @param {boolean} typeOnly
 * @param {typeof roomRows} [rows]
 */
export function importViolation(from, to, typeOnly, rows = roomRows) {
  if (!from.includes('/')) return undefined; // src/index.ts gathers the public API
  const room = roomOf(from, rows);
  const target = roomOf(to, rows);
  if (room === undefined) return `src/${firstFolder(from)} has no row in eslint.rooms.mjs`;
  if (target === undefined) return `src/${firstFolder(to)} has no row in eslint.rooms.mjs`;
  if (room === target) return undefined;
  const { may, types = [] } = rows[room];
  if (may.includes(target) || may.includes(to)) return undefined;
  if (typeOnly && (types.includes(target) || types.includes(to))) return undefined;
  return types.includes(target)
    ? `${room}/ may import types of ${target}/ only: use \`import type\``
    : `${room}/ may not import ${target}/`;
}

/**
 * Why a file of src/ may not load a package, or undefined when it may.
 * @param {string} from importing file below src/
 * @param {string} specifier
 * @param {boolean} typeOnly
 */
export function packageViolation(from, specifier, typeOnly) {
  if (typeOnly) return undefined;
  const name = Object.keys(packageRows).find((row) => specifier === row || specifier.startsWith(`${row}/`));
  if (name === undefined) return undefined;
  const room = roomOf(from, roomRows);
  const allowed = packageRows[name];
  return room !== undefined && allowed.includes(room)
    ? undefined
    : `only ${allowed.map((entry) => `${entry}/`).join(', ')} may load ${name}`;
}

/** True for `import type …`, `export type …` and imports whose every name is marked `type`. */
function isTypeOnly(node) {
  if (node.importKind === 'type' || node.exportKind === 'type' || node.type === 'TSImportType') return true;
  const names = node.specifiers ?? [];
  return names.length > 0 && names.every((name) => name.importKind === 'type' || name.exportKind === 'type');
}

/** @type {import('eslint').Rule.RuleModule} */
export const roomRule = {
  meta: { type: 'problem', docs: { description: 'Holds the import arrows between the rooms of src/.' }, schema: [] },
  create(context) {
    const file = context.filename.replaceAll('\\', '/');
    const start = file.lastIndexOf('/src/');
    if (start < 0) return {};
    const from = file.slice(start + '/src/'.length);
    const check = (node, source) => {
      if (typeof source?.value !== 'string') return;
      const specifier = source.value;
      const typeOnly = isTypeOnly(node);
      const message = specifier.startsWith('.')
        ? relativeViolation(from, specifier, typeOnly)
        : packageViolation(from, specifier, typeOnly);
      if (message !== undefined) context.report({ node: source, message });
    };
    return {
      ImportDeclaration: (node) => check(node, node.source),
      ExportNamedDeclaration: (node) => check(node, node.source),
      ExportAllDeclaration: (node) => check(node, node.source),
      ImportExpression: (node) => check(node, node.source),
      TSImportType: (node) => check(node, node.source ?? node.argument?.literal),
    };
  },
};

function relativeViolation(from, specifier, typeOnly) {
  const to = new URL(specifier, `file:///src/${from}`).pathname;
  if (!to.startsWith('/src/')) {
    // package.json is data every room may read; tests, scripts and benches are not.
    return to.endsWith('.json') ? undefined : 'src/ imports nothing from outside src/';
  }
  return importViolation(from, to.slice('/src/'.length).replace(/\.js$/u, '.ts'), typeOnly);
}
