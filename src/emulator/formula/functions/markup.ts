import { readers } from '../values.js';
import { argument, checkCount, checkType, nullary } from './signature.js';
import type { Call, FunctionDefinition, Typed } from './signature.js';

/** The functions whose text is HTML, as the API returns it. */

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Inside an attribute; what is escaped already stays as it is, so that an image may stand in a link. */
const attribute = (text: string): string => text.replace(/["<>]/g, (char) => escapes[char] ?? char);

function compileImage(call: Call): Typed {
  checkCount(call, 2, 4);
  const [url, alt] = [argument(call, 0), argument(call, 1)];
  const [height, width] = [call.args[2], call.args[3]];
  checkType(call, url, 'text');
  checkType(call, alt, 'text');
  for (const size of [height, width]) if (size !== undefined) checkType(call, size, 'number');
  return {
    type: 'text',
    run: (context) => {
      const sizes = [
        ['height', height],
        ['width', width],
      ] as const;
      const style = sizes.flatMap(([name, size]) => {
        const value = size === undefined ? null : readers.number(size.run(context));
        return value === null ? [] : [`${name}:${value.toText()}px;`];
      });
      return (
        `<img src="${attribute(readers.text(url.run(context)))}" alt="${attribute(readers.text(alt.run(context)))}"` +
        `${style.length === 0 ? '' : ` style="${style.join(' ')}"`} border="0"/>`
      );
    },
  };
}

function compileHyperlink(call: Call): Typed {
  checkCount(call, 2, 3);
  for (const arg of call.args) checkType(call, arg, 'text');
  const [url, label, target] = [argument(call, 0), argument(call, 1), call.args[2]];
  return {
    type: 'text',
    run: (context) => {
      const frame = target === undefined ? '' : readers.text(target.run(context));
      return (
        `<a href="${attribute(readers.text(url.run(context)))}" target="${attribute(frame === '' ? '_blank' : frame)}">` +
        `${readers.text(label.run(context))}</a>`
      );
    },
  };
}

export const markupFunctions: readonly FunctionDefinition[] = [
  nullary('BR', 'text', () => '<br>'),
  { name: 'IMAGE', compile: compileImage, kinds: ['formulaField'] },
  { name: 'HYPERLINK', compile: compileHyperlink, kinds: ['formulaField'] },
];
