import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile } from '../lib/metadata/compile.js';
import { parseProvenanceSchema } from '../lib/schema/parseProvenanceSchema.js';
import { type Bench, rounded } from './bench.ts';
import { root } from './project.ts';
import { interleavedMedians, median } from './samples.ts';
import { schemaText } from './schemaText.ts';

type Sample = {
  readonly ms: number;
  readonly files: number;
  readonly bytes: number;
  /** Of the process that did it, at most. */
  readonly maxRssMiB: number;
};

type GenerateCost = {
  readonly objects: number;
  readonly files: number;
  readonly bytes: number;
  /** Milliseconds from the schema's text to files on disk. */
  readonly generateMs: number;
  /** Milliseconds of writing the same files with fs alone, contents at hand. */
  readonly writeMs: number;
  readonly ratio: number;
  /** Of the process that generates. Node takes what the machine has before it collects garbage, so this says little. */
  readonly maxRssMiB: number;
  /** The same in a heap that is too small for the contents of a large package: what generating needs. */
  readonly boundedRssMiB: number;
};

const SMALL_HEAP = ['--max-old-space-size=40', '--max-semi-space-size=2'];

/** One size, and one a tenth of it to see what memory does. */
const SIZES = [100, 1000] as const;

export const generateCost: Bench = {
  run: async ({ rounds }) => {
    const result: GenerateCost[] = [];
    for (const objects of SIZES) result.push(await measureGenerateCost(objects, Math.min(rounds, 3)));
    const rows = result.map(({ objects, files, bytes, generateMs, writeMs, ratio, maxRssMiB, boundedRssMiB }) => ({
      objects,
      files,
      KiB: rounded(bytes / 1024),
      'generate ms': rounded(generateMs),
      'write ms': rounded(writeMs),
      ratio: rounded(ratio, 2),
      'max RSS MiB': rounded(maxRssMiB),
      'in a heap of 40 MiB': rounded(boundedRssMiB),
    }));
    return { result, tables: [{ heading: 'Generating source files', rows }] };
  },
};

/** What `sf synthetic generate` adds to the mere writing of its files, and the memory it takes. */
async function measureGenerateCost(objects: number, rounds: number): Promise<GenerateCost> {
  const written: Sample[] = [];
  const generated: Sample[] = [];
  const medians = await interleavedMedians(
    {
      write: () => inProcess('write', objects, written),
      generate: () => inProcess('generate', objects, generated),
    },
    rounds,
  );
  const bounded: Sample[] = [];
  await inProcess('generate', objects, bounded, SMALL_HEAP);
  return {
    objects,
    files: written[0]?.files ?? 0,
    bytes: written[0]?.bytes ?? 0,
    generateMs: medians.generate,
    writeMs: medians.write,
    ratio: medians.generate / medians.write,
    maxRssMiB: median(generated.map(({ maxRssMiB }) => maxRssMiB)),
    boundedRssMiB: median(bounded.map(({ maxRssMiB }) => maxRssMiB)),
  };
}

async function inProcess(
  mode: 'generate' | 'write',
  objects: number,
  samples: Sample[],
  nodeOptions: readonly string[] = [],
): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'synthetic-bench-'));
  try {
    const script = join(root, 'bench', 'generateProcess.ts');
    const args = ['--no-warnings', ...nodeOptions, script, mode, String(objects), folder];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    const sample = JSON.parse(stdout) as Sample;
    samples.push(sample);
    return sample.ms;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type CompileCost = { readonly objects: number; readonly components: number; readonly cpuMs: number };

export const compileCost: Bench = {
  run: ({ rounds }) => {
    const result = measureCompileCost(3000, rounds);
    const row = { objects: result.objects, components: result.components, 'CPU ms': rounded(result.cpuMs) };
    return Promise.resolve({ result, tables: [{ heading: 'Compiling a parsed schema', rows: [row] }] });
  },
};

/** Processor time of compiling a parsed schema of that many objects, in milliseconds; the first round is not counted. */
function measureCompileCost(objects: number, rounds: number): CompileCost {
  const schema = parseProvenanceSchema(schemaText(objects), 'provenance.yaml', '2026-06-15');
  let components = 0;
  const samples = Array.from({ length: rounds + 1 }, () => {
    const before = process.cpuUsage();
    components = compile(schema, { policy: 'unbound' }).length;
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return { objects, components, cpuMs: median(samples.slice(1)) };
}
