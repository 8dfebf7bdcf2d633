import { markersOf, type ProvenanceSchema } from '../schema/provenanceSchema.js';
import type { ExtendedBody } from './component.js';
import type { Extended, Extension, FieldTest, Retracted } from './extension.js';
import type { Gap, TargetObject } from './target.js';
import { listOf, textOf, type XmlBody, type XmlValue } from './xml.js';

/** What a lead becomes. */
const OUTPUTS = ['Account', 'Contact', 'Opportunity'];

/**
 * A converted lead's custom fields are lost unless they are mapped. The mapping is one component for the whole org, which
 * a deploy replaces as a whole, so the org's own is read and added to.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_leadconvertsettings.htm
 */
export function leadMapping(schema: ProvenanceSchema, targets: readonly TargetObject[]): Extension[] {
  const names = new Set(targets.map(({ name }) => name));
  const outputs = OUTPUTS.filter((name) => names.has(name));
  if (!schema.leadConversion.enabled || !names.has('Lead') || outputs.length === 0) return [];
  const fields = markersOf(schema).map(({ field }) => field.apiName);
  return [
    {
      type: 'LeadConvertSettings',
      fullName: 'LeadConvertSettings',
      purpose: 'conversion',
      createIfAbsent: true,
      extend: (body) => extendMapping(body, outputs, fields),
      retract: (body, goes) => retractMapping(body, fields, goes),
    },
  ];
}

function extendMapping(body: ExtendedBody, outputs: readonly string[], fields: readonly string[]): Extended {
  const mappings = [...(body['objectMapping'] ?? [])];
  const added: { element: string; value: string }[] = [];
  const gaps: Gap[] = [];
  for (const output of outputs) {
    const index = mappings.findIndex((mapping) => isBody(mapping) && textOf(mapping['outputObject']) === output);
    const found = mappings[index];
    const existing = isBody(found) ? listOf(found['mappingFields']) : [];
    const missing = fields.filter((field) => {
      const other = existing.filter(isBody).find((entry) => inputOf(entry) === field || outputOf(entry) === field);
      if (other === undefined) return true;
      if (inputOf(other) !== field || outputOf(other) !== field) gaps.push(conflict(output, field, other));
      return false;
    });
    if (missing.length === 0) continue;
    added.push({ element: `mapping[${output}]`, value: missing.join(', ') });
    const mapping: XmlBody = {
      ...(isBody(found) ? found : { inputObject: 'Lead' }),
      mappingFields: [...existing, ...missing.map((field) => ({ inputField: field, outputField: field }))],
      outputObject: output,
    };
    mappings.splice(index < 0 ? mappings.length : index, 1, mapping);
  }
  return { body: { ...body, objectMapping: mappings }, added, gaps };
}

/** A mapping that nothing is left of goes, since an org without one has no such element. */
function retractMapping(body: ExtendedBody, fields: readonly string[], goes: FieldTest): Retracted {
  const removed: { element: string; value: string }[] = [];
  const mappings = (body['objectMapping'] ?? []).flatMap((mapping): XmlValue[] => {
    if (!isBody(mapping)) return [mapping];
    const output = textOf(mapping['outputObject']) ?? '';
    const entries = listOf(mapping['mappingFields']);
    const gone = entries.filter(isBody).filter((entry) => {
      const field = inputOf(entry);
      const own = fields.includes(field) && outputOf(entry) === field;
      return own && (goes('Lead', field) || goes(output, field));
    });
    if (gone.length === 0) return [mapping];
    removed.push({ element: `mapping[${output}]`, value: gone.map(inputOf).join(', ') });
    const kept = entries.filter((entry) => !isBody(entry) || !gone.includes(entry));
    return kept.length === 0 ? [] : [{ ...mapping, mappingFields: kept }];
  });
  const { objectMapping: _, ...rest } = body;
  return { body: mappings.length === 0 ? rest : { ...body, objectMapping: mappings }, removed };
}

function conflict(output: string, field: string, entry: XmlBody): Gap {
  const [input, target] = [inputOf(entry), outputOf(entry)];
  return {
    object: output,
    lacks: 'lead conversion',
    reason: `the org maps Lead.${input} to ${output}.${target}, which stands in the way of mapping ${field}`,
    action: `Change that mapping in Setup: Object Manager > Lead > Fields & Relationships > Map Lead Fields.`,
  };
}

const inputOf = (entry: XmlBody): string => textOf(entry['inputField']) ?? '';
const outputOf = (entry: XmlBody): string => textOf(entry['outputField']) ?? '';

function isBody(value: XmlValue | undefined): value is XmlBody {
  return value !== undefined && typeof value !== 'string' && !Array.isArray(value);
}
