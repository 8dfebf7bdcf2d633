import { type Framework, frameworkShape } from '../framework.js';
import dataProvenanceStandards from './data-provenance-standards.json' with { type: 'json' };
import euAiAct from './eu-ai-act.json' with { type: 'json' };
import ftcAct from './ftc-act.json' with { type: 'json' };
import gdpr from './gdpr.json' with { type: 'json' };
import iso42001 from './iso-42001.json' with { type: 'json' };
import nistAiRmf from './nist-ai-rmf.json' with { type: 'json' };

/** Every framework there is, as its file has it. A new one adds its file and one line here. */
const files = {
  gdpr,
  'eu-ai-act': euAiAct,
  'nist-ai-rmf': nistAiRmf,
  'iso-42001': iso42001,
  'ftc-act': ftcAct,
  'data-provenance-standards': dataProvenanceStandards,
};

export const frameworkIds: readonly string[] = Object.keys(files);

/** The frameworks of these ids, each once, in the order of `frameworkIds`; ids that none has are passed over. */
export function frameworksNamed(ids: readonly string[]): Framework[] {
  return Object.entries(files).flatMap(([id, file]) => (ids.includes(id) ? [frameworkShape.parse(file)] : []));
}
