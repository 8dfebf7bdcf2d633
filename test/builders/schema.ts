import { parseProvenanceSchema } from '../../src/schema/parseProvenanceSchema.js';
import type { ProvenanceSchema } from '../../src/schema/provenanceSchema.js';
import { stringify } from 'yaml';

/** A provenance schema as the parser makes it from these settings; without any, all defaults. */
export function aSchema(settings: Record<string, unknown> = {}): ProvenanceSchema {
  return parseProvenanceSchema(stringify(settings), 'config/provenance.yaml');
}
