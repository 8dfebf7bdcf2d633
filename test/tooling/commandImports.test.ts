import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadedPackages } from '../../bench/loadedPackages.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const commands = join(root, 'lib', 'commands');

/** Libraries that take hundreds of milliseconds or open something; a command loads them when it gets to use them. */
const loadedOnUse = [
  '@salesforce/source-deploy-retrieve',
  '@jetstreamapp/soql-parser-js',
  '@oclif/multi-stage-output',
  'fastify',
  'node:sqlite',
];

describe('the compiled commands', () => {
  it('Given every command is imported, When nothing is run, Then no library that is loaded on use is there', () => {
    // Given
    if (!existsSync(commands)) throw new Error('There is no build to look at: run `npm run build` first.');
    const files = readdirSync(commands, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'));
    expect(files).not.toEqual([]);

    // When
    const packages = loadedPackages({
      args: [join(root, 'bench', 'loadProbe.mjs'), ...files.map((file) => join(commands, file))],
      root,
    });

    // Then
    expect(loadedOnUse.filter((name) => packages.has(name))).toEqual([]);
    expect(packages).toContain('@salesforce/sf-plugins-core');
  });

  it('Given the source tree is generated, When the command has ended, Then the deploy library was never loaded', () => {
    const packages = loadedPackages({
      args: ['bin/run.js', 'synthetic', 'generate', '--check'],
      root,
      env: { SF_DISABLE_LOG_FILE: 'true' },
    });
    expect(loadedOnUse.filter((name) => packages.has(name))).toEqual([]);
    expect(packages).toContain('yaml');
  });
});
