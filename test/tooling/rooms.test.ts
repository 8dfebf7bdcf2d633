import { RuleTester } from 'eslint';
import tseslint from 'typescript-eslint';
import { roomRule } from '../../eslint.rooms.js';

const tester = new RuleTester({ languageOptions: { parser: tseslint.parser } });

const given = (file: string, code: string) => ({ filename: `/project/src/${file}`, code });
const refused = (file: string, code: string, message: string) => ({ ...given(file, code), errors: [{ message }] });

tester.run('the room rule', roomRule, {
  valid: [
    given('metadata/guard.ts', "import { markers } from '../schema/markers.js';"),
    given('metadata/guard.ts', "import { xml } from './xml.js';"),
    given('audit/checks/guards/check.ts', "import type { OrgSnapshot } from '../../../org/snapshot.js';"),
    given('audit/checks/guards/check.ts', "import { type OrgSnapshot } from '../../../org/snapshot.js';"),
    given('audit/checks/guards/check.ts', "import { verdict } from '../../org/verdict.js';"),
    given('org/deploy.ts', "import { Org } from '@salesforce/core';"),
    given('schema/mistake.ts', "import { SfError } from '@salesforce/core/sfError';"),
    given('schema/version.ts', "import manifest from '../../package.json' with { type: 'json' };"),
    given('emulator/formula/functions/text.ts', "import { toId18 } from '../../org/recordId.js';"),
    given('commands/synthetic/audit.ts', "import { audit } from '../../audit/audit.js';"),
    given('commands/synthetic/emulator/start.ts', "import { start } from '../../../emulator/http/server.js';"),
    given('index.ts', "export { compile } from './metadata/compile.js';"),
  ],
  invalid: [
    refused('schema/a.ts', "import { x } from '../metadata/x.js';", 'schema/ may not import metadata/'),
    refused('schema/a.ts', "export * from '../metadata/x.js';", 'schema/ may not import metadata/'),
    refused('schema/a.ts', "const x = await import('../metadata/x.js');", 'schema/ may not import metadata/'),
    refused('schema/a.ts', "type X = import('../metadata/x.js').X;", 'schema/ may not import metadata/'),
    refused('plan/a.ts', "import { x } from '../org/x.js';", 'plan/ may import types of org/ only: use `import type`'),
    refused(
      'plan/a.ts',
      "import { type X, y } from '../org/x.js';",
      'plan/ may import types of org/ only: use `import type`',
    ),
    refused('audit/a.ts', "import { x } from '../emulator/org/x.js';", 'audit/ may not import emulator/org/'),
    refused(
      'emulator/formula/a.ts',
      "import { x } from '../catalog/x.js';",
      'emulator/formula/ may not import emulator/catalog/',
    ),
    refused(
      'emulator/metadata/a.ts',
      "import { x } from '../../metadata/x.js';",
      'emulator/metadata/ may not import metadata/',
    ),
    refused(
      'emulator/records/a.ts',
      "import { x } from '../http/server.js';",
      'emulator/records/ may not import emulator/http/',
    ),
    refused(
      'commands/synthetic/a.ts',
      "import { x } from '../../emulator/http/server.js';",
      'commands/ may not import emulator/http/',
    ),
    refused('plan/a.ts', "import { x } from '../utils/x.js';", 'src/utils has no row in eslint.rooms.ts'),
    refused('utils/a.ts', "import { x } from '../plan/x.js';", 'src/utils has no row in eslint.rooms.ts'),
    refused('plan/a.ts', "import { x } from '../../test/x.js';", 'src/ imports nothing from outside src/'),
    refused(
      'plan/a.ts',
      "import { Org } from '@salesforce/core';",
      'only org/, project/, cli/, commands/, hooks/, commands/synthetic/emulator/ may load @salesforce/core',
    ),
    refused('org/a.ts', "import { DatabaseSync } from 'node:sqlite';", 'only emulator/org/ may load node:sqlite'),
  ],
});
