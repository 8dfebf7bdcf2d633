import { readConfigText } from './configText.js';
import type { Day } from './day.js';
import { parseProvenanceSchema } from './parseProvenanceSchema.js';
import type { ProvenanceSchema } from './provenanceSchema.js';

/** Where the schema stands in a project, relative to its root. */
export const PROVENANCE_FILE = 'config/provenance.yaml';

/**
 * The schema in the file at `path`, as it is on one day.
 * @throws SfError `ProvenanceSchemaNotFound`, `ProvenanceSchemaUnreadable`, or `ProvenanceSchemaError` as the parser does.
 */
export async function readProvenanceSchema(path: string, today: Day): Promise<ProvenanceSchema> {
  const text = await readConfigText(path, { name: 'ProvenanceSchema', words: 'provenance schema' });
  return parseProvenanceSchema(text, path, today);
}
