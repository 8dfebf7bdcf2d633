import type { ComponentType } from './componentType.js';
import { customField } from './customField.js';
import { customMetadata } from './customMetadata.js';
import { customObject } from './customObject.js';
import { customPermission } from './customPermission.js';
import { listView } from './listView.js';
import { permissionSet } from './permissionSet.js';
import { staticResource } from './staticResource.js';
import { validationRule } from './validationRule.js';

/** Every metadata type the embedded org takes; whatever is not here is refused by name. */
export const componentTypes: readonly ComponentType[] = [
  customObject,
  customField,
  validationRule,
  listView,
  customPermission,
  permissionSet,
  customMetadata,
  staticResource,
];

/** The types that live inside a CustomObject file, by the file's element. */
export const childTypes: readonly (ComponentType & { readonly element: string })[] = componentTypes.filter(
  (type): type is ComponentType & { readonly element: string } => type.element !== undefined,
);

export function componentType(name: string): ComponentType | undefined {
  return componentTypes.find((type) => type.name === name);
}

/** Elements of a CustomObject file that are components of types the embedded org does not take. */
export const refusedChildren: Readonly<Record<string, string>> = {
  businessProcesses: 'BusinessProcess',
  compactLayouts: 'CompactLayout',
  fieldSets: 'FieldSet',
  indexes: 'Index',
  recordTypes: 'RecordType',
  sharingReasons: 'SharingReason',
  sharingRecalculations: 'SharingRecalculation',
  webLinks: 'WebLink',
};

export function refusal(typeName: string): string {
  return `The embedded org does not take components of type ${typeName}.`;
}
