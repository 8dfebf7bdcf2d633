/**
 * Imports one module in a fresh process and prints what that cost, as JSON:
 * `{ ms, packages }` where `packages` counts the files loaded from each npm package.
 *
 * node bench/loadProbe.mjs <file or package> [--after <package>] [--trace]
 *
 * `--after` imports a package first, whose cost is then not counted. `--trace` lists the packages; it slows loading, so
 * times of a traced run are worth nothing.
 */
import { registerHooks } from 'node:module';
import { parseArgs } from 'node:util';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { after: { type: 'string' }, trace: { type: 'boolean', default: false } },
});
const [target] = positionals;
if (target === undefined) throw new Error('Name the module to import.');

if (values.after !== undefined) await import(values.after);

const packages = {};
if (values.trace) {
  registerHooks({
    load(url, context, nextLoad) {
      const name = packageOf(url);
      if (name !== undefined) packages[name] = (packages[name] ?? 0) + 1;
      return nextLoad(url, context);
    },
  });
}

const started = performance.now();
await import(target);
const ms = performance.now() - started;
console.log(JSON.stringify({ ms, packages }));
// A module that left a timer or socket open must not hold up the measurement.
process.exit(0);

/** The npm package or `node:` module a URL belongs to; undefined for files of this project. */
function packageOf(url) {
  if (url.startsWith('node:')) return url;
  const [, rest] = url.split(/\/node_modules\/(?!.*\/node_modules\/)/u);
  return rest === undefined ? undefined : /^(?:@[^/]+\/)?[^/]+/u.exec(rest)?.[0];
}
