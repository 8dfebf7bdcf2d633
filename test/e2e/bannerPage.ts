/**
 * The record page banner as a script for a page: compiled by the LWC compiler, bundled with the LWC engine, and with
 * stand-ins for the modules that only Salesforce has.
 */
import { access, readFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@lwc/compiler';
import { build, type Plugin } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));
const stubs = join(root, 'test', 'lwc', 'stubs');

/** Gives the page `emitRecord(answer)`, which answers the banner's question for the record. */
const ENTRY = `
import { createElement } from 'lwc';
import Banner from 'c/syntheticBanner';
import { getRecord } from 'lightning/uiRecordApi';

const banner = createElement('c-synthetic-banner', { is: Banner });
Object.assign(banner, { recordId: '001000000000001AAA', objectApiName: 'Account' });
document.querySelector('main').prepend(banner);
globalThis.emitRecord = (answer) => getRecord.emit(answer);
`;

/** The bundled script. Throws when the component does not compile, or with a warning. */
export async function bannerScript(): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: ENTRY, resolveDir: root },
    // As on Salesforce's record pages, where the page's styles reach into components.
    inject: [fileURLToPath(import.meta.resolve('@lwc/synthetic-shadow'))],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"development"' },
    plugins: [lightning],
    logLevel: 'silent',
  });
  const [script] = outputFiles;
  if (script === undefined) throw new Error('esbuild made no script.');
  return script.text;
}

const lightning: Plugin = {
  name: 'lightning',
  setup(bundle) {
    bundle.onResolve({ filter: /^lwc$/ }, () => ({ path: fileURLToPath(import.meta.resolve('@lwc/engine-dom')) }));
    bundle.onResolve({ filter: /^c\// }, ({ path }) => {
      const name = basename(path);
      return { path: join(root, 'force-app', 'main', 'default', 'lwc', name, `${name}.js`) };
    });
    bundle.onResolve({ filter: /^lightning\// }, ({ path }) => {
      const name = basename(path);
      return { path: join(stubs, 'lightning', name.startsWith('ui') ? `${name}.js` : join(name, `${name}.js`)) };
    });
    bundle.onResolve({ filter: /^@salesforce\/i18n\/timeZone$/ }, () => ({ path: join(stubs, 'timeZone.js') }));
    // The compiler asks for a style sheet, and a scoped one, whether there is one or not.
    bundle.onResolve({ filter: /\.css(\?.*)?$/ }, async ({ path, resolveDir }) => {
      const file = join(resolveDir, path.replace(/\?.*$/, ''));
      const there = await access(file).then(
        () => true,
        () => false,
      );
      return there ? { path: file } : { path, namespace: 'no-styles' };
    });
    bundle.onLoad({ filter: /./, namespace: 'no-styles' }, () => ({ contents: 'export default undefined;' }));
    bundle.onLoad({ filter: /[/\\](lwc|stubs)[/\\].*\.(js|html|css)$/ }, async ({ path }) => {
      if (path.includes('node_modules')) return undefined;
      const name = basename(path, extname(path));
      const namespace = dirname(path).startsWith(stubs) ? 'lightning' : 'c';
      const { code, warnings } = transformSync(await readFile(path, 'utf8'), path, { name, namespace });
      if (warnings !== undefined && warnings.length > 0) throw new Error(warnings.map(String).join('\n'));
      return { contents: code, loader: 'js' };
    });
  },
};
