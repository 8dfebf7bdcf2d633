import { readConfigText } from '../schema/configText.js';
import { type Day, daysBetween } from '../schema/day.js';
import { valueAt } from '../schema/documentPath.js';
import { mistakesError, type Problem } from '../schema/mistake.js';
import { type DocumentRule, readYaml } from '../schema/yamlDocument.js';
import type { Waiver } from './waivers.js';
import { waiverShape } from './waiverShape.js';

/** Where the waivers stand in a project, relative to its root. */
export const WAIVERS_FILE = 'config/waivers.yaml';

/** A waiver is for a while: who still needs it after a year decides again. */
const MOST_DAYS = 365;

/**
 * The waivers a YAML text states, expired ones too. `today` bounds how far ahead they may expire.
 * @throws SfError `WaiversError` with every mistake, in the form of `parseProvenanceSchema`.
 */
export function parseWaivers(text: string, file: string, today: Day): Waiver[] {
  const reading = readYaml(text, file, waiverShape, [expiryWithin(today)]);
  if (!reading.ok) throw mistakesError('WaiversError', reading.mistakes, ACTIONS);
  return reading.value.waivers.map((waiver) => ({ file, ...waiver }));
}

/**
 * The waivers in the file at `path`.
 * @throws SfError `WaiversNotFound`, `WaiversUnreadable`, or `WaiversError` as the parser does.
 */
export async function readWaivers(path: string, today: Day): Promise<Waiver[]> {
  return parseWaivers(await readConfigText(path, { name: 'Waivers', words: 'waivers' }), path, today);
}

const ACTIONS = [
  'Correct the lines named above, then run the command again.',
  'Run "sf synthetic audit list-checks" to see the checks you can name.',
];

function expiryWithin(today: Day): DocumentRule {
  return (written) => {
    const waivers = valueAt(written, ['waivers']);
    if (!Array.isArray(waivers)) return [];
    return waivers.flatMap((_, index): Problem[] => {
      const path = ['waivers', index, 'expires'];
      const day = valueAt(written, path);
      const ahead = typeof day === 'string' ? daysBetween(today, day) : Number.NaN;
      if (!(ahead > MOST_DAYS)) return [];
      return [{ path, problem: `is ${ahead} days ahead`, expected: `expected at most ${MOST_DAYS} days from today` }];
    });
  };
}
