/** The examples for continuous integration name commands and flags that exist, leak nothing and are open to no injection. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('../..', import.meta.url));
const examples = join(root, 'examples/ci');
const files = readdirSync(examples, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name));
const documents = [...files, join(root, 'docs/continuous-integration.md')];
const workflows = files.filter((file) => file.includes('/github/'));

type Snapshot = readonly { command: string; flags: readonly string[]; flagChars: readonly string[] }[];
const commands = new Map(
  (JSON.parse(readFileSync(join(root, 'command-snapshot.json'), 'utf8')) as Snapshot).map((entry) => [
    entry.command.replaceAll(':', ' '),
    new Set([...entry.flags.map((flag) => `--${flag}`), ...entry.flagChars.map((char) => `-${char}`)]),
  ]),
);

const isYaml = (file: string): boolean => file.endsWith('.yml');

/** Every text in a YAML value, with the keys that lead to it. */
function texts(value: unknown, path: readonly string[] = []): { path: readonly string[]; text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => texts(inner, [...path, key]));
}

function load(file: string): unknown {
  return parse(readFileSync(file, 'utf8')) as unknown;
}

/** What may hold command lines: the texts of a YAML file as its runner sees them, other files as they are. */
function scriptsOf(file: string): string[] {
  return isYaml(file) ? texts(load(file)).map(({ text }) => text) : [readFileSync(file, 'utf8')];
}

function commandLines(file: string): string[][] {
  return scriptsOf(file).flatMap((text) =>
    [...text.replaceAll('\\\n', ' ').matchAll(/\bsf (synthetic[^\n|><&;'`)]*)/g)].map(([, line = '']) =>
      line.trim().split(/\s+/),
    ),
  );
}

function mistakeIn(words: readonly string[]): string | undefined {
  const end = words.findIndex((word) => !/^[a-z-]+$/.test(word) || word.startsWith('-'));
  const name = (end === -1 ? words : words.slice(0, end)).join(' ');
  const flags = commands.get(name);
  if (flags === undefined) return `no command "${name}"`;
  const unknown = words.filter((word) => word.startsWith('-')).find((word) => !flags.has(word.split('=', 1)[0] ?? ''));
  return unknown === undefined ? undefined : `"${name}" has no flag ${unknown}`;
}

describe('Given the examples for continuous integration', () => {
  it('Then there is one for each of the four systems', () => {
    expect(files.filter((file) => !file.includes('/scripts/')).map((file) => basename(file))).toEqual(
      expect.arrayContaining([
        'plan.yml',
        'deploy.yml',
        'audit.yml',
        '.gitlab-ci.yml',
        'azure-pipelines.yml',
        'Jenkinsfile',
      ]),
    );
  });

  it.each(documents)('Then every command of the plugin in %s exists, with its flags', (file) => {
    expect(commandLines(file).map(mistakeIn).filter(Boolean)).toEqual([]);
  });

  it('Then the check finds a command and a flag that do not exist', () => {
    expect(mistakeIn(['synthetic', 'plam'])).toBe('no command "synthetic plam"');
    expect(mistakeIn(['synthetic', 'deploy', 'resume', '--fleet', 'x'])).toContain('has no flag --fleet');
    expect(documents.flatMap(commandLines).length).toBeGreaterThan(20);
  });

  it.each(documents)('Then %s prints no secret', (file) => {
    const lines = scriptsOf(file).flatMap((text) => text.split('\n'));
    const secret = /\b(?:echo|printf|cat|tee|env|printenv)\b[^|]*\$[{(!]*(?:SF_ORGS|SF_JWT_KEY|key_variable|\w*TOKEN)/;
    expect(lines.filter((line) => secret.test(line) || /\bset -\w*x|xtrace/.test(line))).toEqual([]);
  });

  it.each(files.filter((file) => file.endsWith('.sh') || file.endsWith('Jenkinsfile')))(
    'Then %s names the versions it installs nowhere but in one place',
    (file) => {
      expect(readFileSync(file, 'utf8')).not.toMatch(/@latest|:latest/);
    },
  );
});

type Artifacts = { when?: string; reports?: { junit?: string } };
type Step = { uses?: string; run?: string; if?: string; env?: Record<string, string> };
type Job = {
  permissions?: Record<string, string>;
  environment?: string;
  'timeout-minutes'?: number;
  steps: Step[];
};
type Workflow = { on: Record<string, unknown>; permissions: unknown; jobs: Record<string, Job> };

describe.each(workflows)('Given the GitHub workflow %s', (file) => {
  const workflow = load(file) as Workflow;
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap((job) => job.steps);
  const knowsSecrets = (job: Job): boolean => JSON.stringify(job).includes('secrets.');

  it('Then no expression is put into a shell', () => {
    expect(steps.filter(({ run }) => run?.includes('${{'))).toEqual([]);
  });

  it("Then it runs no pull request's code with the rights of the target", () => {
    expect(Object.keys(workflow.on)).not.toContain('pull_request_target');
    expect(Object.keys(workflow.on)).not.toContain('workflow_run');
  });

  it('Then each job has the rights it names and no more, and ends some time', () => {
    expect(workflow.permissions).toEqual({});
    expect(jobs.filter((job) => job.permissions === undefined || job['timeout-minutes'] === undefined)).toEqual([]);
  });

  it('Then no job that knows secrets may write anything', () => {
    expect(jobs.filter((job) => knowsSecrets(job) && JSON.stringify(job.permissions).includes('write'))).toEqual([]);
  });

  it('Then what a deploy or a validation left is on the page of the run, whatever it ended with', () => {
    const deploys = jobs.filter((job) => /--results-dir|ci\/deploy\.sh/.test(JSON.stringify(job.steps)));
    for (const { steps: ofJob } of deploys) {
      const [shown] = ofJob.filter(({ run }) => run?.includes('ci/deploy-summary.mjs'));
      expect(shown?.if).toContain('!cancelled()');
    }
  });

  it('Then secrets are of an environment, are known to the login only, and logins end whatever happens', () => {
    for (const job of jobs.filter(knowsSecrets)) {
      expect(job.environment).toBeDefined();
      const aware = job.steps.filter((step) => JSON.stringify(step).includes('secrets.'));
      expect(aware.map(({ run }) => run)).toEqual(['ci/login.sh']);
      expect(job.steps).toContainEqual(expect.objectContaining({ run: 'ci/logout.sh', if: 'always()' }));
    }
  });

  it('Then every action is pinned to a commit, with its version beside it', () => {
    const uses = readFileSync(file, 'utf8').match(/uses: .*/g) ?? [];
    expect(uses.length).toBeGreaterThan(0);
    expect(uses.filter((line) => !/^uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });
});

describe('Given the pipelines of the other systems', () => {
  const azure = texts(load(join(examples, 'azure/azure-pipelines.yml')));

  it('Then no macro of Azure is put into a shell', () => {
    const shells = azure.filter(({ path }) => path.at(-1) === 'bash');
    expect(shells.length).toBeGreaterThan(10);
    expect(shells.filter(({ text }) => text.includes('$('))).toEqual([]);
  });

  it('Then Jenkins puts nothing of Groovy into a shell', () => {
    const text = readFileSync(join(examples, 'jenkins/Jenkinsfile'), 'utf8');
    expect(text).not.toMatch(/\bsh\s*\(?\s*"/);
    expect(text).not.toMatch(/script:\s*"/);
  });

  it('Then deploys, validations and audits are test results, whatever they ended with', () => {
    const results = ['reports/deploy/*-junit.xml', 'reports/validate/*-junit.xml', 'reports/audit.xml'];
    const gitlab = load(join(examples, 'gitlab/.gitlab-ci.yml')) as Record<string, { artifacts?: Artifacts }>;
    const published = Object.values(gitlab).flatMap(({ artifacts }) =>
      artifacts?.when === 'always' ? (artifacts.reports?.junit ?? []) : [],
    );
    expect(published.sort()).toEqual([...results].sort());

    const tasks = readFileSync(join(examples, 'azure/azure-pipelines.yml'), 'utf8').split('- task: ');
    const publishing = tasks.filter(
      (task) => task.startsWith('PublishTestResults@2') && task.includes('condition: always()'),
    );
    const jenkins = readFileSync(join(examples, 'jenkins/Jenkinsfile'), 'utf8');
    for (const file of results) {
      expect(publishing.filter((task) => task.includes(file))).toHaveLength(1);
      expect(jenkins).toContain(`post { always { junit testResults: '${file}', allowEmptyResults: true } }`);
    }
  });

  it('Then every login of GitLab and Azure is followed by a logout', () => {
    const gitlab = load(join(examples, 'gitlab/.gitlab-ci.yml')) as { '.orgs': Record<string, string[]> };
    expect(gitlab['.orgs']).toMatchObject({ after_script: ['ci/logout.sh'] });
    const runs = (script: string): number => azure.filter(({ text }) => text === script).length;
    expect(runs('ci/logout.sh')).toBe(runs('ci/login.sh'));
  });
});
