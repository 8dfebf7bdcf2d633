import { bodiesOf, textOf, textsOf } from '../../catalog/metadataBody.js';
import type { MetadataBody } from '../../org/componentStore.js';
import type { Candidate, CheckContext, ComponentType } from './componentType.js';
import { isField, isFieldPath, noField, notFound } from './fieldNames.js';
import { developerNameProblems, lengthProblems, repeated, splitFullName } from './naming.js';

type Child = ComponentType & { readonly parent: string; readonly element: string };

/** What all components inside an object's file have in common. */
function child(
  name: string,
  element: string,
  keyPrefix: string,
  what: string,
  rules: Partial<Pick<ComponentType, 'checkAlone' | 'checkWithin' | 'undeletable' | 'without'>> = {},
): Child {
  return {
    name,
    folder: 'objects',
    suffix: 'object',
    metaFile: false,
    keyPrefix,
    parent: 'CustomObject',
    element,
    ...rules,
    checkAlone: (candidate) => [
      ...developerNameProblems(splitFullName(candidate.fullName)[1].replace(/__c$/i, ''), what, 80),
      ...(rules.checkAlone?.(candidate) ?? []),
    ],
    checkWithin: (candidate, context) => {
      const [object] = splitFullName(candidate.fullName);
      if (!context.catalog.object(object)) return [notFound('entity', 'CustomObject', object)];
      return rules.checkWithin?.(candidate, context) ?? [];
    },
  };
}

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_businessprocess.htm */
const businessProcess = child('BusinessProcess', 'businessProcesses', '019', 'Business Process', {
  checkWithin: ({ fullName }) =>
    ['Case', 'Lead', 'Opportunity', 'Solution'].includes(splitFullName(fullName)[0])
      ? []
      : [`${splitFullName(fullName)[0]} has no business processes.`],
});

/** Source: https://help.salesforce.com/s/articleView?id=sf.compact_layout_overview.htm (up to ten fields, which types) */
const compactLayout = child('CompactLayout', 'compactLayouts', '0AH', 'Compact Layout', {
  checkAlone: ({ body }) => [
    ...lengthProblems(body, { label: ['MasterLabel', 80] }),
    ...(textsOf(body, 'fields').length > 10 ? ['A compact layout can have at most 10 fields.'] : []),
    ...repeated(textsOf(body, 'fields')).map((name) => `Field:fields, value:${name} appears more than once`),
  ],
  checkWithin: ({ fullName, body }, { catalog }) => {
    const [object] = splitFullName(fullName);
    return textsOf(body, 'fields').flatMap((name) => {
      const field = catalog.field(object, name);
      if (!isField(catalog, object, name)) return [noField(object, name)];
      const barred = field && (field.type === 'multipicklist' || (field.type === 'textarea' && field.custom));
      return barred ? [`A compact layout cannot show the field ${object}.${name}.`] : [];
    });
  },
  without: ({ fullName, body }, object, field) => {
    if (splitFullName(fullName)[0].toLowerCase() !== object.toLowerCase()) return body;
    return { ...body, fields: textsOf(body, 'fields').filter((name) => name.toLowerCase() !== field.toLowerCase()) };
  },
});

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_fieldset.htm */
const fieldSet = child('FieldSet', 'fieldSets', '0IX', 'Field Set', {
  checkWithin: ({ fullName, body }, { catalog }) => {
    const [object] = splitFullName(fullName);
    return [...bodiesOf(body, 'availableFields'), ...bodiesOf(body, 'displayedFields')]
      .map((item) => textOf(item, 'field') ?? '')
      .filter((path) => !isFieldPath(catalog, object, path))
      .map((path) => noField(object, path));
  },
});

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_recordtype.htm */
const recordType = child('RecordType', 'recordTypes', '012', 'Record Type', {
  // Wording: https://github.com/hardisgroupcom/sfdx-hardis (deployTipsList, "Cannot delete record type through API")
  undeletable: true,
  checkAlone: ({ body }) => [
    ...lengthProblems(body, { label: ['MasterLabel', 80], description: ['Description', 255] }),
    ...repeated(bodiesOf(body, 'picklistValues').map((each) => textOf(each, 'picklist') ?? '')).map(
      (name) => `Field:picklist, value:${name} appears more than once`,
    ),
  ],
  checkWithin: (candidate, context) => [
    ...namedProblems(candidate, context),
    ...bodiesOf(candidate.body, 'picklistValues').flatMap((each) => pickedProblems(candidate.fullName, each, context)),
  ],
  without: ({ fullName, body }, object, field) => {
    if (splitFullName(fullName)[0].toLowerCase() !== object.toLowerCase()) return body;
    const kept = bodiesOf(body, 'picklistValues').filter(
      (each) => textOf(each, 'picklist')?.toLowerCase() !== field.toLowerCase(),
    );
    const { picklistValues: _, ...rest } = body;
    return kept.length === 0 ? rest : { ...body, picklistValues: kept };
  },
});

function namedProblems({ fullName, body }: Candidate, { org }: CheckContext): string[] {
  const [object] = splitFullName(fullName);
  const [process, compact] = [textOf(body, 'businessProcess'), textOf(body, 'compactLayoutAssignment')];
  return [
    ...(process !== undefined && !org.components.get('BusinessProcess', `${object}.${process}`)
      ? [notFound('businessProcess', 'BusinessProcess', `${object}.${process}`)]
      : []),
    ...(compact !== undefined && compact !== 'SYSTEM' && !org.components.get('CompactLayout', `${object}.${compact}`)
      ? [notFound('compactLayoutAssignment', 'CompactLayout', `${object}.${compact}`)]
      : []),
  ];
}

/** Values are written as in a URL. Wording: https://github.com/hardisgroupcom/sfdx-hardis (deployTipsList) */
function pickedProblems(recordTypeName: string, picked: MetadataBody, { catalog }: CheckContext): string[] {
  const [object] = splitFullName(recordTypeName);
  const name = textOf(picked, 'picklist') ?? '';
  const field = catalog.field(object, name);
  if (!field) return [noField(object, name, 'picklist')];
  // The values of standard fields come from standard value sets, which every org has others of.
  if (!field.custom) return [];
  const values = bodiesOf(picked, 'values').map((value) => decoded(textOf(value, 'fullName') ?? ''));
  return values
    .filter((value) => !field.picklistValues.some((known) => known.value === value))
    .map((value) => `Picklist value: ${value} in picklist: ${name} not found`);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray % is a value's own.
    return text;
  }
}

/**
 * What an object's file holds besides fields, rules and list views.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/customobject.htm
 */
export const objectChildren: readonly Child[] = [
  businessProcess,
  compactLayout,
  fieldSet,
  child('Index', 'indexes', '000', 'Index'),
  recordType,
  child('SharingReason', 'sharingReasons', '000', 'Sharing Reason'),
  child('WebLink', 'webLinks', '00b', 'Web Link'),
];
