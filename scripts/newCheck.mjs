/** Starts an audit check: its folder, its test and its place in the registry. `node scripts/newCheck.mjs <id> "<title>"` */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { argv, exit } from 'node:process';

const [id = '', title = '', folder = new URL('..', import.meta.url).pathname] = argv.slice(2);
if (!/^[a-z]+(-[a-z]+)*$/.test(id) || title.length < 10 || title.length > 150) {
  console.error('Usage: node scripts/newCheck.mjs <id> "<title>"');
  console.error(
    'The id is of small letters and dashes; the title states when the check passes, in 10 to 150 characters.',
  );
  exit(1);
}

const root = resolve(folder);
const registry = `${root}/src/audit/checks/index.ts`;
const constant = id.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());

const check = `import type { Check, CheckMetadata } from '../../check.js';
import { evidenceFinding } from '../../evidenceFindings.js';

const metadata: CheckMetadata = {
  id: '${id}',
  title: ${JSON.stringify(title)},
  severity: 'medium',
  risk: 'Write here what may happen where it fails.',
  remediation: 'Write here the command that mends it: sf synthetic deploy --target-org %s',
  references: ['https://developer.salesforce.com/docs/'],
};

export const check: Check = {
  metadata,
  // Judges \`input\` alone: whatever it needs to know is gathered beforehand. What it can't judge does not pass.
  evaluate: (input) => [
    evidenceFinding(input, metadata, { status: 'notEvaluated', message: 'this check does not judge anything yet' }),
  ],
};
`;

const test = `import { check } from '../../../src/audit/checks/${id}/check.js';
import { judgedBy, open } from '../../builders/audit.js';
import { aSchema } from '../../builders/schema.js';
import { aConformingOrg } from '../../builders/snapshot.js';

const schema = aSchema({ objects: ['Account', 'Case'] });
const judged = judgedBy(check);

describe('the check ${id}', () => {
  it('Given an org as the schema wants it, When judged, Then nothing is open', () => {
    expect(open(judged(schema, aConformingOrg(schema)))).toEqual([]);
  });
});
`;

const index = await readFile(registry, 'utf8');
if (index.includes(`'${id}':`)) {
  console.error(`There is a check ${id} already.`);
  exit(1);
}
const lines = index.split('\n');
const importLine = `import { check as ${constant} } from './${id}/check.js';`;
const after = lines.findIndex((line) => line.startsWith('import { check as ') && line > importLine);
const last = lines.findLastIndex((line) => line.startsWith('import '));
lines.splice(after < 0 ? last + 1 : after, 0, importLine);
lines.splice(
  lines.findIndex((line) => line.startsWith('} as const')),
  0,
  `  '${id}': ${constant},`,
);

const testFile = `${root}/test/audit/checks/${id}.test.ts`;
await mkdir(`${root}/src/audit/checks/${id}`, { recursive: true });
await mkdir(`${root}/test/audit/checks`, { recursive: true });
await writeFile(`${root}/src/audit/checks/${id}/check.ts`, check, { flag: 'wx' });
await writeFile(testFile, test, { flag: 'wx' });
await writeFile(registry, lines.join('\n'));
console.log(`src/audit/checks/${id}/check.ts\ntest/audit/checks/${id}.test.ts\nsrc/audit/checks/index.ts`);
console.log(
  'Write its risk, remediation and references, what it judges, and its test; then: npm run build && npm run schemas:write',
);
