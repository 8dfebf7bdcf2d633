import { dateFunctions } from './dates.js';
import { logicalFunctions } from './logical.js';
import { markupFunctions } from './markup.js';
import { mathFunctions } from './math.js';
import { recordFunctions } from './record.js';
import type { FunctionDefinition } from './signature.js';
import { textFunctions } from './text.js';

const functions: ReadonlyMap<string, FunctionDefinition> = new Map(
  [
    ...logicalFunctions,
    ...textFunctions,
    ...mathFunctions,
    ...dateFunctions,
    ...recordFunctions,
    ...markupFunctions,
  ].map((definition) => [definition.name, definition]),
);

/**
 * Functions the platform has and the embedded org does not evaluate.
 * Source: https://help.salesforce.com/s/articleView?id=sf.customize_functions.htm
 */
const notEvaluated: ReadonlySet<string> = new Set([
  'ACOS',
  'ASCII',
  'ASIN',
  'ATAN',
  'ATAN2',
  'CHR',
  'COS',
  'CURRENCYRATE',
  'DAYOFYEAR',
  'DISTANCE',
  'FORMATDURATION',
  'FROMUNIXTIME',
  'GEOLOCATION',
  'GETRECORDIDS',
  'GETSESSIONID',
  'HTMLENCODE',
  'IMAGEPROXYURL',
  'INCLUDE',
  'INITCAP',
  'ISCLONE',
  'ISOWEEK',
  'ISOYEAR',
  'JSENCODE',
  'JSINHTMLENCODE',
  'JUNCTIONIDLIST',
  'LINKTO',
  'PARENTGROUPVAL',
  'PI',
  'PREDICT',
  'PREVGROUPVAL',
  'REQUIRESCRIPT',
  'REVERSE',
  'SIN',
  'TAN',
  'UNIXTIMESTAMP',
  'URLENCODE',
  'URLFOR',
  'VLOOKUP',
]);

/** Finds a function by its name in any case. */
export function findFunction(name: string): FunctionDefinition | 'notEvaluated' | undefined {
  const upper = name.toUpperCase();
  return functions.get(upper) ?? (notEvaluated.has(upper) ? 'notEvaluated' : undefined);
}
