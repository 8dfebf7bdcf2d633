/**
 * For `node --import`: writes the npm packages and `node:` modules that a process loaded to the file RECORD_LOADS names,
 * as a JSON array, when the process ends.
 */
import { writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

const file = process.env.RECORD_LOADS;
if (file === undefined) throw new Error('RECORD_LOADS must name the file to write.');

const loaded = new Set();
registerHooks({
  load(url, context, nextLoad) {
    const name = packageOf(url);
    if (name !== undefined) loaded.add(name);
    return nextLoad(url, context);
  },
});
process.on('exit', () => writeFileSync(file, JSON.stringify([...loaded].sort())));

/** The npm package or `node:` module a URL belongs to; undefined for files of this project. */
function packageOf(url) {
  if (url.startsWith('node:')) return url;
  const [, rest] = url.split(/\/node_modules\/(?!.*\/node_modules\/)/u);
  return rest === undefined ? undefined : /^(?:@[^/]+\/)?[^/]+/u.exec(rest)?.[0];
}
