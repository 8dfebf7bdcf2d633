import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { compile } from '../lib/metadata/compile.js';
import { toSourceFiles } from '../lib/metadata/sourceFormat.js';
import type { SourceFile } from '../lib/metadata/sourceFormat.js';
import { parseProvenanceSchema } from '../lib/schema/parseProvenanceSchema.js';
import { type Bench, rounded } from './bench.ts';
import { interleavedMedians, median } from './samples.ts';

type GenerateCost = {
  readonly objects: number;
  readonly files: number;
  readonly bytes: number;
  /** Milliseconds from the schema's text to files on disk. */
  readonly generateMs: number;
  /** Milliseconds of the same without the disk. */
  readonly compileMs: number;
  /** Milliseconds of writing the same files, contents at hand. */
  readonly writeMs: number;
  readonly ratio: number;
};

export const generateCost: Bench = {
  run: async ({ rounds }) => {
    const result = await measureGenerateCost(1000, Math.min(rounds, 3));
    const row = {
      objects: result.objects,
      files: result.files,
      KiB: rounded(result.bytes / 1024),
      'generate ms': rounded(result.generateMs),
      'of it compiling': rounded(result.compileMs),
      'write ms': rounded(result.writeMs),
      ratio: rounded(result.ratio, 2),
    };
    return { result, tables: [{ heading: 'Generating source files', rows: [row] }] };
  },
};

export const compileCost: Bench = {
  run: ({ rounds }) => {
    const result = measureCompileCost(3000, rounds);
    const row = { objects: result.objects, components: result.components, 'CPU ms': rounded(result.cpuMs) };
    return Promise.resolve({ result, tables: [{ heading: 'Compiling a parsed schema', rows: [row] }] });
  },
};

/** What compiling a schema of that many objects adds to the mere writing of its files. */
async function measureGenerateCost(objects: number, rounds: number): Promise<GenerateCost> {
  const text = schemaText(objects);
  const files = generate(text);
  const medians = await interleavedMedians(
    {
      compile: () => {
        const started = performance.now();
        generate(text);
        return performance.now() - started;
      },
      write: () => timeInFolder((folder) => write(folder, files)),
      generate: () => timeInFolder((folder) => write(folder, generate(text))),
    },
    rounds,
  );
  return {
    objects,
    files: files.length,
    bytes: files.reduce((sum, { content }) => sum + content.length, 0),
    generateMs: medians.generate,
    compileMs: medians.compile,
    writeMs: medians.write,
    ratio: medians.generate / medians.write,
  };
}

type CompileCost = { readonly objects: number; readonly components: number; readonly cpuMs: number };

/** Processor time of compiling a parsed schema of that many objects, in milliseconds; the first round is not counted. */
function measureCompileCost(objects: number, rounds: number): CompileCost {
  const schema = parseProvenanceSchema(schemaText(objects), 'provenance.yaml');
  let components = 0;
  const samples = Array.from({ length: rounds + 1 }, () => {
    const before = process.cpuUsage();
    components = compile(schema, { policy: 'unbound' }).length;
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return { objects, components, cpuMs: median(samples.slice(1)) };
}

function schemaText(objects: number): string {
  const names = Array.from({ length: objects }, (_, index) => `  - name: Thing_${index + 1}__c`);
  return ['version: 1', 'objects:', ...names, ''].join('\n');
}

function generate(text: string): SourceFile[] {
  const schema = parseProvenanceSchema(text, 'provenance.yaml');
  return compile(schema, { policy: 'unbound' }).flatMap((component) => toSourceFiles(component));
}

async function write(folder: string, files: readonly SourceFile[]): Promise<void> {
  const folders = new Set(files.map(({ path }) => dirname(join(folder, path))));
  for (const each of folders) await mkdir(each, { recursive: true });
  for (const { path, content } of files) await writeFile(join(folder, path), content);
}

async function timeInFolder(work: (folder: string) => Promise<void>): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'synthetic-bench-'));
  try {
    const started = performance.now();
    await work(folder);
    return performance.now() - started;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
