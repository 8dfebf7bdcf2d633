/**
 * `node bench/generateProcess.ts generate|write <objects> <folder>`: in a process of its own, so that its memory can be
 * told, either generates the source of a schema of that many objects as `sf synthetic generate` does, from the schema's
 * text, or only writes the same files, their contents at hand. Prints milliseconds and memory as JSON.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { compile } from '../lib/metadata/compile.js';
import { toSourceFiles } from '../lib/metadata/sourceFormat.js';
import { generate } from '../lib/project/generate.js';
import { parseProvenanceSchema } from '../lib/schema/parseProvenanceSchema.js';
import { schemaText } from './schemaText.ts';

const [mode, count, folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Name what to do, how many objects, and a folder.');
const text = schemaText(Number(count));
const outputDir = join(folder, 'force-app', 'main', 'default');
const contents = mode === 'write' ? filesOf(text) : [];

const started = performance.now();
if (mode === 'write') await writeFiles();
else {
  const schema = parseProvenanceSchema(text, 'provenance.yaml', '2026-06-15');
  await generate({ schema, root: folder, outputDir, check: false, overwrite: false });
}
const ms = performance.now() - started;
const bytes = contents.reduce((sum, { content }) => sum + content.length, 0);
console.log(JSON.stringify({ ms, files: contents.length, bytes, maxRssMiB: process.resourceUsage().maxRSS / 1024 }));

function filesOf(source: string): ReturnType<typeof toSourceFiles> {
  return compile(parseProvenanceSchema(source, 'provenance.yaml', '2026-06-15'), { policy: 'unbound' }).flatMap(
    toSourceFiles,
  );
}

async function writeFiles(): Promise<void> {
  const folders = new Set(contents.map(({ path }) => dirname(join(outputDir, path))));
  for (const each of folders) await mkdir(each, { recursive: true });
  for (const { path, content } of contents) await writeFile(join(outputDir, path), content);
}
