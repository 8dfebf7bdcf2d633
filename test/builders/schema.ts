import { parseProvenanceSchema } from '../../src/schema/parseProvenanceSchema.js';
import type { ProvenanceSchema } from '../../src/schema/provenanceSchema.js';
import { stringify } from 'yaml';

/** The day on which schemas of tests are read. */
export const TODAY = '2026-06-15';

/** A provenance schema as the parser makes it from these settings; without any, all defaults. */
export function aSchema(settings: Record<string, unknown> = {}, today = TODAY): ProvenanceSchema {
  return parseProvenanceSchema(stringify(settings), 'config/provenance.yaml', today);
}
