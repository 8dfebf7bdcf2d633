import { dateFunctions } from './dates.js';
import { locationFunctions } from './location.js';
import { logicalFunctions } from './logical.js';
import { lookupFunctions } from './lookup.js';
import { markupFunctions } from './markup.js';
import { mathFunctions } from './math.js';
import { recordFunctions } from './record.js';
import type { FunctionDefinition } from './signature.js';
import { textFunctions } from './text.js';
import { unixTimeFunctions } from './unixTime.js';

const functions: ReadonlyMap<string, FunctionDefinition> = new Map(
  [
    ...logicalFunctions,
    ...textFunctions,
    ...mathFunctions,
    ...dateFunctions,
    ...unixTimeFunctions,
    ...recordFunctions,
    ...markupFunctions,
    ...locationFunctions,
    ...lookupFunctions,
  ].map((definition) => [definition.name, definition]),
);

/**
 * Functions the platform has and the embedded org does not evaluate.
 * Source: https://help.salesforce.com/s/articleView?id=sf.customize_functions.htm
 */
const notEvaluated: ReadonlySet<string> = new Set([
  'CURRENCYRATE',
  'GETSESSIONID',
  'IMAGEPROXYURL',
  'JUNCTIONIDLIST',
  'PREDICT',
]);

/**
 * Functions of Visualforce pages, custom buttons and reports. Sources: the page above, which says so of each, and
 * https://github.com/salesforce/formula-engine for the ENCODE functions (displayOnly).
 */
const elsewhere: ReadonlySet<string> = new Set([
  'GETRECORDIDS',
  'HTMLENCODE',
  'INCLUDE',
  'JSENCODE',
  'JSINHTMLENCODE',
  'LINKTO',
  'PARENTGROUPVAL',
  'PREVGROUPVAL',
  'REQUIRESCRIPT',
  'URLENCODE',
  'URLFOR',
]);

/** Finds a function by its name in any case. */
export function findFunction(name: string): FunctionDefinition | 'notEvaluated' | 'elsewhere' | undefined {
  const upper = name.toUpperCase();
  const found = functions.get(upper);
  if (found !== undefined) return found;
  return elsewhere.has(upper) ? 'elsewhere' : notEvaluated.has(upper) ? 'notEvaluated' : undefined;
}
