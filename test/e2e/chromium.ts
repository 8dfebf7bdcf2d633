import { existsSync } from 'node:fs';

const WELL_KNOWN = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** A Chromium on this machine: the one CHROMIUM_BIN names, else one at a usual place; undefined when there is none. */
export function findChromium(): string | undefined {
  const named = process.env['CHROMIUM_BIN'];
  if (named === undefined || named === '') return WELL_KNOWN.find((path) => existsSync(path));
  if (!existsSync(named)) throw new Error(`CHROMIUM_BIN names ${named}, which is not there.`);
  return named;
}
