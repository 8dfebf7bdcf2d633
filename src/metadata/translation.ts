import { markersOf, type ProvenanceSchema, type Translation } from '../schema/provenanceSchema.js';
import type { DesiredComponent } from './component.js';
import type { FieldHome } from './fieldHome.js';
import { guardsOn } from './guard.js';
import type { TargetObject } from './target.js';

type Body = DesiredComponent<'CustomObjectTranslation'>['body'];
type FieldEntry = NonNullable<Body['fields']>[number];
type RuleEntry = NonNullable<Body['validationRules']>[number];

/**
 * What users read in other languages: one component for each language and each object that has something to translate.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_customobjecttranslation.htm
 */
export function* translationComponents(
  schema: ProvenanceSchema,
  targets: readonly TargetObject[],
  homes: readonly FieldHome[],
): Generator<DesiredComponent<'CustomObjectTranslation'>> {
  const names = [...new Set([...homes.map(({ name }) => name), ...targets.map(({ name }) => name)])];
  const homeOf = new Map(homes.map((home) => [home.name, home]));
  const targetOf = new Map(targets.map((target) => [target.name, target]));
  for (const [language, translation] of Object.entries(schema.translations)) {
    for (const object of names) {
      const fields = fieldEntries(schema, translation, homeOf.get(object));
      const validationRules = ruleEntries(schema, translation, targetOf.get(object));
      if (fields.length + validationRules.length === 0) continue;
      yield {
        type: 'CustomObjectTranslation',
        fullName: `${object}-${language}`,
        purpose: 'translation',
        object,
        body: {
          ...(fields.length === 0 ? {} : { fields }),
          ...(validationRules.length === 0 ? {} : { validationRules }),
        },
      };
    }
  }
}

function fieldEntries(schema: ProvenanceSchema, translation: Translation, home: FieldHome | undefined): FieldEntry[] {
  if (home === undefined) return [];
  const fields = [
    ...markersOf(schema).map(({ id, field }) => ({ name: field.apiName, texts: translation.markers[id] })),
    ...(home.badge === 'none' ? [] : [{ name: schema.badge.field.apiName, texts: translation.badge }]),
  ];
  return fields
    .flatMap(({ name, texts }): FieldEntry[] => {
      if (texts?.label === undefined && texts?.helpText === undefined) return [];
      return [
        {
          name,
          ...(texts.label === undefined ? {} : { label: texts.label }),
          ...(texts.helpText === undefined ? {} : { help: texts.helpText }),
        },
      ];
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function ruleEntries(
  schema: ProvenanceSchema,
  translation: Translation,
  target: TargetObject | undefined,
): RuleEntry[] {
  if (target === undefined) return [];
  return guardsOn(target)
    .flatMap((id): RuleEntry[] => {
      const errorMessage = translation.guards[id];
      return errorMessage === undefined ? [] : [{ errorMessage, name: schema.guards[id].name }];
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
