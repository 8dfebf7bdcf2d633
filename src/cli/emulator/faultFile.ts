import type * as z from 'zod';

/**
 * The faults for embedded orgs in the YAML or JSON file at `path`, if one is given; `loadShape` gives the embedded org's
 * own shape of them.
 * @throws SfError `FaultsNotFound`, `FaultsUnreadable`, or `FaultsError` with every mistake and its place.
 */
export async function readFaultFile<S extends z.ZodType>(
  path: string | undefined,
  loadShape: () => Promise<S>,
): Promise<{ faults?: z.output<S> }> {
  if (path === undefined) return {};
  const { readConfigText } = await import('../../schema/configText.js');
  const { mistakesError } = await import('../../schema/mistake.js');
  const { readYaml } = await import('../../schema/yamlDocument.js');
  const text = await readConfigText(path, { name: 'Faults', words: 'faults' });
  const reading = readYaml(text, path, await loadShape());
  if (reading.ok) return { faults: reading.value };
  const actions = ['See docs/emulator-faults.md for the kinds of faults and their parameters.'];
  throw mistakesError('FaultsError', reading.mistakes, actions);
}
