import { customFieldOwner } from '../../catalog/activities.js';
import { bodiesOf, textOf } from '../../catalog/metadataBody.js';
import type { MetadataBody } from '../../org/componentStore.js';
import type { Candidate, CheckContext, ComponentType } from './componentType.js';
import { isField, noField, notFound } from './fieldNames.js';
import { isLanguage } from './languages.js';
import { lengthProblems, repeated } from './naming.js';

/** What it translates besides fields: element, the element inside that names it, its type. */
const TRANSLATED: readonly (readonly [element: string, key: string, type: string])[] = [
  ['fieldSets', 'name', 'FieldSet'],
  ['layouts', 'layout', 'Layout'],
  ['recordTypes', 'name', 'RecordType'],
  ['sharingReasons', 'name', 'SharingReason'],
  ['validationRules', 'name', 'ValidationRule'],
  ['webLinks', 'name', 'WebLink'],
];

/** Source: the lengths on the type's page. */
const LONGEST = 765;

/**
 * The labels of one object in one language, named `Object-language`. It cannot be deleted.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_customobjecttranslation.htm,
 * https://docs.gearset.com/en/articles/10272886 (deletion)
 */
export const customObjectTranslation: ComponentType = {
  name: 'CustomObjectTranslation',
  folder: 'objectTranslations',
  suffix: 'objectTranslation',
  metaFile: false,
  keyPrefix: '000',
  undeletable: true,
  normalize: (body) => ({ ...body, ...sortedTranslations(body) }),
  checkAlone: ({ fullName, body }) => {
    const language = splitTranslation(fullName)[1];
    return [
      ...(isLanguage(language) ? [] : [`Invalid language code: ${language || fullName}`]),
      ...['fields', 'standardFields'].flatMap((element) => repeatedIn(body, element, 'name')),
      ...TRANSLATED.flatMap(([element, key]) => repeatedIn(body, element, key)),
      ...lengthProblems(body, { nameFieldLabel: ['NameFieldLabel', LONGEST] }),
      ...bodiesOf(body, 'fields').flatMap((field) =>
        lengthProblems(field, { label: ['Label', LONGEST], help: ['Help', LONGEST] }),
      ),
      ...bodiesOf(body, 'validationRules').flatMap((rule) =>
        lengthProblems(rule, { errorMessage: ['ErrorMessage', LONGEST] }),
      ),
    ];
  },
  checkWithin: ({ fullName, body }: Candidate, { org, catalog }: CheckContext) => {
    const [object] = splitTranslation(fullName);
    if (!catalog.object(object)) return [notFound('entity', 'CustomObject', object)];
    const fields = [...bodiesOf(body, 'fields'), ...bodiesOf(body, 'standardFields')];
    const names = fields.map((field) => textOf(field, 'name') ?? '');
    return [
      ...names.filter((name) => !isField(catalog, object, name)).map((name) => noField(object, name, 'name')),
      ...bodiesOf(body, 'fields').flatMap((field) => pickedProblems(object, field, { catalog })),
      ...TRANSLATED.flatMap(([element, key, type]) =>
        bodiesOf(body, element)
          .map((each) => fullNameOf(type, object, textOf(each, key) ?? ''))
          .filter((name) => !org.components.get(type, name))
          .map((name) => notFound(key, type, name)),
      ),
    ];
  },
  without: ({ fullName, body }, object, field) => {
    if (customFieldOwner(splitTranslation(fullName)[0]).toLowerCase() !== object.toLowerCase()) return body;
    const kept = bodiesOf(body, 'fields').filter((each) => textOf(each, 'name')?.toLowerCase() !== field.toLowerCase());
    const { fields: _, ...rest } = body;
    return kept.length === 0 ? rest : { ...body, fields: kept };
  },
  withoutRule: ({ fullName, body }, object, rule) => {
    if (splitTranslation(fullName)[0].toLowerCase() !== object.toLowerCase()) return body;
    const rules = bodiesOf(body, 'validationRules');
    const kept = rules.filter((each) => textOf(each, 'name')?.toLowerCase() !== rule.toLowerCase());
    const { validationRules: _, ...rest } = body;
    return kept.length === 0 ? rest : { ...body, validationRules: kept };
  },
  nothingWithoutBody: true,
};

/** `Account-de` → `['Account', 'de']` */
function splitTranslation(fullName: string): [string, string] {
  const dash = fullName.lastIndexOf('-');
  return dash < 0 ? [fullName, ''] : [fullName.slice(0, dash), fullName.slice(dash + 1)];
}

/** A layout's translation leaves the object out of its name. */
function fullNameOf(type: string, object: string, name: string): string {
  return type === 'Layout' ? `${object}-${name}` : `${object}.${name}`;
}

function repeatedIn(body: MetadataBody, element: string, key: string): string[] {
  return repeated(bodiesOf(body, element).map((each) => textOf(each, key) ?? '')).map(
    (name) => `Field:${key}, value:${name} appears more than once`,
  );
}

/** Wording: https://github.com/hardisgroupcom/sfdx-hardis (deployTipsList, "Picklist value: … in picklist: … not found"). */
function pickedProblems(object: string, field: MetadataBody, { catalog }: Pick<CheckContext, 'catalog'>): string[] {
  const known = catalog.field(object, textOf(field, 'name') ?? '');
  if (known?.custom !== true) return [];
  return bodiesOf(field, 'picklistValues')
    .map((each) => textOf(each, 'masterLabel') ?? '')
    .filter((label) => !known.picklistValues.some((value) => value.label === label || value.value === label))
    .map((label) => `Picklist value: ${label} in picklist: ${known.name} not found`);
}

/** A retrieve brings fields by name. */
function sortedTranslations(body: MetadataBody): MetadataBody {
  const fields = bodiesOf(body, 'fields');
  if (fields.length === 0) return {};
  return { fields: fields.sort((a, b) => ((textOf(a, 'name') ?? '') < (textOf(b, 'name') ?? '') ? -1 : 1)) };
}
