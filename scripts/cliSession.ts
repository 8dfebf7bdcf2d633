/**
 * Runs `sf` command lines against a home directory of their own, so that nothing of the user's CLI is read or changed,
 * and stops the embedded orgs that were started there. Serves the demo and the end-to-end test.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What one command line did. */
export type Run = {
  readonly line: string;
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
};

export type RunOptions = {
  /** Lets the command write to this process's terminal, colours included; then `stdout` and `stderr` stay empty. */
  readonly live?: boolean;
  /** Added to the session's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Where the command runs; the session's folder by default. */
  readonly cwd?: string;
};

export type CliSession = {
  /** A folder for the session's files, removed with it. */
  readonly folder: string;
  /** The home directory of the commands, in that folder. */
  readonly home: string;
  /** What the commands see as their environment. */
  readonly environment: Readonly<NodeJS.ProcessEnv>;
  /** Runs `sf <args>`; a non-zero exit code is a value, a command that can't be started an error. */
  run(args: readonly string[], options?: RunOptions): Promise<Run>;
  /** Runs `sf <args> --json` and returns its `result`; throws with the whole output when the exit code is another. */
  json(args: readonly string[], options?: RunOptions & { readonly exitCode?: number }): Promise<unknown>;
  /** Ends a command that is still running, stops the embedded orgs, removes the folder. Safe to call twice. */
  close(): Promise<void>;
};

/** Opens a session; `command` is what stands for `sf`, e.g. `['node', '/path/to/bin/run.js']`. */
export async function openSession(command: readonly [string, ...string[]]): Promise<CliSession> {
  const folder = await mkdtemp(join(tmpdir(), 'synthetic-session-'));
  const home = join(folder, 'home');
  await mkdir(home);
  const environment = sessionEnvironment(home);
  const running = new Set<ChildProcess>();
  const guard = startGuard([...command, 'synthetic', 'emulator', 'stop', '--all'], folder, environment);
  let closing: Promise<void> | undefined;

  const run: CliSession['run'] = (args, options = {}) =>
    new Promise((resolve, reject) => {
      const [file, ...first] = command;
      const child = spawn(file, [...first, ...args], {
        cwd: options.cwd ?? folder,
        env: { ...environment, ...options.env },
        stdio: options.live === true ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
      });
      running.add(child);
      const output = { stdout: '', stderr: '' };
      child.stdout?.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
      child.stderr?.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
      child.on('error', (error) => {
        running.delete(child);
        reject(error);
      });
      child.on('close', (code, signal) => {
        running.delete(child);
        const line = commandLine(args);
        if (code === null) reject(new Error(`\`${line}\` was ended by ${signal ?? 'a signal'}`));
        else resolve({ line, exitCode: code, ...output });
      });
    });

  const stop = async (): Promise<void> => {
    for (const child of running) child.kill('SIGTERM');
    try {
      const stopped = await run(['synthetic', 'emulator', 'stop', '--all']);
      if (stopped.exitCode !== 0) throw new Error(`The embedded orgs could not be stopped.\n${describeRun(stopped)}`);
    } finally {
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
      guard.kill('SIGKILL');
    }
  };

  return {
    folder,
    home,
    environment,
    run,
    json: async (args, options = {}) => {
      const done = await run([...args, '--json'], options);
      const expected = options.exitCode ?? 0;
      if (done.exitCode !== expected) {
        throw new Error(`Expected exit code ${expected}, got ${done.exitCode}.\n${describeRun(done)}`);
      }
      return (JSON.parse(done.stdout) as { result?: unknown }).result;
    },
    close: () => (closing ??= stop()),
  };
}

/**
 * A process that stops the embedded orgs and removes the folder when this one ends without closing the session, whatever
 * ended it: the pipe between them then closes. In a group of its own, since Ctrl-C is for the others.
 */
function startGuard(stop: readonly string[], folder: string, env: NodeJS.ProcessEnv): ChildProcess {
  const script = `
    const { spawnSync } = require('node:child_process');
    const { rmSync } = require('node:fs');
    const [folder, file, ...args] = process.argv.slice(1);
    process.stdin.resume().once('close', () => {
      spawnSync(file, args, { cwd: folder, stdio: 'ignore' });
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    });
  `;
  const guard = spawn(process.execPath, ['--eval', script, '--', folder, ...stop], {
    detached: true,
    env,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // Neither keeps this process from ending.
  guard.unref();
  if (guard.stdin instanceof Socket) guard.stdin.unref();
  return guard;
}

/** The command line as a person would type it. */
export function commandLine(args: readonly string[]): string {
  return ['sf', ...args.map((arg) => (/^[\w@%+=:,./-]+$/u.test(arg) ? arg : `'${arg.replaceAll("'", `'\\''`)}'`))].join(
    ' ',
  );
}

/** Everything there is to know of a run, for an error message. */
export function describeRun({ line, exitCode, stdout, stderr }: Run): string {
  return [`$ ${line}`, stdout.trimEnd(), stderr.trimEnd(), `exit code ${exitCode}`]
    .filter((text) => text !== '')
    .join('\n');
}

/**
 * This process's environment for a CLI with another home: no keychain prompt, no self-update left running in the
 * background, no telemetry, and no proxy (jsforce would use it for 127.0.0.1 too).
 */
export function sessionEnvironment(home: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(?:https?_proxy|all_proxy|XDG_.*|SFDX_.*|SF_.*)$/iu.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    HOME: home,
    USERPROFILE: home,
    SF_DISABLE_AUTOUPDATE: 'true',
    SF_AUTOUPDATE_DISABLE: 'true',
    SF_DISABLE_TELEMETRY: 'true',
    SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
    SF_SKIP_NEW_VERSION_CHECK: 'true',
  };
}
