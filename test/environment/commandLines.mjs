/**
 * Runs command lines of the plugin one after the other in this process: `node commandLines.mjs`, with
 * `{ logins: [{ alias, options }], lines }` on standard input. First it logs in, with the options of the core library's
 * AuthInfo. Every command shows what it shows, and where one fails, all that its error holds comes after.
 */
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { Config } from '@oclif/core';
import { AuthInfo } from '@salesforce/core';

const { logins, lines } = JSON.parse(await text(process.stdin));
for (const { alias, options } of logins) {
  const auth = await AuthInfo.create(options);
  await auth.save();
  await auth.handleAliasAndDefaultSettings({ alias, setDefault: false, setDefaultDevHub: false });
}
const config = await Config.load(fileURLToPath(new URL('../..', import.meta.url)));
// A command's name may go on with the name of another: the longest that fits is meant.
const ids = config.commands.map(({ id }) => id.replaceAll(':', ' ')).sort((a, b) => b.length - a.length);
for (const line of lines) {
  const id = ids.find((each) => `${line} `.startsWith(`${each} `));
  if (id === undefined) throw new Error(`There is no command for: ${line}`);
  process.stdout.write(`\n$ sf ${line}\n`);
  const flags = line.slice(id.length).split(' ');
  await config.runCommand(id.replaceAll(' ', ':'), flags.filter(Boolean)).catch((error) => {
    process.stderr.write(`${inspect(error, { depth: 10 })}\n`);
  });
}
process.exit(0);
