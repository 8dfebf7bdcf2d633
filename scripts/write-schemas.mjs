/** Writes the published JSON Schemas from the shapes the parsers use, and docs/checks.md. Run after a build. */
import { mkdir, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { waiverShape } from '../lib/audit/waiverShape.js';
import { checksPage } from '../lib/audit/checksPage.js';
import { frameworksPage } from '../lib/audit/frameworksPage.js';
import { fleetShape } from '../lib/fleet/fleetShape.js';
import { provenanceShape } from '../lib/schema/provenanceShape.js';
import { publishedSchema } from '../lib/schema/publishedSchema.js';

const directory = new URL('../schemas/', import.meta.url);
await mkdir(directory, { recursive: true });
for (const [name, shape] of Object.entries({ provenance: provenanceShape, fleet: fleetShape, waivers: waiverShape })) {
  const file = new URL(`${name}.schema.json`, directory);
  await writeFile(file, publishedSchema(shape));
  console.log(`schemas/${name}.schema.json`);
}

for (const [name, text] of Object.entries({ checks: checksPage(), frameworks: frameworksPage() })) {
  const page = new URL(`../docs/${name}.md`, import.meta.url);
  const options = await resolveConfig(page);
  await writeFile(page, await format(text, { ...options, parser: 'markdown' }));
  console.log(`docs/${name}.md`);
}
