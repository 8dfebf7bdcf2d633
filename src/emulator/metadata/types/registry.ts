import type { ComponentType } from './componentType.js';
import { customField } from './customField.js';
import { customMetadata } from './customMetadata.js';
import { customObject } from './customObject.js';
import { customObjectTranslation } from './customObjectTranslation.js';
import { customPermission } from './customPermission.js';
import { layout } from './layout.js';
import { leadConvertSettings } from './leadConvertSettings.js';
import { listView } from './listView.js';
import { objectChildren } from './objectChildren.js';
import { permissionSet } from './permissionSet.js';
import { plainTypes } from './plainTypes.js';
import { staticResource } from './staticResource.js';
import { validationRule } from './validationRule.js';
import { globalValueSet, standardValueSet } from './valueSets.js';

/** Every metadata type the embedded org takes; whatever is not here is refused by name. */
export const componentTypes: readonly ComponentType[] = [
  customObject,
  customField,
  validationRule,
  listView,
  ...objectChildren,
  customPermission,
  permissionSet,
  customMetadata,
  staticResource,
  layout,
  customObjectTranslation,
  leadConvertSettings,
  globalValueSet,
  standardValueSet,
  ...plainTypes,
];

type ChildType = ComponentType & { readonly element: string; readonly parent: string };

/** The types that live inside other types' files. */
export const childTypes: readonly ChildType[] = componentTypes.filter(
  (type): type is ChildType => type.element !== undefined && type.parent !== undefined,
);

const BY_NAME = new Map(componentTypes.map((type) => [type.name, type]));

export function componentType(name: string): ComponentType | undefined {
  return BY_NAME.get(name);
}

/** Elements of a CustomObject file that are components of types the embedded org does not take. */
export const refusedChildren: Readonly<Record<string, string>> = {
  sharingRecalculations: 'SharingRecalculation',
};

export function refusal(typeName: string): string {
  return `The embedded org does not take components of type ${typeName}.`;
}
