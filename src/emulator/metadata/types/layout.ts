import { customFieldOwner } from '../../catalog/activities.js';
import { isCustomObjectName } from '../../catalog/customObject.js';
import type { Catalog } from '../../catalog/definition.js';
import { bodiesOf, bodyOf, textOf, textsOf } from '../../catalog/metadataBody.js';
import type { MetadataBody } from '../../org/componentStore.js';
import type { Candidate, CheckContext, ComponentType } from './componentType.js';
import { isField, noField, notFound } from './fieldNames.js';
import { repeated } from './naming.js';

/**
 * A page layout, named `Object-Label`. Its related lists, buttons, actions and components are not looked at, but for
 * related lists of custom lookups.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_layouts.htm
 */
export const layout: ComponentType = {
  name: 'Layout',
  folder: 'layouts',
  suffix: 'layout',
  metaFile: false,
  keyPrefix: '00h',
  checkAlone: ({ fullName, body }) => [
    ...(objectOf(fullName) === '' ? [`The name of a layout starts with its object: ${fullName}`] : []),
    ...repeated(itemsOf(body).flatMap((item) => textOf(item, 'field') ?? [])).map(
      (field) => `Field:field, value:${field} appears more than once`,
    ),
  ],
  checkWithin: ({ fullName, body }: Candidate, { catalog }: CheckContext) => {
    const object = objectOf(fullName);
    if (!catalog.object(object)) return [notFound('entity', 'CustomObject', object)];
    return [
      ...fieldsOf(body)
        .filter((field) => !isField(catalog, object, field))
        .map((field) => noField(object, field)),
      ...requiredProblems(catalog, object, body),
      ...bodiesOf(body, 'relatedLists').flatMap((list) => relatedProblems(catalog, object, list)),
    ];
  },
  shows: ({ fullName, body }) => fieldsOf(body).map((field) => `${objectOf(fullName)}.${field}`),
  // Source: https://help.salesforce.com/s/articleView?id=sf.fields_managing_fields.htm (a deleted field leaves its layouts)
  without: ({ fullName, body }, object, field) =>
    customFieldOwner(objectOf(fullName)).toLowerCase() === object.toLowerCase() ? withoutField(body, field) : body,
};

/** `CaseClose` layouts show a case that is being closed. */
function objectOf(fullName: string): string {
  const name = fullName.slice(0, Math.max(fullName.indexOf('-'), 0));
  return name === 'CaseClose' ? 'Case' : name;
}

function itemsOf(body: MetadataBody): MetadataBody[] {
  return bodiesOf(body, 'layoutSections').flatMap((section) =>
    bodiesOf(section, 'layoutColumns').flatMap((column) => bodiesOf(column, 'layoutItems')),
  );
}

function fieldsOf(body: MetadataBody): string[] {
  const mini = bodyOf(body, 'miniLayout');
  return [...itemsOf(body).flatMap((item) => textOf(item, 'field') ?? []), ...(mini ? textsOf(mini, 'fields') : [])];
}

/**
 * What a layout of a custom object must hold; what those of standard objects must hold differs from object to object
 * and is not looked at. Wording: https://github.com/hardisgroupcom/sfdx-hardis (deployTipsList)
 */
function requiredProblems(catalog: Catalog, object: string, body: MetadataBody): string[] {
  if (!isCustomObjectName(object)) return [];
  const items = new Map(itemsOf(body).map((item) => [textOf(item, 'field')?.toLowerCase(), item]));
  const required = [...(catalog.object(object)?.fields.values() ?? [])].filter(
    (field) => field.nameField || (field.custom && !field.nillable && field.createable && field.type !== 'boolean'),
  );
  return required.flatMap((field) => {
    const item = items.get(field.name.toLowerCase());
    if (!item) return [`Layout must contain an item for required layout field: ${field.name}`];
    const behavior = field.autoNumberFormat === undefined ? 'Required' : 'Readonly';
    return textOf(item, 'behavior') === behavior ? [] : [`Field:${field.name} must be ${behavior}`];
  });
}

/** `Child__c.Lookup__c`: the records that refer to this one by the lookup. Wording: deploy logs in public repositories. */
function relatedProblems(catalog: Catalog, object: string, list: MetadataBody): string[] {
  const name = textOf(list, 'relatedList') ?? '';
  const [child, lookup] = name.split('.');
  if (child === undefined || lookup === undefined || !/__c$/i.test(lookup)) return [];
  const field = catalog.field(child, lookup);
  if (!field?.referenceTo.some((target) => target.toLowerCase() === object.toLowerCase())) {
    return [`Cannot find related list:${name}`];
  }
  return textsOf(list, 'fields')
    .filter((column) => /__c$/i.test(column) && !column.includes('.') && !catalog.field(child, column))
    .map((column) => noField(child, column));
}

function withoutField(body: MetadataBody, field: string): MetadataBody {
  const isGone = (name: string | undefined): boolean => name?.toLowerCase() === field.toLowerCase();
  const mini = bodyOf(body, 'miniLayout');
  return {
    ...body,
    ...(mini ? { miniLayout: { ...mini, fields: textsOf(mini, 'fields').filter((name) => !isGone(name)) } } : {}),
    ...(body['layoutSections'] === undefined
      ? {}
      : {
          layoutSections: bodiesOf(body, 'layoutSections').map((section) => ({
            ...section,
            layoutColumns: bodiesOf(section, 'layoutColumns').map((column) =>
              column['layoutItems'] === undefined
                ? column
                : {
                    ...column,
                    layoutItems: bodiesOf(column, 'layoutItems').filter((item) => !isGone(textOf(item, 'field'))),
                  },
            ),
          })),
        }),
  };
}
