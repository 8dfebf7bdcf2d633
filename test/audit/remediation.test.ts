import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { remediationFor, shellWord } from '../../src/audit/remediation.js';

describe('remediations', () => {
  it('Given the name of an org, When it goes into a command, Then a plain one stands as it is', () => {
    expect(remediationFor('sf synthetic deploy --target-org %s', 'admin@uat.example')).toBe(
      'sf synthetic deploy --target-org admin@uat.example',
    );
    expect(remediationFor('%s', '$& $(id)')).toBe("'$& $(id)'");
  });

  it('Given any name at all, When a shell reads it, Then it is that name and nothing is run', () => {
    const names = fc
      .sample(
        fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom("it's", '$(reboot)', '`id`', '; ls', 'a b', '-x')),
        { numRuns: 30, seed: 7 },
      )
      .filter((name) => !name.includes('\0'));

    const read = execFileSync('sh', ['-c', `printf '%s\\0' ${names.map(shellWord).join(' ')}`], { encoding: 'utf8' });

    expect(read.split('\0').slice(0, -1)).toEqual(names);
  });
});
