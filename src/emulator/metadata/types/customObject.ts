import { bodyOf, textOf } from '../../catalog/metadataBody.js';
import type { MetadataBody } from '../../org/componentStore.js';
import type { Candidate, CheckContext, ComponentType } from './componentType.js';
import { autoNumberProblems } from './fieldAttributes.js';
import { developerNameProblems, lengthProblems, tooLong } from './naming.js';

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/customobject.htm */
export const customObject: ComponentType = {
  name: 'CustomObject',
  folder: 'objects',
  suffix: 'object',
  metaFile: false,
  keyPrefix: '01I',
  checkAlone: (candidate) => {
    const suffix = /__(c|mdt)$/i.exec(candidate.fullName)?.[1]?.toLowerCase();
    if (suffix === 'c') return customProblems(candidate);
    if (suffix === 'mdt') return metadataTypeProblems(candidate);
    const foreign = /__(\w+)$/.exec(candidate.fullName)?.[1];
    return foreign === undefined ? [] : [`The embedded org does not take objects whose names end with __${foreign}.`];
  },
  checkWithin: ({ fullName, body }, { catalog }: CheckContext) => {
    const object = catalog.object(fullName);
    if (!object) return [`In field: entity - no CustomObject named ${fullName} found`];
    const detail = [...object.fields.values()].some(({ masterDetail }) => masterDetail);
    const model = textOf(body, 'sharingModel');
    // Wording: https://github.com/forcedotcom/afv-library (skills/generating-custom-object)
    return detail && model !== undefined && model !== 'ControlledByParent'
      ? [`Cannot set sharingModel to ${model} on a CustomObject with a MasterDetail relationship field`]
      : [];
  },
};

/** Wording of the label's problem: https://github.com/hardisgroupcom/sfdx-hardis and others ("Must specify a non-empty label for the CustomObject"). */
function commonProblems({ fullName, body }: Candidate): string[] {
  const name = fullName.replace(/__(c|mdt)$/i, '');
  return [
    ...developerNameProblems(name, 'Object', 40),
    ...(textOf(body, 'label') === undefined ? ['Must specify a non-empty label for the CustomObject'] : []),
    ...(textOf(body, 'pluralLabel') === undefined
      ? ['Must specify a non-empty plural label for the CustomObject']
      : []),
    ...lengthProblems(body, {
      label: ['MasterLabel', 40],
      pluralLabel: ['PluralLabel', 40],
      description: ['Description', 1000],
    }),
  ];
}

function customProblems(candidate: Candidate): string[] {
  const { body } = candidate;
  if (body['customSettingsType'] !== undefined) return ['The embedded org does not take custom settings.'];
  return [
    ...commonProblems(candidate),
    ...(body['deploymentStatus'] === undefined ? ["Must specify 'deploymentStatus' for a CustomObject"] : []),
    ...(body['sharingModel'] === undefined ? ["Must specify 'sharingModel' for a CustomObject"] : []),
    ...nameFieldProblems(bodyOf(body, 'nameField')),
  ];
}

function nameFieldProblems(field: MetadataBody | undefined): string[] {
  const type = field && textOf(field, 'type');
  if (!field || (type !== 'Text' && type !== 'AutoNumber')) {
    return ['Must specify a nameField of type Text or AutoNumber'];
  }
  return [
    ...((textOf(field, 'label')?.length ?? 0) > 40 ? [tooLong('MasterLabel', 40)] : []),
    ...(type === 'AutoNumber' ? autoNumberProblems(field) : []),
  ];
}

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_custommetadatatype.htm */
function metadataTypeProblems(candidate: Candidate): string[] {
  const notForTypes = ['nameField', 'sharingModel', 'deploymentStatus', 'externalSharingModel', 'customSettingsType'];
  return [
    ...commonProblems(candidate),
    ...notForTypes
      .filter((element) => candidate.body[element] !== undefined)
      .map((element) => `Can not specify '${element}' for a custom metadata type`),
  ];
}
