import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const SOAK = fileURLToPath(new URL('../../scripts/soak.ts', import.meta.url));
/** Each run starts the command two or three times. */
const SLOW = 300_000;

describe('deploys across a fleet that are ended by kill -9 or Ctrl-C at random moments', () => {
  it(
    'When taken up again, Then each converges, and no org gets a job twice',
    async () => {
      // Rejects with all that was said, the seed first, where one does not.
      const { stdout } = await promisify(execFile)(process.execPath, [
        '--no-warnings',
        SOAK,
        '--runs',
        '5',
        '--orgs',
        '2',
      ]);

      expect(stdout).toContain('5 of 5 converged');
    },
    SLOW,
  );
});
