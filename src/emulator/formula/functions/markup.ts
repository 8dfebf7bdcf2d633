import { Decimal } from '../decimal.js';
import type { Value } from '../types.js';
import { readers } from '../values.js';
import { argument, checkCount, checkType, nullary } from './signature.js';
import type { Call, FunctionDefinition, Typed } from './signature.js';

/** The functions whose text is HTML, as the API returns it. */

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/**
 * What a blank becomes: a space, and a size of 0.
 * Source: https://github.com/stomita/sformula (IMAGE, HYPERLINK, held against an org by test/dynamic.test.ts).
 */
const textOrSpace = (value: Value): string => {
  const text = readers.text(value);
  return text === '' ? ' ' : text;
};
const size = (value: Value): string => (readers.number(value) ?? Decimal.ZERO).toText();

/** Inside an attribute; what is escaped already stays as it is, so that an image may stand in a link. */
const attribute = (text: string): string => text.replace(/["<>]/g, (char) => escapes[char] ?? char);

function compileImage(call: Call): Typed {
  checkCount(call, 2, 4);
  const [url, alt] = [argument(call, 0), argument(call, 1)];
  const [height, width] = [call.args[2], call.args[3]];
  checkType(call, url, 'text');
  checkType(call, alt, 'text');
  for (const given of [height, width]) if (given !== undefined) checkType(call, given, 'number');
  return {
    type: 'text',
    run: (context) => {
      const sizes = [
        ['height', height],
        ['width', width],
      ] as const;
      const style = sizes.flatMap(([name, given]) =>
        given === undefined ? [] : [`${name}:${size(given.run(context))}px;`],
      );
      return (
        `<img src="${attribute(textOrSpace(url.run(context)))}" alt="${attribute(textOrSpace(alt.run(context)))}"` +
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
        `<a href="${attribute(textOrSpace(url.run(context)))}" target="${attribute(frame === '' ? '_blank' : frame)}">` +
        `${textOrSpace(label.run(context))}</a>`
      );
    },
  };
}

export const markupFunctions: readonly FunctionDefinition[] = [
  nullary('BR', 'text', () => '<br>'),
  { name: 'IMAGE', compile: compileImage, kinds: ['formulaField'] },
  { name: 'HYPERLINK', compile: compileHyperlink, kinds: ['formulaField'] },
];
