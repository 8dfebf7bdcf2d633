import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bench, rounded } from './bench.ts';
import { commandFiles, root } from './project.ts';
import { interleavedMedians, timeProcess } from './samples.ts';

/** Milliseconds of one command line, and how many times `sf --version` of the same CLI that is. */
type HelpCost = { readonly cli: string; readonly what: string; readonly ms: number; readonly ratio: number };

/** A help text of the CLI's own plugins, to tell what any help costs. */
const OTHER_PLUGIN = ['org', 'display', '--help'];

export const helpCost: Bench = {
  run: async ({ rounds, realCli }) => {
    const result = await measureHelpCost(rounds, realCli);
    const rows = result.map(({ cli, what, ms, ratio }) => ({
      cli,
      'command line': what,
      ms: rounded(ms),
      'times --version': rounded(ratio, 2),
    }));
    return { result, tables: [{ heading: 'Start of the CLI', rows }] };
  },
};

/**
 * What the plugin adds to the start of the CLI: the help of its largest command next to `--version`, through the
 * plugin's own entry point and, when `realCli` names one, through the real CLI with the plugin linked.
 */
async function measureHelpCost(rounds: number, realCli: string | undefined): Promise<HelpCost[]> {
  const home = await mkdtemp(join(tmpdir(), 'synthetic-bench-'));
  const env = quietEnvironment(home);
  try {
    const help = (await commandFiles()).some(({ id }) => id === 'synthetic audit')
      ? ['synthetic', 'audit', '--help']
      : ['--help'];
    const own = join(root, 'bin', 'run.js');
    const measured = { ...lines('plugin', process.execPath, [own], help) };
    if (realCli !== undefined) {
      timeProcess(realCli, ['plugins', 'link', root, '--no-install'], env);
      Object.assign(measured, lines('sf', realCli, [], help), lines('sf', realCli, [], OTHER_PLUGIN));
    }
    const medians = await interleavedMedians(
      Object.fromEntries(
        Object.entries(measured).map(([name, line]) => [name, () => timeProcess(line.file, line.args, env)]),
      ),
      rounds,
    );
    return Object.entries(measured).map(([name, { cli, what }]) => {
      const ms = medians[name] ?? Number.NaN;
      return { cli, what, ms, ratio: ms / (medians[`${cli} --version`] ?? Number.NaN) };
    });
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

type Line = { readonly cli: string; readonly what: string; readonly file: string; readonly args: readonly string[] };

function lines(cli: string, file: string, first: readonly string[], help: readonly string[]): Record<string, Line> {
  return Object.fromEntries(
    [['--version'], help].map((args) => [
      `${cli} ${args.join(' ')}`,
      { cli, what: args.join(' '), file, args: [...first, ...args] },
    ]),
  );
}

/** A CLI home of its own, without the self-update a new home would start. */
function quietEnvironment(home: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    HOME: home,
    SF_DISABLE_AUTOUPDATE: 'true',
    SF_DISABLE_TELEMETRY: 'true',
    SF_SKIP_NEW_VERSION_CHECK: 'true',
  };
}
