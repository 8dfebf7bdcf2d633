import type { FieldDefinition } from '../../catalog/definition.js';
import { bodiesOf, textOf } from '../../catalog/metadataBody.js';
import type { MetadataBody } from '../../org/componentStore.js';
import type { Candidate, CheckContext, ComponentType } from './componentType.js';
import { notFound } from './fieldNames.js';
import { repeated } from './naming.js';

const TARGETS: readonly string[] = ['Account', 'Contact', 'Opportunity'];

/**
 * How leads become accounts, contacts and opportunities; every org has it once.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_leadconvertsettings.htm (one
 * mapping an object, custom fields only, `VisibleOptional` by default); which fields map to which:
 * https://help.salesforce.com/s/articleView?id=sales.customize_mapleads_guidelines.htm
 */
export const leadConvertSettings: ComponentType = {
  name: 'LeadConvertSettings',
  folder: 'LeadConvertSettings',
  suffix: 'LeadConvertSetting',
  metaFile: false,
  keyPrefix: '000',
  undeletable: true,
  standing: {
    LeadConvertSettings: { allowOwnerChange: 'false', opportunityCreationOptions: 'VisibleOptional' },
  },
  normalize: (body) => ({ allowOwnerChange: 'false', opportunityCreationOptions: 'VisibleOptional', ...body }),
  checkAlone: ({ fullName, body }) => {
    if (fullName !== 'LeadConvertSettings') return [`No LeadConvertSettings named: ${fullName} found`];
    const mappings = bodiesOf(body, 'objectMapping');
    return [
      ...mappings.flatMap((mapping) => endProblems(mapping)),
      ...repeated(mappings.map((mapping) => textOf(mapping, 'outputObject') ?? '')).map(
        (target) => `Field:outputObject, value:${target} appears more than once`,
      ),
      ...mappings.flatMap((mapping) =>
        repeated(bodiesOf(mapping, 'mappingFields').map((pair) => textOf(pair, 'outputField') ?? '')).map(
          (target) => `Field:outputField, value:${target} appears more than once`,
        ),
      ),
    ];
  },
  checkWithin: ({ body }: Candidate, context: CheckContext) =>
    bodiesOf(body, 'objectMapping').flatMap((mapping) =>
      bodiesOf(mapping, 'mappingFields').flatMap((pair) =>
        pairProblems(textOf(mapping, 'outputObject') ?? '', pair, context),
      ),
    ),
  holds: (body) =>
    bodiesOf(body, 'objectMapping').flatMap((mapping) =>
      bodiesOf(mapping, 'mappingFields').flatMap((pair) => [
        `Lead.${textOf(pair, 'inputField')}`,
        `${textOf(mapping, 'outputObject')}.${textOf(pair, 'outputField')}`,
      ]),
    ),
};

function endProblems(mapping: MetadataBody): string[] {
  const [input, output] = [textOf(mapping, 'inputObject') ?? '', textOf(mapping, 'outputObject') ?? ''];
  return [
    ...(input === 'Lead' ? [] : [`Leads alone are converted: the inputObject ${input} is not supported.`]),
    ...(TARGETS.includes(output) ? [] : [`Leads are not converted to the outputObject ${output}.`]),
  ];
}

function pairProblems(target: string, pair: MetadataBody, { catalog }: CheckContext): string[] {
  const [input, output] = [textOf(pair, 'inputField') ?? '', textOf(pair, 'outputField') ?? ''];
  const [from, to] = [catalog.field('Lead', input), catalog.field(target, output)];
  if (!from) return [notFound('inputField', 'CustomField', `Lead.${input}`)];
  if (!to) return [notFound('outputField', 'CustomField', `${target}.${output}`)];
  const standard = [from.custom ? [] : [`Lead.${input}`], to.custom ? [] : [`${target}.${output}`]].flat();
  if (standard.length > 0) return [`Only custom fields are mapped: ${standard.join(', ')} is a standard field.`];
  if (to.formula !== undefined) return [`A formula field cannot be mapped to: ${target}.${output}`];
  return isCompatible(from, to)
    ? []
    : [`Lead.${input} cannot be mapped to ${target}.${output}: the types or lengths of the fields do not fit.`];
}

type Kind = 'autoNumber' | 'longText' | 'richText' | 'textArea' | FieldDefinition['type'];

function kindOf(field: FieldDefinition): Kind {
  if (field.autoNumberFormat !== undefined) return 'autoNumber';
  if (field.type !== 'textarea') return field.type;
  if (field.htmlFormatted === true) return 'richText';
  return field.length > 255 ? 'longText' : 'textArea';
}

/** Where a field may go other than to one of its own type. */
const WIDER: Partial<Record<Kind, readonly Kind[]>> = {
  autoNumber: ['string', 'textArea'],
  string: ['string', 'textArea', 'longText', 'picklist'],
  textArea: ['string', 'textArea', 'longText', 'picklist'],
  picklist: ['string', 'textArea', 'picklist'],
};

function isCompatible(from: FieldDefinition, to: FieldDefinition): boolean {
  const [source, target] = [kindOf(from), kindOf(to)];
  if (!(WIDER[source] ?? [source]).includes(target)) return false;
  if (target === 'picklist') return !to.restrictedPicklist;
  if (target === 'reference') return from.referenceTo.join() === to.referenceTo.join();
  if (from.precision - from.scale > to.precision - to.scale || from.scale > to.scale) return false;
  // A picklist's value is cut off where it is too long.
  return source === 'picklist' || to.length >= from.length;
}
